"""Reviewing a photo of a folder: original and result side by side, finds to pick from, and a decision."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.batch.opening import Opening, Review
from app.batch.texts import about
from app.canvas.companion import Companion
from app.canvas.view import Canvas
from app.errors.messages import Messages, WayOut
from app.jobs.lane import Lane
from app.panels.review import ReviewBar
from app.session.document_jobs import DocumentJobs
from app.session.files import Files
from app.session.finds import Finds
from app.session.masks import Masks
from app.session.repairs import Repairs
from app.session.session import Session
from app.text import translate
from app.window import Window
from engine.errors import LacunaError
from engine.job import Job

if TYPE_CHECKING:
    from engine.batch import Decision, Outcome, Plan
    from engine.batch.records import Stamp
    from engine.photo import Photo
    from engine.photo.mask_file import ReadMask


class Reviewing(QObject):
    """Opens photos of a folder, and while one is reviewed shows the bar and the view beside the canvas."""

    decided = Signal(object)  # the Outcome of a photo after the decision on it
    finished = Signal()  # the last one was decided

    def __init__(
        self,
        window: Window,
        canvas: Canvas,
        session: Session,
        jobs: DocumentJobs,
        *,
        files: Files,
        finds: Finds,
        masks: Masks,
        repairs: Repairs,
        messages: Messages,
    ) -> None:
        super().__init__(window)
        self._canvas, self._session, self._jobs = canvas, session, jobs
        self._files, self._finds, self._masks, self._repairs = files, finds, masks, repairs
        self._messages = messages
        self._review: Review | None = None
        self._decision: Decision | None = None
        self._seen: Stamp | None = None  # of the result, when it was last seen or written
        self._start = 0  # the state of the photo as it was opened
        self.following: Callable[[str], Opening | None] = lambda _: None  # the next one, by the photo's name
        self.bar, self.companion = ReviewBar(), Companion(canvas)
        window.add_companion(self.bar, self.companion)
        self._lane = Lane(self)
        self._lane.finished.connect(self._show_result)
        self._lane.failed.connect(lambda _: self._show_result(None))
        self._wire()

    def _wire(self) -> None:
        bar = self.bar
        for button, run in (
            (bar.keep, self.keep),
            (bar.leave, self.leave),
            (bar.repair, self._repairs.run),
            (bar.save, self.save),
            (bar.skip, self._go_on),
            (bar.close_button, self.end),
        ):
            button.clicked.connect(lambda _=False, run=run: run())
        self._session.opened.connect(self.end)
        self._session.changed.connect(lambda _: self._refresh())
        self._jobs.started.connect(lambda _: self._refresh())
        self._jobs.ended.connect(self._refresh)
        self._finds.shown.connect(lambda _: self._refresh())
        self._files.delivered.connect(self._delivered)

    def close(self) -> None:
        """End the thread."""
        self._lane.close()

    @property
    def review(self) -> Review | None:
        """The photo that is reviewed."""
        return self._review

    # Opening

    def open(self, opening: Opening) -> None:
        """Open a photo of a folder: to be reviewed, or like any other."""

        def then() -> None:
            if opening.review is not None:
                self._begin(opening, opening.review)

        self._files.open(opening.path, opening.page, then=then)

    def _begin(self, opening: Opening, review: Review) -> None:
        document = self._session.document
        assert document is not None
        self._review, self._decision = review, None
        self._start = document.history.photo_state
        self._seen = _stamp(review.target)
        self._files.deliver_to(review.target, self._write)
        self._canvas.set_compare(False)
        self._canvas.scene.beside = True
        self.companion.show_document(document, self._start)
        self.bar.show()
        self.companion.show()
        self._canvas.fit()
        self._read_result(review.target)
        self._mark(opening)
        self._refresh()

    def _read_result(self, path: Path) -> None:
        def work(_: Job) -> tuple[Path, Photo]:
            from engine.photo import load

            return path, load(path)

        if not self._lane.busy:
            self._lane.start(work, "")

    def _show_result(self, found: tuple[Path, Photo] | None) -> None:
        """The folder's result was read, or cannot be."""
        if self._review is None:
            return
        if found is not None and found[0] != self._review.target:  # another photo was opened meanwhile
            self._read_result(self._review.target)
            return
        self.companion.show_result(found[1] if found is not None else None)
        self._refresh()

    def _mark(self, opening: Opening) -> None:
        """Show what the run found or was given; until a person changes it, it is no work of theirs."""
        if opening.search is not None:
            self._finds.look_for(opening.search)
        elif self._review is not None:
            self._masks.load_by(_reader(opening, self._review.plan))
        if self._jobs.busy:
            self._jobs.ended.connect(self._marked)

    def _marked(self) -> None:
        self._jobs.ended.disconnect(self._marked)
        QTimer.singleShot(0, self, self._accept_unless_changed)  # once the answer is laid in

    def _accept_unless_changed(self) -> None:
        if self._review is not None and not self.repaired:
            self._session.accept()
            self._refresh()

    # What is decided

    @property
    def repaired(self) -> bool:
        """The person has repaired the photo, other than the run did."""
        document = self._session.document
        return document is not None and document.history.photo_state != self._start

    def keep(self) -> None:
        """The result of the run stays.  Asks first where a repair of one's own would be lost."""
        review = self._review
        if review is None or self._jobs.busy:
            return
        self._decision = None
        if not self.repaired:
            self._session.accept()

        def note(_: Job) -> None:
            from engine.batch import Decision, note_decision

            note_decision(review.plan, review.one.item, Decision.KEPT)

        self._files.leave(lambda: self._settle(note, "KEPT"))

    def leave(self) -> None:
        """The photo as it was takes the place of the result."""
        review, seen = self._review, self._seen
        if review is None or self._jobs.busy:
            return
        self._decision = None
        if not self.repaired:
            self._session.accept()

        def work(_: Job) -> None:
            from engine.batch import leave_as_it_was

            leave_as_it_was(review.plan, review.one.item, seen=seen)

        self._files.leave(lambda: self._settle(work, "AS_IT_WAS"))

    def save(self) -> None:
        """Write the person's own repair to the place of the result, and go on."""
        if self._review is not None:
            self._files.save(self._go_on)

    def _settle(self, work: Callable[[Job], None], decision: str) -> None:
        """Carry out a decision that needs nothing of the document, and go on."""
        if self._decision is not None and self.repaired:  # saved when it was asked whether to
            self._go_on()
            return

        def done(_: object) -> None:
            from engine.batch import Decision

            self._decide(Decision[decision])
            self._session.accept()
            self._go_on()

        self._jobs.start(work, translate("Review", "Noting the decision"), done=done, failed=self._failed)

    def _failed(self, error: LacunaError) -> None:
        self._seen = _stamp(self._review.target) if self._review else None
        self._messages.fail(error, WayOut(translate("Review", "Save as…"), self._files.save_as))

    def _write(self, photo: Photo, _: Path) -> tuple[str, ...]:
        """Called in a job by whoever saves the document."""
        from engine.batch import Decision, deliver

        review, document = self._review, self._session.document
        assert review is not None and document is not None
        return deliver(
            review.plan,
            review.one.item,
            photo,
            Decision.REPAIRED,
            seen=self._seen,
            mask=document.repaired,
        )

    def _delivered(self) -> None:
        from engine.batch import Decision

        if self._review is not None:
            self._decide(Decision.REPAIRED)

    def _decide(self, decision: Decision) -> None:
        from engine.batch import decided

        review = self._review
        assert review is not None
        self._decision, self._seen = decision, _stamp(review.target)
        self._review = Review(decided(review.one, decision), review.plan)
        self.decided.emit(self._review.one)
        self._refresh()

    def _go_on(self) -> None:
        """To the next photo of the list; after the last one the review ends."""
        review = self._review
        if review is None:
            return
        opening = self.following(review.one.item.name)
        if opening is not None:
            self.open(opening)
        else:
            self.end()
            self.finished.emit()

    def end(self) -> None:
        """Back to the one view; also where another photo is opened."""
        if self._review is None:
            return
        self._review = None
        self._files.deliver_to(None, None)
        self._canvas.scene.beside = False
        self.companion.show_document(None)
        self.bar.hide()
        self.companion.hide()
        self._canvas.update()

    # What is shown

    def _refresh(self) -> None:
        review = self._review
        if review is None:
            return
        bar, one, repaired, free = self.bar, review.one, self.repaired, not self._jobs.busy
        bar.title.setText(one.item.name)
        bar.reason.setText(about(one))
        filled = one.method is not None
        bar.keep.setText(
            translate("Review", "Keep the folder's result")
            if filled
            else translate("Review", "Leave as it was")
        )
        bar.keep.setVisible(not one.decision)
        bar.leave.setVisible(filled)
        document = self._session.document
        marked = document is not None and not document.mask_bounds.empty
        bar.repair.setVisible(not repaired or marked)
        bar.repair.setEnabled(free and marked)
        bar.save.setVisible(repaired and self._session.edited)
        for button in (bar.keep, bar.leave, bar.save, bar.skip):
            button.setEnabled(free)
        bar.left.setText(
            translate("Review", "Original: click a find to leave it or to repair it")
            if self._finds.marks is not None
            else translate("Review", "Original")
        )
        bar.right.setText(_right(one, own=repaired))


def _reader(opening: Opening, plan: Plan) -> Callable[[Photo], ReadMask]:
    """Reads the mask that the run was given for a photo."""

    def read(photo: Photo) -> ReadMask:
        from engine.batch import MaskFolder, OneMask, mask_for_sizes
        from engine.photo.mask_file import read

        size = photo.width, photo.height
        if isinstance(plan.masks, OneMask):
            return mask_for_sizes(plan.masks)(size)
        assert isinstance(plan.masks, MaskFolder) and opening.mask is not None
        return read(opening.mask, size, plan.masks.reading, photo)

    return read


def _right(one: Outcome, *, own: bool) -> str:
    """What the view on the right shows.  own: a repair of the person's."""
    if own:
        return translate("Review", "Your repair")
    if one.decision:
        return translate("Review", "Result, as it was decided")
    if one.method is not None:
        return translate("Review", "Result of the folder run")
    return translate("Review", "Result of the folder run: the photo as it was")


def _stamp(path: Path) -> Any:
    from engine.batch.journal import stamp_of

    return stamp_of(path)
