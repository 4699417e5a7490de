"""Files of several pages in a folder run: every page is a photo of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.batch import MaskFolder, State, files, run
from engine.photo import load, page_count

SIZE = (60, 40)


def pictures(count: int) -> list[Image.Image]:
    rng = np.random.default_rng(count)
    return [
        Image.fromarray(np.clip(rng.normal(60 + 40 * n, 9, (*SIZE[::-1], 3)), 0, 255).astype(np.uint8))
        for n in range(count)
    ]


def written(path: Path, count: int) -> Path:
    first, *rest = pictures(count)
    first.save(path, save_all=True, append_images=rest, resolution=72)
    return path


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """IN with a TIFF of three pages and a PDF of two."""
    folder = tmp_path / "scans"
    folder.mkdir()
    written(folder / "album.tif", 3)
    written(folder / "letter.pdf", 2)
    return folder


def targets(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_page_is_repaired_and_delivered_as_a_file(plan, scans, tmp_path) -> None:
    before = {path: path.read_bytes() for path in scans.iterdir()}
    summary = run(plan(photos=scans))
    assert [one.item.name for one in summary.outcomes] == [
        "album.tif, page 1",
        "album.tif, page 2",
        "album.tif, page 3",
        "letter.pdf, page 1",
        "letter.pdf, page 2",
    ]
    assert {one.state for one in summary.outcomes} == {State.DONE}
    assert not any(one.review or one.notes for one in summary.outcomes)
    assert targets(tmp_path / "out") == [
        "album-page-1.tif",
        "album-page-2.tif",
        "album-page-3.tif",
        "letter-page-1.tif",
        "letter-page-2.tif",
    ]
    for number, picture in enumerate(pictures(3), 1):
        path = tmp_path / "out" / f"album-page-{number}.tif"
        assert page_count(path) == 1
        difference = load(path).pixels != np.asarray(picture)
        assert difference[10:14, 15:40].any()
        assert not difference[:10].any() and not difference[14:].any()
    assert before == {path: path.read_bytes() for path in scans.iterdir()}


def test_a_page_without_damage_is_a_file_of_its_own_too(plan, scans, tmp_path, mask) -> None:
    Image.new("L", SIZE).save(mask)
    run(plan(photos=scans))
    for number, picture in enumerate(pictures(3), 1):
        photo = load(tmp_path / "out" / f"album-page-{number}.tif")
        assert photo.origin.frames == 1
        assert np.array_equal(photo.pixels, np.asarray(picture))


def test_a_resumed_run_does_only_the_pages_that_are_missing(plan, scans, tmp_path) -> None:
    run(plan(photos=scans))
    (tmp_path / "out" / "album-page-2.tif").unlink()
    summary = run(plan(photos=scans), resume=True)
    assert [one.item.name for one in summary.outcomes if not one.earlier] == ["album.tif, page 2"]
    assert len(targets(tmp_path / "out")) == 5


def test_each_page_has_its_own_mask(plan, scans, tmp_path) -> None:
    masks = tmp_path / "masks"
    masks.mkdir()
    plane = np.zeros(SIZE[::-1], np.uint8)
    plane[20:24, 5:9] = 255
    Image.fromarray(plane).save(masks / "album-page-2.png")
    found = {item.name: item for item in files(plan(photos=scans, masks=MaskFolder(masks)))}
    assert found["album.tif, page 2"].mask == masks / "album-page-2.png"
    assert found["album.tif, page 1"].problem is not None


def test_a_photo_that_is_called_like_a_page_keeps_its_name(plan, scans, photo) -> None:
    photo(scans / "album-page-2.tif")
    names = {item.name: item.target.name for item in files(plan(photos=scans))}
    assert names["album-page-2.tif"] == "album-page-2.tif"
    assert len(set(names.values())) == len(names) == 6


def test_one_format_for_all(plan, scans, tmp_path) -> None:
    run(plan(photos=scans, format="png"))
    assert "letter-page-2.png" in targets(tmp_path / "out")
    assert "album-page-1.png" in targets(tmp_path / "out")


def test_numbers_have_as_many_digits_as_the_last(plan, scans) -> None:
    written(scans / "book.tif", 11)
    names = [item.target.name for item in files(plan(photos=scans)) if item.name.startswith("book")]
    assert names[0] == "book-page-01.tif" and names[-1] == "book-page-11.tif"


def test_a_pdf_of_one_page_becomes_a_tiff(plan, tmp_path) -> None:
    (tmp_path / "one").mkdir()
    written(tmp_path / "one" / "letter.pdf", 1)
    summary = run(plan(photos=tmp_path / "one"))
    assert [one.item.name for one in summary.outcomes] == ["letter.pdf"]
    assert targets(tmp_path / "out") == ["letter.tif"]


def test_a_damaged_file_of_pages_fails_alone(plan, scans) -> None:
    (scans / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    found = {one.item.name: one.state for one in run(plan(photos=scans)).outcomes}
    assert found.pop("broken.pdf") == State.FAILED
    assert set(found.values()) == {State.DONE}
