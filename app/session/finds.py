"""Finding damage: the verbs Find and Find and repair, and the finds as objects until they are repaired."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.document import mask_commands
from app.document.document import Document
from app.document.edit import Change
from app.document.find_marks import FindMarks
from app.document.mask_pyramid import MaskLevels
from app.document.prepared import PreparedChange
from app.errors.messages import Messages, WayOut
from app.jobs.lane import Lane
from app.session.document_jobs import DocumentJobs
from app.session.find_selection import FindSelection, MarkedFinds, levels_of, looked_up, marked
from app.session.repairs import Repairs
from app.session.session import Session
from app.settings.settings import Settings
from app.text import translate
from engine.job import Job

if TYPE_CHECKING:  # brings OpenCV, for which the window does not wait
    from engine.detection.result import Detection

CACHED_DETECTIONS = 2  # After undo of a repair the finds before it are back without another search.
LOOK_CLOSER_STEP = 0.15  # "Look closer" raises the sensitivity by this.
SEARCH_TIME_SHARE = 0.9  # Of the time of finding; the rest is spent on telling the finds apart.


@dataclass(frozen=True)
class FindsRecord:
    """A search whose finds are marked in the mask, in the states of the document made from this one."""

    state: int  # of the history, just after
    photo: int  # state of the photo that was searched
    wanted: FindSelection


@dataclass(frozen=True)
class _Answer:
    """Finds worked out beside the document."""

    found: MarkedFinds
    levels: MaskLevels | None  # of their mask, to preview it; None where it is the document's
    record: FindsRecord
    wanted: FindSelection
    state: int  # of the history, when the mask was taken


class Finds(QObject):
    """What is found goes into the document's mask at once, so that undo, brush and eraser work on it."""

    began = Signal()  # looking for damage
    shown = Signal(object)  # FindMarks, or None
    touched = Signal(list)  # boxes where those marks look different now
    previewed = Signal(object)  # levels of the mask as it would be; None: as it is
    settled = Signal()  # the document's mask is what was previewed
    changed = Signal()  # what the panel says

    def __init__(
        self,
        session: Session,
        jobs: DocumentJobs,
        *,
        repairs: Repairs,
        settings: Settings,
        messages: Messages,
    ) -> None:
        super().__init__(session)
        self._session, self._jobs, self._repairs = session, jobs, repairs
        self._settings, self._messages = settings, messages
        self._lane = Lane(self)
        self._wanted = FindSelection()
        self._cache: OrderedDict[tuple[int, str], Detection] = OrderedDict()
        self._records: list[FindsRecord] = []
        self._record: FindsRecord | None = None  # whose finds are shown
        self._marks: FindMarks | None = None  # of the finds as they stand in the document
        self._pending: _Answer | None = None  # previewed, and not in the document yet
        self._held = False
        self._follows = False  # once the event loop runs again
        self._laying = False  # a step of its own is being laid in
        repairs.found = lambda: self._marks if self._marks and self._marks.chosen else None
        self._lane.finished.connect(self._took)
        self._lane.failed.connect(messages.fail)
        session.opened.connect(self._forget)
        session.changed.connect(self._follow_change)
        session.busy_changed.connect(self._follow_work)

    def close(self) -> None:
        """End the thread."""
        self._lane.close()

    # What is looked for

    @property
    def wanted(self) -> FindSelection:
        return self._wanted

    @property
    def marks(self) -> FindMarks | None:
        """The finds that are shown, None where none were looked for."""
        return self._pending.found.marks if self._pending else self._marks

    @property
    def busy(self) -> bool:
        """Finds are being worked out, or are shown that the document does not have yet."""
        return self._lane.busy or self._follows or self._pending is not None or self._held

    def set_sensitivity(self, sensitivity: float) -> None:
        """0 finds nothing, 1 everything; what is shown follows."""
        self._want(self._wanted.with_(sensitivity=sensitivity))

    def set_kinds(self, kinds: tuple[str, ...]) -> None:
        """Ids of the detector's kinds; none is anything."""
        self._want(self._wanted.with_(kinds=kinds))

    def set_detector(self, detector: str) -> None:
        """Another one looks again where finds are shown."""
        again = self._record is not None and detector != self._wanted.detector
        self._wanted = self._wanted.with_(detector=detector)
        self.changed.emit()
        if again:
            self.find()

    def hold(self, held: bool) -> None:
        """The slider is held: what it finds is previewed until it is let go."""
        self._held = held
        self._follow()

    def _want(self, wanted: FindSelection) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed.emit()
            self._follow()

    # The verbs

    @property
    def can_find(self) -> bool:
        return self._session.editable

    def find(self) -> None:
        """Look for damage, or at what was found before, and mark what is sure."""
        self._look(repair=False)

    def look_for(self, wanted: FindSelection) -> None:
        """Find with other settings in a photo that was just opened, beside what was said of it."""
        self._wanted = wanted.in_photo(has_infrared=self._session.has_infrared)
        self.changed.emit()
        self._look(repair=False, clear=False)

    def find_and_repair(self) -> None:
        """Fill what is found; what is shown already is not looked for again."""
        document = self._session.document
        if document is None or not self.can_find:
            return
        if self._marks is None or not self._marks.finds.found:
            self._look(repair=True)
        elif document.mask_bounds.empty:
            self._say_none_chosen(self._marks)
        else:
            self._repair()

    def toggle(self, number: int) -> None:
        """Drop a find that would be repaired, or pick another: one step."""
        document, marks = self._session.document, self._marks
        if document is None or marks is None or not self.can_find or self._pending is not None:
            return
        box, plane = marks.plane(number)
        if marks.inside[number]:
            with document.edit("Drop a find") as edit:
                edit.erase(box, plane)
        else:
            with document.edit("Pick a find") as edit:
                edit.paint(box, plane)

    def _look(self, *, repair: bool, clear: bool = True) -> None:
        document = self._session.document
        if document is None or not self.can_find:
            return
        if clear:
            self._messages.clear()
        self._drop_preview()
        snapshot, wanted, before = document.snapshot(), self._wanted, self._marks
        key = document.history.photo_state, wanted.detector
        known, device = self._cache.get(key), self._settings.device

        def work(job: Job) -> tuple[Detection, MarkedFinds, PreparedChange]:
            from engine.detection.run import detect

            part = job.part(0.0, SEARCH_TIME_SHARE)
            detection = known or detect(snapshot.photo, wanted.detector, device=device, job=part)
            found = marked(snapshot, detection, wanted, before, anew=True)
            job.step(SEARCH_TIME_SHARE)
            return detection, found, document.plan(mask_commands.replace(found.mask, "Find damage"))(job)

        def done(result: tuple[Detection, MarkedFinds, PreparedChange]) -> None:
            detection, found, ready = result
            self._keep(key, detection)
            self._carry_out(document, ready, found=found, wanted=wanted)
            self._tell(found.marks, repair=repair)

        if self._jobs.start(work, translate("Find", "Looking for damage"), done=done):
            self.began.emit()

    def _tell(self, marks: FindMarks, *, repair: bool) -> None:
        """After looking: that there is nothing, or go on."""
        if not marks.finds.found:
            closer = WayOut(translate("Find", "Look closer"), self._look_closer)
            ways = [closer] if self._wanted.sensitivity < 1 else []
            self._messages.info(
                translate("Find", "Nothing found"),
                translate("Find", "The photo is as it was. What should go can also be painted over."),
                *ways,
            )
        elif not marks.chosen:
            self._say_none_chosen(marks)
        elif repair:
            self._repair()

    def _say_none_chosen(self, marks: FindMarks) -> None:
        title, ways = translate("Find", "Nothing is left to repair"), []
        if marks.unsure:
            title = translate("Find", "Nothing sure was found")
            ways = [WayOut(translate("Find", "Pick all"), self._pick_all)]
        advice = translate("Find", "What is outlined with dashes is repaired once you click it.")
        self._messages.info(title, advice, *ways)

    def _pick_all(self) -> None:
        """Take every find in that is shown."""
        document, marks = self._session.document, self._marks
        if document is None or marks is None or not self.can_find:
            return

        def work(job: Job) -> PreparedChange:
            every = marks.areas.mask(picked={find.number for find in marks.finds.found})
            command = mask_commands.add(every, "Pick a find")
            return document.plan(command)(job)

        self._jobs.start(work, translate("Find", "Marking the finds"), done=document.carry_out)

    def _look_closer(self) -> None:
        closer = min(1.0, self._wanted.sensitivity + LOOK_CLOSER_STEP)
        self._wanted = self._wanted.with_(sensitivity=round(closer, 2))
        self.changed.emit()
        self.find()

    def _repair(self) -> None:
        """Fill what is marked; asked first where that is much of the photo."""
        from engine.repair.blind import MAX_PLAUSIBLE_SHARE

        marks = self._marks
        if marks is not None and marks.share > MAX_PLAUSIBLE_SHARE:
            title = translate("Find", "{percent} % of the photo looks damaged")
            self._messages.warn(
                title.format(percent=round(marks.share * 100)),
                translate("Find", "That is much. Look at what is marked before it is filled."),
                WayOut(translate("Find", "Repair all the same"), self._repairs.run),
            )
        else:
            self._repairs.run()

    # What is shown

    def _current(self, document: Document) -> FindsRecord | None:
        """The newest search that holds in the document's state and that nothing was repaired after."""
        history = document.history
        for record in reversed(self._records):
            is_cached = (record.photo, record.wanted.detector) in self._cache
            if is_cached and record.photo == history.photo_state and history.holds(record.state):
                return record
        return None

    def _follow_change(self, change: Change) -> None:
        if change.history:
            self._follow()

    def _follow_work(self, busy: bool) -> None:
        if not busy:
            self._follows = True
            QTimer.singleShot(0, self, self._follow)  # once the answer of what ended is laid in

    def _follow(self) -> None:
        """After a change of the document or of what is wanted: bring what is shown in line with it."""
        self._follows = False
        document = self._session.document
        if document is None or document.editing or self._laying:
            return
        record = self._current(document)
        if record != self._record:
            self._show_record(record)
        if record is None or self._session.busy:
            return
        pending = self._pending
        if pending and (pending.state != document.history.state or self._wanted == record.wanted):
            self._drop_preview()
            pending = None
        if self._marks is None or self._wanted != (pending or record).wanted:
            self._work_out(document, record)
        elif pending is None:
            self.touched.emit(self._marks.set_inside(self._marks.within(document.mask)))
            self.changed.emit()
        elif not self._held:
            self._settle(document, pending)

    def _show_record(self, record: FindsRecord | None) -> None:
        """Another search is the current one, by undo for instance, or none is."""
        self._drop_preview()
        self._record = record
        if record is not None:
            self._wanted = record.wanted
        self._show(None)

    def _show(self, marks: FindMarks | None) -> None:
        self._marks = marks
        self.shown.emit(marks)
        self.changed.emit()

    def _drop_preview(self) -> None:
        if self._pending is not None:
            self._pending = None
            self.previewed.emit(None)
            self._show(self._marks)

    def _work_out(self, document: Document, record: FindsRecord) -> None:
        """The finds of a detection, off the GUI thread; while one answer is on its way the next one waits."""
        if self._lane.busy:
            return
        detection = self._cache[record.photo, record.wanted.detector]
        snapshot, wanted, marks = document.snapshot(), self._wanted, self._marks
        state = document.history.state

        def work(_: Job) -> _Answer:
            if marks is None:
                known = looked_up(snapshot, detection, record.wanted)
                return _Answer(known, None, record, wanted, state)
            found = marked(snapshot, detection, wanted, marks, anew=False)
            return _Answer(found, levels_of(found.mask), record, wanted, state)

        self._lane.start(work, "")

    def _took(self, answer: _Answer) -> None:
        """An answer; it is dropped where the document has changed meanwhile."""
        document = self._session.document
        fits = document is not None and answer.state == document.history.state
        if fits and answer.record == self._record:
            if answer.levels is None:
                self._show(answer.found.marks)
            elif self._marks is not None:
                self._pending = answer
                self.previewed.emit(answer.levels)
                self.shown.emit(answer.found.marks)
                self.changed.emit()
        self._follow()

    def _settle(self, document: Document, answer: _Answer) -> None:
        """What is previewed becomes a step."""
        work = document.plan(mask_commands.replace(answer.found.mask, "Find damage"))

        def done(ready: PreparedChange) -> None:
            self._carry_out(document, ready, found=answer.found, wanted=answer.wanted)

        self._jobs.start(work, translate("Find", "Marking the finds"), done=done)

    def _carry_out(
        self, document: Document, ready: PreparedChange, *, found: MarkedFinds, wanted: FindSelection
    ) -> None:
        self._laying = True
        try:
            document.carry_out(ready)
        finally:
            self._laying = False
        history = document.history
        self._record = FindsRecord(history.state, history.photo_state, wanted)
        self._records.append(self._record)
        if self._pending is not None:
            self._pending = None
            self.settled.emit()
        self._show(found.marks)
        self._follow()

    def _keep(self, key: tuple[int, str], detection: Detection) -> None:
        self._cache[key] = detection
        self._cache.move_to_end(key)
        while len(self._cache) > CACHED_DETECTIONS:
            self._cache.popitem(last=False)

    def _forget(self) -> None:
        """Another photo."""
        self._cache.clear()
        self._records.clear()
        self._pending = self._record = None
        self._wanted = self._wanted.in_photo(has_infrared=self._session.has_infrared)
        self._show(None)
