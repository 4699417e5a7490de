"""Old batches leave nothing behind, and recent ones lose nothing."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.batch import Plan, place, run
from engine.batch.tidy import DAY_S, tidy
from engine.system.filelock import locked


@pytest.fixture
def left(plan: Callable[..., Plan]) -> Callable[[int], Path]:
    """left(days): the state of a batch that ended so many days ago."""

    def make(days: int) -> Path:
        run(plan())
        folder = place(plan())
        then = time.time() - days * DAY_S
        os.utime(folder / "journal.jsonl", (then, then))
        return folder

    return make


@pytest.mark.parametrize(("days", "stays"), [(0, True), (170, True), (200, False)])
def test_what_is_old_goes(left, days: int, stays: bool) -> None:
    folder = left(days)
    tidy()
    assert folder.exists() == stays


@pytest.mark.parametrize("name", ["in", "out"])
@pytest.mark.parametrize(("days", "stays"), [(10, True), (40, False)])
def test_where_a_folder_is_gone_less_patience_will_do(
    left, tmp_path: Path, name: str, days: int, stays: bool
) -> None:
    folder = left(days)
    shutil.rmtree(tmp_path / name)
    tidy()
    assert folder.exists() == stays


def test_a_run_that_is_on_keeps_its_state(left) -> None:
    folder = left(400)
    with (folder / "lock").open("a+b") as file:
        assert locked(file)
        tidy()
        assert (folder / "journal.jsonl").exists()
    tidy()
    assert not folder.exists()


def test_any_run_tidies_up(left, plan, tmp_path: Path) -> None:
    folder = left(400)
    run(plan(out=tmp_path / "other"))
    assert not folder.exists()


def test_a_journal_that_tells_of_no_folders_is_kept_longer(left) -> None:
    folder = left(40)
    journal = folder / "journal.jsonl"
    then = journal.stat().st_mtime
    journal.write_text("?\n")
    os.utime(journal, (then, then))
    tidy()
    assert folder.exists()


def test_nothing_else_is_touched(left) -> None:
    folder = left(400)
    others = folder.with_name("mine"), folder.with_name("0" * 16)
    others[0].mkdir()
    others[1].symlink_to(others[0])
    (others[0] / "note").touch()
    os.utime(others[0], (0, 0))
    tidy()
    assert (others[1] / "note").exists()
