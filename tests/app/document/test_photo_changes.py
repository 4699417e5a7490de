"""Which pixels a step changes is computed while it is prepared: applying it compares nothing."""

from __future__ import annotations

import numpy as np
import pytest

from app.document.applied import RepairRequest
from app.document.document import Document
from app.document.repair_drafts import Fill
from engine.photo import model
from engine.pixels.box import Box

BOX = Box(240, 100, 280, 150)  # In two tiles.


def test_applying_and_undoing_note_what_they_change(
    document: Document, make_repair, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = document.photo.stored(document.photo.box)
    with document.edit("Stroke") as edit:
        edit.paint(BOX, np.full((BOX.height, BOX.width), 255, np.uint8))
    fill = Fill(make_repair(document.photo, document.mask.copy()), RepairRequest())
    for step in ("apply", "undo", "redo"):
        state = document.photo.stored(document.photo.box)
        document.photo.changed_pixels.clear()  # As a save does.
        change = document.prepare_repair(fill) if step == "apply" else None
        undo = document.prepare_undo({"undo": -1, "redo": 1}[step]) if step != "apply" else None
        with monkeypatch.context() as patched:
            patched.setattr(model, "differing", None)
            if change is not None:
                document.carry_out(change)
            elif undo is not None:
                document.carry_out_undo(undo)
        now = document.photo.stored(document.photo.box)
        unlike = (now != state).any(axis=-1)
        assert unlike.any() and np.array_equal(document.photo.changed_pixels.flags(), unlike)
        assert np.array_equal(now, before) == (step == "undo")
