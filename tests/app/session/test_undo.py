"""Back and forth through the history, at once or in a job."""

from __future__ import annotations

import pytest

from app.session import undo
from app.session.undo import Steps
from engine.pixels.box import Box
from tests.app.session.conftest import Room


@pytest.fixture(params=["at once", "in a job"])
def steps(request, room: Room, monkeypatch: pytest.MonkeyPatch) -> Steps:
    if request.param == "in a job":
        monkeypatch.setattr(undo, "IMMEDIATE_UP_TO_PIXELS", 0)
    for left in (0, 20, 40):
        room.paint(Box(left, 0, left + 10, 10))
    return Steps(room.session, room.document_jobs)


def marked(room: Room) -> list[bool]:
    return [bool(room.document.mask[5, left + 5]) for left in (0, 20, 40)]


def test_undo_and_redo_are_one_step_each(steps: Steps, room: Room) -> None:
    steps.undo()
    room.idle()
    assert marked(room) == [True, True, False]
    steps.redo()
    room.idle()
    assert marked(room) == [True, True, True]


@pytest.mark.parametrize("position", range(4))
def test_any_step_can_be_gone_to_and_left(steps: Steps, room: Room, position: int) -> None:
    steps.go(position)
    room.idle()
    assert marked(room) == [number < position for number in range(3)]
    steps.go(3)
    room.idle()
    assert marked(room) == [True, True, True]


def test_at_the_ends_nothing_happens(steps: Steps, room: Room) -> None:
    assert steps.can_undo and not steps.can_redo
    steps.redo()
    steps.go(0)
    room.idle()
    assert steps.can_redo and not steps.can_undo
    steps.undo()
    room.idle()
    assert marked(room) == [False, False, False]


def test_without_a_photo_there_is_nothing_to_undo(steps: Steps, room: Room) -> None:
    room.session.hold(None)
    steps.undo()
    assert not steps.can_undo and not steps.can_redo
