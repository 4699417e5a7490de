"""Masks from files, and to files."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from engine.errors import MaskError, MaskUnreadable
from engine.photo import Photo, mask_file, mask_meaning
from engine.pixels import mask as masks
from engine.pixels.box import Box

SIZE = (40, 30)


@pytest.fixture
def plane() -> np.ndarray:
    found = np.zeros((30, 40), np.uint8)
    found[5:12, 8:20] = 255
    found[20, 3] = 200
    found[21, 3] = 127
    return found


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGB", "RGBA", "LA"])
def test_a_mask_of_any_mode_loads(tmp_path, plane, mode):
    hard = masks.hardened(plane)
    Image.fromarray(hard).convert(mode).save(tmp_path / "mask.png")
    assert np.array_equal(mask_file.load(tmp_path / "mask.png", SIZE), hard)


@pytest.mark.parametrize("suffix", [".tif", ".bmp", ".gif", ".webp"])
def test_a_mask_in_any_lossless_format_loads(tmp_path, plane, suffix):
    hard = masks.hardened(plane)
    settings = {"lossless": True} if suffix == ".webp" else {}
    Image.fromarray(hard).save(tmp_path / f"mask{suffix}", **settings)
    assert np.array_equal(mask_file.load(tmp_path / f"mask{suffix}", SIZE), hard)


def test_16_bit_masks_load(tmp_path, plane):
    Image.fromarray(plane.astype(np.uint16) * 257).save(tmp_path / "mask.png")
    assert np.array_equal(mask_file.load(tmp_path / "mask.png", SIZE, soft=True), plane)


def test_values_count_from_128_unless_soft(tmp_path, plane):
    mask_file.save(plane, tmp_path / "mask.png")
    hard = mask_file.load(tmp_path / "mask.png", SIZE)
    assert (hard[20, 3], hard[21, 3]) == (255, 0)
    assert np.array_equal(mask_file.load(tmp_path / "mask.png", SIZE, soft=True), plane)


def test_saved_white_is_missing_under_any_name(tmp_path, plane):
    path = tmp_path / "Mäske 面.data"
    mask_file.save(plane, path)
    with Image.open(path) as image:
        assert (image.format, image.mode) == ("PNG", "L")
        assert np.array_equal(np.asarray(image), plane)


def test_another_size_of_the_same_proportions_is_scaled(tmp_path, plane):
    mask_file.save(masks.hardened(plane), tmp_path / "mask.png")
    twice = mask_file.load(tmp_path / "mask.png", (80, 60))
    assert np.array_equal(twice[::2, ::2], masks.hardened(plane))
    assert set(np.unique(twice)) == {0, 255}


@pytest.mark.parametrize("size", [(80, 61), (79, 60), (121, 90), (20, 15), (13, 10)])
def test_rounding_to_whole_pixels_is_forgiven(tmp_path, plane, size):
    mask_file.save(plane, tmp_path / "mask.png")
    assert mask_file.load(tmp_path / "mask.png", size).shape == size[::-1]


@pytest.mark.parametrize("size", [(30, 40), (80, 64), (40, 32), (400, 280)])
def test_other_proportions_are_an_error(tmp_path, plane, size):
    mask_file.save(plane, tmp_path / "mask.png")
    with pytest.raises(MaskError, match="40 × 30"):
        mask_file.load(tmp_path / "mask.png", size)


def test_an_alpha_channel_can_be_the_mask(tmp_path):
    rgba = np.full((30, 40, 4), 255, np.uint8)
    rgba[3:9, 4:8, 3] = 0
    Image.fromarray(rgba).save(tmp_path / "cut.png")
    marked = mask_file.load(tmp_path / "cut.png", SIZE, alpha=True)
    assert masks.bounds(marked) == Box(4, 3, 8, 9)


def test_a_file_without_alpha_cannot_be_asked_for_it(tmp_path, plane):
    mask_file.save(plane, tmp_path / "mask.png")
    with pytest.raises(MaskError, match="no transparency"):
        mask_file.load(tmp_path / "mask.png", SIZE, alpha=True)


def test_white_paint_on_nothing_marks_the_paint(tmp_path):
    rgba = np.full((30, 40, 4), 255, np.uint8)
    rgba[..., 3] = 0
    rgba[3:9, 4:8, 3] = 255
    Image.fromarray(rgba).save(tmp_path / "layer.png")
    assert masks.bounds(mask_file.load(tmp_path / "layer.png", SIZE)) == Box(4, 3, 8, 9)


def test_a_turned_mask_is_taken_as_it_is_looked_at(tmp_path, plane):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(masks.hardened(plane)).save(tmp_path / "mask.png", exif=exif)
    assert np.array_equal(
        mask_file.load(tmp_path / "mask.png", (30, 40)), np.rot90(masks.hardened(plane), -1)
    )


def test_bad_mask_files_are_clear_errors(tmp_path):
    (tmp_path / "mask.png").write_bytes(b"no")
    for name in ("mask.png", "none.png"):
        with pytest.raises(MaskUnreadable):
            mask_file.load(tmp_path / name, SIZE)


def test_a_photo_without_alpha_misses_nothing():
    assert not mask_meaning.from_alpha(Photo.from_array(np.zeros((4, 4, 3), np.uint8))).any()


def test_bounds_of_nothing_are_empty():
    assert masks.bounds(np.zeros((5, 5), np.uint8)).empty


@pytest.mark.parametrize(("size", "by"), [((100, 100), 3), ((4000, 3000), 9), ((12000, 9000), 27)])
def test_automatic_growth_follows_the_short_side(size, by):
    assert masks.automatic_growth(*size) == by


def test_a_large_mask_of_other_proportions_is_refused_before_it_is_worked_on(tmp_path, monkeypatch):
    Image.new("1", (300, 300)).save(tmp_path / "m.png")
    monkeypatch.setattr(mask_file, "meaning", lambda *_: pytest.fail("read in full"))
    with pytest.raises(MaskError):
        mask_file.load(tmp_path / "m.png", SIZE)
