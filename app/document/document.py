"""A photo being edited: pixels, mask, history.  Only the GUI thread edits; jobs work on a snapshot."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.document.applied import Applied, RepairRequest
from app.document.draft import Draft
from app.document.edit import Change, Edit, EditMisused, Written
from app.document.history import LIMIT, Held, History, Packed, Step
from app.document.journal import Journal
from app.document.mask_commands import MaskCommand, carried_out
from app.document.originals import Originals
from app.document.planes import GUIDES, MASK, PHOTO, REPAIRED, SKETCH, SOURCE, Planes
from app.document.ready import Ready, Snapshot, Turn
from app.document.records import Value, Values
from app.document.safety import Safety
from app.document.source import Source
from app.document.tiles import tiles
from engine import photo as photos
from engine.errors import DocumentBusy
from engine.job import Job
from engine.photo import Photo, Stored
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds

if TYPE_CHECKING:  # the pipeline brings OpenCV, for which the window does not wait
    from engine.repair.run import Patch, Repair

Watcher = Callable[[Change], None]
MANY = 16  # boxes of a change, from which one around them is told instead


class Document:
    """See the methods; every change is told to those who `watch`."""

    def __init__(
        self,
        photo: Photo,
        path: Path | None = None,
        *,
        source: Source | None = None,
        history_limit: int = LIMIT,
    ) -> None:
        self.photo = photo
        self.path = path
        self.history = History(history_limit)
        self._planes = Planes(photo)
        self._originals = Originals(photo)
        self._watchers: list[Watcher] = []
        self._edit: Edit | None = None
        self._locked = False
        self._saving = False
        self._ids = 0
        self._saved: int | None = 0  # the state on disk; None: none is
        self._in_source = 0  # the state of the pixels in the photo's source, whose bytes a save may then copy
        self._safety = Safety(self._planes, self._originals, source)

    @classmethod
    def open(cls, path: Path, *, history_limit: int = LIMIT) -> Document:
        """Raises PhotoError.  May be called in a job: nothing watches yet."""
        source = _source(path)  # before reading, so that a later change of the file is noticed
        return cls(photos.load(path), path, source=source, history_limit=history_limit)

    @classmethod
    def from_pixels(cls, pixels: Stored, *, icc: bytes | None = None, history_limit: int = LIMIT) -> Document:
        """A pasted picture, as Photo.from_array takes it.  Edited until it is saved."""
        return cls.pasted(Photo.from_array(pixels, icc=icc), history_limit=history_limit)

    @classmethod
    def pasted(cls, photo: Photo, *, history_limit: int = LIMIT) -> Document:
        """A photo of no file.  Edited until it is saved."""
        document = cls(photo, history_limit=history_limit)
        document._saved = None
        return document

    # What it holds

    @property
    def mask(self) -> Mask:
        """uint8 H×W, 255 = missing; live and read-only: edit() changes it."""
        return self._planes.overlays[MASK].view

    @property
    def source(self) -> Mask | None:
        """The guide: 0 unset, 1 take from here, 2 not from here; None where nothing is marked."""
        return self.guide(SOURCE)

    @property
    def sketch(self) -> Mask | None:
        """The guide: 0 unset, else NO_LINE, GUESSED or LINE; None where nothing is said."""
        return self.guide(SKETCH)

    def guide(self, name: str) -> Mask | None:
        """A guide's plane, live and read-only; None where it holds nothing."""
        plane = self._planes.overlays[name]
        return plane.view if plane.occupied or self._edit else None

    @property
    def repaired(self) -> Mask:
        """uint8 H×W: not 0 where the photo may differ from the one opened; live and read-only."""
        return self._planes.overlays[REPAIRED].view

    @property
    def mask_bounds(self) -> Box:
        """The smallest box around all that is marked; empty if nothing is."""
        return self._planes.overlays[MASK].bounds

    @property
    def edited(self) -> bool:
        """Differs from what was last loaded or saved; strokes alone count too."""
        return self._edit is not None or self.history.state != self._saved

    @property
    def editing(self) -> bool:
        """An edit is open (a stroke is being drawn)."""
        return self._edit is not None

    @property
    def locked(self) -> bool:
        """Pixels are being read, so that none may change."""
        return self._locked or self._saving

    def snapshot(self) -> Snapshot:
        """For a job: lock() the document as long as it runs."""
        if self._edit:
            raise EditMisused("commit the edit first")
        return Snapshot(self.photo, self._planes.overlays)

    def original(self, box: Box, step: int = 1) -> NDArray[np.uint8]:
        """Photo.display of the photo as it was opened."""
        return self._originals.display(box, step)

    def pixels_changed_outside(self, mask: Mask | None = None) -> int:
        """How many pixels' stored integers differ from the opened photo's where `mask` is 0.

        Without a mask: outside all that repairs which stand were allowed to change.
        """
        return self._originals.changed_outside(
            self._planes.overlays[REPAIRED].values if mask is None else mask
        )

    # Watching

    def watch(self, callback: Watcher) -> Callable[[], None]:
        """Call back at every change, on the GUI thread.  Returns what ends it."""
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    def _tell(self, change: Change) -> None:
        for callback in tuple(self._watchers):
            callback(change)

    def _tell_of(self, name: str, box: Box) -> None:
        if name != REPAIRED:
            self._tell(
                Change(box, photo=name == PHOTO, mask=name == MASK, guide=name if name in GUIDES else "")
            )

    def _tell_of_history(self) -> None:
        self._tell(Change(Box(0, 0, 0, 0), history=True))

    # Editing

    def lock(self) -> None:
        """A job reads the pixels from now on: all editing is refused until unlock()."""
        self._check_free()
        self._locked = True
        self._tell_of_history()

    def unlock(self) -> None:
        self._locked = False
        self._tell_of_history()

    def begin(self, title: str) -> Edit:
        """An edit that lasts over several events; it ends with commit() or rollback()."""
        return self._begin(title, None)

    @contextmanager
    def edit(self, title: str) -> Iterator[Edit]:
        """One undo step on exit; all as it was after an exception."""
        with self.begin(title) as edit:
            yield edit

    def _begin(self, title: str, applied: Applied | None) -> Edit:
        self._check_free()
        self._edit = Edit(
            self._planes,
            touched=self._keep_original,
            changed=self._tell_of,
            ended=lambda written: self._ended(title, written, applied),
        )
        return self._edit

    def _check_free(self) -> None:
        if self._edit:
            raise EditMisused("an edit is open already")
        if self.locked:
            raise DocumentBusy

    def _keep_original(self, name: str, tile: Box, before: Stored) -> None:
        if name == PHOTO:
            self._originals.keep(tile, before)

    def _ended(self, title: str, written: Written | None, applied: Applied | None) -> None:
        self._edit = None
        if written and written.patches:
            self._ids += 1
            self.history.push(Step(self._ids, title, written.patches, applied))
            self._safety.note("step", self._ids, title, list(written.after))
        self._mark_photo()
        self._tell_of_history()

    # Undo and redo

    @property
    def can_undo(self) -> bool:
        return self.history.can_undo and not self._edit and not self.locked

    @property
    def can_redo(self) -> bool:
        return self.history.can_redo and not self._edit and not self.locked

    def undo(self) -> None:
        """Take back the last step; nothing where there is none."""
        self._check_free()
        if self.history.can_undo:
            self.turn(self.turned(-1))

    def redo(self) -> None:
        self._check_free()
        if self.history.can_redo:
            self.turn(self.turned(+1))

    def area(self, move: int) -> int:
        """How many pixels the next step back (-1) or forward (+1) changes, of all planes together."""
        step = self.history.last if move < 0 else self.history.next
        return sum(patch.box.area for patch in step.patches) if step else 0

    def turned(self, move: int) -> Turn:
        """The work of undo (-1) or redo (+1), which may be a job's: turn() its result."""
        step = self.history.last if move < 0 else self.history.next
        assert step is not None
        values: Values = [(patch.plane, patch.box, patch.values.unpack()) for patch in step.patches]
        other = [
            Held(name, box, Packed(self._planes[name].read(box), dense=self._planes[name].dense))
            for name, box, _ in values
        ]
        return Turn(step, move, values, other, dict(self._after(values)))

    def turn(self, turn: Turn) -> None:
        """Exchange what the step holds with what the planes hold; all or nothing."""
        self._check_free()
        self._write_all(turn.values, instead=turn.other)
        step = turn.step
        held: Values = [(patch.plane, patch.box, patch.values) for patch in step.patches]
        self._safety.note("undo" if turn.move < 0 else "redo", step.id, step.title, held)
        step.patches = turn.other
        self.history.position += turn.move
        self._mark_photo()
        self._settle(turn.bounds)
        self._tell_of_all(turn.values)
        self._tell_of_history()

    def _mark_photo(self) -> None:
        """Undone to what the source holds, a save can copy its bytes."""
        self.photo.edited = self.history.photo_state != self._in_source

    def _write_all(self, values: Sequence[Value], instead: list[Held]) -> None:
        """Lay values into the planes; where that fails, what they held before."""
        try:
            for name, box, now in values:
                self._planes[name].write(box, now.unpack() if isinstance(now, Packed) else now)
        except BaseException:
            for patch in instead:
                self._planes[patch.plane].write(patch.box, patch.values.unpack())
            raise

    def _after(self, values: Values) -> Iterator[tuple[tuple[str, Box], Box]]:
        """The bounds of the overlays' tiles, once these values (of one tile each) are in them."""
        for name, box, now in values:
            if name != PHOTO:
                (tile,) = tiles(box, self._planes.whole)
                held = self._planes[name].read(tile)
                held[box.shifted(-tile.left, -tile.top).slices] = now
                inside = bounds(held)
                yield (name, tile), inside if inside.empty else inside.shifted(tile.left, tile.top)

    def _settle(self, found: dict[tuple[str, Box], Box]) -> None:
        for (name, tile), inside in found.items():
            self._planes.overlays[name].settled(tile, inside)

    def _tell_of_all(self, values: Sequence[Value]) -> None:
        """One by one, or at once where that is less work."""
        for name in {name for name, _, _ in values}:
            boxes = [box for plane, box, _ in values if plane == name]
            if len(boxes) > MANY:
                boxes = [functools.reduce(Box.__or__, boxes)]
            for box in boxes:
                self._tell_of(name, box)

    # The mask as a whole

    def plan(self, command: MaskCommand) -> Callable[[Job], Ready]:
        """The work of a mask command, for a job; carry_out() its result, which fits the mask as it is now."""
        snapshot, marked = self.snapshot(), self._planes.overlays[MASK].occupied

        def work(job: Job) -> Ready:
            draft = self._draft()
            carried_out(command, snapshot.mask, marked, draft=draft, job=job)
            return Ready(command.title, draft.finish())

        return work

    def carry_out(self, ready: Ready) -> None:
        """One step, or none if nothing changed."""
        self._check_free()
        written = ready.drafted.written
        self._write_all(written.after, instead=written.patches)
        self._settle(ready.drafted.bounds)
        self._ended(ready.title, written, ready.applied)
        self._tell_of_all(written.after)

    def _draft(self) -> Draft:
        return Draft(self._planes, self._keep_original)

    def change_mask(self, command: MaskCommand) -> None:
        """plan() and carry_out() at once, for small masks."""
        self.carry_out(self.plan(command)(Job()))

    # Repairs

    def apply(self, repair: Repair, choice: int = 0, *, request: RepairRequest | None = None) -> None:
        """One step that lays in the repair and clears the mask and the sketch; undo brings all back.

        request: what was asked for, for retry(); else the repair's method with seed 0.
        """
        self._check_free()
        self.carry_out(self.laid_in(repair, choice, request=request))

    def laid_in(self, repair: Repair, choice: int = 0, *, request: RepairRequest | None = None) -> Ready:
        """The work of apply(), which may be a job's: carry_out() its result."""
        asked = request or RepairRequest(method=repair.method)
        draft = self._draft()
        for patch in repair.patches:
            draft.put_photo(patch.box, _chosen(patch, choice))
            draft.mark_repaired(patch.box, repair.mask[patch.box.slices])
        draft.clear(MASK, SKETCH)
        return Ready("Repair", draft.finish(), Applied.of(repair, asked, choice))

    def blended_in(self, blend: Repair) -> Ready:
        """The work of laying another picture in, which may be a job's.  The mask stays as it is."""
        draft = self._draft()
        for patch in blend.patches:
            draft.put_photo(patch.box, _chosen(patch, 0))
            draft.mark_repaired(patch.box, blend.mask[patch.box.slices])
        return Ready("Blend in a picture", draft.finish())

    def guess_shown(self, guess: Mask) -> Ready:
        """The work of showing what a method guesses of the sketch, H×W, of engine.repair.edge_preview."""
        draft = self._draft()
        draft.show_guess(guess)
        return Ready("Show edges", draft.finish())

    def sketch_cleared(self) -> Ready:
        """The work of taking all lines away."""
        draft = self._draft()
        draft.clear(SKETCH)
        return Ready("Clear the sketch", draft.finish())

    @property
    def last_repair(self) -> Applied | None:
        """The repair that is the newest step, if it is one."""
        return self.history.last.applied if self.history.last else None

    def choose(self, choice: int) -> None:
        """Another alternative of the last repair, in place of the one in use.  IndexError if none is."""
        applied = self.last_repair
        if applied is None or not 0 <= choice < applied.alternatives:
            raise IndexError(choice)
        if choice == applied.choice:
            return
        self._check_free()
        self.undo()
        step = self.history.next
        assert step is not None
        try:
            with self._begin(step.title, replace(applied, choice=choice)) as edit:
                for held in step.patches:
                    edit.put(held.plane, held.box, held.values.unpack())
                for patch in applied.patches:
                    edit.put_photo(patch.box, _chosen(patch, choice))
        except BaseException:
            self.redo()
            raise

    def retry(self) -> RepairRequest | None:
        """Undo the last repair and say what to ask for next: the same with the next seed.

        None, and nothing undone, where the newest step is no repair.  redo() where the next try fails.
        """
        applied = self.last_repair
        if applied is None:
            return None
        self.undo()
        return applied.request.next()

    # Files

    def save(self, path: Path) -> tuple[str, ...]:
        """save_copy() and saved(): raises PhotoNotSaved, and stays edited then."""
        notices = self.save_copy(path)
        self.saved(path)
        return notices

    def save_copy(self, path: Path) -> tuple[str, ...]:
        """Write the photo, atomically; the document stays what it is.  A job may do it under lock().

        Returns notices: what the format could not hold.  Raises PhotoNotSaved, PhotoUnsupported.
        """
        self._saving = True  # a save that was abandoned goes on, and must not see half an edit
        try:
            return photos.save(self.photo, path)
        finally:
            self._saving = False

    def saved(self, path: Path) -> None:
        """save_copy has written the photo as it is: it is the document's file now."""
        self.path = path
        self._saved = self.history.state
        if path == self.photo.path:
            self._in_source = self.history.photo_state
            self._mark_photo()
        self._safety.saved(_source(path))
        self._tell_of_history()

    # The journal

    def keep_journal(self, folder: Path) -> None:
        """Write what is done to `folder` from now on; the app calls flush() every few seconds.

        A recovered document keeps the journal it has.
        """
        self._safety.keep(folder, self.photo)

    def adopt(self, journal: Journal) -> None:
        """Go on with the journal from which this document was recovered."""
        self._safety.adopt(journal)

    @property
    def unflushed(self) -> bool:
        """flush() would have something to write."""
        return self._safety.waiting

    def flush(self) -> None:
        """Write the journal; not on the GUI thread.  Raises JournalFailed, which harms nothing."""
        self._safety.flush()

    def close(self) -> None:
        """The person is done with it: nothing is left to recover."""
        self._watchers.clear()
        self._safety.close()


def _chosen(patch: Patch, choice: int) -> Stored:
    return patch.alternatives[min(choice, len(patch.alternatives) - 1)]


def _source(path: Path) -> Source | None:
    """None where the system cannot say; reading or writing will."""
    try:
        return Source.of(path)
    except OSError:
        return None
