"""A save that fails leaves the old file whole, and nothing beside it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from engine.errors import PhotoNotSaved, PhotoUnsupported
from engine.photo import load, save
from engine.system import atomic


@pytest.fixture
def edited(make, repaired):
    photo = load(make("rgb.png"))
    repaired(photo)
    return photo


def assert_untouched(photo, old: bytes) -> None:
    assert photo.path.read_bytes() == old
    assert list(photo.path.parent.iterdir()) == [photo.path]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_the_system_refuses(edited, monkeypatch, number, step):
    old = edited.path.read_bytes()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(PhotoNotSaved) as caught:
        save(edited, edited.path)
    monkeypatch.undo()
    assert "\n" not in str(caught.value)
    assert_untouched(edited, old)


@pytest.mark.parametrize(
    "name", ["rgb.png", "444.jpg", "rgb 8.tif", "exact.webp", "rgb.bmp", "palette.gif", "photo.heic"]
)
def test_the_disk_fills_up_in_the_middle(make, repaired, monkeypatch, name):
    photo = load(make(name))
    repaired(photo)
    old = photo.path.read_bytes()
    monkeypatch.setattr(Path, "open", _small_disk(Path.open, room=200))
    with pytest.raises(PhotoNotSaved, match="disk is full"):
        save(photo, photo.path)
    monkeypatch.undo()
    assert_untouched(photo, old)


def _small_disk(real, room: int):
    """Path.open whose new files take `room` bytes, then no more."""

    def opened(self: Path, mode: str = "r", *rest: object, **more: object):
        file = real(self, mode, *rest, **more)
        return _Full(file, room) if "x" in mode else file

    return opened


class _Full:
    """A file on a disk with little room; all else is the file's."""

    def __init__(self, file, room: int) -> None:
        self._file, self._room = file, room

    def __getattr__(self, name: str):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data) -> int:
        self._room -= memoryview(data).nbytes
        if self._room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._file.write(data)


def test_the_encoder_fails(edited, monkeypatch):
    from engine.photo.formats import png

    old = edited.path.read_bytes()
    monkeypatch.setattr(png, "_packed", lambda *_: 1 / 0)
    with pytest.raises(PhotoNotSaved, match="division"):
        save(edited, edited.path)
    assert_untouched(edited, old)


def test_memory_runs_out(edited, monkeypatch):
    from engine.photo.formats import png

    def short(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(png, "_packed", short)
    with pytest.raises(PhotoNotSaved, match="memory"):
        save(edited, edited.path)


def test_a_folder_that_is_gone(edited):
    with pytest.raises(PhotoNotSaved, match="folder is gone"):
        save(edited, edited.path.parent / "gone" / "photo.png")


def test_a_name_that_is_too_long(edited):
    with pytest.raises(PhotoNotSaved, match="too long"):
        save(edited, edited.path.with_name("x" * 280 + ".png"))


def test_a_folder_of_that_name(edited):
    (edited.path.parent / "folder.png").mkdir()
    with pytest.raises(PhotoNotSaved, match="folder of that name"):
        save(edited, edited.path.parent / "folder.png")


def test_a_format_that_does_not_exist(edited):
    with pytest.raises(PhotoUnsupported, match="no suffix"):
        save(edited, edited.path.with_suffix(".xyz"))


def test_a_side_that_the_format_cannot_hold(tmp_path):
    import numpy as np

    from engine.photo import Photo

    with pytest.raises(PhotoNotSaved, match="16383"):
        save(Photo.from_array(np.zeros((1, 20_000, 3), np.uint8)), tmp_path / "wide.webp")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_the_mode_of_the_old_file_is_kept(edited):
    edited.path.chmod(0o640)
    save(edited, edited.path)
    assert stat.S_IMODE(edited.path.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_a_new_file_has_the_usual_mode(edited):
    out = edited.path.with_stem("out")
    save(edited, out)
    (plain := edited.path.with_stem("plain")).touch()
    assert out.stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_stays_a_link(edited):
    link = edited.path.with_stem("link")
    link.symlink_to(edited.path)
    save(edited, link)
    assert link.is_symlink()
    assert load(edited.path).pixels.tobytes() == edited.pixels.tobytes()


def test_a_write_protected_file_is_left_alone(edited, monkeypatch):
    monkeypatch.setattr(atomic.os, "access", lambda *_: False)
    with pytest.raises(PhotoNotSaved, match="not allowed"):
        save(edited, edited.path)
