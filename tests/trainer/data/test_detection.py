"""What photos look like before and after they are damaged."""

from __future__ import annotations

import numpy as np

from trainer.data import detection
from trainer.data.detection import Damaged, UnmarkedDamage, as_old_print
from trainer.data.photos import Photos

LEFT = np.zeros((detection.CANVAS_SIDE_PX, detection.CANVAS_SIDE_PX, 1), np.float32)
LEFT[:, :64] = 1
WHITE = np.ones(3, np.float32)
ALL_OVER = {"mask": np.ones((detection.CANVAS_SIDE_PX, detection.CANVAS_SIDE_PX), np.float32)}


def test_an_old_print_has_one_tint_and_faded_blacks_and_whites(monkeypatch):
    monkeypatch.setattr(detection, "OLD_COLOUR_SHARE", 0)
    rng = np.random.default_rng(1)
    photo = rng.random((32, 32, 3), np.float32)
    for _ in range(20):
        old = as_old_print(photo, rng)
        red, green, blue = (old[..., channel] for channel in range(3))
        assert old.dtype == np.float32 and old.min() >= 0 and old.max() <= 1
        assert np.allclose(green / red, (green / red).mean(), atol=1e-3)
        assert (blue <= red + 1e-6).all() and np.ptp(red) < np.ptp(photo)


def test_some_old_prints_keep_a_little_colour(monkeypatch):
    monkeypatch.setattr(detection, "OLD_COLOUR_SHARE", 1)
    photo = np.zeros((8, 8, 3), np.float32) + np.array([0.8, 0.3, 0.3], np.float32)
    for seed in range(20):
        red, green, _ = as_old_print(photo, np.random.default_rng(seed))[0, 0]
        assert 0 < (red - green) / red < (0.8 - 0.3) / 0.8


def test_the_damage_of_a_print_ends_where_its_margin_begins(photos: Photos, monkeypatch):
    monkeypatch.setattr(detection, "MARGIN_SHARE", 1)
    monkeypatch.setattr(detection, "margin", lambda *_: (LEFT, WHITE))
    for printed in (True, False):
        part = Damaged(weight=1, head=1, kind="given", params=ALL_OVER, printed=printed)
        batch = UnmarkedDamage(batch=2, crop=detection.CANVAS_SIDE_PX, mix=(part,))(
            photos, np.random.default_rng(0)
        )
        beside, inside = batch["truth"][..., :64], batch["truth"][..., 64:]
        assert (inside == 2).all()
        assert (beside == (0 if printed else 2)).all()
