"""Files of several pages: each can be read, and a save keeps the others as they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image

from engine.errors import PageMissing, PhotoNotSaved
from engine.photo import load, notices, page_count, save
from engine.pixels.box import Box
from tests.fakes.infrared_scans import bright_plane

HEIGHT, WIDTH = 40, 56
BOX = Box(8, 8, 24, 20)


def pixels(seed: int, kind: type = np.uint8, channels: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    shape = (HEIGHT, WIDTH, channels) if channels > 1 else (HEIGHT, WIDTH)
    return rng.integers(0, np.iinfo(kind).max, shape, kind, endpoint=True)


def written(path: Path, *pages: tuple[np.ndarray, dict], **settings) -> Path:
    with tifffile.TiffWriter(path, **settings) as writer:
        for plane, own in pages:
            photometric = "rgb" if plane.ndim == 3 else "minisblack"
            writer.write(plane, **{"photometric": photometric, "metadata": None, **own})
    return path


def pages_of(path: Path) -> list[tuple]:
    """What each page holds: its tags but for where its pixels lie, the bytes of those, and the pixels."""
    with tifffile.TiffFile(path) as tiff, path.open("rb") as file:
        found = []
        for page in tiff.pages:
            tags = {tag.code: tag.value for tag in page.tags if tag.code not in (273, 324, 330)}
            stored = []
            for at, size in zip(page.dataoffsets, page.databytecounts, strict=True):
                file.seek(at)
                stored.append(file.read(size))
            found.append((tags, stored, page.asarray().tobytes()))
        return found


def repaired(path: Path, page: int) -> tuple:
    """The photo of a page with a box of other colours, and what it was."""
    photo = load(path, page)
    before = photo.pixels.copy()
    photo.put(BOX, (photo.full - photo.stored(BOX)).astype(photo.pixels.dtype))
    return photo, before


LAYOUTS = {
    "plain": {},
    "lzw": {"compression": "lzw", "predictor": 2},
    "tiles": {"tile": (16, 16), "compression": "zlib"},
    "strips": {"rowsperstrip": 7},
    "planes": {"planarconfig": "separate"},
    "described": {"description": "a description that lies outside of its directory", "software": "a program"},
}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("page", [1, 2, 3])
def test_a_page_goes_back_and_the_others_stay(tmp_path, name, order, page) -> None:
    kinds = [np.uint8, np.uint16, np.uint8]
    planes = [pixels(n, kind) for n, kind in enumerate(kinds)]
    if name == "planes":
        planes = [np.moveaxis(plane, -1, 0) for plane in planes]
    pages = [(plane, {**LAYOUTS[name], "subfiletype": 2}) for plane in planes]
    path = written(tmp_path / "a.tif", *pages, byteorder=order)
    before = pages_of(path)
    photo, own = repaired(path, page)
    assert (photo.origin.frames, photo.save_as_only) == (3, False)
    assert save(photo, path) == ()
    after = pages_of(path)
    assert len(after) == 3
    for number, (one, other) in enumerate(zip(before, after, strict=True), 1):
        assert (one == other) == (number != page)
    again = load(path, page)
    inside = np.zeros((HEIGHT, WIDTH), bool)
    inside[BOX.slices] = True
    assert np.array_equal(again.pixels, photo.pixels)
    assert np.array_equal(again.pixels[~inside], own[~inside])
    assert after[page - 1][0].get(254) == 2
    assert after[page - 1][0].get(270) == before[page - 1][0].get(270)


def test_the_unrepaired_page_is_no_longer_in_the_file(tmp_path) -> None:
    told = b"what only the unrepaired page says"
    pages = [(pixels(n), {"description": told if n == 1 else b"another"}) for n in range(3)]
    path = written(tmp_path / "a.tif", *pages)
    photo, before = repaired(path, 2)
    save(photo, path)
    assert before.tobytes() not in path.read_bytes()
    assert path.read_bytes().count(told) == 1


def test_saving_a_page_again_does_not_let_the_file_grow(tmp_path) -> None:
    path = written(tmp_path / "a.tif", *[(pixels(n), {}) for n in range(3)])
    sizes = []
    for _ in range(3):
        photo, _ = repaired(path, 2)
        save(photo, path)
        sizes.append(path.stat().st_size)
    assert sizes[1] == sizes[2]


def test_all_pages_one_after_another(tmp_path) -> None:
    path = written(tmp_path / "a.tif", *[(pixels(n), {"compression": "lzw"}) for n in range(4)])
    wanted = []
    for page in (3, 1, 4, 2):
        photo, _ = repaired(path, page)
        save(photo, path)
        wanted.append((page, photo.pixels))
    assert page_count(path) == 4
    for page, plane in wanted:
        assert np.array_equal(load(path, page).pixels, plane)


def test_under_another_name_the_other_pages_go_along(tmp_path) -> None:
    path = written(tmp_path / "a.tif", *[(pixels(n), {}) for n in range(2)])
    before = path.read_bytes()
    photo, _ = repaired(path, 2)
    save(photo, out := tmp_path / "out.tif")
    assert path.read_bytes() == before
    assert pages_of(out)[0] == pages_of(path)[0]
    assert np.array_equal(load(out, 2).pixels, photo.pixels)


def test_in_another_format_the_page_is_alone(tmp_path) -> None:
    path = written(tmp_path / "a.tif", *[(pixels(n), {}) for n in range(2)])
    photo, _ = repaired(path, 2)
    save(photo, out := tmp_path / "out.png")
    again = load(out)
    assert (again.origin.frames, again.notices) == (1, ())
    assert np.array_equal(again.pixels, photo.pixels)


def test_masks_infrared_and_reduced_versions_are_no_pages(tmp_path) -> None:
    small = pixels(9)[::4, ::4].copy()
    path = written(
        tmp_path / "a.tif",
        (pixels(0), {"subfiletype": 2}),
        (bright_plane(1, (HEIGHT, WIDTH)), {"subfiletype": 2}),  # infrared
        (small, {"subfiletype": 1}),
        (pixels(2, channels=1) > 99, {"subfiletype": 4, "photometric": 4}),
        (pixels(3), {"subfiletype": 2}),
        (bright_plane(4, (HEIGHT, WIDTH)), {"subfiletype": 2}),
        (small, {"subfiletype": 1}),
    )
    assert page_count(path) == 2
    before = pages_of(path)
    photo, _ = repaired(path, 2)
    assert photo.origin.encoding["infrared"] is not None
    assert save(photo, path) == (notices.PREVIEWS_REMOVED,)
    after = pages_of(path)
    assert after[:4] == before[:4]
    assert [one[2] for one in after[4:]] == [photo.pixels.tobytes(), before[5][2]]


def scene(seed: int, size: tuple[int, int] = (240, 320)) -> np.ndarray:
    """A picture with parts of many sizes, size (height, width)."""
    rng = np.random.default_rng(seed)
    parts = [
        share * cv2.resize(rng.random((side, side, 3), np.float32), size[::-1])
        for side, share in ((3, 0.6), (9, 0.3), (40, 0.1))
    ]
    return np.rint(255 * sum(parts)).astype(np.uint8)


def half(picture: np.ndarray, *, brighter: bool = False) -> np.ndarray:
    small = cv2.resize(picture, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    return np.rint(255 * (small / 255) ** 0.5).astype(np.uint8) if brighter else small


def written_text(size: tuple[int, int] = (240, 320)) -> np.ndarray:
    page = np.full(size, 255, np.uint8)
    for line in range(14):
        cv2.putText(page, "The quick brown fox jumps", (8, 16 + 16 * line), 0, 0.6, 0, 1)
    return page


SECOND_PAGES = {
    "a small page of the same shape": (half(scene(2)), 2),
    "a small gray page of the same shape": (half(scene(2))[..., 1], 2),
    "a small page of one colour": (np.full((96, 128, 3), 80, np.uint8), 2),
    "a thumbnail": (half(scene(1)), 1),
    "a gray thumbnail": (half(scene(1)).mean(-1).astype(np.uint8), 1),
    "a thumbnail of other tones": (half(scene(1), brighter=True), 1),
    "a thumbnail of the negative": (255 - half(scene(1)), 1),
    "a gray page of the same size": (scene(2)[..., 1], 2),
    "a page of text of the same size": (written_text(), 2),
    "infrared": (bright_plane(3, (240, 320)), 1),
    "infrared that shows the picture": (scene(1).mean(-1).astype(np.uint8), 1),
}


@pytest.mark.parametrize("name", SECOND_PAGES)
def test_what_an_unmarked_second_page_is_shows_in_its_picture(tmp_path, name: str) -> None:
    page, count = SECOND_PAGES[name]
    path = written(tmp_path / "a.tif", (scene(1), {}), (page, {}))
    assert page_count(path) == count
    if count == 2:
        assert np.array_equal(np.squeeze(load(path, 2).pixels), page)
        before = pages_of(path)
        photo, _ = repaired(path, 1)
        assert save(photo, path) == ()
        assert pages_of(path)[1] == before[1]


def test_pages_that_cannot_be_compared_are_told_by_their_sizes(tmp_path) -> None:
    """The pixels of the second page are cut off."""
    path = written(tmp_path / "a.tif", (scene(1), {}), (scene(2)[..., 1], {"compression": "zlib"}))
    with tifffile.TiffFile(path) as tiff:
        start, size = tiff.pages[1].dataoffsets[0], tiff.pages[1].databytecounts[0]
    data = bytearray(path.read_bytes())
    data[start : start + size] = bytes(size)
    path.write_bytes(data)
    assert page_count(path) == 1


def test_a_mask_beside_the_only_photo_is_kept(tmp_path) -> None:
    mask = pixels(2, channels=1) > 99
    path = written(tmp_path / "a.tif", (pixels(0), {}), (mask, {"subfiletype": 4, "photometric": 4}))
    before = pages_of(path)
    photo, _ = repaired(path, 1)
    assert (photo.origin.frames, photo.notices) == (1, ())
    save(photo, path)
    assert pages_of(path)[1] == before[1]


@pytest.mark.parametrize("page", [0, -1, 4, 999])
def test_a_page_that_is_not_there(tmp_path, page) -> None:
    path = written(tmp_path / "a.tif", *[(pixels(n), {}) for n in range(3)])
    with pytest.raises(PageMissing, match="it has 3 pages"):
        load(path, page)


def test_a_format_without_pages_has_one(tmp_path) -> None:
    Image.fromarray(pixels(0)).save(path := tmp_path / "a.png")
    assert page_count(path) == 1
    with pytest.raises(PageMissing, match="it has one page"):
        load(path, 2)


def test_a_file_that_changed_since_does_not_lose_its_other_pages(tmp_path) -> None:
    path = written(tmp_path / "a.tif", *[(pixels(n), {}) for n in range(3)])
    photo, _ = repaired(path, 2)
    written(path, *[(pixels(n), {}) for n in range(5)])
    with pytest.raises(PhotoNotSaved, match="other pages"):
        save(photo, path)
    assert page_count(path) == 5
    assert notices.PAGES_LEFT_NOTE in save(photo, tmp_path / "out.tif")
    assert page_count(tmp_path / "out.tif") == 1


def test_a_bigtiff_of_several_pages_is_saved_elsewhere(tmp_path) -> None:
    path = written(tmp_path / "a.tif", *[(pixels(n), {}) for n in range(3)], bigtiff=True)
    photo, _ = repaired(path, 2)
    assert photo.save_as_only
    save(photo, tmp_path / "out.tif")
    assert np.array_equal(load(tmp_path / "out.tif").pixels, photo.pixels)


def test_jpeg_pages_in_colour(tmp_path) -> None:
    """YCbCr, as many scanners write; the page that is repaired is written as RGB."""
    smooth = [np.full((HEIGHT, WIDTH, 3), 60 * n, np.uint8) for n in range(3)]
    first, *rest = [Image.fromarray(plane) for plane in smooth]
    first.save(path := tmp_path / "a.tif", save_all=True, append_images=rest, compression="jpeg")
    photo, _ = repaired(path, 3)
    assert np.abs(photo.pixels[0, 0].astype(int) - 120).max() < 3
    before = pages_of(path)
    save(photo, path)
    assert pages_of(path)[:2] == before[:2]
    assert np.array_equal(load(path, 3).pixels, photo.pixels)


def test_a_copy_of_a_page_that_nobody_repaired_is_the_file(tmp_path) -> None:
    path = written(tmp_path / "a.tif", *[(pixels(n), {}) for n in range(2)])
    save(load(path, 2), out := tmp_path / "out.tif")
    shutil.copy(path, copied := tmp_path / "copied.tif")
    assert out.read_bytes() == copied.read_bytes()
