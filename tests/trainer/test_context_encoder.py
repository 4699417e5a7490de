"""The recipe of context-encoder: masks, losses, and when the critic begins."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.networks.context_encoder import ContextEncoder, ContextEncoderDesign
from engine.options import resolve
from tests.trainer.conftest import tensors
from trainer.critics.context_encoder import ContextEncoderCritic
from trainer.data.large_holes import held_out
from trainer.recipes.context_encoder import OPTIONS, OVERLAP_WEIGHT, ContextEncoderLosses, build

TINY = {"width": 4, "neck": 16, "batch": 2, "critic": 4}


def made(**options):
    return build(resolve(OPTIONS, {**TINY, **options}))


def drawn(photos, **options):
    return tensors(made(**options).draw(photos, np.random.default_rng(1)))


@pytest.mark.parametrize(("side", "parameters"), [(64, 2_766_529), (128, 2_832_257)])
def test_parameters_of_the_critic(side, parameters):
    with torch.device("meta"):
        critic = ContextEncoderCritic(64, side=side)
        assert sum(parameter.numel() for parameter in critic.parameters()) == parameters
        assert critic(torch.empty(2, 3, side, side)).shape == (2,)
    with torch.device("meta"):
        assert sum(p.numel() for p in ContextEncoderCritic(32).parameters()) == 711_617


def test_the_centre_mode_learns_on_holes_a_band_narrower_than_its_answer(photos):
    mask = drawn(photos, mode="centre")["mask"]
    expected = torch.zeros(128, 128)
    expected[36:92, 36:92] = 1
    assert torch.equal(mask, expected.expand(2, 1, -1, -1))


def test_half_of_the_random_modes_holes_are_in_the_centre(photos):
    masks = drawn(photos, batch=24)["mask"][:, 0]
    middle = torch.zeros(128, 128)
    middle[32:96, 32:96] = 1
    assert 6 <= sum(torch.equal(mask, middle) for mask in masks) <= 18


class Still(ContextEncoder):
    """Answers with the photo, brightened where `place` says."""

    place: torch.Tensor

    def forward(self, image, mask):  # noqa: ARG002
        return self.middle(image + 0.1 * self.place)


@pytest.mark.parametrize(
    ("mode", "corner", "known", "expected"),
    [
        ("random", 0, 0.2, 0.2),  # a known pixel, beside one in the hole
        ("random", 0, 1.0, 1.0),
        ("centre", 33, 0.2, OVERLAP_WEIGHT),  # in the band
    ],
)
def test_known_pixels_and_the_band_have_their_weight(photos, mode, corner, known, expected):
    batch = drawn(photos, mode="centre")
    network = Still(ContextEncoderDesign(mode=mode, width=4, neck=8))

    def loss(row):
        network.place = torch.zeros(1, 1, 128, 128)
        network.place[..., row, row] = 1
        return float(
            ContextEncoderLosses(known=known, with_critic=False).loss({"network": network}, batch)[1]["l2"]
        )

    assert loss(corner) / loss(64) == pytest.approx(expected, rel=1e-3)


def test_the_critic_begins_late_and_sees_the_answer_alone(photos):
    recipe = made(mode="centre", sharp=0.5)
    batch, models = drawn(photos, mode="centre"), recipe.models()
    early, late = ([t for t in recipe.objectives if t.begins <= share < t.ends] for share in (0.4, 0.6))
    assert [t.trains for t in early] == ["network"] and [t.trains for t in late] == ["critic", "network"]
    late[0].loss(models, batch)[0].backward()
    assert all(p.grad is None for p in models["network"].parameters())
    assert set(late[1].loss(models, batch)[1]) == {"l2", "adversarial"}
    assert set(early[0].loss(models, batch)[1]) == {"l2"}


@pytest.mark.slow
@pytest.mark.parametrize("begun", [False, True])
def test_two_steps_and_a_check(photos, begun):
    recipe = made(begun=begun)
    batch, models = drawn(photos), recipe.models()
    for objective in (*recipe.objectives, *recipe.objectives):
        optimiser = objective.optimiser(models[objective.trains].parameters())
        optimiser.zero_grad()
        loss, _ = objective.loss(models, batch)
        assert torch.isfinite(loss.detach())
        loss.backward()
        optimiser.step()
    check = {name: plane[:2] for name, plane in tensors(held_out(photos)["freeform"]).items()}
    with torch.no_grad():
        told = recipe.score(models["network"].eval(), check)
    assert set(told) == {"psnr", "gain"} and (told["gain"] > -1 or not begun)
