"""The mask of a photo is found under the names that other programs give it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.batch.names import MaskFinder


def found(folder: Path, photo: str, *names: str) -> str | None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    mask = MaskFinder(folder).mask(photo)
    return None if mask is None else mask.relative_to(folder).as_posix()


@pytest.mark.parametrize(
    "name",
    [
        "a.png",
        "a.PNG",
        "A.Png",
        "a.jpg.png",
        "a.JPG.PNG",
        "a.jpg",
        "a.tif",
        "a.webp",
        "a_mask.png",
        "a-mask.jpg",
    ],
)
def test_a_mask_of_that_name_is_found(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, "a.jpg", name) == name


@pytest.mark.parametrize("name", ["b.png", "a.txt", "ab.png", "a1.png", "amask.png", "a"])
def test_other_files_are_no_masks(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, "a.jpg", name) is None


def test_the_likelier_name_wins(tmp_path: Path) -> None:
    likely = ["a.png", "a.PNG", "a.jpg.png", "a_mask.tif", "a.jpg"]
    for name in reversed(likely):
        assert found(tmp_path, "a.jpg", name) == name


def test_each_photo_has_its_own(tmp_path: Path) -> None:
    assert found(tmp_path, "a.jpg", "a.jpg.png", "a.tif.png") == "a.jpg.png"
    assert found(tmp_path, "a.tif") == "a.tif.png"


def test_folders_are_mirrored(tmp_path: Path) -> None:
    assert found(tmp_path, "sub/a.jpg", "a.png") is None
    assert found(tmp_path, "sub/a.jpg", "sub/a.PNG") == "sub/a.PNG"


def test_accents_may_be_written_in_two_ways(tmp_path: Path) -> None:
    assert found(tmp_path, "caf\u00e9.jpg", "cafe\u0301.png") == "cafe\u0301.png"


def test_a_folder_of_that_name_is_no_mask(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    assert found(tmp_path, "a.jpg", "a.jpg.png") == "a.jpg.png"
