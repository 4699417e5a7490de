"""Networks for large holes are measured without the texture that is copied around them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.job import Job
from engine.models.catalog import catalog
from engine.models.method import Request
from trainer.evaluation.evaluate import Row
from trainer.evaluation.learnt import alone_scores, has_learnt
from trainer.evaluation.network_alone import (
    MEMBRANE_ID,
    TEXTURED_MEMBRANE_ID,
    MembraneMethod,
    alone,
    with_networks_alone,
)

CASE_NAMES = ("disc", "centre", "freeform")


def row(case: str, method: str, inside: float, feature: float | None) -> Row:
    return Row(
        case, method, 1, psnr=30, psnr_inside=inside, ssim=1, ssim_inside=1, seconds=0, damaged=10,
        feature=feature,
    )  # fmt: skip


def test_networks_of_large_holes_and_only_these_are_also_measured_alone() -> None:
    methods = catalog()
    rivals = {id: methods[id] for id in ("telea", "patchmatch", "restore", "deepfill-v2")}
    every, options = with_networks_alone(rivals, {"deepfill-v2": {"seamless": True}})
    assert list(every) == [*rivals, alone("deepfill-v2"), MEMBRANE_ID, TEXTURED_MEMBRANE_ID]
    assert options[alone("deepfill-v2")] == {"seamless": True, "texture": False}
    assert options["deepfill-v2"] == {"seamless": True}


@pytest.mark.parametrize("texture", [False, "off"])
def test_a_network_without_texture_is_measured_once(texture: object) -> None:
    every, _ = with_networks_alone({"gmcnn": catalog()["gmcnn"]}, {"gmcnn": {"texture": texture}})
    assert list(every) == ["gmcnn", MEMBRANE_ID, TEXTURED_MEMBRANE_ID]


def test_the_membrane_is_smooth_and_the_textured_one_is_not() -> None:
    image = np.random.default_rng(0).random((64, 64, 3), np.float32) * np.float32(0.5)
    mask = np.zeros((64, 64), np.float32)
    mask[20:44, 20:44] = 1
    smooth, rough = (
        MembraneMethod(textured=textured).fill(Request(image=image, mask=mask), Job())
        for textured in (False, True)
    )
    inside = (slice(28, 36), slice(28, 36))
    assert smooth[inside].std() < 0.03 < rough[inside].std()
    assert np.allclose(smooth[mask == 0], image[mask == 0])


@pytest.mark.parametrize(
    ("gains", "shares", "learnt"),
    [
        ((0.6, 0.6, 0.0), (1.0, 1.0, 1.0), True),
        ((0.6, 0.4, 0.4), (1.0, 1.0, 1.0), False),
        ((0.0, 0.0, 0.0), (0.85, 0.85, 1.0), True),
        ((0.6, -1.0, 0.0), (1.0, 0.8, 1.0), True),
        ((0.0, 0.0, 0.0), (0.95, 0.95, 0.95), False),
    ],
)
def test_one_has_learnt_that_beats_its_membrane_in_two_of_three_cases(
    gains: tuple[float, ...], shares: tuple[float, ...], learnt: bool
) -> None:
    rows = [row(case, MEMBRANE_ID, 15, 0.1) for case in CASE_NAMES]
    rows += [row(case, "new", 25, 0.01) for case in CASE_NAMES]  # With texture, which does not count.
    rows += [
        row(case, alone("new"), 15 + gain, 0.1 * share)
        for case, gain, share in zip(CASE_NAMES, gains, shares, strict=True)
    ]
    assert has_learnt(rows, "new") is learnt
    assert alone_scores(rows, "new")["disc"]["gain_over_membrane"] == pytest.approx(gains[0])


def test_without_a_feature_network_the_decibels_decide() -> None:
    rows = [row(case, MEMBRANE_ID, 15, None) for case in CASE_NAMES]
    rows += [replace(one, method="new", psnr_inside=15.6) for one in rows]
    assert has_learnt(rows, "new")
