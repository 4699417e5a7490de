"""A detector of colours, a picture for it, and what a person does with finds."""

from __future__ import annotations

import importlib
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.panels.find import FindPanel
from engine.models.detector import Detector, Kind
from engine.models.method import MethodInfo

DETECT = importlib.import_module("engine.detection.run")
CATALOG = importlib.import_module("engine.models.catalog")
WORD, SCRATCH, FAINT, NOWHERE = (30, 30), (80, 90), (130, 30), (130, 90)
COLOURS = {WORD: (255, 0, 0), SCRATCH: (0, 255, 0), FAINT: (0, 0, 255)}
SURE = {WORD: (0, 1.0), SCRATCH: (1, 0.7), FAINT: (1, 0.4)}  # kind, confidence


class ColourDetector(Detector):
    """Red is text, green a scratch, blue perhaps one.  It waits while `wait` is set, and counts its runs."""

    info = MethodInfo(
        id="finder", title="Colours", year=2026, paper="", purpose="", limits="", holes="any", weights=("",)
    )
    kinds = (Kind("text", "Text and watermarks"), Kind("scratches", "Scratches and dust"))
    scale_mode = "native"

    def __init__(self) -> None:
        self.runs = 0
        self.wait = threading.Event()
        self.deaf = False

    def find(self, image, options, job, device):  # noqa: ARG002
        self.runs += 1
        while self.wait.is_set():
            time.sleep(0.01)
            if not self.deaf:
                job.step(0.5, "Looking for damage")
        found = np.zeros((2, *image.shape[:2]), np.float32)
        for place, colour in COLOURS.items():
            kind, sure = SURE[place]
            found[kind][(image == np.array(colour, np.float32) / 255).all(-1)] = sure
        return found


@pytest.fixture
def detector(monkeypatch: pytest.MonkeyPatch) -> ColourDetector:
    made = ColourDetector()
    for module in (DETECT, CATALOG):
        monkeypatch.setattr(module, "detectors", lambda: {"finder": made})
    for module in (DETECT, importlib.import_module("engine.models.weights")):
        monkeypatch.setattr(module, "has_weights", lambda *_: True)
    return made


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """160 × 120, with a word, a scratch and a faint one."""
    y, x = np.mgrid[:120, :160]
    pixels = np.stack([x // 2 + 60, y + 60, 200 - x // 2], axis=-1).astype(np.uint8)
    for (left, top), colour in COLOURS.items():
        pixels[top - 3 : top + 4, left - 12 : left + 13] = colour
    path = tmp_path / "damaged.png"
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture
def visitor(detector: ColourDetector, visitor):  # noqa: ARG001
    return visitor


@pytest.fixture
def panel(visitor) -> FindPanel:
    return visitor.editor.window.findChild(FindPanel)


def settle(visitor) -> None:
    """Until nothing is worked out or laid in any more."""
    visitor.bot.waitUntil(lambda: not (visitor.editor.document_jobs.busy or visitor.editor.finds.busy))


def find(visitor) -> None:
    visitor.key(Qt.Key.Key_F)
    settle(visitor)


def click(visitor, place: tuple[int, int]) -> None:
    QTest.mouseMove(visitor.editor.canvas, visitor.at(*place))
    visitor.bot.mouseClick(visitor.editor.canvas, Qt.MouseButton.LeftButton, pos=visitor.at(*place))
    settle(visitor)


def marked(visitor, place: tuple[int, int]) -> bool:
    return bool(visitor.document.mask[place[1], place[0]])
