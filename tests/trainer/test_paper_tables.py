"""The tables of other papers' experiments, with networks that have learned nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine.networks.informed_mask import InformedMask, Size
from engine.networks.semantic_search import SemanticSearch, SemanticSearchDesign
from engine.networks.vcn import VCN, VCNDesign
from trainer.corruption.contract import Sample
from trainer.data.photos import Photos
from trainer.experiments import (
    blind_rivals,
    edge_maps,
    edge_training,
    semantic_failures,
    semantic_rivals,
    vcn_parts,
)
from trainer.experiments.bench import ExperimentContext
from trainer.experiments.semantic_rivals import Search, low_rank, nearest, searched
from trainer.training.export import export, read
from trainer.training.loop import Budget

TINY_MASK_SIZE = Size(mask_width=4, edge_width=8, edge_blocks=1, cnum=12, dilations=(2,))


@pytest.fixture
def context(photos: Photos, tmp_path: Path) -> ExperimentContext:
    return ExperimentContext(
        photos=photos, test=photos, out=tmp_path, budget=Budget(steps=1), limit=1, size=64
    )


@pytest.fixture
def sample(context: ExperimentContext) -> Sample:
    return context.damaged_colour("center", size=64)[0]


@pytest.fixture
def face_network() -> SemanticSearch:
    torch.manual_seed(0)
    return SemanticSearch(SemanticSearchDesign(kernel=4, top=16, base=2)).eval().requires_grad_(False)


@pytest.fixture
def blind_network() -> VCN:
    torch.manual_seed(0)
    return VCN(VCNDesign(width=8)).eval()


def ships(monkeypatch: pytest.MonkeyPatch, network: torch.nn.Module) -> None:
    monkeypatch.setattr(ExperimentContext, "ships", lambda *_: network)


def test_low_rank_completes_what_is_a_product() -> None:
    rows, columns = np.random.default_rng(0).uniform(0.3, 0.9, (2, 32)).astype(np.float32)
    photo = np.repeat(np.outer(rows, columns)[..., None], 3, 2)
    hole = np.zeros((32, 32), bool)
    hole[10:16, 12:20] = True
    filled = low_rank(np.where(hole[..., None], np.float32(0), photo), hole)
    assert np.array_equal(filled[~hole], photo[~hole])
    assert np.abs(filled - photo)[hole].max() < 0.06


def test_the_nearest_photo_is_the_one_that_was_damaged(context: ExperimentContext) -> None:
    photos = semantic_rivals.faces(context.photos)
    sample = replace(context, test=photos).damaged_colour("center", size=64)[0]
    assert np.abs(nearest(photos, sample) - sample.clean).max() < 0.05


@pytest.mark.parametrize("blended", [True, False])
def test_a_search_keeps_what_is_known(
    blended: bool, sample: Sample, face_network: SemanticSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(semantic_rivals, "SEARCH_STEPS", 2)
    found = searched(face_network, sample, Search(blended=blended))
    known = sample.mask == 0
    assert np.allclose(found[known], sample.corrupted[known], atol=1e-6)


def test_the_table_of_faces_has_a_row_for_each_rival(
    context: ExperimentContext, face_network: SemanticSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    ships(monkeypatch, face_network)
    monkeypatch.setattr(semantic_rivals, "SEARCH_STEPS", 1)
    monkeypatch.setattr(semantic_rivals, "SHRINK_STEPS", 1)
    monkeypatch.setattr(semantic_rivals, "DAMAGE_OF_NAME", {"centre": "center"})
    rows = semantic_rivals.run(context).splitlines()
    assert [row[:15].strip() for row in rows[1:]] == [
        "telea",
        "low rank",
        "patchmatch",
        "nearest face",
        "search",
        "pasted",
        "without prior",
        "without weights",
    ]


def test_a_mask_of_nothing_leaves_the_edges_that_are_seen(sample: Sample) -> None:
    torch.manual_seed(0)
    network = InformedMask(TINY_MASK_SIZE).eval()
    undamaged = replace(sample, corrupted=sample.clean, alpha=np.zeros_like(sample.alpha))
    found = edge_maps.compared(network, undamaged, given=True)
    assert found["seen"] == found["drawn"] == pytest.approx(60)  # the best that is said
    assert found["picture"] == pytest.approx(60)


def test_further_networks_stand_beside_the_one_that_ships(
    context: ExperimentContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(0)
    network = InformedMask(TINY_MASK_SIZE).eval()
    ships(monkeypatch, network)
    monkeypatch.setattr(edge_maps, "DAMAGE_OF_NAME", {"holes": "center"})
    before = {name: value.clone() for name, value in network.state_dict().items()}
    export(
        context.out / "informed-mask-alone" / "informed-mask.safetensors",
        {name: value * 0 for name, value in before.items()},
        {"id": "informed-mask"},
    )
    printed = edge_maps.run(context)
    assert "alone, predicted, drawn" in printed and "ships, given, seen" in printed
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())


def test_with_a_true_mask_of_nothing_nothing_is_painted(sample: Sample, blind_network: VCN) -> None:
    undamaged = replace(sample, mask=np.zeros_like(sample.mask))
    assert np.allclose(
        blind_rivals.painted(blind_network, undamaged, true_mask=True), sample.corrupted, atol=1e-5
    )


def test_the_table_of_blind_repair_has_rivals_rho_and_blending(
    context: ExperimentContext, blind_network: VCN, monkeypatch: pytest.MonkeyPatch
) -> None:
    ships(monkeypatch, blind_network)
    monkeypatch.setattr(blind_rivals, "RIVALS", ("telea",))
    monkeypatch.setattr(blind_rivals, "RHO_VALUES", (0.0, 1.0))
    monkeypatch.setattr(blind_rivals, "DAMAGE_OF_NAME", {"centre": "center"})
    rows = blind_rivals.run(context).splitlines()
    assert len(rows) == 1 + 3 + 2 + 2 + 1
    assert rows[-1].startswith("vcn, true mask")


def test_parts_of_vcn_are_trained_beside_one_mask_network(
    context: ExperimentContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(0)
    shipped = VCN(VCNDesign(width=8, deep=True)).eval()
    ships(monkeypatch, shipped)
    monkeypatch.setattr(vcn_parts, "DAMAGE_OF_NAME", {"centre": "center"})
    monkeypatch.setattr(vcn_parts, "OPTIONS_OF_NAME", {"late": {}, "middle": {"fusion": "bottleneck"}})
    own = replace(context, options={"crop": "64", "batch": "1"})
    rows = vcn_parts.run(own).splitlines()
    assert rows[0].split() == ["centre,", "given", "centre,", "found"]
    assert [row.split()[0] for row in rows[1:]] == ["damaged", "late", "middle"]
    assert own.used == ["vcn-late: 1 steps in 0 min", "vcn-middle: 1 steps in 0 min"]
    for name in ("late", "middle"):
        stored = read(own.out / f"vcn-{name}" / "vcn.safetensors")
        kept = shipped.mpn.m1.first.weight
        assert torch.allclose(stored["mpn.m1.first.weight"].float(), kept, atol=1e-3)


def test_the_edge_network_is_trained_alone_and_jointly(
    context: ExperimentContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(0)
    shipped = InformedMask(TINY_MASK_SIZE).eval()
    ships(monkeypatch, shipped)
    monkeypatch.setattr(edge_maps, "DAMAGE_OF_NAME", {"holes": "center"})
    own = replace(context, options={"crop": "64", "batch": "1", "size": "slim", "rate": "0.1"})
    printed = edge_training.run(own)
    assert all(f"{name}, predicted, drawn" in printed for name in ("ships", "alone", "jointly"))

    def changed(phase: str) -> set[str]:
        after = read(own.out / f"edges-{phase}" / "informed-mask.safetensors")
        return {
            name.split(".")[0]
            for name, before in shipped.named_parameters()
            if not torch.allclose(after[name].float(), before, atol=3e-4, rtol=1e-3)
        }

    assert changed("epn") == {"epn"} and changed("edges") == {"mpn", "epn"}
    assert {"mpn", "epn"} < changed("joint")


def test_failures_are_shown_from_the_worst_on(
    context: ExperimentContext, face_network: SemanticSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    ships(monkeypatch, face_network)
    monkeypatch.setattr(semantic_rivals, "SEARCH_STEPS", 1)
    monkeypatch.setattr(semantic_failures, "DAMAGE_OF_NAME", {"random 80 %": "random_pixels:share=0.8"})
    rows = semantic_failures.run(replace(context, limit=3)).splitlines()[1:]
    scores = [float(row.split()[-2]) for row in rows]
    assert scores == sorted(scores)
    with Image.open(context.out / "failures-random-80.png") as sheet:
        assert sheet.size == (4 * 64, len(rows) * 64)
