"""`--page`: one page of a TIFF or a PDF."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.__main__ import main
from app.cli.commands import Exit
from engine.photo import load, page_count

WIDTH, HEIGHT = 60, 40


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A TIFF of three pages, each of another grey with noise."""
    rng = np.random.default_rng(1)
    pages = [
        Image.fromarray(rng.integers(60 * n, 60 * n + 20, (HEIGHT, WIDTH, 3), np.uint8)) for n in range(3)
    ]
    pages[0].save(tmp_path / "scan.tif", save_all=True, append_images=pages[1:])
    pages[0].save(tmp_path / "scan.pdf", save_all=True, append_images=pages[1:])
    return tmp_path / "scan.tif"


def repair(photo: Path, out: Path, *words: object) -> int:
    return main(["repair", str(photo), "-o", str(out), "--method", "telea", *map(str, words)])


def pages(path: Path) -> list[np.ndarray]:
    return [load(path, number).pixels for number in range(1, page_count(path) + 1)]


def test_repair_of_a_page_keeps_the_others(scan: Path, mask: Path, tmp_path: Path) -> None:
    before = pages(scan)
    assert repair(scan, tmp_path / "out.tif", "--mask", mask, "--page", 2) == Exit.DONE
    assert [(one != other).any() for one, other in zip(before, pages(tmp_path / "out.tif"), strict=True)] == [
        False,
        True,
        False,
    ]


def test_a_page_goes_back_into_its_own_file(scan: Path, mask: Path) -> None:
    before = pages(scan)
    assert repair(scan, scan, "--mask", mask, "--page", 3, "--overwrite") == Exit.DONE
    after = pages(scan)
    assert [(one != other).any() for one, other in zip(before, after, strict=True)] == [False, False, True]


def test_a_page_of_a_pdf_becomes_a_photo(scan: Path, mask: Path, tmp_path: Path) -> None:
    before = (source := scan.with_suffix(".pdf")).read_bytes()
    assert repair(source, tmp_path / "out.png", "--mask", mask, "--page", 2) == Exit.DONE
    assert abs(int(load(tmp_path / "out.png").pixels.mean()) - 70) < 5
    assert repair(source, source, "--mask", mask, "--page", 2, "--overwrite") == Exit.NOTHING_DONE
    assert source.read_bytes() == before


@pytest.mark.parametrize("suffix", [".tif", ".pdf"])
@pytest.mark.parametrize(
    ("page", "code", "told"),
    [
        ("0", Exit.USAGE, "greater than or equal to 1"),
        ("-1", Exit.USAGE, "greater than or equal to 1"),
        ("two", Exit.USAGE, "valid integer"),
        ("4", Exit.NOTHING_DONE, "it has 3 pages, and page 4 is none of them"),
        ("999999999999", Exit.NOTHING_DONE, "it has 3 pages"),
    ],
)
@pytest.mark.parametrize("command", ["repair", "detect"])
def test_a_page_that_is_not_there(scan, tmp_path, capsys, suffix, page, code, told, command) -> None:
    out = tmp_path / "out.png"
    assert main([command, str(scan.with_suffix(suffix)), "-o", str(out), "--page", page]) == code
    said = capsys.readouterr().err
    assert told in said and said.startswith("lacuna: ") and said.count("\n") == 1
    assert not out.exists()


def test_a_photo_has_one_page(photo: Path, mask: Path, tmp_path: Path) -> None:
    assert repair(photo, tmp_path / "a.png", "--mask", mask, "--page", 1) == Exit.DONE
    assert repair(photo, tmp_path / "b.png", "--mask", mask, "--page", 2) == Exit.NOTHING_DONE
