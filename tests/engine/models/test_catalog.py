"""A plug-in that is not quite one is reported by its module's name and what it lacks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from engine.models import catalog

PACKAGE = "plugins_of_a_test"


@pytest.mark.parametrize(
    ("source", "lack"),
    [
        ("", r"plugins_of_a_test\.ring_mean needs a METHOD"),
        ("class METHOD: pass", "which is an instance"),
        (
            "from types import SimpleNamespace as Of\nMETHOD = Of(info=Of(id='ring_mean'))",
            "its id is 'ring_mean', not 'ring-mean'",
        ),
    ],
    ids=["none", "a class", "another id"],
)
def test_what_a_module_lacks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, lack: str
) -> None:
    folder = tmp_path / PACKAGE
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "ring_mean.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    for name in (PACKAGE, f"{PACKAGE}.ring_mean"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(LookupError, match=lack):
        catalog._members(PACKAGE, "METHOD")
