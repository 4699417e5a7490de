"""The journal: what was flushed comes back, whatever happens; trouble with the disk harms nothing."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.document import journal, records
from app.document.document import Document
from app.document.planes import NEXT_MASK_PLANE
from app.document.recovery import RecoverableWork, forget, pending, recover
from engine import photo as photos
from engine.errors import JournalFailed, RecoveryImpossible, SourceChanged, SourceMissing
from engine.photo import Photo
from engine.pixels.box import Box

BOX = Box(200, 100, 330, 180)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journals"


@pytest.fixture
def kept(document: Document, folder: Path) -> Iterator[Document]:
    document.keep_journal(folder)
    yield document
    document.close()


def draw(document: Document, value: int = 255, box: Box = BOX) -> None:
    with document.edit(f"Stroke {value}") as edit:
        edit.set_mask(box, np.full((box.height, box.width), value, np.uint8))


def crashed(folder: Path) -> list[RecoverableWork]:
    """What another process would find had this one been killed now: nobody holds the copies' locks."""
    copies = folder.with_name("after the crash")
    shutil.rmtree(copies, ignore_errors=True)
    shutil.copytree(folder, copies)
    return pending(copies)


def assert_same(one: Document, other: Document) -> None:
    assert np.array_equal(one.mask, other.mask)
    assert np.array_equal(one.photo.stored(one.photo.box), other.photo.stored(other.photo.box))
    assert one.pixels_changed_outside() == other.pixels_changed_outside()


def test_an_unflushed_journal_costs_no_file(kept: Document, folder: Path) -> None:
    kept.flush()
    draw(kept)
    assert kept.unflushed and not folder.exists()


def test_strokes_and_repairs_come_back(kept: Document, folder: Path, path: Path, make_repair) -> None:
    draw(kept)
    kept.apply(make_repair(kept.photo, kept.mask.copy()))
    draw(kept, 90)
    kept.flush()
    (entry,) = crashed(folder)
    assert entry.source == path and entry.changes == 3
    back = recover(entry)
    assert_same(back, kept)
    assert back.edited and back.history.entries == ("Stroke 255", "Repair", "Stroke 90")
    back.undo()
    back.undo()
    assert back.mask[BOX.slices].all(), "the repair's mask comes back too"
    back.close()


def test_undo_and_redo_come_back_as_such(kept: Document, folder: Path) -> None:
    for value in (10, 20, 30):
        draw(kept, value)
    kept.undo()
    kept.undo()
    kept.redo()
    kept.flush()
    back = recover(crashed(folder)[0])
    assert_same(back, kept)
    assert (back.history.undo_title, back.history.redo_title) == ("Stroke 20", "Stroke 30")
    back.close()


def test_it_is_known_whether_only_a_mask_was_painted(
    kept: Document, folder: Path, tmp_path: Path, make_repair
) -> None:
    draw(kept)
    kept.flush()
    assert [entry.photo_changed for entry in crashed(folder)] == [False]
    kept.apply(make_repair(kept.photo, kept.mask.copy()))
    kept.flush()
    assert [entry.photo_changed for entry in crashed(folder)] == [True]
    kept.save(tmp_path / "saved.png")
    draw(kept)
    kept.flush()
    assert [entry.photo_changed for entry in crashed(folder)] == [False]


def test_undo_beyond_a_save_comes_back(kept: Document, folder: Path, tmp_path: Path, make_repair) -> None:
    draw(kept)
    kept.apply(make_repair(kept.photo, kept.mask.copy()))
    kept.save(tmp_path / "saved.png")
    kept.undo()
    draw(kept, 7, Box(0, 0, 50, 50))
    kept.undo()
    kept.undo()
    kept.flush()
    (entry,) = crashed(folder)
    assert entry.source == tmp_path / "saved.png"
    back = recover(entry)
    assert np.array_equal(back.mask, kept.mask)
    assert np.array_equal(back.photo.stored(back.photo.box), kept.photo.stored(kept.photo.box))
    back.close()


def test_a_save_leaves_nothing_to_recover(kept: Document, folder: Path, tmp_path: Path, make_repair) -> None:
    draw(kept)
    kept.apply(make_repair(kept.photo, kept.mask.copy()))
    kept.flush()
    kept.save(tmp_path / "saved.png")
    kept.flush()
    assert not list(folder.iterdir())


@pytest.mark.parametrize("plane", ["mask", "source", "sketch"])
def test_what_no_file_holds_outlives_a_save(kept: Document, folder: Path, tmp_path: Path, plane: str) -> None:
    with kept.edit("Mark") as edit:
        edit.put(plane, BOX, np.full((BOX.height, BOX.width), 2, np.uint8))
    kept.flush()
    kept.save(tmp_path / "saved.png")
    kept.flush()
    assert len(list(folder.iterdir())) == 1
    back = recover(crashed(folder)[0])
    assert_same(back, kept)
    assert (back.source is None) == (plane != "source")
    assert (back.sketch is None) == (plane != "sketch")
    back.close()


def test_steps_from_before_a_save_are_not_mistaken_for_later_ones(
    kept: Document, folder: Path, tmp_path: Path
) -> None:
    draw(kept, 10)
    draw(kept, 20)
    kept.save(tmp_path / "saved.png")
    kept.undo()
    draw(kept, 30)
    kept.undo()
    kept.undo()
    kept.flush()
    back = recover(crashed(folder)[0])
    assert_same(back, kept)
    back.close()


def test_a_clean_close_leaves_nothing(kept: Document, folder: Path) -> None:
    draw(kept)
    kept.flush()
    kept.close()
    assert not list(folder.iterdir())


def test_a_pasted_picture_comes_back(folder: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (40, 60, 4), np.uint8)
    document = Document.from_pixels(pixels)
    document.keep_journal(folder)
    draw(document, box=Box(0, 0, 9, 9))
    document.flush()
    (entry,) = crashed(folder)
    back = recover(entry)
    assert entry.source is None and back.path is None and back.edited
    for one in (document, back):
        one.close()
    assert not list(folder.iterdir()) and not list(entry.journal.parent.iterdir())


def test_the_work_of_a_running_program_is_not_offered(kept: Document, folder: Path) -> None:
    draw(kept)
    kept.flush()
    assert pending(folder) == []


def test_a_recovered_document_goes_on_in_its_journal(kept: Document, folder: Path) -> None:
    draw(kept)
    kept.flush()
    back = recover(crashed(folder)[0])
    draw(back, 33, Box(0, 0, 20, 20))
    back.flush()
    copies = folder.with_name("second crash")
    shutil.copytree(folder.with_name("after the crash"), copies)
    (entry,) = pending(copies)
    second = recover(entry)
    assert_same(second, back)
    back.close()
    second.close()


@pytest.mark.parametrize("cut", [1, 5, 13, 40])
def test_a_torn_record_is_ignored(kept: Document, folder: Path, cut: int) -> None:
    draw(kept, 10)
    kept.flush()
    whole = kept.mask.copy()
    draw(kept, 20)
    kept.flush()
    (entry,) = crashed(folder)
    os.truncate(entry.journal, entry.journal.stat().st_size - cut)
    back = recover(entry)
    assert np.array_equal(back.mask, whole)
    draw(back, 30)
    back.flush()
    second = recover_copy(entry)
    assert np.array_equal(second.mask, back.mask), "what follows is written over the torn record"
    back.close()


def recover_copy(entry: RecoverableWork) -> Document:
    copies = entry.journal.parent.with_name("second crash")
    shutil.copytree(entry.journal.parent, copies)
    document = recover(pending(copies)[0])
    document.close()
    return document


def test_a_damaged_record_ends_the_replay(kept: Document, folder: Path) -> None:
    for value in (10, 20):
        draw(kept, value)
    kept.flush()
    (entry,) = crashed(folder)
    data = bytearray(entry.journal.read_bytes())
    data[-3] ^= 255
    entry.journal.write_bytes(data)
    back = recover(entry)
    assert back.mask[BOX.slices].max() == 10
    back.close()


def test_noise_is_no_journal(folder: Path) -> None:
    folder.mkdir()
    (folder / "noise.journal").write_bytes(b"\x00" * 100)
    assert pending(folder) == [] and not list(folder.iterdir())
    with pytest.raises(RecoveryImpossible):
        recover(RecoverableWork(folder / "gone.journal", None, 0, 1))


@pytest.mark.parametrize("length", [0, 3, 2**63])
def test_absurd_lengths_are_torn_records(length: int) -> None:
    file = io.BytesIO(records.FILE_SIGNATURE + records._FRAME_STRUCT.pack(length, 0) + b"xyz")
    assert list(records.read(file)) == []


def test_a_source_that_changed_is_an_error_and_the_work_stays(
    kept: Document, folder: Path, path: Path
) -> None:
    draw(kept)
    kept.flush()
    (entry,) = crashed(folder)
    held = path.read_bytes()
    photos.save(Photo(np.zeros((300, 600, 3), np.uint8)), path)
    with pytest.raises(SourceChanged, match=r"photo\.png"):
        recover(entry)
    path.write_bytes(held)
    recover(entry).close()


def test_a_source_that_is_gone_is_an_error_and_the_work_stays(
    kept: Document, folder: Path, path: Path
) -> None:
    draw(kept)
    kept.flush()
    (entry,) = crashed(folder)
    path.rename(path.with_suffix(".away"))
    with pytest.raises(SourceMissing):
        recover(entry)
    assert entry.journal.exists()


def test_work_can_be_given_up(kept: Document, folder: Path) -> None:
    draw(kept)
    kept.flush()
    (entry,) = crashed(folder)
    forget(entry)
    assert pending(entry.journal.parent) == []


def test_a_full_disk_is_told_and_harms_nothing(
    kept: Document, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(kept, 10)
    kept.flush()
    write = records.write

    def full(file: io.FileIO, _: records.JournalRecord) -> None:
        file.write(b"half a rec")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(records, "write", full)
    draw(kept, 20)
    with pytest.raises(JournalFailed, match="the disk is full"):
        kept.flush()
    kept.undo()
    kept.redo()
    monkeypatch.setattr(records, "write", write)
    kept.flush()
    back = recover(crashed(folder)[0])
    assert_same(back, kept)
    back.close()


def test_while_the_disk_is_full_memory_is_bounded(
    kept: Document, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MAX_HELD_BYTES", 100_000)
    folder.write_text("a file where the folder should be")
    for value in range(20):
        draw(kept, value + 1)
        if kept.unflushed:
            with pytest.raises(JournalFailed):
                kept.flush()
    assert not kept.unflushed and kept.mask.max() == 20


def test_a_bulky_journal_starts_afresh(
    kept: Document, folder: Path, monkeypatch: pytest.MonkeyPatch, make_repair
) -> None:
    draw(kept)
    kept.apply(make_repair(kept.photo, kept.mask.copy()))
    kept.flush()
    monkeypatch.setattr(journal, "RESTART_FROM_BYTES", 1000)
    for value in range(1, 9):
        draw(kept, value)
        kept.flush()
    (entry,) = crashed(folder)
    assert entry.changes < 4
    back = recover(entry)
    assert_same(back, kept)
    back.close()


CRASH = """
import os, signal, sys
from pathlib import Path
import numpy as np
from app.document.document import Document
from engine.pixels.box import Box
document = Document.open(Path(sys.argv[1]))
document.keep_journal(Path(sys.argv[2]))
for value in range(5):
    with document.edit("Stroke") as edit:
        edit.paint(Box(value * 10, 0, value * 10 + 10, 10), np.full((10, 10), 200, np.uint8))
    document.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills the POSIX way")
@pytest.mark.slow
def test_a_killed_process_loses_nothing_that_was_flushed(path: Path, folder: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", CRASH, path, folder], check=False)
    assert ended.returncode == -signal.SIGKILL
    (entry,) = pending(folder)
    back = recover(entry)
    assert back.mask[:10, :50].min() == 200 and np.count_nonzero(back.mask) == 500
    back.close()


def test_what_waits_for_a_repair_is_marked_where_that_never_ended(kept: Document, folder: Path) -> None:
    box = Box(10, 10, 20, 20)
    draw(kept)
    kept.note_next_mask([(NEXT_MASK_PLANE, BOX, np.full((80, 130), 9, np.uint8))])
    kept.note_next_mask([(NEXT_MASK_PLANE, box, np.full((10, 10), 255, np.uint8))])
    kept.flush()
    back = recover(crashed(folder)[0])
    assert back.mask[box.slices].all() and back.mask[BOX.slices].all()
    back.undo()
    assert np.array_equal(back.mask, kept.mask)
    back.close()
    kept.note_next_mask([])
    kept.flush()
    back = recover(crashed(folder)[0])
    assert_same(back, kept)
    back.close()
