"""`lacuna batch --find-repeated` shows first, and removes after --yes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.__main__ import main
from app.cli.options import Exit
from tests.fakes.repeated_marks import HEIGHT, WIDTH, series


@pytest.fixture
def batch(tmp_path: Path):
    (tmp_path / "in").mkdir()
    for number, pixels in enumerate(series(10, seed=2).marked):
        Image.fromarray(pixels).save(tmp_path / "in" / f"{number}.png", compress_level=1)
    words = "batch", tmp_path / "in", tmp_path / "out", "--method", "telea", "--find-repeated"
    return lambda *more: main([str(word) for word in (*words, *more)])


def test_it_is_shown_first_and_removed_after_yes(batch, tmp_path, capsys) -> None:
    assert batch() == Exit.DONE
    mask = np.asarray(Image.open(tmp_path / f"out-repeated-{WIDTH}x{HEIGHT}.png"))
    said = capsys.readouterr().out
    assert mask.any() and f"10 photos of {WIDTH} × {HEIGHT}" in said and "--yes" in said
    assert not (tmp_path / "out").exists()
    assert batch("--yes") == Exit.DONE
    result, photo = (np.asarray(Image.open(tmp_path / folder / "0.png")) for folder in ("out", "in"))
    changed = (result != photo).any(-1)
    assert changed.any() and not (changed & (mask == 0)).any()


@pytest.mark.parametrize("words", [["--watch"], ["--detector", "finder"], ["--kind", "text"]])
def test_words_that_contradict_it_are_refused(batch, words, capsys) -> None:
    assert batch(*words) == Exit.USAGE
    assert "--find-repeated" in capsys.readouterr().err
