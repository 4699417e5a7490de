"""The README stays short, and what the pages link to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!\w+://|#)([^)#]+)(?:#[^)]*)?\)")
# A path of the repository between backquotes, without <placeholders>; a module may stand without its suffix.
SOURCE_PATH = re.compile(r"`((?:app|bench|docs|engine|packaging|resources|tests|trainer)/[\w/.-]+)`")
KIB = 1024


def test_the_readme_fits_on_three_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_the_modules_that_a_newcomer_is_sent_to_are_there(name: str) -> None:
    named = SOURCE_PATH.findall((ROOT / name).read_text(encoding="utf-8"))
    assert named
    assert [path for path in named if not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists()] == []


def test_pictures_are_small_and_shown() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for picture in (ROOT / "docs" / "images").iterdir():
        assert f"docs/images/{picture.name}" in readme
        assert picture.stat().st_size <= (250 if picture.stem == "window" else 120) * KIB
