"""How soon a cancel is heard: by a large fill, and by a batch and a lane whose work does not listen."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
from PIL import Image

from engine.batch import OneMask, Plan, run
from engine.exemplar.completion import Settings, complete
from engine.job import Cancelled, Job
from engine.models.catalog import method

SIDE_PX, HOLE_RANGE_PX = 1400, slice(200, 1200)  # px
AFTER_S = 2.0  # The fill is at work by then.
DEAF_S = 20.0  # A method that does not listen goes on for as long.


def main() -> None:
    for what, measured in (("a fill of a megapixel", _fill), ("a batch", _batch), ("the lane", _lane)):
        print(f"{what}: cancelled after {measured():.2f} s  (reach: 1 s)")


def _fill() -> float:
    image = np.random.default_rng(0).random((SIDE_PX, SIDE_PX, 3)).astype(np.float32)
    hole = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    hole[HOLE_RANGE_PX, HOLE_RANGE_PX] = 1
    job, asked = Job(), []
    _cancel(job, AFTER_S, asked)
    with contextlib.suppress(Cancelled):
        complete(image, hole, (1 - hole).astype(np.uint8), Settings(effort=20), job)
    return time.monotonic() - asked[0]


def _batch() -> float:
    telea, begun, over = method("telea"), threading.Event(), threading.Event()
    fill = type(telea).fill

    def deaf(self, request, job):
        begun.set()
        over.wait(DEAF_S)
        return fill(self, request, job)

    type(telea).fill = deaf
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            os.environ["XDG_STATE_HOME"] = str(folder / "state")
            (folder / "in").mkdir()
            Image.new("RGB", (120, 80), "teal").save(folder / "in" / "a.png")
            mask = Image.new("L", (120, 80))
            mask.paste(255, (20, 20, 60, 40))
            mask.save(folder / "mask.png")
            job, asked = Job(), []
            plan = Plan(photos=folder / "in", out=folder / "out", masks=OneMask(folder / "mask.png"),
                        method="telea", workers=1, device="cpu")  # fmt: skip
            threading.Thread(target=lambda: (begun.wait(DEAF_S), _cancel(job, 0, asked))).start()
            run(plan, job=job)
            took = time.monotonic() - asked[0]
            over.set()
            for thread in threading.enumerate():
                if thread.name.startswith("batch-"):
                    thread.join()
            return took
    finally:
        type(telea).fill = fill


def _lane() -> float:
    from PySide6.QtCore import QCoreApplication, QEventLoop

    from app.jobs.lane import Lane

    application = QCoreApplication.instance() or QCoreApplication([])
    lane, loop, over = Lane(), QEventLoop(), threading.Event()
    lane.cancelled.connect(loop.quit)
    lane.start(lambda _: over.wait(DEAF_S), "Fill")
    asked = time.monotonic()
    lane.cancel()
    loop.exec()
    took = time.monotonic() - asked
    over.set()
    lane.close()
    del application
    return took


def _cancel(job: Job, after: float, asked: list[float]) -> None:
    """Cancel the job so many seconds from now, and write down when."""

    def cancel() -> None:
        asked.append(time.monotonic())
        job.cancel()

    threading.Timer(after, cancel).start()
