"""The contact sheet and the table of speeds."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from trainer.corruption import speed
from trainer.corruption.sheet import main


def test_a_sheet_shows_what_was_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    main([str(out), "lines", "text:size=12", "--side", "40"])
    with Image.open(out) as page:
        assert page.width > 4 * 40 and page.height > 40
        assert len(page.getcolors(1 << 20) or []) > 50


def test_the_speed_of_each_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    speed.main(["16", "center", "lines"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["center", "lines"]
    assert all(float(number) > 0 for line in lines[1:] for number in line.split()[1:])
