from __future__ import annotations

import io

import numpy as np
from PIL import Image

from engine.photo import Photo
from engine.repair.marks import BLEED_NOTE, repair_marks
from engine.repair.run import repair


def photo_with_a_bleed() -> tuple[Photo, np.ndarray]:
    """A green photo with a red bar, after a JPEG with subsampled chroma."""
    pixels = np.full((96, 96, 3), (90, 140, 80), np.uint8)
    pixels[20:75, 41:46] = (220, 30, 30)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=85, subsampling="4:2:0")
    mask = np.zeros((96, 96), np.uint8)
    mask[20:75, 41:46] = 255
    return Photo(np.asarray(Image.open(file)).copy()), mask


def test_the_ring_is_part_of_the_repair_and_of_its_undo() -> None:
    photo, mask = photo_with_a_bleed()
    before = photo.pixels.copy()
    done = repair_marks(photo, mask, mask, "telea")
    assert np.array_equal(photo.pixels, before) and done.recoloured is not None and BLEED_NOTE in done.notes
    done.apply(photo)
    assert not (photo.pixels != before).any(-1)[done.changeable == 0].any()
    errors = [
        np.abs(pixels.astype(int) - (90, 140, 80))[18:77, 33:54].mean() for pixels in (photo.pixels, before)
    ]
    assert errors[0] < 0.3 * errors[1]
    for patch in done.patches:
        photo.put(patch.box, patch.before)
    assert np.array_equal(photo.pixels, before)


def test_the_fill_does_not_see_the_bleed() -> None:
    photo, mask = photo_with_a_bleed()
    plain, corrected = photo.copy(), photo.copy()
    repair(photo, mask, "telea").apply(plain)
    repair_marks(photo, mask, mask, "telea").apply(corrected)
    errors = [np.abs(one.pixels[mask > 0].astype(int) - (90, 140, 80)).mean() for one in (plain, corrected)]
    assert errors[1] < 0.5 * errors[0]


def test_without_a_bleed_it_is_a_plain_repair() -> None:
    pixels = np.full((60, 60, 3), 120, np.uint8)
    pixels[30, 10:50] = (250, 10, 10)
    mask = np.where(pixels[..., 0] == 250, np.uint8(255), np.uint8(0))
    done = repair_marks(Photo(pixels), mask, mask, "telea")
    assert done.recoloured is None and np.array_equal(done.changeable, mask)
