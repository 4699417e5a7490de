"""What finds are worth is measured on sound photos; the loss weighs the worst sound pixels."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from trainer.families.judged_masks import agreement, agreement_loss, evidence_limits


class FirstChannel(nn.Module):
    """Logits that stand in the image: 20 times its first channel, less 10."""

    def forward(self, image):
        return 20 * image[:, :1] - 10


def picture(*logits: float) -> np.ndarray:
    """A sound photo in which so many finds of one pixel have these logits."""
    image = np.zeros((32, 32, 3), np.float32)
    for number, logit in enumerate(logits):
        image[4 * (number // 8), 4 * (number % 8), 0] = (logit + 10) / 20
    return image


def test_limits_spare_the_share_of_sound_photos() -> None:
    rng = np.random.default_rng(0)
    photos = [picture(*rng.uniform(0.1, 9, int(rng.integers(0, 20)))) for _ in range(200)]
    limits = evidence_limits(FirstChannel(), photos, (1, 4, 16), 0.95).numpy()
    assert (np.diff(limits) < 0).all()
    touched = 0
    for photo in photos:
        found = np.sort(20 * photo[..., 0][photo[..., 0] > 0.5] - 10)[::-1]
        touched += any(
            len(found) >= n and found[n - 1] > limit + 1e-4
            for n, limit in zip((1, 4, 16), limits, strict=True)
        )
    assert 0 < touched <= 10


def test_where_nothing_is_found_limits_still_descend_to_above_zero() -> None:
    limits = evidence_limits(FirstChannel(), [picture()] * 4, (1, 4), 0.98)
    assert limits[0] > limits[1] > 0


def batch(logit: float) -> dict[str, torch.Tensor]:
    truth = torch.zeros(1, 1, 32, 32)
    truth[..., :8, :8] = 1
    image = torch.zeros(1, 3, 32, 32)
    image[:, 0] = 0.1 + 0.8 * truth[:, 0]
    image[0, 0, 20, 20] = (logit + 10) / 20
    return {"image": image, "truth": truth, "judged": torch.ones_like(truth)}


@pytest.mark.parametrize("part", ["entropy", "overlap", "hardest"])
def test_a_false_find_costs(part) -> None:
    wrong, right = (agreement_loss({"network": FirstChannel()}, batch(logit))[1][part] for logit in (8, -8))
    assert wrong > right


def test_what_is_not_judged_costs_nothing() -> None:
    unjudged = batch(8)
    unjudged["judged"][..., 20, 20] = 0
    assert (
        agreement_loss({"network": FirstChannel()}, unjudged)[0]
        < agreement_loss({"network": FirstChannel()}, batch(8))[0]
    )
    assert agreement(FirstChannel(), unjudged)["sound"] == 0 > agreement(FirstChannel(), batch(8))["sound"]
