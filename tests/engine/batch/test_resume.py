"""A run that was stopped, by whatever, goes on where it was: nothing is done twice, nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.batch import Plan, State, earlier, run
from engine.batch.journal import Journal
from engine.batch.outcome import KEPT_NOTE
from engine.batch.records import key, place
from engine.errors import (
    BatchBusy,
    DiskFull,
    FolderClosed,
    FolderGone,
    JournalUnreadable,
    SettingsDiffer,
    TargetTaken,
    WeightsDamaged,
)
from engine.job import Job

NAMES = ("a.jpg", "b.png", "sub/c.png")


@pytest.fixture
def results(tmp_path):
    """The inode and the bytes of every file in OUT: a file that was done again is another one."""
    return lambda: {
        path.relative_to(tmp_path / "out").as_posix(): (path.stat().st_ino, path.read_bytes())
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }


def stopping_after(count: int):
    """A job, and a report that cancels it once so many photos are done."""
    job = Job()

    def report(event) -> None:
        if event.progress.ended >= count:
            job.cancel()

    return {"job": job, "report": report}


def test_a_cancelled_run_is_resumed_where_it_was(plan, results) -> None:
    whole = plan(recursive=True)
    first = run(whole, **stopping_after(1))
    assert first.cancelled
    assert 1 <= len(first.done) < 3
    before = results()
    second = run(whole, resume=True)
    assert [one.state for one in second.outcomes] == [State.DONE] * 3
    assert [one.item.name for one in second.outcomes if one.earlier] == [one.item.name for one in first.done]
    assert before.items() <= results().items()
    assert set(results()) == set(NAMES)


def test_a_finished_run_resumed_does_nothing(plan, results) -> None:
    run(plan())
    before = results()
    again = run(plan(), resume=True)
    assert [one.earlier for one in again.outcomes] == [True, True]
    assert [one.method for one in again.outcomes] == ["telea", "telea"]
    assert results() == before


def test_without_resume_all_is_done_again(plan, results) -> None:
    run(plan())
    before = results()
    again = run(plan())
    assert not any(one.earlier or one.error for one in again.outcomes)
    assert {name: found[1] for name, found in results().items()} == {n: f[1] for n, f in before.items()}
    assert {found[0] for found in results().values()} != {found[0] for found in before.values()}


def test_what_failed_is_tried_again(plan, folder, photo) -> None:
    (folder / "b.png").write_bytes(b"")
    assert [one.item.name for one in run(plan()).failed] == ["b.png"]
    photo(folder / "b.png")
    assert run(plan(), resume=True).failed == ()


def test_a_source_that_changed_is_done_again(plan, folder, photo, results) -> None:
    run(plan())
    before = results()
    photo(folder / "b.png", shift=25)
    again = run(plan(), resume=True)
    assert [one.earlier for one in again.outcomes] == [True, False]
    assert results()["a.jpg"] == before["a.jpg"]
    assert results()["b.png"][1] != before["b.png"][1]


def test_a_result_that_a_person_changed_is_kept(plan, folder, photo, tmp_path) -> None:
    run(plan())
    (tmp_path / "out" / "b.png").write_bytes(b"my own work")
    again = run(plan(), resume=True)
    assert KEPT_NOTE in again.outcomes[1].notes
    photo(folder / "b.png", shift=25)
    assert isinstance(run(plan(), resume=True).outcomes[1].error, TargetTaken)
    assert isinstance(run(plan()).outcomes[1].error, TargetTaken)
    assert (tmp_path / "out" / "b.png").read_bytes() == b"my own work"


def test_a_result_that_is_gone_is_done_again(plan, results, tmp_path) -> None:
    run(plan())
    (tmp_path / "out" / "b.png").unlink()
    run(plan(), resume=True)
    assert set(results()) == {"a.jpg", "b.png"}


def test_other_settings_are_not_mixed_in(plan, results) -> None:
    run(plan())
    before = results()
    with pytest.raises(SettingsDiffer, match=r"seed \(0, now 7\)"):
        run(plan(seed=7), resume=True)
    assert earlier(plan(seed=7)).differs == ("seed (0, now 7)",)
    assert results() == before
    assert run(plan(workers=2), resume=True).outcomes[0].earlier
    assert not run(plan(seed=7)).failed


@pytest.mark.usefixtures("black_detector")
def test_a_setting_that_goes_back_to_its_default_is_another_one(plan) -> None:
    run(plan(masks=None, kinds=("scratches",)))
    assert earlier(plan(masks=None)).differs == ("kinds (['scratches'], now none)",)


def test_where_nothing_was_done_other_settings_are_no_matter(plan, folder, photo) -> None:
    for name in ("a.jpg", "b.png"):
        (folder / name).write_bytes(b"")
    assert run(plan()).done == ()
    for name in ("a.jpg", "b.png"):
        photo(folder / name)
    assert len(run(plan(seed=7), resume=True).done) == 2


def test_results_of_other_names_stay_ours(plan) -> None:
    """A folder done as it is, then as PNG, then as it is again."""
    for changes in ({}, {"format": "png"}, {}):
        assert run(plan(**changes)).failed == ()


def test_what_is_known_of_an_earlier_run(plan) -> None:
    assert earlier(plan()) is None
    run(plan(), **stopping_after(1))
    found = earlier(plan())
    assert (found.done >= 1, found.differs) == (True, ())


def test_two_runs_never_share_folders(plan, monkeypatch) -> None:
    monkeypatch.setattr("engine.batch.journal.LOCK_TIMEOUT_S", 0.05)
    first = Journal(_made(plan()), resume=False)
    with pytest.raises(BatchBusy):
        run(plan())
    first.close()
    assert run(plan()).failed == ()


def _made(plan: Plan) -> Plan:
    plan.out.mkdir()
    return plan


def test_a_line_that_was_cut_off_is_forgotten(plan) -> None:
    run(plan())
    journal = place(plan()) / "journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"name": "b.p')
    assert [one.earlier for one in run(plan(), resume=True).outcomes] == [True, True]
    (plan().out / "a.jpg").unlink()
    run(plan(), resume=True)
    assert all(json.loads(line) for line in journal.read_bytes().splitlines())


def test_a_damaged_journal_is_told_and_does_not_block_a_new_run(plan) -> None:
    run(plan())
    (place(plan()) / "journal.jsonl").write_bytes(b"\0\0\0\n\0")
    with pytest.raises(JournalUnreadable):
        run(plan(), resume=True)
    assert {type(one.error) for one in run(plan()).failed} == {TargetTaken}


# Disks that fill up or go away


def refusing(monkeypatch, folder: Path, after: int, number: int = errno.ENOSPC) -> None:
    """From the `after`-th on, files below `folder` cannot be synced: the system has no room for them."""
    sync, left = os.fsync, [after]

    def full(handle: int) -> None:
        name = str(Path(f"/proc/self/fd/{handle}").readlink())
        if name.startswith(str(folder)) and name.endswith((".part", ".jsonl")):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(number, os.strerror(number))
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
@pytest.mark.parametrize("where", ["out", "state"])
def test_a_full_disk_stops_the_run_and_nothing_is_lost(
    plan, inside, tmp_path, own_folders, monkeypatch, results, where
) -> None:
    whole = plan(recursive=True)
    with monkeypatch.context() as full:
        # the state holds the new journal first, then a record for each photo
        refusing(full, tmp_path / "out" if where == "out" else own_folders, 1 if where == "out" else 2)
        first = run(whole)
    assert isinstance(first.stopped, DiskFull)
    assert len(first.done) == 1
    assert not first.cancelled
    assert inside(tmp_path / "out") == [first.done[0].item.target.name]
    before = results()
    second = run(whole, resume=True)
    assert len(second.done) == 3
    assert before.items() <= results().items()


def test_a_state_folder_that_is_closed_is_told(plan, monkeypatch, tmp_path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with pytest.raises(FolderClosed):
        run(plan())


def test_an_output_folder_that_goes_away_stops_the_run(plan, folder, photo, tmp_path) -> None:
    for number in range(9):
        photo(folder / f"n{number}.png", number)

    def report(event) -> None:
        if event.progress.ended == 1 and (tmp_path / "out").exists():
            (tmp_path / "out").rename(tmp_path / "unplugged")

    summary = run(plan(), report=report)
    assert isinstance(summary.stopped, FolderGone)
    assert summary.left
    assert not (tmp_path / "out").exists()


def test_damaged_weights_stop_the_run(plan, monkeypatch) -> None:
    """Of a network, not of a photo: the next photo would fare no better."""
    from engine.models.catalog import method

    def damaged(*_: object) -> None:
        raise WeightsDamaged("restore.safetensors")

    monkeypatch.setattr(type(method("telea")), "fill", damaged)
    summary = run(plan(recursive=True))
    assert isinstance(summary.stopped, WeightsDamaged)
    assert summary.done == ()


def test_other_weights_are_other_settings(plan, monkeypatch) -> None:
    run(plan())
    monkeypatch.setattr("engine.batch.plan._checksum", lambda _: "0" * 64)
    assert earlier(plan()).differs == ("weights (none, now telea 00000000)",)


# Killed


KILLED = """
import os, sys
from pathlib import Path
from engine.batch import OneMask, Plan, run
import engine.batch.delivery as delivery, engine.batch.journal as journal

point, photos, out, mask = sys.argv[1], *map(Path, sys.argv[2:])
count = [0]

def dies(owner, name, *, after):
    real = getattr(owner, name)
    def one(*words, **more):
        count[0] += 1
        if count[0] == 2 and not after:
            os._exit(9)
        answer = real(*words, **more)
        if count[0] == 2:
            os._exit(9)
        return answer
    setattr(owner, name, one)

if point == "while writing":
    import engine.system.atomic
    dies(engine.system.atomic, "_take_over", after=False)
elif point == "before the record":
    dies(journal.Journal, "add", after=False)
elif point == "after the record":
    dies(journal.Journal, "add", after=True)
elif point == "after the link":
    dies(os, "link", after=True)
elif point == "after the move":
    dies(delivery, "move_without_replacing", after=True)
run(Plan(photos=photos, out=out, masks=OneMask(mask), method="telea", recursive=True, device="cpu"))
"""


@pytest.mark.parametrize(
    "point", ["while writing", "before the record", "after the record", "after the link", "after the move"]
)
@pytest.mark.slow
def test_killed_at_any_moment_it_resumes_exactly(
    plan, folder, mask, results, inside, tmp_path, point
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, point, str(folder), str(tmp_path / "out"), str(mask)],
        cwd=Path(__file__).resolve().parents[3],
        check=False,
    )
    assert killed.returncode == 9
    before = results()
    found = {name: kept for name, kept in before.items() if not name.startswith(".")}
    summary = run(plan(recursive=True), resume=True)
    assert len(summary.done) == 3
    assert {one.item.name for one in summary.done if one.earlier} >= set(found)
    assert inside(tmp_path / "out") == ["a.jpg", "b.png", "sub", "sub/c.png"]
    assert found.items() <= results().items()
    run(plan(recursive=True, out=tmp_path / "whole"))
    for name in NAMES:
        assert (tmp_path / "whole" / name).read_bytes() == results()[name][1]


@pytest.mark.parametrize(
    "told",
    [
        '{"lacuna batch": 1}',
        '{"lacuna batch": 1, "settings": 3}',
        "[" * 100_000,
        '{"lacuna batch": 1, "settings": {}}\n{"name": "a.jpg", "target": "../a.jpg", "staged": "x", '
        '"source": null, "mask": null, "stamp": [1, 1], "replaces": null}',
    ],
)
def test_a_journal_that_somebody_wrote_himself_is_not_followed(plan, told) -> None:
    run(plan())
    (place(plan()) / "journal.jsonl").write_text(told + "\n")
    with pytest.raises(JournalUnreadable):
        run(plan(), resume=True)


def test_a_file_with_the_name_of_the_staging_folder_is_told_once(plan):
    asked = plan(recursive=True)
    staging = asked.out / f".lacuna-{key(asked)[:8]}"
    asked.out.mkdir()
    staging.write_bytes(b"mine")
    with pytest.raises(TargetTaken, match=staging.name):
        run(asked)
    assert staging.read_bytes() == b"mine"
    staging.unlink()
    assert len(run(asked).done) == len(NAMES)
