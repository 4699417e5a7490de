"""The visit itself, in the editor's process: a thread moves the mouse, the GUI thread is watched.

Run by bench/visit.py: python -m bench.visitor PHOTO FOLDER MINUTES
"""

from __future__ import annotations

import json
import math
import sys
import threading
import time
import traceback
from collections import defaultdict
from pathlib import Path
from types import FrameType
from typing import Any

from app import environment

environment.prepare()

import numpy as np  # noqa: E402
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.application import Editor  # noqa: E402
from app.document.applied import RepairRequest  # noqa: E402
from app.document.repair_drafts import Fill  # noqa: E402
from app.jobs.log import keep_log  # noqa: E402
from bench.display import Hand, frame  # noqa: E402
from engine.repair.run import Patch, Repair  # noqa: E402
from engine.system.paths import state_folder  # noqa: E402

HEARTBEAT_MS = 5  # ms between two heartbeats of the GUI thread
MOUSE_INTERVAL_S = 1 / 60  # s between two mouse positions
LARGE_BRUSH_PX, SMALL_BRUSH_PX = 500, 60  # px of photo


class Watched(QApplication):
    """Times every mouse event on the canvas together with the painting that follows it."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(words)
        self.canvas: QObject | None = None
        self.costs: dict[str, list[float]] = defaultdict(list)
        self.stage = "start"
        self._open: float | None = None

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        kind = event.type()
        if receiver is not self.canvas or kind not in (
            QEvent.Type.MouseMove,
            QEvent.Type.Paint,
            QEvent.Type.Wheel,
        ):
            return super().notify(receiver, event)
        started = time.perf_counter()
        answer = super().notify(receiver, event)
        spent = (time.perf_counter() - started) * 1000
        if kind == QEvent.Type.Paint:
            if self._open is not None:
                self.costs[self.stage].append(self._open + spent)
                self._open = None
        else:
            if self._open is not None:
                self.costs[self.stage].append(self._open)
            self._open = spent
        return answer


class Heart(QObject):
    """Beats every few milliseconds; a late beat is a stall, and what was done in it is looked up."""

    def __init__(self, application: Watched) -> None:
        super().__init__()
        self.stalls: list[tuple[float, float, str, str]] = []
        self._application = application
        self._last, self._spent = time.perf_counter(), time.thread_time()
        self._doing = ""
        self._gui = threading.get_ident()
        threading.Thread(target=self._look, name="watcher", daemon=True).start()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(HEARTBEAT_MS)

    def _beat(self) -> None:
        now, spent = time.perf_counter(), time.thread_time()
        late = (now - self._last) * 1000 - HEARTBEAT_MS
        if late > 30:
            own = (spent - self._spent) * 1000
            self.stalls.append((late, own, self._application.stage, self._doing))
        self._last, self._spent, self._doing = now, spent, ""

    def _look(self) -> None:
        while True:
            time.sleep(0.02)
            if not self._doing and time.perf_counter() - self._last > 0.06:
                frames = sys._current_frames()
                doing = _calls(frames.pop(self._gui, None))
                if ".main < " in doing:  # in Qt, or waiting for the interpreter: who has it?
                    others = [calls for frame in frames.values() if not _idle(calls := _calls(frame))]
                    doing = " | ".join(["Qt", *others])
                self._doing = doing


def _calls(frame: FrameType | None) -> str:
    """The innermost calls, last first."""
    calls = traceback.extract_stack(frame)
    return " < ".join(f"{Path(call.filename).stem}.{call.name}" for call in reversed(calls[-4:]))


def _idle(calls: str) -> bool:
    return calls.startswith(("visitor.", "threading.wait", "thread._worker", "subprocess."))


class Visit(threading.Thread):
    """What a person does for some minutes.  Everything but the setting of the brush goes through X."""

    def __init__(self, application: Watched, editor: Editor, *, folder: Path, minutes: float) -> None:
        super().__init__(name="visitor")
        self._app, self._editor, self._folder = application, editor, folder
        self._end = time.monotonic() + 60 * minutes
        self._hand = Hand()
        self.facts: dict[str, Any] = {"strokes": 0, "repairs": 0, "undone": 0, "saved": False}

    def run(self) -> None:
        started = time.monotonic()
        self._until(lambda: self._editor.session.document is not None, 60)
        self.facts["opened_s"] = round(time.monotonic() - started, 2)
        time.sleep(1.5)
        self._hand.do(f"windowfocus --sync {int(self._editor.window.winId())}")
        rounds = 0
        while rounds < 1 or time.monotonic() < self._end - 80:
            self._big_brush(f"{rounds}-")
            self._repair_and_pan(f"{rounds}-")
            self._retouch(f"{rounds}-")
            self._mark(f"{rounds}-")
            self._rotate(f"{rounds}-")
            self._undo_whole_photo()
            rounds += 1
        self._filmstrip()
        self._save()
        self._hand.close()
        QTimer.singleShot(0, self._editor, self._app.quit)

    def _centre(self) -> tuple[int, int]:
        canvas = self._editor.canvas
        at = canvas.mapToGlobal(QPoint(canvas.width() // 2, canvas.height() // 2))
        return at.x(), at.y()

    def _stroke(self, x: float, y: float, *, length: float, turn: float, button: int = 1) -> None:
        self._hand.do(f"mousemove {x:.0f} {y:.0f} mousedown {button}")
        for step in range(40):
            angle = turn + 0.6 * math.sin(step / 6)
            x, y = x + length / 40 * math.cos(angle), y + length / 40 * math.sin(angle)
            self._hand.do(f"mousemove {x:.0f} {y:.0f}")
            time.sleep(MOUSE_INTERVAL_S)
        self._hand.do(f"mouseup {button}")
        time.sleep(0.1)

    def _big_brush(self, name: str) -> None:
        """Thirty strokes of 500 px on the whole photo, ten undone, the mask cleared."""
        self._set("500 px brush", LARGE_BRUSH_PX)
        self._key("ctrl+0")
        x, y = self._centre()
        for index in range(30):
            self._stroke(
                x - 300 + 20 * (index % 30), y - 150 + 30 * (index % 11), length=260, turn=0.7 * index
            )
            self.facts["strokes"] += 1
        frame(self._folder / f"{name}strokes.png")
        self._set("undo", LARGE_BRUSH_PX)
        for _ in range(10):
            self._key("ctrl+z")
            self.facts["undone"] += 1
        frame(self._folder / f"{name}undone.png")
        self._key("Delete")

    def _repair_and_pan(self, name: str) -> None:
        """Zoom in by wheel, paint over a thing, erase it, and move the view meanwhile."""
        self._set("zoom", SMALL_BRUSH_PX)
        x, y = self._centre()
        self._hand.do(f"mousemove {x} {y}")
        for _ in range(10):
            self._hand.do("click 4")
            time.sleep(0.1)
        self._key("1")
        time.sleep(1)
        self._set("60 px brush", SMALL_BRUSH_PX)
        self._stroke(x - 120, y, length=240, turn=0.0)
        frame(self._folder / f"{name}painted.png")
        self._set("pan while it runs", SMALL_BRUSH_PX)
        self._key("Return")
        self._stroke(x, y, length=200, turn=0.5, button=2)
        frame(self._folder / f"{name}running.png")
        self._until(lambda: not self._editor.document_jobs.busy, 60)
        self.facts["repairs"] += 1
        time.sleep(1)
        frame(self._folder / f"{name}repaired.png")
        self._set("zoom", SMALL_BRUSH_PX)
        for _ in range(10):
            self._hand.do("click 5")
            time.sleep(0.1)

    def _retouch(self, name: str) -> None:
        """At 100 %: strokes of the clone stamp, the healing brush and the restore brush, small and large."""
        self._key("1")
        x, y = self._centre()
        for size in (SMALL_BRUSH_PX, LARGE_BRUSH_PX):
            for key, tool in (("s", "clone stamp"), ("j", "healing brush"), ("y", "restore brush")):
                self._set(f"{tool}, {size:.0f} px", size)
                self._key(key)
                if key != "y":
                    self._hand.do(f"mousemove {x} {y + 150:.0f} click 3")
                self._stroke(x - 120, y - 60, length=240, turn=0.2)
                self.facts["strokes"] += 1
                frame(self._folder / f"{name}{tool.split()[0]}-{size:.0f}.png")
        self._key("b")
        self._key("ctrl+0")

    def _mark(self, name: str) -> None:
        """The colour wand and the line tool, and the whole mask inverted and back."""
        self._key("1")
        x, y = self._centre()
        for key, tool in (("w", "colour wand"), ("k", "line tool")):
            self._set(tool, SMALL_BRUSH_PX)
            self._key(key)
            for step in range(4):
                self._hand.do(f"mousemove {x - 150 + 100 * step:.0f} {y - 40 + 30 * step:.0f} click 1")
                time.sleep(0.5)
            frame(self._folder / f"{name}{key}.png")
        self._key("Escape")
        self._key("b")
        self._set("invert the mask, undo", SMALL_BRUSH_PX)
        for key in ("ctrl+i", "ctrl+z"):
            self._key(key)
            self._until(lambda: not self._editor.document_jobs.busy, 60)
        self._key("ctrl+0")

    def _rotate(self, name: str) -> None:
        """Drags with R held about the middle, a stroke in the rotated view, and upright again."""
        self._set("rotate the view", SMALL_BRUSH_PX)
        x, y = self._centre()
        self._hand.do(f"keydown r mousemove {x} {y - 200} mousedown 1")
        for step in range(60):
            angle = math.radians(-90 + 2 * step)
            self._hand.do(f"mousemove {x + 200 * math.cos(angle):.0f} {y + 200 * math.sin(angle):.0f}")
            time.sleep(MOUSE_INTERVAL_S)
        self._hand.do("mouseup 1 keyup r")
        self._set("60 px brush, rotated", SMALL_BRUSH_PX)
        self._stroke(x - 120, y, length=240, turn=0.0)
        frame(self._folder / f"{name}rotated.png")
        self._key("5")
        self._key("Delete")  # A mask would be asked about when the window closes.

    def _undo_whole_photo(self) -> None:
        """A step that changes every pixel, as a job's result brings it, taken back and done again."""
        self._set("whole photo: apply", SMALL_BRUSH_PX)
        document = self._editor.session.document
        assert document is not None
        box = document.photo.box
        before = document.photo.stored(box)
        mask = np.full((box.height, box.width), 255, np.uint8)
        fill = Fill(Repair(("telea",), mask, (Patch(box, before, (255 - before,)),)), RepairRequest())
        change = document.prepare_repair(fill)
        position = document.history.position
        QTimer.singleShot(0, self._editor, lambda: document.carry_out(change))
        self._until(lambda: document.history.position > position, 60)
        time.sleep(2)
        for stage, key in (("undo", "ctrl+z"), ("redo", "ctrl+shift+z"), ("undo", "ctrl+z")):
            self._set(f"whole photo: {stage}", SMALL_BRUSH_PX)
            self._key(key)
            self._until(lambda: not self._editor.document_jobs.busy, 60)
            time.sleep(2)

    def _filmstrip(self) -> None:
        """The filmstrip with its thumbnails, shown and hidden."""
        self._set("filmstrip", SMALL_BRUSH_PX)
        self._key("F6")
        time.sleep(3)
        frame(self._folder / "filmstrip.png")
        self._key("F6")

    def _save(self) -> None:
        self._set("save", SMALL_BRUSH_PX)
        before = set(self._folder.iterdir())
        self._key("ctrl+shift+s")
        time.sleep(2)
        frame(self._folder / "save-as.png")
        self._key("Return")
        self._until(lambda: not self._editor.session.edited, 60)
        self.facts["saved"] = not self._editor.session.edited
        self.facts["written"] = [
            path.name for path in set(self._folder.iterdir()) - before if path.suffix == ".jpg"
        ]
        frame(self._folder / "saved.png")

    def _set(self, stage: str, size: float) -> None:
        self._app.stage = stage
        brush = self._editor.canvas.brush
        QTimer.singleShot(0, brush, lambda: setattr(brush, "size", size))
        time.sleep(0.3)

    def _key(self, key: str) -> None:
        self._hand.do(f"key {key}")
        time.sleep(0.4)

    @staticmethod
    def _until(true: Any, seconds: float) -> None:
        patience = time.monotonic() + seconds
        while not true() and time.monotonic() < patience:
            time.sleep(0.02)


def main(photo: Path, folder: Path, minutes: float) -> None:
    application = Watched(sys.argv[:1])
    keep_log(state_folder())
    editor = Editor(application)
    application.canvas = editor.canvas
    heart = Heart(application)
    editor.open(photo)
    visit = Visit(application, editor, folder=folder, minutes=minutes)
    visit.start()
    application.exec()
    visit.join()
    report = {"facts": visit.facts, "costs": application.costs, "stalls": heart.stalls}
    (folder / "visit.json").write_text(json.dumps(report), encoding="utf-8")
    editor.window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
