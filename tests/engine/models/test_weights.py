from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine.errors import WeightsDamaged, WeightsMissing
from engine.models import weights


@pytest.fixture
def network() -> torch.nn.Module:
    return torch.nn.Linear(3, 2)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(weights.paths, "data_folder", lambda: tmp_path / "none")
    monkeypatch.setattr(weights.paths, "weights_folder", lambda: tmp_path)
    return tmp_path


def put(folder: Path, name: str, network: torch.nn.Module, **facts: object) -> Path:
    path = folder / f"{name}.safetensors"
    save_file({key: value.half() for key, value in network.state_dict().items()}, path)
    card = {"id": name.partition("--")[0], "sha256": weights.checksum(path)} | facts
    path.with_suffix(".json").write_text(json.dumps(card))
    return path


def test_half_precision_is_loaded_as_single(folder: Path, network: torch.nn.Module) -> None:
    put(folder, "line", network, photos=12, minutes=3.5)
    again = torch.nn.Linear(3, 2)
    card = weights.load_into(again, "line")
    assert again.weight.dtype == torch.float32
    assert torch.equal(again.weight, network.weight.half().float())
    assert (card.photos, card.minutes) == (12, 3.5)


def test_a_changed_byte_is_found(folder: Path, network: torch.nn.Module) -> None:
    path = put(folder, "line", network)
    damaged = bytearray(path.read_bytes())
    damaged[-1] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(WeightsDamaged):
        weights.load_into(network, "line")


def test_weights_of_another_network_do_not_fit(folder: Path, network: torch.nn.Module) -> None:
    put(folder, "line", network)
    with pytest.raises(WeightsDamaged, match="does not fit"):
        weights.load_into(torch.nn.Linear(4, 2), "line")


def test_no_weights(folder: Path, network: torch.nn.Module) -> None:
    assert not weights.has_weights("line")
    with pytest.raises(WeightsMissing, match=r"line\.safetensors"):
        weights.load_into(network, "line")
    assert not list(folder.iterdir())


def test_variants_are_told_from_ids_that_begin_alike(folder: Path, network: torch.nn.Module) -> None:
    for name in ("line", "line--faces", "line-art"):
        put(folder, name, network)
    assert weights.variants("line") == ("", "faces")
    assert weights.has_weights("line", "faces")


def test_what_a_person_taught_is_a_variant(folder: Path, network: torch.nn.Module) -> None:
    own = weights.paths.data_folder() / "weights"
    own.mkdir(parents=True)
    put(folder, "line--text", network)
    put(own, "line--fence", network, photos=3)
    assert weights.variants("line") == ("fence", "text")
    assert weights.card("line", "fence").photos == 3


def test_a_card_keeps_what_it_does_not_know(folder: Path, network: torch.nn.Module) -> None:
    put(folder, "line", network, colour="blue")
    assert weights.card("line").more == {"colour": "blue"}


def test_a_broken_card_is_damaged_weights(folder: Path, network: torch.nn.Module) -> None:
    put(folder, "line", network).with_suffix(".json").write_text("[")
    with pytest.raises(WeightsDamaged):
        weights.card("line")


def test_cards_and_devices_need_no_torch() -> None:
    code = (
        "import sys; from engine.models import device, weights; weights.has_weights('x'); "
        "device.resolve('cpu'); device.name('cpu'); print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
