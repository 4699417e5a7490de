"""A person at the Batch dialog, and scikit-image's photos in small."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QDesktopServices
from skimage import data
from skimage.transform import resize

from app.batch.dialog import BatchDialog

SIDE = 64
BAR = np.s_[20:26, 8:56]  # of pure black, which the fake detector takes for text


def small(photo: np.ndarray) -> np.ndarray:
    """SIDE × SIDE uint8 without any pure black."""
    return np.clip(resize(photo, (SIDE, SIDE)) * 255, 3, 252).astype(np.uint8)


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three photos with a black bar, one of which is nearly all black, a clean one, and a broken one."""
    folder = tmp_path_factory.mktemp("photos")
    for name in ("astronaut", "coffee", "much"):
        pixels = small(data.coffee() if name == "coffee" else data.astronaut())
        pixels[np.s_[10:50] if name == "much" else BAR] = 0
        Image.fromarray(pixels).save(folder / f"{name}.png")
    Image.fromarray(small(data.chelsea())).save(folder / "clean.png")
    (folder / "broken.png").write_bytes((folder / "clean.png").read_bytes()[:20])
    return folder


@pytest.fixture
def photos(originals: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(originals, tmp_path / "photos"))


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    pixels = np.zeros((SIDE, SIDE), np.uint8)
    pixels[BAR] = 255
    path = tmp_path / "mask.png"
    Image.fromarray(pixels).save(path)
    return path


class Answers:
    """Of the person, to what the dialog asks."""

    stop = True
    chosen: Path | None = None

    def __init__(self) -> None:
        self.asked = 0

    def folder(self, _: str, __: Path | None) -> Path | None:
        return self.chosen

    def mask(self, _: Path | None) -> Path | None:
        return self.chosen

    def stop_batch(self) -> bool:
        self.asked += 1
        return self.stop


class Batcher:
    """A person at the dialog."""

    def __init__(self, visitor, answers: Answers) -> None:
        self.visitor, self.bot, self.answers = visitor, visitor.bot, answers
        visitor.act("batch")
        self.dialog: BatchDialog = visitor.editor.beside.batch_dialog

    def fill_in(self, photos: Path, mask: Path | None = None) -> None:
        settings = self.dialog.settings
        settings.choose_method("telea")
        settings.photos.set(str(photos))
        if mask is not None:
            settings.damage.setCurrentIndex(settings.damage.findData("one"))
            settings.one.file.set(str(mask))
        self.looked()

    def looked(self) -> None:
        self.bot.waitUntil(self.dialog.start_button.isEnabled)

    def start(self) -> None:
        self.dialog.start_button.click()

    def ended(self) -> None:
        self.bot.waitUntil(lambda: self.dialog.summary is not None)

    @property
    def states(self) -> dict[str, str]:
        rows = self.dialog.photos.all
        return {rows[row].item.name: rows[row].state.value for row in range(len(rows))}

    def begun(self, least: int = 1) -> None:
        """Until so many photos are through."""
        self.bot.waitUntil(lambda: sum(state == "done" for state in self.states.values()) >= least)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    made = Answers()
    monkeypatch.setattr("app.batch.dialog.BatchQuestions", lambda _: made)
    return made


@pytest.fixture
def batcher(make_visitor: Callable[[], object], answers: Answers) -> Batcher:
    visitor = make_visitor()
    visitor.open(None)
    return Batcher(visitor, answers)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was opened in other programs."""
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True
    )
    return opened


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Telea fills one photo for each release."""
    from engine.models.catalog import method

    telea, gate = method("telea"), threading.Semaphore(0)
    fill = telea.fill

    def waiting(request, job):
        while not gate.acquire(timeout=0.01):
            job.step(0.5)
        return fill(request, job)

    monkeypatch.setattr(telea, "fill", waiting)
    return gate


@pytest.fixture
def at_dialog(answers: Answers) -> Callable[[object], Batcher]:
    """The person who opens the dialog in some visitor's window."""
    return lambda visitor: Batcher(visitor, answers)
