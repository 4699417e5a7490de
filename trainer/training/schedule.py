"""Several recipes in one go, in turn or side by side, within a time budget; the same command goes on.

Each recipe is a `train` of its own in a process of its own, with its folder in OUT.
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
from engine.system.filelock import locked
from trainer.training.method_options import by_method
from trainer.training.recipe import recipe as find_recipe
from trainer.training.run import PAUSE, STOP

LOOK = 0.2  # s, between two looks at what runs
ROUNDING = 0.1  # minutes: what a card says is rounded to this


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One recipe's part: so many minutes of training, without the reading of the photos.

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
class Means:
    """What each run is given.  together: how many there are at a time."""

    together: int = 1
    threads: int | None = None  # None: the processors, shared out
    workers: int | None = None
    device: str = "auto"

    def words(self) -> list[str]:
        threads = self.threads or max(1, (os.cpu_count() or 1) // self.together)
        words = ["--device", self.device, "--threads", str(threads)]
        return words if self.workers is None else [*words, "--workers", str(self.workers)]


def planned(
    asked: Sequence[str],
    *,
    photos: Sequence[str],
    options: Mapping[str, str],
    minutes: float | None,
    together: int,
) -> list[Piece]:
    """asked: "ID" or "ID:MINUTES".  photos: "DIR" for all, or "ID=DIR" for one.  options: "ID.NAME" → value.

    minutes: of the whole; the parts are stretched or cut to it alike.  Raises UsageError.
    """
    parts = [one.partition(":") for one in asked]
    ids = [id for id, _, _ in parts]
    own = by_method(options)
    if len(set(ids)) < len(ids) or not set(own) <= set(ids):
        raise UsageError(f"each recipe once, and options of these alone: {', '.join(ids)}")
    found = []
    for id, _, each in parts:
        chosen = find_recipe(id, own.get(id, {}))  # a wrong option is told now, and not after hours
        folders = [word.partition("=")[2] for word in photos if word.startswith(f"{id}=")]
        shared = [word for word in photos if word.partition("=")[0] not in ids]
        if not folders and not shared:
            raise UsageError(f"{id} has no photos: --photos DIR, or --photos {id}=DIR")
        piece = Piece(
            id=id,
            minutes=_number(each) if each else chosen.minutes,
            photos=tuple(map(Path, folders or shared)),
            options=own.get(id, {}),
        )
        found.append(piece)
    stretch = 1.0 if minutes is None else minutes / _lasts([one.minutes for one in found], together)
    return [replace(one, minutes=one.minutes * stretch) for one in found]


def _number(text: str) -> float:
    try:
        if (minutes := float(text)) > 0:
            return minutes
    except ValueError:
        pass
    raise UsageError(f"a recipe is written ID or ID:MINUTES, not …:{text}")


def _lasts(minutes: Sequence[float], together: int) -> float:
    """How long pieces take that are begun in their order as soon as one of `together` places is free."""
    places = [0.0] * together
    for one in minutes:
        places[places.index(min(places))] += one
    return max(places)


def train_several(pieces: Sequence[Piece], *, out: Path, means: Means) -> int:
    """Train what is not done yet.  Returns 0, 3 where a recipe failed, 130 where it was stopped.

    Stopped by Ctrl+C or SIGTERM the runs are saved first; after a kill at most what they did since their last
    checkpoint is lost.  Raises UsageError.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / "lock").open("wb") as lock:
        if not locked(lock):
            raise UsageError(f"another run works in {out}")
        record = _Record(out / "several.json")
        for piece in pieces:
            record.refuse_other(piece)
        with _Stopped() as stopped:
            return _carry_out([one for one in pieces if not record.done(one)], out, means, record, stopped)


def _carry_out(waiting: list[Piece], out: Path, means: Means, record: _Record, stopped: _Stopped) -> int:
    running: list[_Run] = []
    failed = False
    try:
        while running or (waiting and not stopped.told):
            while waiting and len(running) < means.together and not stopped.told:
                running.append(_Run(waiting.pop(0), out, means))
                record.begun(running[-1].piece)
            time.sleep(LOOK)
            for run in [one for one in running if one.ended(paused=stopped.told)]:
                running.remove(run)
                failed |= not _told(run, record)
    finally:
        for run in running:  # none, but where this went wrong
            while not run.ended(paused=True):
                time.sleep(LOOK)
    return 130 if stopped.told else 3 if failed else 0


def _told(run: _Run, record: _Record) -> bool:
    """Say how a run ended; False where it failed."""
    if run.process.returncode:
        words = f"{run.piece.title} failed: {run.folder / 'output.log'} says why"
        print(words, file=sys.stderr, flush=True)
    elif run.finished():
        record.begun(run.piece, done=True)
        print(run.result(), flush=True)
    return not run.process.returncode


def command(piece: Piece, folder: Path, means: Means) -> list[str]:
    """That trains a piece in `folder`, or goes on there."""
    words = [sys.executable, "-m", "trainer", "train", piece.id, "--out", str(folder), "--resume"]
    words += ["--minutes", repr(piece.minutes), *means.words()]
    words += [word for photos in piece.photos for word in ("--photos", str(photos))]
    return words + [word for name, value in piece.options.items() for word in ("--option", f"{name}={value}")]


class _Run:
    """A training that runs.  One of the same folder that outlived its parent is paused first."""

    def __init__(self, piece: Piece, out: Path, means: Means) -> None:
        self.piece, self.folder = piece, out / piece.title
        self.folder.mkdir(parents=True, exist_ok=True)
        self.output: BinaryIO = (self.folder / "output.log").open("ab")
        while not locked(self.output):
            self.pause()
            time.sleep(LOOK)
        (self.folder / STOP).unlink(missing_ok=True)
        self.process = subprocess.Popen(
            command(piece, self.folder, means),
            stdin=subprocess.DEVNULL,
            stdout=self.output,  # it holds the lock as long as the process lives
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C is for this process, which lets the others save
        )
        print(f"{piece.title}: {piece.minutes:.1f} minutes", flush=True)

    def pause(self) -> None:
        """Ask it to save and end.  To be asked again: what is asked before it trains is not heard."""
        (self.folder / STOP).write_text(PAUSE, encoding="utf-8")

    def ended(self, *, paused: bool) -> bool:
        """Whether it is over; asks it to pause, if so."""
        if self.process.poll() is None:
            if paused:
                self.pause()
            return False
        self.output.close()
        return True

    def finished(self) -> bool:
        """Whether it came to its end, and was not paused by somebody."""
        return bool(self._card().get("minutes", 0) >= round(self.piece.minutes, 1) - ROUNDING)

    def result(self) -> str:
        card = self._card()
        gains = [scores["gain"] for scores in card["held_out"].values() if "gain" in scores]
        words = f", {sum(gains) / len(gains):+.2f} dB over Telea on held-out photos" if gains else ""
        return f"{self.piece.title}: done, {card['steps']} steps in {card['minutes']:.1f} minutes{words}"

    def _card(self) -> dict[str, Any]:
        file = self.folder / f"{self.piece.id}.json"
        return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


class _Record:
    """What was begun in a folder, and what is done."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.known: dict[str, dict[str, Any]] = {}
        if file.exists():
            self.known = json.loads(file.read_text(encoding="utf-8"))

    def refuse_other(self, piece: Piece) -> None:
        before = self.known.get(piece.title)
        if before and before["options"] != dict(piece.options):
            raise UsageError(
                f"{piece.title} was begun with other options in {self.file.parent}: take another --out"
            )

    def done(self, piece: Piece) -> bool:
        """Whether it has had as many minutes."""
        before = self.known.get(piece.title, {})
        return bool(before.get("done")) and before["minutes"] >= piece.minutes - ROUNDING

    def begun(self, piece: Piece, *, done: bool = False) -> None:
        self.known[piece.title] = {"minutes": piece.minutes, "options": dict(piece.options), "done": done}
        new = self.file.with_suffix(".new")
        new.write_text(json.dumps(self.known, indent=1), encoding="utf-8")
        new.replace(self.file)


class _Stopped:
    """Whether Ctrl+C or SIGTERM came; listens while it is entered, in the main thread."""

    def __init__(self) -> None:
        self.told = False
        self._listens = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> _Stopped:
        if self._listens:
            self._before = {one: signal.signal(one, self._tell) for one in (signal.SIGINT, signal.SIGTERM)}
        return self

    def _tell(self, *_: object) -> None:
        self.told = True

    def __exit__(self, *_: object) -> None:
        for one, handler in self._before.items() if self._listens else ():
            signal.signal(one, handler)
