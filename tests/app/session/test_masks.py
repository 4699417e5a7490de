"""What is done to a whole mask."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.document import mask_commands
from app.session.masks import Masks
from engine.pixels.box import Box
from tests.app.session.conftest import Room


@pytest.fixture
def masks(room: Room) -> Masks:
    room.paint(Box(10, 10, 20, 20))
    return Masks(room.session, room.document_jobs, messages=room.messages)


@pytest.mark.parametrize(
    ("act", "pixels"),
    [
        (lambda masks: masks.clear(), 0),
        (lambda masks: masks.invert(), 40 * 60 - 100),
        (lambda masks: masks.change(mask_commands.shrink(2)), 36),
    ],
    ids=["clear", "invert", "shrink"],
)
def test_each_is_one_step(masks: Masks, room: Room, act, pixels: int) -> None:
    act(masks)
    room.idle()
    assert np.count_nonzero(room.document.mask) == pixels
    assert len(room.document.history.entries) == 2


def test_a_rim_is_added_outside(masks: Masks, room: Room) -> None:
    masks.change(mask_commands.feather(4))
    room.idle()
    soft = room.document.mask
    assert (soft[10:20, 10:20] == 255).all() and 0 < soft[9, 15] < 255


def test_nothing_begins_while_a_job_runs(masks: Masks, room: Room) -> None:
    finish = threading.Event()
    room.document_jobs.start(lambda _: finish.wait(), "Stuck", done=lambda _: None)
    assert not masks.can_change and not masks.marked
    masks.clear()
    finish.set()
    room.idle()
    assert masks.marked


def test_a_mask_of_most_of_the_photo_offers_to_be_inverted(masks: Masks, room: Room, tmp_path: Path) -> None:
    Image.new("L", (60, 40), 255).save(tmp_path / "mask.png")
    masks.load(tmp_path / "mask.png")
    room.idle()
    assert room.document.mask.all()
    room.said[-1].ways[0].run()
    room.idle()
    assert not room.document.mask.any()


def test_what_is_saved_is_what_is_marked(masks: Masks, room: Room, tmp_path: Path) -> None:
    masks.save(tmp_path / "mask.png")
    room.idle()
    assert np.array_equal(np.asarray(Image.open(tmp_path / "mask.png")), room.document.mask)


def test_lines_are_cleared_alone(masks: Masks, room: Room) -> None:
    with room.document.edit("Sketch") as edit:
        edit.draw_line(Box(0, 0, 4, 4), np.full((4, 4), 255, np.uint8))
    assert masks.sketched
    masks.clear_sketch()
    room.idle()
    assert not masks.sketched and masks.marked
