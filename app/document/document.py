"""A photo being edited: pixels, mask, history.  Only the GUI thread edits; jobs work on a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.document import repair_drafts
from app.document.applied import AppliedRepair, RepairAnswer, RepairRequest
from app.document.draft import Draft
from app.document.edit import Edit, EditMisused, EditResult
from app.document.history import HISTORY_BYTES, History, Step
from app.document.journal import Journal
from app.document.kept_states import KeptStates
from app.document.mask_commands import MaskCommand, carried_out
from app.document.originals import Originals
from app.document.planes import MASK_PLANE, PHOTO_PLANE, REPAIRED_PLANE, SKETCH_PLANE, SOURCE_PLANE, Planes
from app.document.prepared import PreparedChange, PreparedChoice, PreparedUndo, Snapshot
from app.document.records import NEXT_MASK_NOTE, Value, Values
from app.document.safety import Safety
from app.document.source import Source
from app.document.undo import prepare_undo, settle_overlays, write_all
from app.document.watchers import Watcher, Watchers
from engine import photo as photos
from engine.errors import DocumentBusy
from engine.job import Job
from engine.photo import Photo, Stored
from engine.pixels.box import Box
from engine.pixels.mask import Mask

if TYPE_CHECKING:  # the pipeline brings OpenCV, for which the window does not wait
    from engine.repair.run import Repair

Write = Callable[[Photo, Path], tuple[str, ...]]


class Document:
    """See the methods; every change is reported to those who `watch`."""

    def __init__(
        self,
        photo: Photo,
        path: Path | None = None,
        *,
        source: Source | None = None,
        history_limit: int = HISTORY_BYTES,
    ) -> None:
        self.photo = photo
        self.path = path
        self.page, self.pages = photos.page_written(photo, path) if path is not None else (1, 1)
        self.history = History(history_limit)
        self._planes = Planes(photo)
        self.originals = Originals(photo)
        self.kept_states = KeptStates(self._planes, self.originals, self._draft)
        self._watchers = Watchers()
        self._edit: Edit | None = None
        self._locked = False
        self._saving = False
        self._ids = 0
        self._saved: int | None = 0  # the state on disk; None: none is
        self._saved_photo: int | None = 0  # and that of the photo alone
        self._in_source = 0  # the state of the pixels in the photo's source, whose bytes a save may then copy
        self._safety = Safety(self._planes, self.originals, source)

    @classmethod
    def open(cls, path: Path, page: int = 1, *, history_limit: int = HISTORY_BYTES) -> Document:
        """Raises PhotoError.  May be called in a job: nothing watches yet."""
        source = Source.if_there(path, page)  # before reading, so that a later change of the file is noticed
        return cls(photos.load(path, page), path, source=source, history_limit=history_limit)

    @classmethod
    def from_pixels(cls, pixels: Stored, *, icc: bytes | None = None) -> Document:
        """A pasted picture, as Photo.from_array takes it.  Edited until it is saved."""
        return cls.pasted(Photo.from_array(pixels, icc=icc))

    @classmethod
    def pasted(cls, photo: Photo, *, history_limit: int = HISTORY_BYTES) -> Document:
        """A photo of no file.  Edited until it is saved."""
        document = cls(photo, history_limit=history_limit)
        document._saved = document._saved_photo = None
        return document

    # What it holds

    @property
    def mask(self) -> Mask:
        """uint8 H×W, 255 = missing; live and read-only: edit() changes it."""
        return self._planes.overlays[MASK_PLANE].view

    @property
    def source(self) -> Mask | None:
        """The guide: 0 unset, 1 take from here, 2 not from here; None where nothing is marked."""
        return self.guide(SOURCE_PLANE)

    @property
    def sketch(self) -> Mask | None:
        """The guide: 0 unset, else LINE_VALUE or its neighbours in planes.py; None where nothing is said."""
        return self.guide(SKETCH_PLANE)

    def guide(self, name: str) -> Mask | None:
        """A guide's plane, live and read-only; None where it holds nothing."""
        plane = self._planes.overlays[name]
        return plane.view if plane.occupied or self._edit else None

    @property
    def repaired(self) -> Mask:
        """uint8 H×W: not 0 where the photo may differ from the one opened; live and read-only."""
        return self._planes.overlays[REPAIRED_PLANE].view

    @property
    def mask_bounds(self) -> Box:
        """The smallest box around all that is marked; empty if nothing is."""
        return self._planes.overlays[MASK_PLANE].bounds

    @property
    def edited(self) -> bool:
        """Differs from what was last loaded or saved; strokes alone count too."""
        return self._edit is not None or self.history.state != self._saved

    @property
    def photo_edited(self) -> bool:
        """Pixels of the photo differ from what was last loaded or saved."""
        return self.history.photo_state != self._saved_photo

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

    def pixels_changed_outside(self, mask: Mask | None = None) -> int:
        """How many pixels' stored integers differ from the opened photo's where `mask` is 0.

        Without a mask: outside all that repairs which stand were allowed to change.
        """
        repaired = self._planes.overlays[REPAIRED_PLANE].values
        return self.originals.changed_outside(repaired if mask is None else mask)

    # Watching

    def watch(self, callback: Watcher) -> Callable[[], None]:
        """Call back at every change, on the GUI thread.  Returns what ends it."""
        return self._watchers.add(callback)

    # Editing

    def lock(self) -> None:
        """A job reads the pixels from now on: all editing is refused until unlock()."""
        self._check_free()
        self._locked = True
        self._watchers.report_history()

    def unlock(self) -> None:
        self._locked = False
        self._watchers.report_history()

    def begin(self, title: str, *, applied: AppliedRepair | None = None) -> Edit:
        """An edit that lasts over several events; it ends with commit() or rollback()."""
        self._check_free()
        self._edit = Edit(
            self._planes,
            touched=self._keep_original,
            changed=self._watchers.report_box,
            ended=lambda written: self._ended(title, written, applied),
        )
        return self._edit

    @contextmanager
    def edit(self, title: str) -> Iterator[Edit]:
        """One undo step on exit; all as it was after an exception."""
        with self.begin(title) as edit:
            yield edit

    def _check_free(self) -> None:
        if self._edit:
            raise EditMisused("an edit is open already")
        if self.locked:
            raise DocumentBusy

    def _keep_original(self, name: str, tile: Box, before: Stored) -> None:
        if name == PHOTO_PLANE:
            self.originals.keep(tile, before)

    def _ended(self, title: str, written: EditResult | None, applied: AppliedRepair | None) -> None:
        self._edit = None
        if written and written.patches:
            self._ids += 1
            self.history.push(Step(self._ids, title, written.patches, applied))
            self._safety.note("step", self._ids, title, list(written.after))
        self._mark_photo()
        self._watchers.report_history()

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
            self.carry_out_undo(self.prepare_undo(-1))

    def redo(self) -> None:
        self._check_free()
        if self.history.can_redo:
            self.carry_out_undo(self.prepare_undo(+1))

    def prepare_undo(self, move: int) -> PreparedUndo:
        """Prepare an undo (-1) or redo (+1), in a job or at once; carry_out_undo() applies the result."""
        step = self.history.step(move)
        assert step is not None
        return prepare_undo(self._planes, step, move)

    def carry_out_undo(self, prepared: PreparedUndo) -> None:
        """Exchange what the step holds with what the planes hold; all or nothing."""
        self._check_free()
        write_all(self._planes, prepared.values, prepared.other, changed=prepared.changed)
        step = prepared.step
        self._safety.note("undo" if prepared.move < 0 else "redo", step.id, step.title, step.values)
        step.patches = prepared.other
        self.history.position += prepared.move
        self._mark_photo()
        settle_overlays(self._planes, prepared.bounds)
        self._watchers.report_values(prepared.values)
        self._watchers.report_history()

    def _mark_photo(self) -> None:
        """Undone to what the source holds, a save can copy its bytes."""
        self.photo.edited = self.history.photo_state != self._in_source

    # The mask as a whole

    def plan(self, command: MaskCommand) -> Callable[[Job], PreparedChange]:
        """The work of a mask command, for a job; carry_out() its result, which fits the mask as it is now."""
        snapshot, marked = self.snapshot(), self._planes.overlays[MASK_PLANE].occupied

        def work(job: Job) -> PreparedChange:
            draft = self._draft()
            carried_out(command, snapshot.mask, marked, draft=draft, job=job)
            return PreparedChange(command.title, draft.finish())

        return work

    def carry_out(self, prepared: PreparedChange) -> None:
        """One step, or none if nothing changed."""
        self._check_free()
        written = prepared.drafted.written
        write_all(self._planes, written.after, written.patches, changed=prepared.drafted.changed)
        settle_overlays(self._planes, prepared.drafted.bounds)
        self._ended(prepared.title, written, prepared.applied)
        self._watchers.report_values(written.after)

    def _draft(self, beforehand: Sequence[Value] = ()) -> Draft:
        return Draft(self._planes, self._keep_original, beforehand)

    # Repairs

    def apply(self, repair: Repair, choice: int = 0, *, request: RepairRequest | None = None) -> None:
        """Apply a repair and clear the mask and the sketch, as one undo step.

        request: what was asked for; None is the repair's method with seed 0.
        """
        self._check_free()
        fill = repair_drafts.Fill(repair, request or RepairRequest(method=repair.method))
        self.carry_out(self.prepare_repair(fill, choice))

    def prepare_repair(
        self, fill: repair_drafts.Fill, choice: int = 0, earlier: Sequence[RepairAnswer] = ()
    ) -> PreparedChange:
        """Prepare apply(), in a job or at once; carry_out() applies the result.

        earlier: answers that take_back() gave, which can be chosen too.
        """
        return repair_drafts.draft_repair(self._draft(), fill, choice, earlier)

    def prepare_blend(self, blend: Repair) -> PreparedChange:
        """Prepare blending another picture in, in a job or at once.  The mask stays as it is."""
        return repair_drafts.draft_blend(self._draft(), blend)

    def prepare_edge_preview(self, edges: Mask) -> PreparedChange:
        """Prepare showing the edges that a method expects in the sketch.  edges: H×W, of preview_guide()."""
        return repair_drafts.draft_edges(self._draft(), edges)

    def prepare_guide_removal(self, name: str) -> PreparedChange:
        """Prepare the removal of all that a guide says."""
        return repair_drafts.draft_without_guide(self._draft(), name)

    @property
    def last_repair(self) -> AppliedRepair | None:
        """The repair that is the newest step, if it is one."""
        return self.history.last.applied if self.history.last else None

    def prepare_choice(self, choice: int) -> PreparedChoice:
        """Prepare another answer of the last repair, in a job or at once.  IndexError if there is none."""
        step, applied = self.history.last, self.last_repair
        if step is None or applied is None or not 0 <= choice < len(applied.answers):
            raise IndexError(choice)
        undo = self.prepare_undo(-1)
        draft = self._draft(undo.values)
        change = repair_drafts.draft_choice(draft, step.title, applied, choice, undo.other)
        return PreparedChoice(undo, change)

    def carry_out_choice(self, prepared: PreparedChoice) -> None:
        """Put the answer in place of the one in use; all or nothing."""
        applied, chosen = self.last_repair, prepared.change.applied
        if applied and chosen and applied.choice != chosen.choice:
            self.carry_out_undo(prepared.undo)
            try:
                self.carry_out(prepared.change)
            except BaseException:
                self.redo()
                raise

    def take_back(self, prepared: PreparedUndo | None = None) -> tuple[RepairAnswer, ...]:
        """Undo the last repair, prepared by prepare_undo(-1) or now; its answers, for others to be added."""
        step, applied = self.history.last, self.last_repair
        if step is None or applied is None:
            return ()
        self.carry_out_undo(prepared or self.prepare_undo(-1))
        return applied.packed(step.patches)

    # Files

    def save(self, path: Path) -> tuple[str, ...]:
        """save_copy() and saved(): raises PhotoNotSaved, and stays edited then."""
        notices = self.save_copy(path)
        self.saved(path)
        return notices

    def save_copy(self, path: Path, write: Write | None = None) -> tuple[str, ...]:
        """Write the photo, atomically; the document stays what it is.  A job may do it under lock().

        Returns notices: what the format could not hold.  Raises PhotoNotSaved, PhotoUnsupported.
        """
        self._saving = True  # a save that was abandoned goes on, and must not see half an edit
        try:
            with self.originals.known_to_photo():
                return (write or photos.save)(self.photo, path)
        finally:
            self._saving = False

    def saved(self, path: Path) -> None:
        """save_copy has written the photo as it is: it is the document's file now."""
        self.path = path
        self.page, self.pages = photos.page_written(self.photo, path)
        self._saved, self._saved_photo = self.history.state, self.history.photo_state
        if path == self.photo.path:
            self._in_source = self.history.photo_state
            self._mark_photo()
        self._safety.saved(Source.if_there(path, self.page))
        self._watchers.report_history()

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

    def note_next_mask(self, values: Values) -> None:
        """For the journal alone: all that waits to be marked once the repair that runs has ended."""
        self._safety.note(NEXT_MASK_NOTE, 0, "", values)

    def close(self) -> None:
        """The person is done with it: nothing is left to recover."""
        self._watchers.clear()
        self._safety.close()
