"""Where things lie."""

from __future__ import annotations

import sys

import pytest

from engine.errors import FolderClosed
from engine.models import weights
from engine.system import paths


def test_resources_are_found():
    assert paths.resource("sample.jpg").is_file()
    assert paths.weights_folder() == paths.resource("weights")


def test_a_frozen_program_finds_its_resources_beside_itself(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("icons", "brush.svg") == tmp_path / "resources" / "icons" / "brush.svg"


@pytest.mark.skipif(sys.platform != "linux", reason="XDG")
@pytest.mark.parametrize("name", ["state", "config"])
def test_the_persons_folders_are_made_and_apart(own_folders, name):
    folder = getattr(paths, f"{name}_folder")()
    assert folder.is_dir()
    assert folder == own_folders / f"XDG_{name.upper()}_HOME" / "lacuna"


@pytest.mark.skipif(sys.platform != "linux", reason="XDG")
def test_a_folder_that_cannot_be_made_is_a_clear_error(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with pytest.raises(FolderClosed, match="lacuna"):
        paths.state_folder()


@pytest.mark.skipif(sys.platform != "linux", reason="XDG")
def test_looking_for_weights_makes_no_folder(own_folders):
    assert not weights.has_weights("nothing-here")
    assert not list(own_folders.iterdir())
