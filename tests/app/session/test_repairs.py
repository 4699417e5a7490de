"""One removal from its first stage to its last, with an instant repair."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from app.session.answers import Answers
from app.session.methods import Methods
from app.session.repairs import Outcome, Repairs
from engine.errors import RepairError
from engine.job import Job
from engine.pixels.box import Box
from engine.repair.run import Patch, Repair
from tests.app.session.conftest import SQUARE, Room

PIPELINE = importlib.import_module("engine.repair.run")


class Eraser:
    """Who erases.  during: called by the repair with its job.  masks: what it was asked to fill."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.settings = SimpleNamespace(device="cpu", grow=False)
        self.repairs = Repairs(
            room.session,
            room.document_jobs,
            methods=Methods(),
            settings=self.settings,
            messages=room.messages,
        )
        self.outcomes: list[Outcome] = []
        self.repairs.repaired.connect(self.outcomes.append)
        self.during: Callable[[Job], object] = lambda _: None
        self.masks: list[np.ndarray] = []

    def repair(self, photo, mask, method, *, job: Job, **_) -> Repair:
        self.during(job)
        self.masks.append(mask.copy())
        box = Box.of(mask.shape)
        before = photo.stored(box)
        filled = np.where(mask[..., None] > 0, np.uint8(7), before)
        return Repair((method,), mask, (Patch(box, before, (filled,)),))

    def run(self) -> None:
        self.repairs.run()
        self.room.idle()

    @property
    def filled(self) -> bool:
        return bool((self.room.document.photo.pixels[SQUARE.slices] == 7).all())


@pytest.fixture
def eraser(room: Room, monkeypatch: pytest.MonkeyPatch) -> Eraser:
    made = Eraser(room)
    monkeypatch.setattr(PIPELINE, "repair", made.repair)
    room.paint()
    return made


def test_what_is_marked_is_filled_and_nothing_else_has_changed(eraser: Eraser, room: Room) -> None:
    eraser.run()
    assert eraser.filled and not room.document.mask.any()
    (outcome,) = eraser.outcomes
    assert (outcome.changed_outside, outcome.method) == (0, "auto")


def test_widened_first_it_is_two_steps_and_the_method_sees_what_was_painted(
    eraser: Eraser, room: Room
) -> None:
    eraser.settings.grow = True
    eraser.run()
    assert room.document.history.entries == ("Brush stroke", "Widen the mask", "Repair")
    assert np.count_nonzero(eraser.masks[0]) == SQUARE.area
    room.document.undo()
    assert np.count_nonzero(room.document.mask) > SQUARE.area
    eraser.run()
    assert room.document.history.entries == ("Brush stroke", "Widen the mask", "Repair")


def test_its_progress_goes_from_start_to_end_once(eraser: Eraser, room: Room) -> None:
    eraser.settings.grow = True
    eraser.during = lambda job: job.step(0.5)
    begun, seen = [], []
    room.document_jobs.started.connect(begun.append)
    room.document_jobs.progressed.connect(lambda fraction, _: seen.append(fraction))
    eraser.run()
    assert len(begun) == 1
    assert seen == sorted(seen) and seen[0] < 0.1 and 0.5 in seen and 0.9 < seen[-1] < 1


def test_the_boxes_are_told_while_it_fills_and_only_then(eraser: Eraser) -> None:
    seen = []
    eraser.during = lambda _: seen.append(eraser.repairs.boxes)
    eraser.run()
    assert seen == [(SQUARE,)] and eraser.repairs.boxes == ()


def test_a_failure_leaves_all_as_it_was_and_offers_another_method(eraser: Eraser, room: Room) -> None:
    def fail(_: Job) -> None:
        raise RepairError

    eraser.during = fail
    eraser.run()
    assert not eraser.filled and room.document.mask.any() and not eraser.outcomes
    assert room.said[-1].kind == "error" and eraser.repairs.boxes == ()


def test_cancelled_it_leaves_all_as_it_was(eraser: Eraser, room: Room) -> None:
    def stuck(job: Job) -> None:
        while True:
            job.step(0.5)

    eraser.during = stuck
    eraser.repairs.run()
    room.bot.waitUntil(lambda: room.lane.busy and bool(eraser.repairs.boxes))
    room.document_jobs.cancel()
    room.idle()
    assert room.document.mask.any() and room.document.history.entries == ("Brush stroke",)


@pytest.mark.parametrize("end", ["fails", "is cancelled"])
def test_another_try_that_does_not_end_brings_the_first_back(
    eraser: Eraser, room: Room, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setattr(Methods, "seeded", lambda *_: True)
    answers = Answers(
        room.session, room.document_jobs, repairs=eraser.repairs, methods=Methods(), messages=room.messages
    )
    eraser.run()

    def during(job: Job) -> None:
        if end == "fails":
            raise RepairError
        job.cancel()
        job.step(0.5)

    eraser.during = during
    answers.try_again()
    room.idle()
    assert eraser.filled and room.document.history.entries == ("Brush stroke", "Repair")


def test_where_nothing_is_marked_it_says_so(eraser: Eraser, room: Room) -> None:
    room.document.undo()
    eraser.run()
    assert room.said[-1].title == "Nothing is marked" and not eraser.masks
