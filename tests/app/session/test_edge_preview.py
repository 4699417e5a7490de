"""The edges that a method will follow, laid into the sketch first."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import numpy as np
import pytest

from app.session.edge_preview import EdgePreview
from app.session.methods import Methods
from app.session.repairs import Repairs
from engine.models.catalog import method
from tests.app.session.conftest import Room

PREVIEW = importlib.import_module("engine.repair.edge_preview")


@pytest.fixture
def guesses(room: Room, monkeypatch: pytest.MonkeyPatch) -> EdgePreview:
    """EdgeConnect estimates one line, wherever the hole is."""

    def line(_, mask, *__, **___):
        seen = np.zeros(mask.shape, np.uint8)
        seen[15, mask[15] > 0] = 255
        return seen

    monkeypatch.setattr(PREVIEW, "preview_guide", line)
    monkeypatch.setattr(Methods, "of", lambda _, id: method(id).info)
    monkeypatch.setattr(Methods, "previews_edges", lambda _, id: id == "edge-connect")
    methods, settings = Methods(), SimpleNamespace(device="cpu", grow=False)
    repairs = Repairs(
        room.session, room.document_jobs, methods=methods, settings=settings, messages=room.messages
    )
    repairs.choose_method("edge-connect")
    made = EdgePreview(repairs, room.document_jobs, methods=methods, settings=settings)
    made.repairs = repairs
    return made


def test_what_is_guessed_is_one_step_of_the_sketch(guesses: EdgePreview, room: Room) -> None:
    shown = []
    guesses.shown.connect(shown.append)
    room.paint()
    guesses.show()
    room.idle()
    assert shown == [True]
    assert room.document.sketch[15, 10:20].any() and not room.document.sketch[14].any()
    room.document.undo()
    assert room.document.sketch is None and room.document.mask.any()


def test_only_a_method_that_guesses_is_asked(guesses: EdgePreview, room: Room) -> None:
    room.paint()
    guesses.repairs.choose_method("telea")
    assert not guesses.can_show
    guesses.show()
    assert not room.document_jobs.busy


def test_without_a_hole_it_says_so(guesses: EdgePreview, room: Room) -> None:
    guesses.show()
    assert room.said[-1].title == "Nothing is marked" and not room.document_jobs.busy
