"""A batch off the GUI thread: what would be done, doing it, and what is written about it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QImage

from app.batch.draft import REPEATED_MARKS, BatchDraft
from app.batch.mask_preview import masked_photo
from app.batch.repeated import look_for_repeated
from app.jobs.lane import Lane
from app.settings.settings import Settings
from app.text import engine_text
from engine.errors import BatchBusy, JournalUnreadable, LacunaError, NoPhotos, PhotoError, TargetTaken
from engine.job import Job

if TYPE_CHECKING:  # brings OpenCV, for which the window does not wait
    from engine.batch import Earlier, Event, Item, Outcome, Pause, Plan, Progress, Summary

# The folder is looked at once the draft stayed the same for so long, not at a path half typed.
DRAFT_SETTLE_MS = 250
JOURNAL_WAIT_S = 60  # The photos of a run that was stopped here may take so long to let go of its journal.
REPORT_INTERVAL_MS = 100  # How often the GUI thread fetches what a run reported.


@dataclass(frozen=True, kw_only=True)
class BatchPreview:
    """What a draft would do.  problem: why it can do nothing.  warning: what else is to be known of it."""

    draft: BatchDraft
    plan: Plan | None = None
    outcomes: tuple[Outcome, ...] = ()
    earlier: Earlier | None = None
    problem: LacunaError | None = None
    warning: LacunaError | None = None
    masked_photo: QImage | None = None  # of the first photo, with the mask that lies on all

    @property
    def ready(self) -> bool:
        """Whether there is anything to be done."""
        to_do = any(not one.ended for one in self.outcomes)
        return self.problem is None and (to_do or self.draft.watches)


class _RunReports:
    """Keeps what a run reports until the GUI thread fetches it: the newest outcome of each photo."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changed: dict[str, Outcome] = {}
        self._progress: Progress | None = None

    def put(self, event: Event) -> None:
        with self._lock:
            if event.outcome is not None:
                self._changed[event.outcome.item.name] = event.outcome
            self._progress = event.progress

    def take(self) -> tuple[list[Outcome], Progress | None]:
        with self._lock:
            changed, self._changed = list(self._changed.values()), {}
            return changed, self._progress


class Batch(QObject):
    """Runs a batch on lanes.

    `looked` follows `look`; `began` is followed by any number of `reported` and one of the three endings.
    After `find_repeated`, `searched` and `found_repeated` take the place of `reported` and `ended`.
    """

    looking = Signal()
    looked = Signal(object)  # BatchPreview
    began = Signal()
    reported = Signal(object, object)  # list of Outcomes that changed, Progress
    searched = Signal(float)  # how far it is, 0 to 1
    found_repeated = Signal(object)  # RepeatedFinds
    ended = Signal(object)  # Summary, of a run that was stopped too
    failed = Signal(object)  # LacunaError: nothing was begun
    stopped = Signal()  # before anything was begun
    written = Signal(object)  # Path of a report or a contact sheet
    not_written = Signal(object)  # LacunaError

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._draft: BatchDraft | None = None  # to be looked at
        self._at = BatchDraft()  # that is looked at
        self._job = Job()  # not the lane's: that drops the summary of what was stopped
        self._pause: Pause | None = None
        self._folders: tuple[Path, Path] | None = None  # of the last run
        self._watches = False
        self._mail = _RunReports()
        self._preview_lane, self._run_lane, self._export_lane = Lane(self), Lane(self), Lane(self)
        self._search_lane = Lane(self)
        self._settle = QTimer(self, singleShot=True)
        self._settle.setInterval(DRAFT_SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self._beat = QTimer(self)
        self._beat.setInterval(REPORT_INTERVAL_MS)
        self._beat.timeout.connect(self._tell)
        self._preview_lane.finished.connect(self._saw)
        self._preview_lane.failed.connect(
            lambda error: self._saw(BatchPreview(draft=self._at, problem=error))
        )
        self._preview_lane.cancelled.connect(self._look)
        self._run_lane.finished.connect(self._finish)
        self._run_lane.failed.connect(lambda error: self._end(self.failed, error))
        self._run_lane.cancelled.connect(lambda: self._end(self.stopped))
        self._search_lane.progressed.connect(lambda fraction, _: self.searched.emit(fraction))
        self._search_lane.finished.connect(self.found_repeated)
        self._search_lane.failed.connect(self.failed)
        self._search_lane.cancelled.connect(self.stopped)
        self._export_lane.finished.connect(self.written)
        self._export_lane.failed.connect(self.not_written)

    @property
    def running(self) -> bool:
        return self._run_lane.busy or self._search_lane.busy

    @property
    def can_pause(self) -> bool:
        return self._run_lane.busy

    @property
    def watching(self) -> bool:
        """What runs goes on until it is stopped."""
        return self._run_lane.busy and self._watches

    @property
    def paused(self) -> bool:
        return self._pause is not None and self._pause.paused

    def look(self, draft: BatchDraft) -> None:
        """See what a draft would do, once it has stayed the same for a moment."""
        self._draft = draft
        self._settle.start()
        self.looking.emit()

    def find_repeated(self, plan: Plan) -> None:
        """See what stays put over the photos of a plan."""
        colour = self._settings.mask_colour
        self._search_lane.start(lambda job: look_for_repeated(plan, colour, job), "")
        self.began.emit()

    def start(self, plan: Plan, *, resume: bool, watches: bool = False) -> None:
        """Carry out a plan that a Look has.  watches: and what appears in its folder, until `stop`."""
        from engine.batch import Pause, run, watch

        job, pause, mail = Job(), Pause(), _RunReports()
        self._job, self._pause, self._mail, self._watches = job, pause, mail, watches
        folders = plan.photos, plan.out
        patience = JOURNAL_WAIT_S if folders == self._folders else 0.0
        self._folders = folders

        def work(_: Job) -> Summary | None:
            until = time.monotonic() + patience
            while True:
                try:
                    if watches:
                        return watch(plan, job=job, report=mail.put)
                    return run(plan, resume=resume, job=job, pause=pause, report=mail.put)
                except BatchBusy:
                    if time.monotonic() > until:
                        raise
                    time.sleep(REPORT_INTERVAL_MS / 1000)

        self._run_lane.start(work, "")
        self._beat.start()
        self.began.emit()

    def pause(self, paused: bool) -> None:
        if self._pause is not None:
            self._pause.pause() if paused else self._pause.go_on()

    def stop(self) -> None:
        """What is done stays done; one of the endings comes within a second."""
        self._job.cancel()
        if self._search_lane.busy:
            self._search_lane.cancel()

    def write_report(self, summary: Summary) -> None:
        """Write the CSV report; `written` follows."""

        def work(_: Job) -> Path:
            from engine.batch import table

            path = summary.folder / "report.csv"
            table(summary, path)
            return path

        self._write(work)

    def write_sheet(self, summary: Summary) -> None:
        """Write the contact sheet; `written` follows."""

        def work(_: Job) -> Path:
            from engine.batch import sheet

            return sheet(summary, engine_text)

        self._write(work)

    def close(self) -> None:
        """Stop everything and wait for it."""
        for timer in (self._settle, self._beat):
            timer.stop()
        self._draft = None
        self._job.cancel()
        for lane in (self._preview_lane, self._run_lane, self._search_lane, self._export_lane):
            lane.close()

    def _write(self, work: Callable[[Job], Path]) -> None:
        if not self._export_lane.busy:
            self._export_lane.start(work, "")

    def _look(self) -> None:
        """At the newest draft; what is looked at for an older one is dropped first."""
        if self._preview_lane.busy:
            self._preview_lane.cancel()
        elif self._draft is not None and not self._settle.isActive():
            draft = self._at = self._draft
            device, colour = self._settings.device, self._settings.mask_colour
            self._draft = None
            self._preview_lane.start(lambda job: _seen(draft, device, colour, job), "")

    def _saw(self, look: BatchPreview) -> None:
        if self._draft is None:
            self.looked.emit(look)
        else:
            self._look()

    def _tell(self) -> None:
        changed, progress = self._mail.take()
        if progress is not None:
            self.reported.emit(changed, progress)

    def _finish(self, summary: Summary | None) -> None:
        if summary is None:  # a watch to which no photo came
            self._end(self.stopped)
        else:  # that a watch is stopped is its only end
            self._end(self.ended, replace(summary, cancelled=False) if self._watches else summary)

    def _end(self, ending: SignalInstance, *result: object) -> None:
        self._beat.stop()
        self._tell()
        self._pause = None
        ending.emit(*result)


def picture(plan: Plan, one: Outcome) -> Path:
    """Where before, mask and after of a photo lie side by side; it may be missing."""
    from engine.batch import place, strip_of

    return strip_of(place(plan), one.item.name)


def _seen(draft: BatchDraft, device: str, colour: str, job: Job) -> BatchPreview:
    from engine.batch import check, files

    plan = draft.plan(device)
    try:
        check(plan)
        items = files(plan, job)
        if not items and not draft.watches:
            raise NoPhotos(str(plan.photos))
    except LacunaError as error:
        return BatchPreview(draft=draft, plan=plan, problem=error)
    earlier, warning = _earlier(_comparable(plan, draft))
    return BatchPreview(
        draft=draft,
        plan=plan,
        outcomes=_before(plan, items, job),
        earlier=earlier,
        warning=warning,
        masked_photo=_first(items, plan, colour),
    )


def _comparable(plan: Plan, draft: BatchDraft) -> Plan:
    """The plan with settings that can be compared with those of an earlier run: with some mark, whatever the
    marks will be.
    """
    from engine.detection.repeated import RepeatedMark

    is_repeated = draft.damage == REPEATED_MARKS
    return replace(plan, repeated=(RepeatedMark((0, 0, 1), 0, ()),)) if is_repeated else plan


def _first(items: tuple[Item, ...], plan: Plan, colour: str) -> QImage | None:
    from engine.batch import OneMask

    first = next((item.source for item in items if item.problem is None), None)
    return masked_photo(first, plan.masks, colour) if first and isinstance(plan.masks, OneMask) else None


def _earlier(plan: Plan) -> tuple[Earlier | None, LacunaError | None]:
    from engine.batch import earlier

    try:
        return earlier(plan), None
    except JournalUnreadable as error:
        return None, error


def _before(plan: Plan, items: tuple[Item, ...], job: Job) -> tuple[Outcome, ...]:
    """How the photos stand before they are begun: what is sure to fail has failed."""
    from engine.batch import Outcome, State

    ours = _results(plan)
    before = []
    for item in items:
        job.step(0.0)
        problem = item.problem or _problem(item, ours)
        before.append(Outcome(item=item, state=State.FAILED if problem else State.QUEUED, error=problem))
    return tuple(before)


def _results(plan: Plan) -> frozenset[Path]:
    """Where earlier runs between these folders put something."""
    from engine.batch.records import read

    try:
        journal = read(plan)
    except JournalUnreadable:
        return frozenset()
    return frozenset(plan.out / target for target in journal.records) if journal else frozenset()


def _problem(item: Item, ours: frozenset[Path]) -> LacunaError | None:
    from engine.photo import recognise

    if item.target is not None and os.path.lexists(item.target) and item.target not in ours:
        return TargetTaken(str(item.target))
    try:
        recognise(item.source)
    except PhotoError as error:
        return error
    return None
