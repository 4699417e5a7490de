"""A session with a document and its jobs, and no window."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.errors.messages import Message, Messages
from app.jobs.lane import Lane
from app.session.document_jobs import DocumentJobs
from app.session.session import Session
from engine.photo import Photo
from engine.pixels.box import Box

SQUARE = Box(10, 10, 20, 20)


class Room:
    """What the parts of a session share.  said: the messages."""

    def __init__(self, bot: QtBot) -> None:
        self.bot = bot
        self.session = Session()
        self.lane = Lane()
        self.messages = Messages(self.session)
        self.document_jobs = DocumentJobs(self.lane, self.session, self.messages)
        self.said: list[Message] = []
        self.messages.posted.connect(self.said.append)
        pixels = np.random.default_rng(3).integers(0, 256, (40, 60, 3), np.uint8)
        self.session.hold(Document(Photo(pixels)))

    @property
    def document(self) -> Document:
        document = self.session.document
        assert document is not None
        return document

    def idle(self) -> None:
        self.bot.waitUntil(lambda: not self.document_jobs.busy)

    def paint(self, box: Box = SQUARE) -> None:
        """One step: all of a box is marked."""
        with self.document.edit("Brush stroke") as edit:
            edit.paint(box, np.full((box.height, box.width), 255, np.uint8))

    def close(self) -> None:
        self.lane.close()
        self.session.hold(None)


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    made = Room(qtbot)
    yield made
    made.close()
