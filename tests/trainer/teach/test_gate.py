"""The gate: whether what was taught is good enough to be kept."""

from __future__ import annotations

import json

import numpy as np
import pytest

from engine.errors import WeightsDamaged
from engine.models.catalog import catalog
from trainer.cli.commands import main
from trainer.corruption.teachable import lesson
from trainer.data import pairs as pair_files
from trainer.data import taught
from trainer.data.detection import CANVAS_SIDE_PX
from trainer.data.pair_crops import damage_layers
from trainer.data.photos import Photos
from trainer.evaluation import acceptance as gating
from trainer.evaluation.acceptance import DAMAGED_CASE, NEW_METHOD, SOUND_CASE, checks_of, scores
from trainer.evaluation.evaluate import Row


def row(case, method, psnr, *, f1=None, marked=None, photos=12):
    return Row(
        case=case, method=method, photos=photos, psnr=psnr, psnr_inside=psnr - 10, ssim=1, ssim_inside=1,
        seconds=1, damaged=15, f1=f1, marked=marked, untouched=1.0,
    )  # fmt: skip


def rows(ours, *, marked=0.0, photos=12):
    return [
        row(DAMAGED_CASE, NEW_METHOD, ours, f1=0.9, photos=photos),
        row(DAMAGED_CASE, "telea", 28.0),
        row(DAMAGED_CASE, "biharmonic", 30.0),
        row(DAMAGED_CASE, "finder", 29.0, f1=0.7),
        row(SOUND_CASE, NEW_METHOD, 99.0, f1=1.0, marked=marked),
        row(SOUND_CASE, "finder", 99.0, f1=1.0, marked=0.5),
    ]


def test_what_reaches_biharmonic_with_the_mask_passes():
    assert [check.passed for check in checks_of(rows(30.0))] == [True, True, True, True]
    assert [check.passed for check in checks_of(rows(29.5))] == [False, True, True, True]
    assert [check.passed for check in checks_of(rows(28.5))] == [False, False, True, True]
    assert scores(rows(31.0))["gain_over_telea"] == 3.0


def test_what_marks_sound_photos_does_not_pass():
    checks = checks_of(rows(31.0, marked=0.01))
    assert [check.passed for check in checks] == [True, True, False, True]
    assert "1.000% of sound photos" in str(checks[2])


def test_what_was_measured_on_a_handful_does_not_pass():
    checks = checks_of(rows(31.0, photos=3))
    assert [check.passed for check in checks] == [True, True, True, False]
    assert str(checks[-1]).startswith("NO: measured on 3 photos")


def test_the_gate_measures_what_was_held_out(trained, folder, black_detector, monkeypatch, capsys):
    monkeypatch.setattr(gating, "CLASSICAL_METHODS", ("telea", "biharmonic"))
    monkeypatch.setattr(gating, "has_weights", lambda _: False)
    monkeypatch.setattr(gating, "recommended", lambda: black_detector)
    capsys.readouterr()
    code = main(["teach", "gate", str(trained), "--photos", str(folder), "--limit", "4", "--json"])
    *judging, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert judging[0]["kind"] == "judging" and judging[-1]["share"] == 1
    told = last
    assert code == (0 if told["passed"] else 4)
    assert told["scores"]["photos"] == 1  # the one of five that was held out
    assert {one["method"] for one in told["rows"] if one["case"] == SOUND_CASE} == {
        NEW_METHOD,
        black_detector,
    }
    assert json.loads((trained / "gate.json").read_text()) == told
    main(["teach", "keep", str(trained), "--name", "My font"])
    assert catalog()["my-font"].card.scores == told["scores"]


def test_the_gate_takes_all_of_other_photos(photos):
    learnt, held = photos.split()
    card = gating.weights.as_card(
        {"id": "teach", "sha256": "", "photo_list": gating.photo_list_digest(learnt)}
    )
    assert gating.held_out_photos(photos, card).files == held.files
    other = Photos(tuple(file.with_name("x" + file.name) for file in photos.files), photos.pixels)
    assert len(gating.held_out_photos(other, card)) == len(other)


def test_the_gate_lays_the_damage_of_held_out_pairs_over_photos_of_its_own(pairs, photos, monkeypatch):
    damaged, sound = gating.samples(lesson(f"pairs:folder={pairs}"), photos, 5)
    assert [sample.meta["name"] for sample in damaged] == ["pair"] * 2 + ["laid over"] * 3
    assert all(sample.mask.any() for sample in damaged)
    assert all(np.array_equal(sample.corrupted, sample.clean) for sample in sound)
    assert all(np.array_equal(damaged[2 + at].clean, sound[at].clean) for at in range(3))

    def asked(folder, *, held_out=False):  # noqa: ARG001
        assert held_out, "the damage that was learnt"

    monkeypatch.setattr(gating, "damage_layers", asked)  # it cannot be separated
    assert len(gating.samples(lesson(f"pairs:folder={pairs}"), photos, 5)[0]) == 2


def test_a_single_pair_cannot_be_judged(pairs, photos):
    for file in [*pairs.glob("*/*.png")]:
        if file.stem != "0":
            file.unlink()
    pair_files.load.cache_clear()
    with pytest.raises(pair_files.NoPairs):
        gating.samples(lesson(f"pairs:folder={pairs}"), photos, 5)


def test_what_the_gate_asks_sets_no_limit(pairs, photos, monkeypatch):
    asked = []

    def laid(layers, clean, rng):  # noqa: ARG001
        asked.append(layers)
        return taught.DamagedScene(clean, clean, clean[..., 0], clean[..., 0])

    monkeypatch.setattr(taught, "with_layer", laid)
    scenes = taught.trial_scenes(lesson(f"pairs:folder={pairs}"), photos, np.random.default_rng(0), 3)
    assert [one.clean.shape for one in scenes] == [(CANVAS_SIDE_PX, CANVAS_SIDE_PX, 3)] * 3
    assert len(asked) == 3 and all(layers is damage_layers(pairs) for layers in asked)


def test_a_card_without_its_lesson_cannot_be_measured(trained, folder):
    card = json.loads((trained / "teach.json").read_text())
    del card["options"]
    (trained / "teach.json").write_text(json.dumps(card))
    with pytest.raises(WeightsDamaged):
        main(["teach", "gate", str(trained), "--photos", str(folder)])
