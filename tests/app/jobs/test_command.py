"""Lacuna's own commands as processes: what they print, and how they end."""

from __future__ import annotations

import sys

import pytest
from pytestqt.qtbot import QtBot

from app.jobs import command
from app.jobs.command import Command, CommandFailed, understood
from engine.errors import LacunaError, NameInvalid, PhotoNotFound


@pytest.fixture
def run(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    """Runs a line of Python; returns what was told and the error, if it ended with one."""

    def go(line: str) -> tuple[list[dict], LacunaError | None]:
        monkeypatch.setattr(command, "own_command", lambda words: [sys.executable, "-c", *words])
        made, told, ends = Command(), [], []
        made.reported.connect(told.append)
        made.ended.connect(lambda: ends.append(None))
        made.failed.connect(ends.append)
        made.start([line])
        qtbot.waitUntil(lambda: bool(ends))
        assert len(ends) == 1 and not made.running
        return told, ends[0]

    return go


def test_lines_of_json_are_told_and_others_passed_over(run) -> None:
    told, error = run("print('noise'); print('{\"kind\": \"step\"}'); print('[1]')")
    assert told == [{"kind": "step"}] and error is None


def test_the_last_words_say_why_it_failed(run) -> None:
    _, error = run(f"import sys; print('lacuna: {PhotoNotFound('a.jpg')}', file=sys.stderr); sys.exit(4)")
    assert isinstance(error, PhotoNotFound) and error.cause == "a.jpg"


@pytest.mark.parametrize("error", [PhotoNotFound(), NameInvalid("'x'"), CommandFailed("it broke")])
def test_an_error_is_understood_as_what_it_was(error: LacunaError) -> None:
    found = understood(f"a warning\nlacuna: {error}\n")
    assert type(found) is type(error) and found.cause == error.cause


def test_what_nobody_knows_is_quoted() -> None:
    assert understood("Traceback\nValueError: no\n").cause == "ValueError: no"
    assert isinstance(understood(""), CommandFailed)


def test_a_program_that_is_not_there_fails(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "own_command", lambda _: ["/no/such/program"])
    made = Command()
    with qtbot.waitSignal(made.failed):
        made.start([])
    assert not made.running


def test_closing_ends_it_and_tells_no_more(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "own_command", lambda words: [sys.executable, "-c", *words])
    made, told = Command(), []
    for signal in (made.reported, made.ended, made.failed):
        signal.connect(lambda *_: told.append(1))
    made.start(["import time; time.sleep(60)"])
    made.close(0)
    qtbot.wait(50)
    assert not made.running and told == []
