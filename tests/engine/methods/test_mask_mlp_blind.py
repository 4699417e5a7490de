"""mask-mlp-blind: what it moves is what it found.  On a network that knows one thing: white is damage."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.job import Job
from engine.methods.mask_mlp_blind import METHOD, MaskMLPBlindMethod
from engine.models.method import Request
from engine.networks.mask_mlp import INPUT_DEVIATION, INPUT_MEAN, MaskMLP, parse
from engine.options import resolve
from engine.photo import Photo
from engine.repair.blind import repair_blind

WHITE = (1 - INPUT_MEAN) / INPUT_DEVIATION
BELOW = 1.0  # scaled: what the network answers for white, 0.7 in [0, 1]


class Darkens(MaskMLP):
    """Answers 0.7 for white, all else as it is."""

    def dense(self, pixels, mask, stride):  # noqa: ARG002
        seen = self._middles(pixels, stride)
        return torch.where(seen > WHITE - 0.01, BELOW, seen)


@pytest.fixture
def method(monkeypatch: pytest.MonkeyPatch) -> MaskMLPBlindMethod:
    network = Darkens(parse("8^2,6,4^2", with_mask=False))
    monkeypatch.setattr(MaskMLPBlindMethod, "load", lambda *_: network)
    return MaskMLPBlindMethod()


@pytest.fixture
def image() -> np.ndarray:
    image = np.full((24, 32, 3), 0.4, np.float32)
    image[8:12, 4:28] = 1
    image[16:20, 4:28, 1] = 1  # in one channel only
    return image


def found(method, image, **options) -> np.ndarray:
    settings = resolve(method.info.options, options)
    return method.find(image, settings, Job(), "cpu")[0]


def test_what_it_moves_in_any_channel_is_damage(method, image) -> None:
    assert np.array_equal(found(method, image) >= 0.5, (image == 1).any(2))


@pytest.mark.parametrize(("tolerance", "marked"), [(0.29, True), (0.31, False)])
def test_the_tolerance_is_what_it_must_move_it_by(method, image, tolerance: float, marked: bool) -> None:
    assert (found(method, image, tolerance=tolerance) >= 0.5).any() == marked


def test_what_it_leaves_alone_is_no_damage_at_all(method, image) -> None:
    assert found(method, image)[0].max() < 1e-3


def test_its_fill_is_its_answer(method, image) -> None:
    asked = Request(
        image=image, mask=np.zeros((24, 32), np.float32), options=resolve(method.info.options, {})
    )
    filled = method.run(asked, Job(), "cpu")[0]
    assert filled[9, 9] == pytest.approx(0.7, abs=1e-5)
    assert filled[2, 2] == pytest.approx(0.4, abs=1e-5)


def test_by_itself_it_repairs_what_it_found_and_nothing_else(method, image, monkeypatch) -> None:  # noqa: ARG001
    monkeypatch.setattr(METHOD, "_loaded", {})
    photo = Photo(np.rint(image * 255).astype(np.uint8))
    before = photo.pixels.copy()
    done = repair_blind(photo, METHOD.info.id).repair
    assert done is not None
    done.apply(photo)
    assert np.array_equal((photo.pixels != before).any(2), (image == 1).any(2))
