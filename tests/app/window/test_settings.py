"""Settings survive, and a broken file stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.settings.declared import SETTINGS_BY_ID
from app.settings.recent import MAX_RECENT_PHOTOS, Recent
from app.settings.settings import Settings
from app.settings.store import Store
from engine.errors import OptionInvalid
from engine.system import atomic


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lacuna" / "settings.toml"


def test_a_value_survives(path: Path) -> None:
    Settings(Store(path))["theme"] = "light"
    assert Settings(Store(path))["theme"] == "light"


def test_comments_and_unknown_values_survive(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('# mine\nfuture = 3\ntheme = "dark"\n', "utf-8")
    Settings(Store(path))["hatch"] = True
    text = path.read_text("utf-8")
    assert "# mine" in text
    assert "future = 3" in text


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b"[[[", b'theme = "x"\ntheme = "y"'])
def test_a_broken_file_is_kept_and_the_defaults_hold(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings = Settings(Store(path))
    assert settings["theme"] == SETTINGS_BY_ID["theme"].default
    assert path.with_suffix(".toml.bak").read_bytes() == content


@pytest.mark.parametrize("value", ['"pink"', "3", "[1]", "{a = 1}"])
def test_nonsense_is_the_default(path: Path, value: str) -> None:
    path.parent.mkdir()
    path.write_text(f"theme = {value}\nhistory = {value}\nhatch = {value}", "utf-8")
    settings = Settings(Store(path))
    for key in ("theme", "history", "hatch"):
        assert settings[key] == SETTINGS_BY_ID[key].default


def test_a_wrong_value_is_refused(path: Path) -> None:
    with pytest.raises(OptionInvalid):
        Settings(Store(path))["theme"] = "pink"


def test_a_folder_that_cannot_be_written_stops_nothing(path: Path) -> None:
    path.parent.touch()
    Settings(Store(path))["hatch"] = True


def test_the_window_does_not_wait_for_the_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic.os, "fsync", None)
    Store(path).set("theme", "dark")
    assert Store(path).get("theme") == "dark"


def test_only_changes_are_told(path: Path) -> None:
    settings, told = Settings(Store(path)), []
    settings.changed.connect(told.append)
    settings["hatch"] = True
    settings["hatch"] = True
    assert told == ["hatch"]


def test_recent_photos_are_eight_newest_first_and_exist(tmp_path: Path) -> None:
    recent = Recent(Store(tmp_path / "state.toml"))
    photos = [tmp_path / f"{n}.png" for n in range(10)]
    for photo in photos:
        photo.touch()
        recent.add(photo)
    photos[9].unlink()
    assert recent.paths == photos[8:1:-1]
    assert len(recent.paths) == MAX_RECENT_PHOTOS - 1
