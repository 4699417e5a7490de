"""The log file holds what nobody foresaw, and stays small."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.jobs.log import keep_log
from engine.errors import PhotoUnreadable
from engine.system.failure import LOG, readable


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = keep_log(tmp_path / "state")
    yield path
    for handler in list(LOG.handlers):
        LOG.removeHandler(handler)
        handler.close()
    LOG.propagate = True


def test_a_traceback_goes_to_the_file_and_not_to_the_text(log: Path) -> None:
    try:
        raise ZeroDivisionError("of what?")
    except ZeroDivisionError as error:
        text = str(readable(error))
    assert "Traceback" in log.read_text() and "Traceback" not in text
    assert "ZeroDivisionError: of what?" in log.read_text()
    assert f"ZeroDivisionError, see {log}" in text


def test_errors_made_for_people_are_not_logged(log: Path) -> None:
    readable(PhotoUnreadable("a.jpg"))
    assert not log.exists()


def test_keeping_twice_writes_once(log: Path) -> None:
    keep_log(log.parent)
    logging.getLogger("lacuna.anything").error("once")
    assert log.read_text().count("once") == 1


def test_the_log_turns_over(log: Path) -> None:
    for _ in range(40):
        LOG.error("x" * 100_000)
    files = list(log.parent.iterdir())
    assert len(files) == 3 and all(file.stat().st_size <= 1 << 20 for file in files)
