"""Files are replaced whole, and a process that is killed leaves nothing for long."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.errors import FileNotSaved, PhotoNotSaved
from engine.system import atomic
from engine.system.atomic import remove_abandoned, remove_unfinished, replacing

STOP_LIMIT_S = 120
ROOT = Path(__file__).resolve().parents[3]
WRITER = """
import signal, sys, time
from pathlib import Path
from engine.system.atomic import replacing
from engine.system.process import stop_on_termination
for number in (signal.SIGTERM, signal.SIGHUP):  # What runs the tests may ignore them, as nohup does.
    signal.signal(number, signal.SIG_DFL)
stop_on_termination()
with replacing(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("writing", flush=True)
    time.sleep(600)
"""


@contextmanager
def writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has written half of `path`."""
    words = [sys.executable, "-c", WRITER, str(path)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None and process.stdout.readline() == "writing\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def parts(folder: Path) -> list[Path]:
    return sorted(folder.glob(".lacuna-*.part"))


def write(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"whole")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_process_that_is_asked_to_stop_leaves_nothing(tmp_path: Path, number: int) -> None:
    with writer(tmp_path / "photo.png") as process:
        process.send_signal(number)
        process.wait(STOP_LIMIT_S)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path: Path) -> None:
    with writer(tmp_path / "photo.png") as process:
        process.kill()
        process.wait()
        assert len(parts(tmp_path)) == 1
    write(tmp_path / "other.png")
    assert [path.name for path in tmp_path.iterdir()] == ["other.png"]


def test_what_is_being_written_is_left_alone(tmp_path: Path) -> None:
    with writer(tmp_path / "photo.png"):
        written = parts(tmp_path)
        write(tmp_path / "other.png")
        assert parts(tmp_path) == written != []


def test_two_files_of_one_process_do_not_remove_each_other(tmp_path: Path) -> None:
    with replacing(tmp_path / "card.json") as card, replacing(tmp_path / "weights") as weights:
        card.write(b"card")
        weights.write(b"weights")
    assert (tmp_path / "card.json").read_bytes() == b"card"
    assert (tmp_path / "weights").read_bytes() == b"weights"
    assert parts(tmp_path) == []


@pytest.mark.parametrize(
    "name", [".lacuna-notes.part", ".lacuna-0123456789ab.part.txt", "a.part", ".lacuna-1"]
)
def test_what_is_not_ours_is_kept(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("somebody's")
    write(tmp_path / "photo.png")
    assert (tmp_path / name).read_text() == "somebody's"


def test_a_link_of_that_name_is_kept(tmp_path: Path) -> None:
    (target := tmp_path / "precious").write_text("kept")
    (tmp_path / ".lacuna-0123456789ab.part").symlink_to(target)
    remove_abandoned(tmp_path)
    assert target.read_text() == "kept"


def test_a_file_taken_for_abandoned_before_it_was_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_for_lock, removed = atomic.wait_for_lock, []

    def late(file) -> None:
        if not removed:
            remove_abandoned(tmp_path)
            removed.append(parts(tmp_path) == [])
        wait_for_lock(file)

    monkeypatch.setattr(atomic, "wait_for_lock", late)
    write(tmp_path / "photo.png")
    assert removed == [True]
    assert (tmp_path / "photo.png").read_bytes() == b"whole"


def test_the_end_of_the_process_removes_what_is_unfinished(tmp_path: Path) -> None:
    with pytest.raises(FileNotSaved), replacing(tmp_path / "photo.png") as file:
        file.write(b"half")
        remove_unfinished()
        assert parts(tmp_path) == []
    assert not (tmp_path / "photo.png").exists()


def test_what_could_not_be_written_is_called_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotSaved) as file, replacing(tmp_path / "none" / "report.csv"):
        pass
    with pytest.raises(PhotoNotSaved), replacing(tmp_path / "none" / "a.png", PhotoNotSaved):
        pass
    assert "photo" not in str(file.value).lower()
