"""The photo that is open, and who is told of it."""

from __future__ import annotations

import numpy as np

from app.document.document import Document
from app.session.session import Session
from engine.photo import Photo
from engine.pixels.box import Box
from tests.app.session.conftest import Room


def test_changes_of_the_document_that_is_open_are_passed_on(room: Room) -> None:
    seen = []
    room.session.changed.connect(seen.append)
    before = room.document
    room.paint()
    assert any(change.history for change in seen)
    room.session.hold(Document(Photo(np.zeros((9, 9, 3), np.uint8))))
    seen.clear()
    with before.edit("Brush stroke") as edit:
        edit.erase(Box(10, 10, 12, 12), np.full((2, 2), 255, np.uint8))
    assert not seen


def test_each_document_is_announced(room: Room) -> None:
    opened = []
    room.session.opened.connect(lambda: opened.append(room.session.document))
    room.session.hold(None)
    assert opened == [None] and not room.session.edited


def test_work_is_announced_when_it_begins_and_when_it_ends(qapp) -> None:  # noqa: ARG001
    session, seen = Session(), []
    session.busy_changed.connect(seen.append)
    for busy in (True, True, False, False):
        session.set_busy(busy)
    assert seen == [True, False]


def test_edited_is_what_the_document_says(room: Room) -> None:
    assert not room.session.edited
    with room.document.edit("Repair") as edit:
        edit.put_photo(Box(0, 0, 1, 1), 255 - room.document.photo.stored(Box(0, 0, 1, 1)))
    assert room.session.edited


def test_it_is_editable_while_nothing_else_changes_the_document(room: Room) -> None:
    assert room.session.editable
    room.session.set_busy(True)
    assert not room.session.editable
    room.session.set_busy(False)
    edit = room.document.begin("Brush stroke")
    assert not room.session.editable
    edit.rollback()
    assert room.session.editable
    room.session.hold(None)
    assert not room.session.editable
