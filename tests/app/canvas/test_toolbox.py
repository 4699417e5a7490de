"""A module of the tools that is no tool is reported by its name and what it lacks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.canvas import tools
from app.canvas.toolbox import toolbox


@pytest.mark.parametrize(
    ("source", "lack"),
    [
        ("", r"tools/star\.py needs a TOOL"),
        ("TOOL = 3", "which is a class"),
        (
            "from types import SimpleNamespace as Of\nfrom app.canvas.tool import Tool\n"
            "class TOOL(Tool): info = Of(id='stars')",
            "its id is 'stars', not 'star'",
        ),
    ],
    ids=["none", "no class", "another id"],
)
def test_what_a_module_lacks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, lack: str
) -> None:
    (tmp_path / "star.py").write_text(source)
    monkeypatch.setattr(tools, "__path__", [str(tmp_path)])
    monkeypatch.setitem(sys.modules, "app.canvas.tools.star", None)
    monkeypatch.delitem(sys.modules, "app.canvas.tools.star")
    with pytest.raises(LookupError, match=lack):
        toolbox.__wrapped__()
