"""One training at a time: started, watched, paused, judged, kept.  It outlives the window that shows it.

The training is a process of its own; all that must survive the program stands in its folder.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.command import Command, CommandFailed
from app.jobs.lane import Lane
from app.settings.settings import Settings
from app.teach.acceptance import Verdict, read
from app.teach.curves import Curves
from app.teach.phase import PhaseClock
from engine.errors import FileNotSaved, LacunaError
from engine.job import Job
from engine.system.atomic import reason, replacing
from engine.system.filelock import locked
from engine.system.paths import state_folder
from engine.text import Text

if TYPE_CHECKING:
    from trainer.corruption.teachable import Lesson

RECORD_FILE_NAME = "lesson.json"
PAUSE_REQUEST, STOP_REQUEST = "pause", ""  # The text of the file that ends a training.
TICK_INTERVAL_MS = 1000  # Between two looks at the clock, where nothing is reported meanwhile.
CLOSE_WAIT_MS = 4000  # A training may take so long to save itself when the program is closed.


class State(StrEnum):
    IDLE = "idle"
    LEARNING = "learning"
    PAUSING = "pausing"
    STOPPING = "stopping"
    PAUSED = "paused"
    JUDGING = "judging"
    JUDGED = "judged"
    ELSEWHERE = "elsewhere"  # another window of Lacuna has it


AFTER_LEARNING = frozenset({State.PAUSING, State.STOPPING, State.JUDGING})
AT_WORK = AFTER_LEARNING | {State.LEARNING}


@dataclass(frozen=True, kw_only=True)
class TrainingRecord:
    """What is being taught.  lesson: as the training reads it.  learnt: its training is over."""

    lesson: str
    words: Text
    photos: str
    minutes: float
    learnt: bool = False


class Teaching(QObject):
    """`load` finds what an earlier session left."""

    changed = Signal()  # the state
    curves_changed = Signal()
    ticked = Signal()  # Time goes by while a process runs.
    kept = Signal(str, str)  # id and title of a method that is now in the catalog
    discarded = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.state = State.IDLE
        self.record: TrainingRecord | None = None
        self.curves = Curves()
        self.verdict: Verdict | None = None
        self.error: LacunaError | None = None  # why it stands where it does
        self.phase = PhaseClock()  # Of the training, and then of what follows it.
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_INTERVAL_MS)
        self._clock.timeout.connect(self.ticked)
        self._folder = state_folder() / "teaching"
        self._lock: BinaryIO | None = None
        self._title = ""
        self._stepped = False  # the process that runs has learnt something
        self._command = Command(self)
        self._command.reported.connect(self._take)
        self._command.ended.connect(lambda: self._end(None))
        self._command.failed.connect(self._end)
        self._lane = Lane(self)
        self._lane.finished.connect(self._kept)
        self._lane.failed.connect(self._fail)
        self._lane.cancelled.connect(self.changed)

    @property
    def at_work(self) -> bool:
        """A process runs."""
        return self.state in AT_WORK

    @property
    def saving(self) -> bool:
        """What was taught is being put among the methods."""
        return self._lane.busy

    def load(self) -> None:
        """Take up what was left; harmless again."""
        if self._lock is None and self.state in (State.IDLE, State.ELSEWHERE):
            try:
                free = self._take_lock()
            except OSError as error:
                self._fail(CommandFailed(reason(error)))
                return
            if not free:
                self._go(State.ELSEWHERE)
                return
            self.record = self._read_record()
            self.curves = Curves.of(self._folder / "log.jsonl")
            if self.record is None:
                self._go(State.IDLE)
            elif self.record.learnt:
                self.verdict = read(self._folder / "gate.json")
                self._go(State.JUDGED) if self.verdict else self.judge()
            else:
                self._go(State.PAUSED)

    # Learning

    def start(self, lesson: Lesson, photos: Path, minutes: float) -> None:
        """Begin with nothing learnt.  photos: a folder of clean ones."""
        from engine.taught import discard
        from trainer.corruption.teachable import written

        discard(self._folder)
        self.curves, self.verdict = Curves(), None
        self._train(
            TrainingRecord(
                lesson=written(lesson), words=lesson.words, photos=str(photos.absolute()), minutes=minutes
            )
        )

    def resume(self) -> None:
        """Go on where it was paused."""
        if self.state == State.PAUSED and self.record is not None:
            self._train(self.record)

    def go_on(self, minutes: float) -> None:
        """Learn that much longer than it did, after it was judged."""
        if self.record is not None and self.state == State.JUDGED:
            learnt = max(self.record.minutes if self.curves.share >= 1 else self.curves.minutes, 0.0)
            self.verdict = None
            self._train(replace(self.record, minutes=learnt + minutes, learnt=False))

    def pause(self) -> None:
        """It can be resumed, by a later session too."""
        self._ask(State.PAUSING, PAUSE_REQUEST)

    def stop(self) -> None:
        """Enough: what is learnt is judged."""
        self._ask(State.STOPPING, STOP_REQUEST)

    def judge(self) -> None:
        """Measure it beside the other methods."""
        assert self.record is not None
        self.error = None
        (self._folder / "gate.json").unlink(missing_ok=True)
        words = ["teach", "gate", str(self._folder), "--photos", self.record.photos, "--json"]
        self._command.start(words)
        self._go(State.JUDGING)

    def stop_judging(self) -> None:
        """Do without."""
        if self.state == State.JUDGING:
            self._command.kill()

    # What becomes of it

    def keep(self, title: str) -> None:
        """Put it among the methods; `kept` follows, or `changed` with an error."""
        if self._lane.busy:
            return
        folder, self._title = self._folder, title

        def work(_: Job) -> str:
            from engine.taught import discard, keep

            id = keep(folder, title)
            (folder / RECORD_FILE_NAME).unlink(missing_ok=True)
            discard(folder)
            return id

        self.error = None
        self._lane.start(work, "")
        self.changed.emit()

    def discard(self) -> None:
        """Forget it; nothing must be at work."""
        from engine.taught import discard

        (self._folder / RECORD_FILE_NAME).unlink(missing_ok=True)
        discard(self._folder)
        self._forget()
        self.discarded.emit()

    def close(self) -> None:
        """Before the program ends: a training saves itself first, for as long as that takes a moment."""
        self._clock.stop()
        if self.state in (State.LEARNING, State.PAUSING) and self._stepped:
            self._put_stop(PAUSE_REQUEST)
            self._command.close(CLOSE_WAIT_MS)
        self._command.close(0)
        self._lane.close()
        if self._lock is not None:
            self._lock.close()

    # Inside

    def _train(self, record: TrainingRecord) -> None:
        self.error = None
        try:
            self._write(record)
        except (OSError, FileNotSaved) as error:
            self._fail(CommandFailed(reason(error)))
            return
        words = ["train", "teach", "--json", "--resume", "--photos", record.photos]
        words += ["--out", str(self._folder), "--minutes", f"{record.minutes:g}"]
        words += ["--device", self._settings.device]
        self._command.start([*words, "--option", f"damage={record.lesson}"])
        self._stepped = False
        self._go(State.LEARNING)

    def _ask(self, state: State, how: str) -> None:
        if self.state == State.LEARNING:
            self._put_stop(how)
            self._go(state)

    def _put_stop(self, how: str) -> None:
        try:
            with replacing(self._folder / "stop") as file:
                file.write(how.encode())
        except FileNotSaved:  # a full disk must not keep it from ending
            self._command.terminate()

    def _take(self, event: dict[str, object]) -> None:
        if self.state == State.JUDGING:
            share = event.get("share")
            if isinstance(share, int | float):
                self.phase.report(float(share))
        elif event.get("kind") == "finishing" and self.state == State.LEARNING:
            self._go(State.STOPPING)  # its time is over
        else:
            self.curves.take(event)
            if self.state == State.LEARNING and self.curves.left is not None:
                self.phase.report(self.curves.share, self.curves.left * 60)
            self._stepped = self._stepped or event.get("kind") == "step"
            if event.get("kind") == "step" and self.state in (State.PAUSING, State.STOPPING):
                # It began after it was asked.
                self._put_stop(PAUSE_REQUEST if self.state == State.PAUSING else STOP_REQUEST)
        self.curves_changed.emit()

    def _end(self, error: LacunaError | None) -> None:
        """The process has ended."""
        if self.state == State.JUDGING:
            self._judged(error)
        elif self.state == State.PAUSING:
            self._go(State.PAUSED)
        elif error is None:
            assert self.record is not None
            with suppress(OSError):  # it is judged all the same
                self._write(replace(self.record, learnt=True))
            self.judge()
        elif self.curves.begun:
            self._fail(error, State.PAUSED)
        else:
            self.discard()
            self._fail(error)

    def _judged(self, error: LacunaError | None) -> None:
        """A method that does not pass ends the gate with an error, though all went well."""
        self.verdict = read(self._folder / "gate.json")
        if self.verdict is None:
            self.error = error or CommandFailed()
        self._go(State.JUDGED)

    def _kept(self, id: str) -> None:
        title = self._title
        self._forget()
        self.kept.emit(id, title)

    def _forget(self) -> None:
        self.record, self.verdict, self.error, self.curves = None, None, None, Curves()
        self._go(State.IDLE)

    def _fail(self, error: LacunaError, state: State | None = None) -> None:
        self.error = error
        self._go(state or self.state)

    def _go(self, state: State) -> None:
        if state in AT_WORK and state != self.state:
            self.phase.begin(self.curves.check_seconds if state == State.STOPPING else None)
        self.state = state
        if self.at_work != self._clock.isActive():
            self._clock.start() if self.at_work else self._clock.stop()
        self.changed.emit()

    def _take_lock(self) -> bool:
        """Nobody else may write in the folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = (self._folder.parent / "teaching.lock").open("wb")
        if not locked(file):
            file.close()
            return False
        self._lock = file
        return True

    def _write(self, record: TrainingRecord) -> None:
        """Raises OSError or FileNotSaved."""
        self.record = record
        self._folder.mkdir(parents=True, exist_ok=True)
        with replacing(self._folder / RECORD_FILE_NAME) as file:
            file.write(json.dumps({**asdict(record), "words": record.words.stored()}).encode())

    def _read_record(self) -> TrainingRecord | None:
        try:
            stored = json.loads((self._folder / RECORD_FILE_NAME).read_text(encoding="utf-8"))
            stored["words"] = Text.restored(stored["words"])  # A plain string where an older Lacuna wrote it.
            return TrainingRecord(**{one.name: stored[one.name] for one in fields(TrainingRecord)})
        except (OSError, ValueError, KeyError, TypeError):
            return None
