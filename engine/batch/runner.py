"""Runs a plan: sends photos through a pipeline that reads, repairs and writes, and reports each change."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.batch.delivery import Delivery
from engine.batch.journal import Journal, stamp_of
from engine.batch.listing import Item, listing, placed
from engine.batch.masks import OneMask, mask_for_sizes
from engine.batch.outcome import FATAL_ERRORS, KEPT_NOTE, Event, Outcome, Progress, State, Summary
from engine.batch.photo_task import PhotoTask, RunContext, outcome
from engine.batch.pipeline import Pipeline
from engine.batch.plan import Plan, check
from engine.batch.rate_estimate import RateEstimate
from engine.batch.records import JournalContent, differences, read
from engine.batch.review import Decisions
from engine.batch.tidy import tidy
from engine.errors import (
    ClusterError,
    FolderGone,
    LacunaError,
    NoPhotos,
    PhotoNotSaved,
)
from engine.job import Cancelled, Job
from engine.system.atomic import reason
from engine.system.failure import readable
from engine.text import NO_TEXT, Text, because

if TYPE_CHECKING:
    from engine.batch.cluster import Cluster

# `run` returns after this time from a cancel, even if some threads have not noticed it yet.
CANCEL_TIMEOUT_S = 0.6
# How often a run checks whether the person cancelled or paused.
POLL_INTERVAL_S = 0.05
# The time between two reports of one photo's progress.
REPORT_INTERVAL_S = 0.1
Report = Callable[[Event], None]


class Pause:
    """Pauses a run, from any thread; running photos stop where they are."""

    def __init__(self) -> None:
        self._going = threading.Event()
        self._going.set()

    @property
    def paused(self) -> bool:
        return not self._going.is_set()

    def pause(self) -> None:
        self._going.clear()

    def go_on(self) -> None:
        self._going.set()

    def wait(self, seconds: float) -> None:
        """Wait until the run is resumed, at most `seconds`."""
        self._going.wait(seconds)


@dataclass(frozen=True)
class Earlier:
    """An earlier run between the same folders.

    done: photos that it repaired.  differs: settings that have changed since; if any, it cannot be resumed.
    """

    done: int
    differs: tuple[str, ...] = ()


def earlier(plan: Plan) -> Earlier | None:
    """The last run between these folders, None where none is known.  Raises JournalUnreadable."""
    content = read(plan)
    done = sum(record.now for record in content.records.values()) if content else 0
    return Earlier(done, differences(content.settings, plan.settings)) if content and done else None


def run(
    plan: Plan,
    *,
    resume: bool = False,
    job: Job | None = None,
    pause: Pause | None = None,
    report: Report | None = None,
    scheduler: str = "",
    leave: Collection[str] = (),
) -> Summary:
    """Carry out a plan until it is done, the person stops it, or the next photo would fail too.

    It ends early (Summary.stopped) on a full disk, a folder that is gone, or damaged weights. resume: skip
    photos that an earlier run with the same settings did and that are unchanged; photos that failed are tried
    again.  Otherwise all are done anew, and unchanged results of earlier runs are replaced. report: called in
    this thread, once for every photo at first, and then for each change. scheduler: the address of a dask
    scheduler, whose workers see the same folders and repair the photos, as many at a time as they have
    threads; a pause then holds back only those that are not sent yet. leave: names of photos that are not
    repaired. Cancel by job.cancel(); `run` returns within a second, and its threads end as soon as they
    can. Raises what `check` raises, NoPhotos, BatchBusy, SettingsDiffer, JournalUnreadable, FolderClosed
    or DiskFull (the journal), PhotoNotSaved (the output folder), and Cancelled while it still lists
    photos; with a scheduler also ClusterMissing and ClusterError.
    """
    check(plan, elsewhere=bool(scheduler))
    job = job or Job()
    found = listing(plan, job)
    if not found.photos:
        raise NoPhotos(str(plan.photos))
    with contextlib.ExitStack() as stack:
        cluster = _cluster(plan, scheduler, job) if scheduler else None
        if cluster is not None:
            stack.callback(cluster.close)
        try:
            plan.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PhotoNotSaved(because(plan.out, reason(error))) from error
        journal = Journal(plan, resume=resume, job=job)
        tidy()
        try:
            items = placed(plan, found.photos, JournalContent(plan.settings, journal.records))
            items = tuple(item for item in items if item.name not in leave)
            prepared = _Run(plan, journal, items, job, pause or Pause(), report or _ignore, cluster)
        except BaseException:
            journal.close()
            raise
        return replace(prepared.carry_out(), passed_over=found.passed_over)


def _cluster(plan: Plan, scheduler: str, job: Job) -> Cluster:
    from engine.batch.cluster import Cluster

    return Cluster(plan, scheduler, job)


def _ignore(event: Event) -> None:
    """Does nothing: the default for `report`."""


class _PhotoJob(Job):
    """The job of one photo: is cancelled with the run, and waits while the run is paused."""

    def __init__(
        self, pause: Pause, stopping: Callable[[], bool], report: Callable[[float, str], None]
    ) -> None:
        super().__init__(report)
        self._pause = pause
        self._stopping = stopping

    def step(self, fraction: float, note: Text = NO_TEXT) -> None:
        while self._pause.paused and not self._stopping():
            self._pause.wait(POLL_INTERVAL_S)
        if self._stopping():
            self.cancel()
        super().step(fraction, note)


@dataclass(frozen=True)
class _Step:
    """The progress of a running photo."""

    item: Item
    fraction: float


@dataclass(frozen=True)
class _End:
    """The end of a photo's task, with its error or None."""

    task: PhotoTask
    error: BaseException | None


class _Run:
    def __init__(
        self,
        plan: Plan,
        journal: Journal,
        items: tuple[Item, ...],
        job: Job,
        pause: Pause,
        report: Report,
        cluster: Cluster | None,
    ) -> None:
        self._plan = plan
        self._journal, self._decisions = journal, Decisions(plan)
        self._job = job
        self._pause = pause
        self._report = report
        self._outcomes = {item.name: self._first(item) for item in items}
        self._counts = Counter[str]()
        for one in self._outcomes.values():
            self._count(one, 1)
        waiting = [one.item for one in self._outcomes.values() if not one.ended]
        self._waiting = iter(waiting)
        self._rate = RateEstimate(sum(item.size for item in waiting), len(waiting))
        mask_for = mask_for_sizes(plan.masks) if isinstance(plan.masks, OneMask) else None
        self._context = RunContext(plan, journal, Delivery(plan, journal), mask_for)
        self._news: queue.SimpleQueue[_Step | _End] = queue.SimpleQueue()
        self._cluster = cluster
        if cluster is not None:
            cluster.begin(self._context, self._through)
        self._over = threading.Event()  # Set when no more photos are started, for any reason.
        self._paused = False
        self._stopped: LacunaError | None = None

    def carry_out(self) -> Summary:
        started = time.monotonic()
        stages = [(PhotoTask.read, 1), (PhotoTask.fill, self._plan.at_a_time), (PhotoTask.write, 1)]
        pipeline = self._cluster or Pipeline(stages, self._through)
        try:
            for one in tuple(self._outcomes.values()):
                self._tell(one)
            self._watch(pipeline)
        finally:
            self._over.set()
            pipeline.close()
            if pipeline.join(CANCEL_TIMEOUT_S):
                self._journal.close()
            else:
                self._journal.clean()
                threading.Thread(target=self._wind_down, args=(pipeline,), name="batch-end").start()
        self._settle()
        outcomes = tuple(self._outcomes.values())
        return Summary(
            plan=self._plan,
            outcomes=outcomes,
            folder=self._journal.folder,
            seconds=time.monotonic() - started,
            cancelled=self._stopped is None and not all(one.ended for one in outcomes),
            stopped=self._stopped,
        )

    def _through(self, task: PhotoTask, error: BaseException | None) -> None:
        self._news.put(_End(task, error))

    @property
    def _room(self) -> int:
        return self._cluster.room if self._cluster else self._plan.at_a_time + 2

    def _first(self, item: Item) -> Outcome:
        """The outcome of a photo before the run: failed, done by an earlier run, or queued."""
        if item.problem is not None:
            return Outcome(item=item, state=State.FAILED, error=item.problem)
        record = self._journal.of(item.name)
        if record is None or not os.path.lexists(self._plan.out / record.target):
            return Outcome(item=item)
        same = record.source == item.stamp and (item.mask is None or record.mask == stamp_of(item.mask))
        if not same:
            return Outcome(item=item)
        one = outcome(item, record, earlier=True)
        if (decided := self._decisions.applied(one)) is not None:
            return decided
        kept = self._journal.owns(self._plan.out / record.target) is None
        return replace(one, notes=(*one.notes, KEPT_NOTE)) if kept else one

    def _stopping(self) -> bool:
        return self._over.is_set() or self._job.cancelled

    def _watch(self, pipeline: Pipeline[PhotoTask] | Cluster) -> None:
        """Keep the pipeline filled and handle its news until all photos have ended or the run is stopped."""
        in_pipeline, more, reported_at = 0, True, 0.0
        while not self._stopping():
            self._heed_pause()
            while more and in_pipeline < self._room and not self._pause.paused:
                item = next(self._waiting, None)
                more = item is not None
                if item is not None:
                    pipeline.put(self._task(item))
                    in_pipeline += 1
                    self._change(replace(self._outcomes[item.name], state=State.RUNNING))
            if not (in_pipeline or more):
                return
            try:
                news = self._news.get(timeout=POLL_INTERVAL_S)
            except queue.Empty:
                if time.monotonic() - reported_at >= 1:
                    reported_at = time.monotonic()
                    self._tell(None)
                continue
            in_pipeline -= isinstance(news, _End)
            self._hear(news)

    def _heed_pause(self) -> None:
        if self._pause.paused == self._paused:
            return
        self._paused = not self._paused
        if self._paused:
            self._rate.pause()
        else:
            self._rate.resume()
        self._tell(None)

    def _task(self, item: Item) -> PhotoTask:
        reported_at = 0.0

        def report(fraction: float, _: str) -> None:
            nonlocal reported_at
            now = time.monotonic()
            if now - reported_at >= REPORT_INTERVAL_S:
                reported_at = now
                self._news.put(_Step(item, fraction))

        return PhotoTask(item, self._context, _PhotoJob(self._pause, self._stopping, report))

    def _hear(self, news: _Step | _End) -> None:
        if isinstance(news, _Step):
            self._rate.running(news.item.name, news.item.size, news.fraction)
            self._change(replace(self._outcomes[news.item.name], fraction=news.fraction))
            return
        item = news.task.item
        if isinstance(news.error, (Cancelled, ClusterError)):
            self._rate.waiting(item.name)
            self._change(Outcome(item=item))
            if isinstance(news.error, ClusterError):
                self._stop(news.error)
            return
        self._rate.ended(item.name, item.size)
        record = self._journal.of(item.name)
        if news.error is None and record is not None:
            self._change(outcome(item, record, earlier=False))
            return
        assert news.error is not None
        error = readable(news.error)
        self._change(Outcome(item=item, state=State.FAILED, error=error))
        fatal = self._fatal(error)
        if fatal is not None:
            self._stop(fatal)

    def _stop(self, error: LacunaError) -> None:
        self._stopped = self._stopped or error
        self._over.set()

    def _fatal(self, error: LacunaError) -> LacunaError | None:
        """The error that ends the run because the next photo would fail too; else None."""
        if isinstance(error, FATAL_ERRORS):
            return error
        for folder in (self._plan.photos, self._plan.out):
            if not folder.is_dir():
                return FolderGone(str(folder))
        return None

    def _settle(self) -> None:
        """Handle photos that ended after the run was over; all other running photos count as waiting."""
        while not self._news.empty():
            news = self._news.get()
            if isinstance(news, _End) and news.error is None:
                self._hear(news)
        for one in tuple(self._outcomes.values()):
            if one.state == State.RUNNING:
                self._change(Outcome(item=one.item))

    def _wind_down(self, pipeline: Pipeline[PhotoTask] | Cluster) -> None:
        pipeline.join()
        self._journal.close()

    def _change(self, one: Outcome) -> None:
        self._count(self._outcomes[one.item.name], -1)
        self._count(one, 1)
        self._outcomes[one.item.name] = one
        self._tell(one)

    def _count(self, one: Outcome, by: int) -> None:
        self._counts["ended"] += by * one.ended
        self._counts["failed"] += by * (one.state == State.FAILED)
        self._counts["review"] += by * bool(one.review)

    def _tell(self, one: Outcome | None) -> None:
        progress = self._progress()
        with contextlib.suppress(Cancelled):
            self._job.step(progress.fraction)
        self._report(Event(one, progress))

    def _progress(self) -> Progress:
        return Progress(
            total=len(self._outcomes),
            ended=self._counts["ended"],
            failed=self._counts["failed"],
            review=self._counts["review"],
            fraction=self._rate.fraction,
            per_minute=self._rate.per_minute,
            seconds_left=self._rate.seconds_left,
            paused=self._paused,
        )
