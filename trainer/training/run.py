"""One training from its arguments: photos in, log lines and weights out."""

from __future__ import annotations

import errno
import hashlib
import json
import math
import os
import platform
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import torch
from torch import distributed as dist

from engine.errors import DiskFull
from engine.options import Value
from engine.system.filelock import locked
from engine.taught.errors import TeachingBusy
from trainer.data import photos as photo_folder
from trainer.data.photos import Photos
from trainer.training.credits import credit
from trainer.training.export import export, read
from trainer.training.loop import Budget, Event, Pace, Training
from trainer.training.recipe import public_options
from trainer.training.recipe import recipe as find_recipe

LIVE_PHOTOS = (
    1000  # that a run somebody watches takes: decoding more takes minutes, and a gigabyte a thousand
)
LOCK, PATIENCE = "lock", 20.0  # s for another run in the folder, whose window is gone, to notice that
STOP, PAUSE = "stop", "pause"  # the name of a file, and what it may say


def train(
    recipe: str,
    *,
    photos: Sequence[Path],
    out: Path,
    start: Path | None = None,
    options: Mapping[str, Value] | None = None,
    minutes: float | None = None,
    steps: int | None = None,
    resume: bool = False,
    device: str = "auto",
    threads: int | None = None,
    workers: int | None = None,
    credits: Sequence[Path] = (),
    as_json: bool = False,
) -> int:
    """Train until the time is spent; each check replaces `out`/<recipe>.safetensors.  Raises LacunaError.

    credits: lists of photos with their licences, from which the card gets its own (see credits.py).

    A file `out`/stop, or SIGTERM, ends it early: what was learnt is exported, and `resume` goes on there.
    One that says "pause" ends it at once, for `resume` alone; so does, with `as_json`, that nobody reads its
    lines any more.
    """
    chosen = find_recipe(recipe, options or {})
    with ExitStack() as held:
        if chosen.live and os.environ.get("RANK", "0") == "0":
            held.enter_context(_alone(out))
        if threads:
            torch.set_num_threads(threads)
        device = _device(device)
        draws = _workers(device) if workers is None else workers
        pace = Pace(log=0.05, save=1.5, check=0.75, workers=draws) if chosen.live else Pace(workers=draws)
        seen = photo_folder.load(photos, most=LIVE_PHOTOS if chosen.live else None)
        report = Report(out, as_json=as_json)
        weights = out / f"{chosen.id}.safetensors"
        if os.environ.get("RANK", "0") == "0":
            for file, reason in seen.skipped:
                report({"kind": "skipped", "file": str(file), "reason": reason})
        budget = Budget(minutes=minutes or (math.inf if steps else chosen.minutes), steps=steps or math.inf)
        try:
            training = Training(chosen, seen, out=out, budget=budget, device=device, pace=pace, report=report)
            origin = card_of(start)
            origin |= credit(training.photos.files, credits, origin.get("started_from"))

            def finish() -> None:
                export(weights, training.finished(), card(training, options or {}) | origin)

            if not chosen.live:
                training.on_check = finish
            if not (resume and training.resume()) and start:
                training.start_from(read(start))
            with Stop(out / STOP) as stop:
                if not dist.is_initialized():
                    training.ended = lambda: _ended(training, stop, report)
                training.run()
            if chosen.live:
                if not training.hurried:
                    finish()
                made = None if training.hurried else str(weights)
                report({"kind": "done", "stopped": training.spent < 1, "weights": made})
        except (OSError, RuntimeError) as error:  # torch has an error of its own for what it cannot write
            if is_full(error):
                raise DiskFull(str(out)) from error
            raise
        finally:
            if dist.is_initialized():
                dist.destroy_process_group()
    return 0


def is_full(error: BaseException | None) -> bool:
    """Whether a full disk is behind an error."""
    while error is not None and getattr(error, "errno", None) not in (errno.ENOSPC, errno.EDQUOT):
        error = error.__cause__ or error.__context__
    return error is not None


def _alone(out: Path) -> BinaryIO:
    """Keeps any other live run out of the folder until it is closed.  Raises TeachingBusy."""
    out.mkdir(parents=True, exist_ok=True)
    file = (out / LOCK).open("a+b")
    until = time.monotonic() + PATIENCE
    while not locked(file):
        if time.monotonic() > until:
            file.close()
            raise TeachingBusy(str(out))
        time.sleep(0.1)
    return file


def _ended(training: Training, stop: Stop, report: Report) -> bool:
    asked = stop()
    training.hurried = stop.pauses or report.unheard
    return asked or report.unheard


class Stop:
    """Whether somebody asked the run to end, by a file or by SIGTERM; listens while it is entered.

    pauses: whether the file says so.
    """

    def __init__(self, file: Path) -> None:
        self.file, self.told, self.pauses = file, False, False

    def __call__(self) -> bool:
        if not self.told and self.file.exists():
            self.told, self.pauses = True, self.file.read_text(encoding="utf-8").strip() == PAUSE
        return self.told

    def __enter__(self) -> Stop:
        self.file.unlink(missing_ok=True)
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGTERM, self._tell)
        return self

    def _tell(self, *_: object) -> None:
        self.told = True

    def __exit__(self, *_: object) -> None:
        self.file.unlink(missing_ok=True)
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self._before)


def card(training: Training, options: Mapping[str, Value]) -> dict[str, Any]:
    """What the weights say of themselves; scores against other methods are added by evaluate."""
    return {
        "id": training.recipe.id,
        "recipe": training.recipe.id,
        "options": public_options(training.recipe.id, options),
        "seed": training.recipe.seed,
        "photos": len(training.photos),
        "photo_list": photo_list(training.photos),
        "sources": sorted({file.parent.name for file in training.photos.files}),
        "minutes": round(training.minutes, 1),
        "steps": training.step,
        "device": _device_words(training.device.type),
        "torch": torch.__version__,
        "held_out": training.scores,
        **training.recipe.facts,
    }


def photo_list(photos: Photos) -> str:
    """Stands for the photos a run learnt from: the start of the SHA-256 of their file names."""
    names = "\n".join(sorted(file.name for file in photos.files))
    return hashlib.sha256(names.encode()).hexdigest()[:16]


def card_of(start: Path | None) -> dict[str, Any]:
    """What a warm start adds to the card: how long the weights it began at had been trained."""
    source = start.with_suffix(".json") if start else None
    if source is None or not source.exists():
        return {}
    before = json.loads(source.read_text(encoding="utf-8"))
    known = ("id", "minutes", "steps", "device", "photos", "sha256", "licence", "started_from")
    return {"started_from": {key: before[key] for key in known if key in before}}


class Report:
    """Appends every event to OUT/log.jsonl and shows it: as JSON lines, or on a terminal as a bar.

    unheard: who read the lines is gone, as a window that was killed is.
    """

    def __init__(self, out: Path, *, as_json: bool) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.log, self.as_json, self.unheard = out / "log.jsonl", as_json, False

    def __call__(self, event: Event) -> None:
        line = json.dumps(event)
        with self.log.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        if self.as_json:
            self._print(line)
        elif event["kind"] == "skipped":
            print(f"skipped {event['file']}: {event['reason']}", file=sys.stderr)
        elif event["kind"] == "done":
            print(event["weights"] or "paused")
        elif sys.stderr.isatty():
            print(
                f"\r{bar(event)}", end="\n" if event["kind"] == "check" else "", file=sys.stderr, flush=True
            )

    def _print(self, line: str) -> None:
        try:
            print(line, flush=True)
        except OSError:  # a broken pipe, which Windows calls otherwise
            self.unheard = True
            sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process


def bar(event: Event, width: int = 24) -> str:
    """One line: how far, how long, and the numbers of the event."""
    done = round(event["share"] * width)
    numbers = event.get("parts") or {
        f"{kind}.{name}": value for kind, scores in event["scores"].items() for name, value in scores.items()
    }
    words = " ".join(f"{name} {value:.4g}" for name, value in numbers.items())
    return f"[{'#' * done}{'.' * (width - done)}] {event['minutes']:.1f} min, step {event['step']}: {words}"


def _workers(device: str) -> int:
    """Processes that draw batches: a GPU waits for them, a CPU shares its cores with them."""
    world = int(os.environ.get("WORLD_SIZE", "1"))
    return max(1, ((os.cpu_count() or 2) - 2) // world) if device.startswith("cuda") else 1


def _device(asked: str) -> str:
    """The device's name for torch; under torchrun this process's own, with the group joined."""
    if asked == "auto":
        asked = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    if "WORLD_SIZE" in os.environ:
        dist.init_process_group("nccl" if asked == "cuda" else "gloo")
        if asked == "cuda":
            torch.cuda.set_device(asked := f"cuda:{os.environ['LOCAL_RANK']}")
    return asked


def _device_words(kind: str) -> str:
    if kind == "cuda":
        return torch.cuda.get_device_name()
    threads = torch.get_num_threads()
    return f"{kind}, {threads} thread{'s' if threads > 1 else ''}, {platform.machine()}"
