"""Masks as other programs write them mean what their makers meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from engine.errors import MaskFaint, MaskOpaque
from engine.photo import Photo
from engine.photo.mask_file import MOSTLY_MARKED_NOTE, MaskReading, read
from engine.photo.mask_meaning import (
    COLOUR_NOTE,
    HOLE_NOTE,
    LABELS_NOTE,
    PAINT_NOTE,
    PAINTED_COPY_NOTE,
    PICTURE_NOTE,
    MaskSource,
)

SIZE = (60, 40)
MARKED = np.zeros((40, 60), bool)
MARKED[8:20, 10:31] = True
Array = NDArray[np.generic]


def scene() -> NDArray[np.uint8]:
    coarse = np.random.default_rng(5).integers(0, 256, (6, 8, 3), np.uint8)
    return np.asarray(Image.fromarray(coarse).resize(SIZE, Image.Resampling.BICUBIC))


def two(marked: object, intact: object, dtype: type = np.uint8) -> Array:
    """A plane, or planes, of two values."""
    return np.where(MARKED[..., None], np.array(marked, dtype), np.array(intact, dtype)).squeeze()


def over(colour: tuple[int, int, int], opacity: float = 1.0) -> NDArray[np.uint8]:
    picture = scene().astype(float)
    picture[MARKED] += opacity * (np.array(colour) - picture[MARKED])
    return np.rint(picture).astype(np.uint8)


def palette(*colours: int) -> Image.Image:
    image = Image.fromarray(MARKED.astype(np.uint8), "P")
    image.putpalette(colours)
    return image


def hole(keep: Array) -> Array:
    return np.dstack([keep, two(0, 255)])


FILES: dict[str, tuple[Callable[[], object], str]] = {
    "white on black": (lambda: two(255, 0), ""),
    "1 on 0": (lambda: two(1, 0), LABELS_NOTE),
    "1 on 0 in 16 bit": (lambda: two(1, 0, np.uint16), LABELS_NOTE),
    "a class of 16 bit": (lambda: two(2007, 0, np.uint16), LABELS_NOTE),
    "2 on 1": (lambda: two(2, 1), LABELS_NOTE),
    "a palette without colours": (lambda: palette(0, 0, 0, 0, 0, 0), LABELS_NOTE),
    "a palette of 0 and 1": (lambda: palette(0, 0, 0, 1, 1, 1), LABELS_NOTE),
    "a palette of dark green": (lambda: palette(0, 0, 0, 0, 64, 0), LABELS_NOTE),
    "a palette of maroon": (lambda: palette(0, 0, 0, 128, 0, 0), COLOUR_NOTE),
    "red on black": (lambda: two((255, 0, 0), (0, 0, 0)), COLOUR_NOTE),
    "blue on black": (lambda: two((0, 0, 255), (0, 0, 0)), COLOUR_NOTE),
    "red on white": (lambda: two((255, 0, 0), (255, 255, 255)), COLOUR_NOTE),
    "red on green": (lambda: two((255, 0, 0), (0, 255, 0)), COLOUR_NOTE),
    "white on nothing": (lambda: two((255, 255, 255, 255), (0, 0, 0, 0)), ""),
    "red on nothing": (lambda: two((255, 0, 0, 255), (0, 0, 0, 0)), PAINT_NOTE),
    "red on white that is transparent": (lambda: two((255, 0, 0, 255), (255, 255, 255, 0)), PAINT_NOTE),
    "translucent red on nothing": (lambda: two((255, 0, 0, 90), (0, 0, 0, 0)), PAINT_NOTE),
    "black on nothing": (lambda: two((0, 0, 0, 255), (0, 0, 0, 0)), PAINT_NOTE),
    "a hole in the photo": (lambda: hole(scene()), HOLE_NOTE),
    "a hole in a gray photo": (lambda: hole(scene()[..., :1]), HOLE_NOTE),
    "a hole in black": (lambda: hole(np.zeros((40, 60, 3), np.uint8)), HOLE_NOTE),
    "the photo painted over": (lambda: over((255, 0, 0)), PAINTED_COPY_NOTE),
    "the photo painted over in black": (lambda: over((0, 0, 0)), PAINTED_COPY_NOTE),
}


def written(made: object, path: Path) -> Path:
    image = made if isinstance(made, Image.Image) else Image.fromarray(np.asarray(made))
    image.save(path)
    return path


@pytest.mark.parametrize("kind", FILES)
def test_what_is_meant_is_marked(kind: str, tmp_path: Path) -> None:
    make, note = FILES[kind]
    photo = Photo.from_array(scene())
    found = read(written(make(), tmp_path / "mask.png"), SIZE, photo=photo)
    differs = np.abs(scene().astype(int) - over((0, 0, 0)).astype(int)).max(axis=-1) > 16
    expected = MARKED & differs if kind.endswith("in black") and "photo" in kind else MARKED
    if note == PAINTED_COPY_NOTE:  # Where the paint is nearly the photo's own colour nothing can be seen.
        assert np.count_nonzero((found.mask > 0) ^ expected) <= 0.05 * MARKED.sum()
    else:
        assert np.array_equal(found.mask > 0, expected)
    assert found.notes == ((note,) if note else ())


@pytest.mark.parametrize("classes", [(1, 2, 3), (1, 2, 255), (7, 20, 90), (40, 130, 220)])
def test_every_class_of_a_label_map_is_marked(classes: tuple[int, ...], tmp_path: Path) -> None:
    plane = np.zeros((40, 60), np.uint8)
    for at, value in enumerate(classes):
        plane[5:15, 4 + 15 * at : 14 + 15 * at] = value
    found = read(written(plane, tmp_path / "mask.png"), SIZE)
    assert np.array_equal(found.mask > 0, plane > 0)


def lettering(blur: float = 0.0) -> NDArray[np.uint8]:
    image = Image.new("L", (200, 100))
    ImageDraw.Draw(image).text((10, 20), "Summer", fill=255, font_size=48)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(blur)) if blur else image)


def test_the_rim_of_an_antialiased_mask_counts(tmp_path: Path) -> None:
    plane = lettering()
    found = read(written(plane, tmp_path / "mask.png"), (200, 100))
    assert np.array_equal(found.mask > 0, plane > 0)


def test_the_rim_counts_in_a_jpeg_but_its_noise_does_not(tmp_path: Path) -> None:
    plane = lettering()
    Image.fromarray(plane).save(tmp_path / "mask.jpg", quality=75)
    marked = read(tmp_path / "mask.jpg", (200, 100)).mask > 0
    assert marked[plane >= 128].all() and marked[plane >= 64].mean() > 0.97
    near = np.asarray(Image.fromarray(plane).filter(ImageFilter.MaxFilter(5))) > 0
    assert not marked[~near].any()


def test_a_soft_mask_counts_from_128(tmp_path: Path) -> None:
    plane = lettering(blur=4)
    found = read(written(plane, tmp_path / "mask.png"), (200, 100))
    assert np.array_equal(found.mask > 0, plane >= 128)


def test_soft_scores_are_no_labels(tmp_path: Path) -> None:
    """As `lacuna detect --soft` writes them: wide slopes of low values around what is sure."""
    across, down = np.meshgrid(np.arange(60), np.arange(40))
    slope = 200 * np.exp(-((across - 30) ** 2 + (down - 20) ** 2) / 150)
    for top in (1.0, 0.5, 0.05):
        plane = np.floor(slope * top).astype(np.uint8)
        path = written(plane, tmp_path / "mask.png")
        if top == 1.0:
            assert np.array_equal(read(path, SIZE).mask > 0, plane >= 128)
        else:
            with pytest.raises(MaskFaint, match=f"its largest is {plane.max()}"):
                read(path, SIZE)


def test_luminance_is_taken_at_its_word(tmp_path: Path) -> None:
    reading = MaskReading(source=MaskSource.LUMINANCE)
    with pytest.raises(MaskFaint, match="its largest is 1"):
        read(written(two(1, 0), tmp_path / "mask.png"), SIZE, reading)
    plane = lettering()
    found = read(written(plane, tmp_path / "soft.png"), (200, 100), reading)
    assert np.array_equal(found.mask > 0, plane >= 128)


def test_labels_take_every_value(tmp_path: Path) -> None:
    plane = np.zeros((40, 60), np.uint8)
    plane[3, 4:9] = np.arange(1, 6)
    found = read(written(plane, tmp_path / "m.png"), SIZE, MaskReading(source=MaskSource.LABELS))
    assert np.array_equal(found.mask > 0, plane > 0)


def test_alpha_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(MaskOpaque, match=r"no transparency: m\.png"):
        read(written(two(255, 0), tmp_path / "m.png"), SIZE, MaskReading(source=MaskSource.ALPHA))


@pytest.mark.parametrize("inverted", [False, True])
def test_more_than_half_is_said(inverted: bool, tmp_path: Path) -> None:
    path = written(two(0, 255), tmp_path / "mask.png")
    found = read(path, SIZE, MaskReading(inverted=inverted))
    assert (MOSTLY_MARKED_NOTE in found.notes) is not inverted
    assert np.array_equal(found.mask > 0, MARKED if inverted else ~MARKED)


def test_a_photo_in_place_of_a_mask_is_said(tmp_path: Path) -> None:
    found = read(written(scene()[::-1], tmp_path / "other.png"), SIZE, photo=Photo.from_array(scene()))
    assert PICTURE_NOTE in found.notes


@pytest.mark.parametrize(("grow", "by"), [(0, 0), (4, 4), (None, 3)])
def test_a_mask_is_grown_as_asked(grow: int | None, by: int, tmp_path: Path) -> None:
    plane = np.zeros((40, 60), np.uint8)
    plane[20, 30] = 255
    found = read(written(plane, tmp_path / "mask.png"), SIZE, MaskReading(grow_px=grow))
    assert found.mask[20, 30 + by] == 255
    assert found.mask[20, 31 + by] == 0


def test_growth_is_in_pixels_of_the_photo(tmp_path: Path) -> None:
    plane = np.zeros((40, 60), np.uint8)
    plane[20, 30] = 255
    found = read(written(plane, tmp_path / "mask.png"), (600, 400), MaskReading(grow_px=2))
    columns = np.flatnonzero(found.mask.any(axis=0))
    assert (columns[0], columns[-1]) == (298, 311)


def test_soft_values_are_kept_if_asked(tmp_path: Path) -> None:
    plane = lettering(blur=2)
    found = read(written(plane, tmp_path / "mask.png"), (200, 100), MaskReading(soft=True))
    assert np.array_equal(found.mask, plane)


@pytest.mark.parametrize("suffix", [".png", ".tif", ".bmp", ".gif", ".jpg", ".webp"])
def test_an_empty_mask_marks_nothing(suffix: str, tmp_path: Path) -> None:
    path = written(np.zeros((40, 60), np.uint8), tmp_path / f"mask{suffix}")
    assert not read(path, SIZE).mask.any()
