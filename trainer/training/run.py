"""One training from its arguments: reads photos; writes a log, checkpoints, previews and weights."""

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

from engine.errors import DiskFull, FileNotSaved
from engine.options import Value
from engine.system.filelock import locked
from engine.taught.errors import TeachingBusy
from trainer.data import photos as photo_folder
from trainer.data.photos import Photos
from trainer.training.credits import credit
from trainer.training.export import export, read
from trainer.training.loop import Budget, Event, LoopSettings, StopMode, Training
from trainer.training.recipe import public_options
from trainer.training.recipe import recipe as find_recipe

# An interactive run takes no more photos: a thousand are a gigabyte, and decoding more takes minutes.
MAX_INTERACTIVE_PHOTOS = 1000
LOCK_FILE = "lock"
LOCK_TIMEOUT_S = 20.0  # An earlier run whose window was killed needs that long to notice it and end.
STOP_FILE = "stop"
PAUSE_WORD = "pause"  # The stop file's content that asks for an end without a last check.
PHOTO_LIST_DIGITS = 16  # Of the SHA-256 in the card: enough to tell lists of photos apart.
INTERACTIVE_SETTINGS = {"log_minutes": 0.05, "save_minutes": 1.5, "check_minutes": 0.75}


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

    A file `out`/stop, or SIGTERM, ends it early: what was learnt is exported, and `resume` continues there.
    A stop file that says "pause" ends it at once, for `resume` alone; so does, with `as_json`, that nobody
    reads its lines any more.
    """
    chosen = find_recipe(recipe, options or {})
    with ExitStack() as held:
        if chosen.interactive and _is_first_process():
            held.enter_context(_lock_folder(out))
        if threads:
            torch.set_num_threads(threads)
        device = _joined_device(device)
        workers = _default_workers(device) if workers is None else workers
        settings = LoopSettings(workers=workers, **(INTERACTIVE_SETTINGS if chosen.interactive else {}))
        loaded = photo_folder.load(photos, most=MAX_INTERACTIVE_PHOTOS if chosen.interactive else None)
        log = EventLog(out, as_json=as_json)
        if _is_first_process():
            for file, reason in loaded.skipped:
                log({"kind": "skipped", "file": str(file), "reason": reason})
            for note in chosen.notes:
                log({"kind": "note", "note": note})
        budget = Budget(minutes=minutes or (math.inf if steps else chosen.minutes), steps=steps or math.inf)
        try:
            training = Training(
                chosen, loaded, out=out, budget=budget, device=device, settings=settings, report=log
            )
            origin = warm_start_facts(start)
            origin |= credit(training.photos.files, credits, origin.get("started_from"))
            if not (resume and training.resume()) and start:
                training.start_from(read(start))
            _run_and_export(training, out, log, options or {}, origin)
        except (OSError, RuntimeError, FileNotSaved) as error:  # RuntimeError: from torch.save.
            if is_full(error):
                raise DiskFull(str(out)) from error
            raise
        finally:
            if dist.is_initialized():
                dist.destroy_process_group()
    return 0


def _run_and_export(
    training: Training, out: Path, log: EventLog, options: Mapping[str, Value], origin: dict[str, Any]
) -> None:
    """Run; export after each check or, where a person watches, once at the end with a last event."""
    interactive, weights = training.recipe.interactive, out / f"{training.recipe.id}.safetensors"

    def export_weights() -> None:
        export(weights, training.finished(), training_card(training, options) | origin)

    def nothing() -> None:
        pass

    with StopListener(out / STOP_FILE) as listener:
        mode = training.run(
            stop=lambda: asked_to_stop(listener, log), on_check=nothing if interactive else export_weights
        )
    if interactive:
        paused = mode is StopMode.PAUSE
        if not paused:
            export_weights()
        log({"kind": "done", "stopped": training.spent < 1, "weights": None if paused else str(weights)})


def is_full(error: BaseException | None) -> bool:
    """Whether a full disk is behind an error."""
    while error is not None and getattr(error, "errno", None) not in (errno.ENOSPC, errno.EDQUOT):
        error = error.__cause__ or error.__context__
    return error is not None


def _lock_folder(out: Path) -> BinaryIO:
    """A lock that keeps other interactive runs out of the folder until it is closed.  Raises TeachingBusy."""
    out.mkdir(parents=True, exist_ok=True)
    file = (out / LOCK_FILE).open("a+b")
    deadline = time.monotonic() + LOCK_TIMEOUT_S
    while not locked(file):
        if time.monotonic() > deadline:
            file.close()
            raise TeachingBusy(str(out))
        time.sleep(0.1)
    return file


class StopListener:
    """Whether the run is asked to end, by a file or by SIGTERM; listens while it is entered."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.mode: StopMode | None = None

    def __call__(self) -> StopMode | None:
        """How the run is asked to end; None: it is not."""
        if self.mode is None and self.file.exists():
            pauses = self.file.read_text(encoding="utf-8").strip() == PAUSE_WORD
            self.mode = StopMode.PAUSE if pauses else StopMode.CHECK
        return self.mode

    def __enter__(self) -> StopListener:
        self.file.unlink(missing_ok=True)
        if threading.current_thread() is threading.main_thread():
            self._earlier_handler = signal.signal(signal.SIGTERM, self._on_signal)
        return self

    def _on_signal(self, *_: object) -> None:
        self.mode = self.mode or StopMode.CHECK

    def __exit__(self, *_: object) -> None:
        self.file.unlink(missing_ok=True)
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self._earlier_handler)


def asked_to_stop(listener: StopListener, log: EventLog) -> StopMode | None:
    """How the run is asked to end; under torchrun never, as all processes must end at the same step."""
    if dist.is_initialized():
        return None
    return StopMode.PAUSE if log.reader_gone else listener()


def training_card(training: Training, options: Mapping[str, Value]) -> dict[str, Any]:
    """The card of the exported weights; `publish` adds scores beside other methods."""
    return {
        "id": training.recipe.id,
        "recipe": training.recipe.id,
        "options": public_options(training.recipe.id, options),
        "seed": training.recipe.seed,
        "photos": len(training.photos),
        "photo_list": photo_list_digest(training.photos),
        "sources": sorted({file.parent.name for file in training.photos.files}),
        "minutes": round(training.minutes, 1),
        "steps": training.step,
        "device": _device_title(training.device.type),
        "torch": torch.__version__,
        "held_out": training.scores,
        **training.recipe.facts,
    }


def photo_list_digest(photos: Photos) -> str:
    """Identifies a set of photos: the first digits of the SHA-256 of their file names."""
    names = "\n".join(sorted(file.name for file in photos.files))
    return hashlib.sha256(names.encode()).hexdigest()[:PHOTO_LIST_DIGITS]


def warm_start_facts(start: Path | None) -> dict[str, Any]:
    """What a warm start adds to the card: from which weights, and how those had been trained."""
    source = start.with_suffix(".json") if start else None
    if source is None or not source.exists():
        return {}
    earlier = json.loads(source.read_text(encoding="utf-8"))
    kept = ("id", "minutes", "steps", "device", "photos", "sha256", "licence", "started_from")
    return {"started_from": {key: earlier[key] for key in kept if key in earlier}}


class EventLog:
    """Appends every event to OUT/log.jsonl and prints it: as JSON lines, or on a terminal as a progress bar.

    reader_gone: standard output is closed, as when the window that read the lines was killed.
    """

    def __init__(self, out: Path, *, as_json: bool) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.file, self.as_json, self.reader_gone = out / "log.jsonl", as_json, False

    def __call__(self, event: Event) -> None:
        line = json.dumps(event)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        if self.as_json:
            self._print(line)
        elif event["kind"] == "skipped":
            print(f"skipped {event['file']}: {event['reason']}", file=sys.stderr)
        elif event["kind"] == "note":
            print(event["note"], file=sys.stderr)
        elif event["kind"] == "done":
            print(event["weights"] or "paused")
        elif event["kind"] == "finishing":
            print("a last check", file=sys.stderr)
        elif sys.stderr.isatty():
            print(
                f"\r{progress_line(event)}",
                end="\n" if event["kind"] == "check" else "",
                file=sys.stderr,
                flush=True,
            )

    def _print(self, line: str) -> None:
        try:
            print(line, flush=True)
        except OSError:  # BrokenPipeError, and other names for it on Windows
            self.reader_gone = True
            sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open as long as the process


def progress_line(event: Event, width: int = 24) -> str:
    """One line: a bar of `width` characters, the time, and the losses or scores of the event."""
    done = round(event["share"] * width)
    numbers = event.get("parts") or {
        f"{kind}.{name}": value for kind, scores in event["scores"].items() for name, value in scores.items()
    }
    words = " ".join(f"{name} {value:.4g}" for name, value in numbers.items())
    return f"[{'#' * done}{'.' * (width - done)}] {event['minutes']:.1f} min, step {event['step']}: {words}"


def _is_first_process() -> bool:
    """Whether this is the only process, or under torchrun the first one."""
    return os.environ.get("RANK", "0") == "0"


def _default_workers(device: str) -> int:
    """How many processes draw batches: a GPU waits for them, a CPU shares its cores with them."""
    world = int(os.environ.get("WORLD_SIZE", "1"))
    return max(1, ((os.cpu_count() or 2) - 2) // world) if device.startswith("cuda") else 1


def _joined_device(asked: str) -> str:
    """The device's name for torch, "auto" resolved; under torchrun joins the process group first."""
    if asked == "auto":
        asked = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    if "WORLD_SIZE" in os.environ:
        dist.init_process_group("nccl" if asked == "cuda" else "gloo")
        if asked == "cuda":
            torch.cuda.set_device(asked := f"cuda:{os.environ['LOCAL_RANK']}")
    return asked


def _device_title(kind: str) -> str:
    """What the card says of the device."""
    if kind == "cuda":
        return torch.cuda.get_device_name()
    threads = torch.get_num_threads()
    return f"{kind}, {threads} thread{'s' if threads > 1 else ''}, {platform.machine()}"
