"""The state machine: whatever is done in whatever order, document and journal remember the same past."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.document import mask_commands
from app.document.applied import RepairRequest
from app.document.document import Document
from app.document.planes import ESTIMATED_LINE_VALUE, LINE_VALUE, NO_LINE_VALUE
from app.document.recovery import pending, recover
from app.document.repair_drafts import Fill
from engine import photo as photos
from engine.errors import PhotoNotSaved
from engine.job import Job
from engine.photo import Photo
from engine.pixels.box import Box
from engine.repair.composite import cells_of
from engine.repair.run import Patch, Repair

WIDTH, HEIGHT = 300, 270  # four tiles
BOXES = st.builds(
    lambda x, y, width, height: Box(x, y, x + width, y + height),
    *(st.integers(-10, WIDTH), st.integers(-10, HEIGHT), st.integers(1, 120), st.integers(1, 120)),
)


@dataclass(frozen=True)
class State:
    """What the model remembers of one moment."""

    pixels: np.ndarray
    mask: np.ndarray
    source: np.ndarray
    sketch: np.ndarray
    allowed: np.ndarray  # where repairs were allowed to change pixels


class Editing(RuleBasedStateMachine):
    """A plain list of states is the model."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "photo.png"
        photos.save(Photo(np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)), path)
        self.document = Document.open(path)
        self.document.keep_journal(self.folder / "journals")
        self.first = self.document.photo.stored(self.document.photo.box)
        empty = np.zeros((HEIGHT, WIDTH), np.uint8)
        self.past = [State(self.first, empty, empty, empty, empty > 0)]
        self.at = 0
        self.saved = 0
        self.repairs: dict[int, list[np.ndarray]] = {}  # place in the past → the photo with each answer

    def teardown(self) -> None:
        if hasattr(self, "document"):
            self.document.close()
            shutil.rmtree(self.folder)

    # The model

    @property
    def now(self) -> State:
        return self.past[self.at]

    def step(self, **planes: np.ndarray) -> None:
        """mask, source or sketch is another one now."""
        if any(not np.array_equal(plane, getattr(self.now, name)) for name, plane in planes.items()):
            self.push(replace(self.now, **planes))

    def push(self, state: State) -> None:
        if self.saved > self.at:
            self.saved = -1  # what was saved can no longer be reached
        self.repairs = {at: each for at, each in self.repairs.items() if at <= self.at}
        self.past[self.at + 1 :] = [state]
        self.at += 1

    def changed(self, box: Box, how: np.ufunc, values: np.ndarray) -> np.ndarray:
        mask, inside = self.now.mask.copy(), box & Box.of(self.now.mask.shape)
        if not inside.empty:
            part = values[inside.shifted(-box.left, -box.top).slices]
            mask[inside.slices] = how(mask[inside.slices], part)
        return mask

    # What a person does

    @rule(box=BOXES, value=st.sampled_from([1, 90, 255]))
    def paint(self, box: Box, value: int) -> None:
        coverage = np.full((box.height, box.width), value, np.uint8)
        with self.document.edit("Stroke") as edit:
            edit.paint(box, coverage)
        self.step(mask=self.changed(box, np.maximum, coverage))

    @rule(box=BOXES, value=st.sampled_from([100, 255]))
    def erase(self, box: Box, value: int) -> None:
        coverage = np.full((box.height, box.width), value, np.uint8)
        with self.document.edit("Erase") as edit:
            edit.erase(box, coverage)
        self.step(mask=self.changed(box, np.minimum, 255 - coverage))

    @rule(box=BOXES)
    def stroke_cancelled(self, box: Box) -> None:
        edit = self.document.begin("Stroke")
        edit.paint(box, np.full((box.height, box.width), 255, np.uint8))
        edit.rollback()

    @rule(box=BOXES, value=st.integers(0, 2))
    def mark_source(self, box: Box, value: int) -> None:
        with self.document.edit("Source") as edit:
            edit.mark_source(box, np.full((box.height, box.width), 255, np.uint8), value)
        source, inside = self.now.source.copy(), box & Box.of(self.now.mask.shape)
        if not inside.empty:
            source[inside.slices] = value
        self.step(source=source)

    @rule(box=BOXES, erases=st.booleans())
    def sketch(self, box: Box, erases: bool) -> None:
        coverage = np.full((box.height, box.width), 255, np.uint8)
        with self.document.edit("Sketch") as edit:
            (edit.erase_lines if erases else edit.draw_line)(box, coverage)
        sketch, inside = self.now.sketch.copy(), box & Box.of(self.now.mask.shape)
        if not inside.empty:
            part = sketch[inside.slices]
            part[(part > 0) | (not erases)] = NO_LINE_VALUE if erases else LINE_VALUE
        self.step(sketch=sketch)

    @rule(box=BOXES)
    def guess(self, box: Box) -> None:
        guess = np.zeros_like(self.now.mask)
        guess[(box & Box.of(guess.shape)).slices] = 255
        self.document.carry_out(self.document.prepare_edge_preview(guess))
        sketch = np.where(self.now.sketch == ESTIMATED_LINE_VALUE, np.uint8(0), self.now.sketch)
        sketch[(sketch == 0) & (guess > 0)] = ESTIMATED_LINE_VALUE
        self.step(sketch=sketch)

    @rule(by=st.integers(1, 4))
    def grow(self, by: int) -> None:
        from engine.pixels.mask import grow

        self._change(mask_commands.grow(by))
        self.step(mask=grow(self.now.mask, by))

    def _change(self, command: mask_commands.MaskCommand) -> None:
        self.document.carry_out(self.document.plan(command)(Job()))

    @rule()
    def invert(self) -> None:
        self._change(mask_commands.invert())
        self.step(mask=255 - self.now.mask)

    @rule()
    def clear(self) -> None:
        self._change(mask_commands.clear())
        self.step(mask=np.zeros_like(self.now.mask))

    @precondition(lambda self: self.now.mask.any())
    @rule(value=st.integers(0, 255), alternatives=st.integers(1, 3))
    def repair(self, value: int, alternatives: int) -> None:
        snapshot, box = self.document.snapshot(), self.document.photo.box
        fills = [np.full((HEIGHT, WIDTH, 3), (value + n) % 256, np.uint8) for n in range(alternatives)]
        marked = snapshot.mask[..., None] > 0
        before = snapshot.photo.stored(box)
        filled = tuple(np.where(marked, fill, before) for fill in fills)
        self.document.apply(Repair(("fake",), snapshot.mask, (Patch(box, before, filled),)))
        now = self.now
        empty, allowed = np.zeros_like(now.mask), now.allowed | (now.mask > 0)
        self.push(State(filled[0], empty, now.source, empty, allowed))
        self.repairs[self.at] = list(filled)

    @precondition(lambda self: self.at in self.repairs)
    @rule(value=st.integers(0, 255))
    def add_answer(self, value: int) -> None:
        """It is stored in smaller boxes than the first, as another method might."""
        answers = self.document.take_back()
        before, now = self.past[self.at - 1], self.now
        fill = np.full_like(self.first, value)
        pixels = np.where(before.mask[..., None] > 0, fill, before.pixels)
        patches = tuple(
            Patch(box, before.pixels[box.slices].copy(), (pixels[box.slices].copy(),))
            for box in cells_of(before.mask)
        )
        repair = Repair(("other",), before.mask, patches)
        asked = Fill(repair, RepairRequest(method="other"))
        self.document.carry_out(self.document.prepare_repair(asked, 0, answers))
        self.exchange(replace(now, pixels=pixels), [*self.repairs[self.at], pixels])

    @precondition(lambda self: len(self.repairs.get(self.at, [])) > 1)
    @rule(data=st.data())
    def choose(self, data: st.DataObject) -> None:
        answers = self.repairs[self.at]
        choice = data.draw(st.integers(0, len(answers) - 1))
        applied = self.document.last_repair
        assert applied is not None
        if choice == applied.choice:
            return
        self.document.carry_out_choice(self.document.prepare_choice(choice))
        self.exchange(replace(self.now, pixels=answers[choice]), answers)

    def exchange(self, state: State, answers: list[np.ndarray]) -> None:
        """The newest step is a repair with another answer now."""
        self.at -= 1
        self.push(state)
        self.repairs[self.at] = answers

    @rule()
    def undo(self) -> None:
        self.document.undo()
        self.at = max(self.at - 1, 0)

    @rule()
    def redo(self) -> None:
        self.document.redo()
        self.at = min(self.at + 1, len(self.past) - 1)

    @rule(name=st.sampled_from(["photo.png", "other.png"]))
    def save(self, name: str) -> None:
        self.document.save(self.folder / name)
        self.saved = self.at
        written = photos.load(self.folder / name)
        assert np.array_equal(written.stored(written.box), self.now.pixels)

    @rule()
    def save_fails(self) -> None:
        edited = self.document.edited
        with pytest.raises(PhotoNotSaved):
            self.document.save(self.folder / "no such folder" / "photo.png")
        assert self.document.edited == edited

    @rule()
    def fail_within_an_edit(self) -> None:
        with pytest.raises(ZeroDivisionError), self.document.edit("Fault") as edit:
            edit.put_photo(self.document.photo.box, 255 - self.now.pixels)
            edit.set_mask(self.document.photo.box, 255 - self.now.mask)
            raise ZeroDivisionError

    @rule()
    def flush(self) -> None:
        self.document.flush()

    @rule()
    def crash(self) -> None:
        """What another process finds gives the same document, whose journal goes on from there."""
        self.document.flush()
        copies = self.folder / "copies"
        (self.folder / "journals").mkdir(exist_ok=True)
        shutil.copytree(self.folder / "journals", copies)
        found = pending(copies)
        drawn = self.now.mask.any() or self.now.source.any() or self.now.sketch.any()
        unwritten = self.saved != self.at or drawn
        assert found or not unwritten
        for entry in found:
            back = recover(entry)
            assert np.array_equal(back.photo.stored(back.photo.box), self.now.pixels)
            assert np.array_equal(back.mask, self.now.mask)
            self.same_guides(back)
            back.close()
        shutil.rmtree(copies)

    # What always holds

    @invariant()
    def planes_match_the_past(self) -> None:
        document, now = self.document, self.now
        assert np.array_equal(document.photo.stored(document.photo.box), now.pixels)
        assert np.array_equal(document.mask, now.mask)
        self.same_guides(document)

    def same_guides(self, document: Document) -> None:
        empty, now = np.zeros_like(self.now.mask), self.now
        for plane, held in ((document.source, now.source), (document.sketch, now.sketch)):
            assert np.array_equal(empty if plane is None else plane, held)

    @invariant()
    def nothing_changed_outside_the_masks(self) -> None:
        outside = ~self.now.allowed
        assert np.array_equal(self.now.pixels[outside], self.first[outside])
        assert self.document.pixels_changed_outside() == 0

    @invariant()
    def the_original_is_what_was_opened(self) -> None:
        assert np.array_equal(self.document.originals.display(self.document.photo.box), self.first)

    @invariant()
    def edited_is_honest(self) -> None:
        assert self.document.edited == (self.at != self.saved)

    @invariant()
    def history_counts_the_steps(self) -> None:
        assert self.document.history.position == self.at
        assert len(self.document.history.entries) == len(self.past) - 1


Editing.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
TestEditing = Editing.TestCase
TestEditing.pytestmark = [pytest.mark.slow]
