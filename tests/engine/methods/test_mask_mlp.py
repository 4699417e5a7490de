"""mask-mlp: weights are chosen by what the damage looks like, and unlike damage is told."""

from __future__ import annotations

import numpy as np
import pytest

from engine.job import Job
from engine.methods import mask_mlp
from engine.methods.shared import mask_shape
from engine.models import weights
from engine.models.method import Request
from engine.models.weights import Card
from engine.networks.mask_mlp import MaskMLP, parse
from engine.options import resolve

LINES = np.zeros((64, 64), np.float32)
LINES[20:23] = LINES[50:53] = 1
SPECKS = np.zeros((64, 64), np.float32)
SPECKS[8:60:12, 8:60:12] = SPECKS[9:60:12, 8:60:12] = 1


@pytest.fixture
def method(monkeypatch: pytest.MonkeyPatch):
    cards = {
        name: Card(
            id="mask-mlp", sha256="", more={"shape": mask_shape.measure(mask).as_json(), "damage": name}
        )
        for name, mask in (("lines", LINES), ("specks", SPECKS))
    }
    monkeypatch.setattr(mask_mlp, "VARIANTS", tuple(cards))
    monkeypatch.setattr(weights, "card", lambda id, variant: cards[variant])  # noqa: ARG005
    return mask_mlp.MaskMLPMethod()


def request(mask, **options) -> Request:
    settings = resolve(mask_mlp.METHOD.info.options, options)
    return Request(image=np.full((64, 64, 3), 0.4, np.float32), mask=mask, options=settings)


@pytest.mark.parametrize(("mask", "name"), [(LINES, "lines"), (SPECKS, "specks"), (LINES.T, "lines")])
def test_auto_takes_the_weights_of_the_damage_most_alike(method, mask, name: str) -> None:
    assert method.variant(request(mask)) == name


def test_what_a_person_chose_is_taken(method) -> None:
    asked = request(SPECKS)
    assert method.variant(Request(image=asked.image, mask=SPECKS, options={"weights": "lines"})) == "lines"


@pytest.mark.parametrize(("mask", "told"), [(LINES, False), (SPECKS, True)], ids=["alike", "unlike"])
def test_unlike_damage_is_told(method, mask, told: bool) -> None:
    network = MaskMLP(parse("8^2,6,4^2", with_mask=True, corrects=True))
    network.trained_on = weights.card("mask-mlp", "lines").more
    notes: list[str] = []
    method.load = lambda variant: network  # noqa: ARG005
    method.run(request(mask), Job(lambda fraction, note: notes.append(note)), "cpu")  # noqa: ARG005
    assert any("trained on other damage: lines" in note for note in notes) == told


@pytest.mark.parametrize(("quality", "stride"), [("preview", 4), ("default", 2), ("best", 1)])
def test_quality_is_the_stride(method, quality: str, stride: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def restored(network, image, mask, **more):  # noqa: ARG001
        asked.append(more["stride"])
        return image

    monkeypatch.setattr("engine.networks.mask_mlp.restored", restored)
    method.load = lambda variant: MaskMLP(parse("8^2,6,4^2", with_mask=True))  # noqa: ARG005
    method.run(request(LINES, quality=quality), Job(), "cpu")
    assert asked == [stride]
