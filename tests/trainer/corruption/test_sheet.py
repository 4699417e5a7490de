"""The contact sheet."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from trainer.corruption.sheet import main


def test_a_sheet_shows_what_was_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    main([str(out), "lines", "text:size=12", "--side", "40"])
    with Image.open(out) as page:
        assert page.width > 4 * 40 and page.height > 40
        assert len(page.getcolors(1 << 20) or []) > 50
