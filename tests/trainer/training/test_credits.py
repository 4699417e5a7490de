"""The card's licence follows from the photos that were learnt from, and names their sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import UsageError
from trainer.training.credits import FREE_LICENCE, RESEARCH_LICENCE, credit

HEAD = "file,source,author,licence_class,licence_as_stated\n"
ROWS = {
    "clear.jpg": "clear.jpg,sun/photos,Ann,clear,CC BY 4.0\n",
    "collector.jpg": "collector.jpg,moon/photos,,collector,public domain\n",
    "mit.jpg": "mit.jpg,star/tool,,repo,MIT (LICENSE)\n",
    "agpl.jpg": "agpl.jpg,star/food,,repo,AGPL-3.0\n",
    "research.jpg": "research.jpg,uni/set,,research,none stated\n",
}


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(HEAD + "".join(ROWS.values()), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("names", "licence"),
    [
        (("clear.jpg", "collector.jpg", "mit.jpg"), FREE_LICENCE),
        (("clear.jpg", "agpl.jpg"), RESEARCH_LICENCE),
        (("clear.jpg", "research.jpg"), RESEARCH_LICENCE),
        (("clear.jpg", "unlisted.jpg"), RESEARCH_LICENCE),
    ],
)
def test_one_photo_that_is_not_free_decides(listed, names, licence) -> None:
    assert credit([Path("folder") / name for name in names], [listed])["licence"] == licence


def test_sources_and_authors_are_named(listed) -> None:
    told = credit([Path("clear.jpg"), Path("collector.jpg")], [listed])
    assert told["credits"] == {"moon/photos": ["public domain"], "sun/photos": ["Ann CC BY 4.0"]}


@pytest.mark.parametrize(("start", "licence"), [(FREE_LICENCE, FREE_LICENCE), (None, RESEARCH_LICENCE)])
def test_weights_begun_at_research_ones_are_for_research(listed, start, licence) -> None:
    assert credit([Path("clear.jpg")], [listed], {"licence": start})["licence"] == licence


def test_without_a_list_the_photos_are_for_research() -> None:
    assert credit([Path("a.jpg")], []) == {"licence": RESEARCH_LICENCE}


@pytest.mark.parametrize("text", [None, "", "name,place\na,b\n"])
def test_a_file_that_is_no_list_is_told(tmp_path, text) -> None:
    path = tmp_path / "list.csv"
    if text is not None:
        path.write_text(text)
    with pytest.raises(UsageError, match="list"):
        credit([Path("a.jpg")], [path])
