"""A queue of trainings within one time budget, some at a time; the same command again resumes them.

Each training is a `train` command in a process of its own, with its folder in OUT.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from engine.errors import UsageError
from engine.options import Value
from engine.system.atomic import replacing
from engine.system.filelock import locked
from engine.system.process import own_command
from trainer.training.method_options import by_method
from trainer.training.recipe import recipe as find_recipe
from trainer.training.run import PAUSE_WORD, STOP_FILE

POLL_INTERVAL_S = 0.2
CARD_PRECISION_MINUTES = 0.1  # A card's minutes are rounded to this.
FAILED_EXIT_CODE, INTERRUPTED_EXIT_CODE = 3, 130  # exit codes


@dataclass(frozen=True, kw_only=True)
class QueuedTraining:
    """One training of the queue.

    id: of its recipe.  minutes: of training, without the reading of the photos.  photos: folders.
    name: of its folder, where that is not the recipe's id.
    """

    id: str
    minutes: float
    photos: tuple[Path, ...]
    options: Mapping[str, Value]
    name: str = ""

    @property
    def title(self) -> str:
        return self.name or self.id


@dataclass(frozen=True, kw_only=True)
class Resources:
    """How many trainings run at a time, and what each is given.

    threads: None: the processors are divided among those that run.  workers: None: the training decides.
    """

    parallel: int = 1
    threads: int | None = None
    workers: int | None = None
    device: str = "auto"

    def arguments(self) -> list[str]:
        """Of the `train` command."""
        threads = self.threads or max(1, (os.cpu_count() or 1) // self.parallel)
        words = ["--device", self.device, "--threads", str(threads)]
        return words if self.workers is None else [*words, "--workers", str(self.workers)]


def plan_trainings(
    requests: Sequence[str],
    *,
    photos: Sequence[str],
    options: Mapping[str, str],
    minutes: float | None,
    parallel: int,
) -> list[QueuedTraining]:
    """The queue that a command line asks for.

    requests: "ID" or "ID:MINUTES".  photos: "DIR" for all, or "ID=DIR" for one.  options: "ID.NAME" → value.
    minutes: of the whole, to which all trainings are scaled alike; None: each has its own minutes.
    Raises UsageError, also for a wrong option, so that it is reported before the first training.
    """
    split = [one.partition(":") for one in requests]
    ids = [id for id, _, _ in split]
    own_options = by_method(options)
    if len(set(ids)) < len(ids) or not set(own_options) <= set(ids):
        raise UsageError(f"each recipe once, and options of these alone: {', '.join(ids)}")
    queue = []
    for id, _, own_minutes in split:
        recipe = find_recipe(id, own_options.get(id, {}))
        own_folders = [word.partition("=")[2] for word in photos if word.startswith(f"{id}=")]
        shared_folders = [word for word in photos if word.partition("=")[0] not in ids]
        if not own_folders and not shared_folders:
            raise UsageError(f"{id} has no photos: --photos DIR, or --photos {id}=DIR")
        training = QueuedTraining(
            id=id,
            minutes=_positive_minutes(own_minutes) if own_minutes else recipe.minutes,
            photos=tuple(map(Path, own_folders or shared_folders)),
            options=own_options.get(id, {}),
        )
        queue.append(training)
    scale = 1.0 if minutes is None else minutes / _total_minutes([one.minutes for one in queue], parallel)
    return [replace(one, minutes=one.minutes * scale) for one in queue]


def _positive_minutes(text: str) -> float:
    try:
        if (minutes := float(text)) > 0:
            return minutes
    except ValueError:
        pass
    raise UsageError(f"a recipe is written ID or ID:MINUTES, not …:{text}")


def _total_minutes(minutes: Sequence[float], parallel: int) -> float:
    """How long a queue takes whose trainings begin in their order, `parallel` of them at a time."""
    ends = [0.0] * parallel
    for one in minutes:
        ends[ends.index(min(ends))] += one
    return max(ends)


def train_several(queue: Sequence[QueuedTraining], *, out: Path, resources: Resources) -> int:
    """Run the trainings that are not done yet.  Returns 0, FAILED_EXIT_CODE or INTERRUPTED_EXIT_CODE.

    Ctrl+C or SIGTERM saves the trainings that run first; a kill loses at most what they did since their last
    checkpoint.  Raises UsageError.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / "lock").open("wb") as lock:
        if not locked(lock):
            raise UsageError(f"another run works in {out}")
        record = _QueueRecord(out / "several.json")
        for training in queue:
            record.refuse_other_options(training)
        waiting = [one for one in queue if not record.is_done(one)]
        with _SignalListener() as listener:
            return _run_queue(waiting, out, resources, record, listener)


def _run_queue(
    waiting: list[QueuedTraining],
    out: Path,
    resources: Resources,
    record: _QueueRecord,
    listener: _SignalListener,
) -> int:
    running: list[_TrainingProcess] = []
    failed = False
    try:
        while running or (waiting and not listener.received):
            while waiting and len(running) < resources.parallel and not listener.received:
                running.append(_TrainingProcess(waiting.pop(0), out, resources))
                record.write(running[-1].training, done=False)
            time.sleep(POLL_INTERVAL_S)
            for process in [one for one in running if one.has_ended(pause=listener.received)]:
                running.remove(process)
                failed |= not _report_end(process, record)
    finally:
        for process in running:  # After an exception the others are saved before it is passed on.
            while not process.has_ended(pause=True):
                time.sleep(POLL_INTERVAL_S)
    return INTERRUPTED_EXIT_CODE if listener.received else FAILED_EXIT_CODE if failed else 0


def _report_end(process: _TrainingProcess, record: _QueueRecord) -> bool:
    """Print and record how a training ended; False where it failed."""
    if process.process.returncode:
        words = f"{process.training.title} failed: {process.folder / 'output.log'} says why"
        print(words, file=sys.stderr, flush=True)
    elif process.is_complete():
        record.write(process.training, done=True)
        print(process.result(), flush=True)
    return not process.process.returncode


def command(training: QueuedTraining, folder: Path, resources: Resources) -> list[str]:
    """The command that begins this training in `folder`, or resumes it there."""
    words = ["train", training.id, "--out", str(folder), "--resume"]
    words += ["--minutes", repr(training.minutes), *resources.arguments()]
    words += [word for photos in training.photos for word in ("--photos", str(photos))]
    options = training.options.items()
    words += [word for name, value in options for word in ("--option", f"{name}={value}")]
    return own_command(words, module="trainer")


class _TrainingProcess:
    """A training in a process of its own.

    One that works in the same folder, as it outlived a killed parent, is paused first.
    """

    def __init__(self, training: QueuedTraining, out: Path, resources: Resources) -> None:
        self.training, self.folder = training, out / training.title
        self.folder.mkdir(parents=True, exist_ok=True)
        self.output: BinaryIO = (self.folder / "output.log").open("ab")
        while not locked(self.output):
            self.pause()
            time.sleep(POLL_INTERVAL_S)
        (self.folder / STOP_FILE).unlink(missing_ok=True)
        self.process = subprocess.Popen(
            command(training, self.folder, resources),
            stdin=subprocess.DEVNULL,
            stdout=self.output,  # The file is locked as long as the process lives.
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C reaches this process alone, which lets the others save.
        )
        print(f"{training.title}: {training.minutes:.1f} minutes", flush=True)

    def pause(self) -> None:
        """Ask it to save and end.  To be repeated: it deletes requests from before its first step."""
        (self.folder / STOP_FILE).write_text(PAUSE_WORD, encoding="utf-8")

    def has_ended(self, *, pause: bool) -> bool:
        """Whether it has ended; where it has not, `pause` asks it to."""
        if self.process.poll() is None:
            if pause:
                self.pause()
            return False
        self.output.close()
        return True

    def is_complete(self) -> bool:
        """Whether it was trained for all of its minutes, and was not paused by somebody."""
        wanted = round(self.training.minutes, 1) - CARD_PRECISION_MINUTES
        return bool(self._card().get("minutes", 0) >= wanted)

    def result(self) -> str:
        """One line: steps, minutes, and the mean gain on held-out photos where the recipe measures it."""
        card = self._card()
        gains = [scores["gain"] for scores in card["held_out"].values() if "gain" in scores]
        words = f", {sum(gains) / len(gains):+.2f} dB over Telea on held-out photos" if gains else ""
        return f"{self.training.title}: done, {card['steps']} steps in {card['minutes']:.1f} minutes{words}"

    def _card(self) -> dict[str, Any]:
        file = self.folder / f"{self.training.id}.json"
        return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


class _QueueRecord:
    """A JSON file of the trainings that were begun in a folder, and of those that are done."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.entries: dict[str, dict[str, Any]] = {}
        if file.exists():
            self.entries = json.loads(file.read_text(encoding="utf-8"))

    def refuse_other_options(self, training: QueuedTraining) -> None:
        """Raises UsageError where the training was begun with other options."""
        entry = self.entries.get(training.title)
        if entry and entry["options"] != dict(training.options):
            raise UsageError(
                f"{training.title} was begun with other options in {self.file.parent}: take another --out"
            )

    def is_done(self, training: QueuedTraining) -> bool:
        """Whether it was already trained for as many minutes."""
        entry = self.entries.get(training.title, {})
        return bool(entry.get("done")) and entry["minutes"] >= training.minutes - CARD_PRECISION_MINUTES

    def write(self, training: QueuedTraining, *, done: bool) -> None:
        """Record that the training was begun, or that it is done."""
        options = dict(training.options)
        self.entries[training.title] = {"minutes": training.minutes, "options": options, "done": done}
        with replacing(self.file) as file:
            file.write(json.dumps(self.entries, indent=1).encode())


class _SignalListener:
    """Whether Ctrl+C or SIGTERM was received; listens while it is entered, in the main thread alone."""

    def __init__(self) -> None:
        self.received = False
        self._is_main_thread = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> _SignalListener:
        if self._is_main_thread:
            signals = (signal.SIGINT, signal.SIGTERM)
            self._earlier_handlers = {one: signal.signal(one, self._on_signal) for one in signals}
        return self

    def _on_signal(self, *_: object) -> None:
        self.received = True

    def __exit__(self, *_: object) -> None:
        for one, handler in self._earlier_handlers.items() if self._is_main_thread else ():
            signal.signal(one, handler)
