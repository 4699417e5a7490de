"""What a person decides of a photo after a run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from engine.batch import Decision, Decisions, deliver, leave_as_it_was, note_decision, run
from engine.batch.journal import stamp_of
from engine.batch.outcome import State
from engine.errors import ResultChanged
from engine.photo import load
from engine.pixels.box import Box


def pixels(path):
    with Image.open(path) as opened:
        return np.asarray(opened.convert("RGB"))


@pytest.fixture
def done(plan):
    """The plan of a run that has ended, and the outcome of b.png."""
    summary = run(plan())
    return summary.plan, next(one for one in summary.outcomes if one.item.name == "b.png")


def changed(item):
    """The photo, as a person made it: one red pixel."""
    photo = load(item.source)
    photo.put(Box(3, 3, 4, 4), np.array([[[255, 0, 0]]], np.uint8))
    return photo


def test_a_repair_replaces_the_result_and_nothing_else(done, inside) -> None:
    plan, one = done
    before, files = one.item.source.read_bytes(), inside(plan.out)
    deliver(plan, one.item, changed(one.item), Decision.REPAIRED, seen=stamp_of(one.item.target))
    assert tuple(pixels(one.item.target)[3, 3]) == (255, 0, 0)
    assert inside(plan.out) == files and one.item.source.read_bytes() == before


def test_a_photo_is_left_as_it_was_byte_for_byte(done) -> None:
    plan, one = done
    assert one.item.target.read_bytes() != one.item.source.read_bytes()
    leave_as_it_was(plan, one.item, seen=stamp_of(one.item.target))
    assert one.item.target.read_bytes() == one.item.source.read_bytes()


def test_the_result_has_the_format_of_the_run(plan) -> None:
    summary = run(plan(format="png"))
    one = next(one for one in summary.outcomes if one.item.name == "a.jpg")
    deliver(summary.plan, one.item, changed(one.item), Decision.REPAIRED, seen=stamp_of(one.item.target))
    with Image.open(one.item.target) as opened:
        assert opened.format == "PNG" and opened.getpixel((3, 3)) == (255, 0, 0)


@pytest.mark.parametrize("gone", [False, True])
def test_a_result_that_changed_since_is_not_replaced(done, gone: bool, inside) -> None:
    plan, one = done
    seen = None if gone else stamp_of(one.item.target)
    one.item.target.write_bytes(b"somebody else's work")
    with pytest.raises(ResultChanged):
        deliver(plan, one.item, changed(one.item), Decision.REPAIRED, seen=seen)
    assert one.item.target.read_bytes() == b"somebody else's work"
    assert not [name for name in inside(plan.out) if ".lacuna" in name]


def test_a_result_that_was_deleted_is_written_again(done) -> None:
    plan, one = done
    one.item.target.unlink()
    deliver(plan, one.item, changed(one.item), Decision.REPAIRED, seen=None)
    assert tuple(pixels(one.item.target)[3, 3]) == (255, 0, 0)


@pytest.mark.parametrize("decision", Decision)
def test_a_resumed_run_lists_what_was_decided_as_reviewed(plan, decision: Decision) -> None:
    whole = plan()
    one = next(one for one in run(whole).outcomes if one.item.name == "b.png")
    if decision == Decision.KEPT:
        note_decision(whole, one.item, decision)
    else:
        deliver(whole, one.item, changed(one.item), decision, seen=stamp_of(one.item.target))
    kept = one.item.target.read_bytes()
    again = {one.item.name: one for one in run(whole, resume=True).outcomes}
    assert again["b.png"].decision == decision.value
    assert decision.value in map(str, again["b.png"].notes)
    assert again["b.png"].state == (State.DOUBTFUL if decision == Decision.AS_IT_WAS else State.DONE)
    assert not again["a.jpg"].decision
    assert one.item.target.read_bytes() == kept


def test_a_run_anew_does_not_replace_what_a_person_made(done) -> None:
    plan, one = done
    deliver(plan, one.item, changed(one.item), Decision.REPAIRED, seen=stamp_of(one.item.target))
    made = one.item.target.read_bytes()
    again = {one.item.name: one for one in run(plan).outcomes}
    assert one.item.target.read_bytes() == made
    assert again["b.png"].state == State.FAILED and again["a.jpg"].state == State.DONE


def test_a_decision_ends_with_the_file_that_was_seen(done) -> None:
    plan, one = done
    note_decision(plan, one.item, Decision.KEPT)
    assert Decisions(plan).applied(replace(one, review=("look",))).review == ()
    one.item.target.write_bytes(b"another")
    assert Decisions(plan).applied(one) is None


def test_a_damaged_list_of_decisions_stops_nothing(done) -> None:
    from engine.batch import place
    from engine.batch.review import REVIEWED_FILE_NAME

    plan, one = done
    note_decision(plan, one.item, Decision.KEPT)
    path = place(plan) / REVIEWED_FILE_NAME
    path.write_bytes(b"\xff{]\n" + path.read_bytes())
    assert Decisions(plan).applied(one) is None
    path.write_text('nonsense\n["b.png", "UNKNOWN", null]\n[1', "utf-8")
    assert Decisions(plan).applied(one) is None
