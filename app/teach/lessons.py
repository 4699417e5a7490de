"""What can be taught, and how it would look: read and drawn off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.jobs.lane import Lane
from app.session.folder import folder_photos
from app.teach.fonts import Font, installed
from app.teach.lesson_draft import LessonDraft
from engine.errors import LacunaError
from engine.job import Job
from engine.photo.file_format import pillow_suffixes
from engine.text import Text, mark

if TYPE_CHECKING:
    from trainer.corruption.teachable import Lesson, Teachable

EXAMPLE_COUNT = 12
SHORT_SIDE = 512  # px: what training reduces photos to, so that the damage has the size that it will have

Sketched = Callable[[LessonDraft, int, QImage], None]


class NoPhotosHere(LacunaError):
    title = mark("There are no photos in this folder")
    advice = mark("Choose one that holds JPEG, PNG, WebP, TIFF or BMP files without damage.")


@dataclass(frozen=True)
class TeachableKinds:
    """What there is to choose from."""

    kinds: Mapping[str, Teachable] = field(default_factory=dict)
    fonts: tuple[Font, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DrawnExamples:
    """A draft with its examples.

    notes: what may not be as it was meant.  problem: why there are none.  photos: how many the folder holds.
    """

    draft: LessonDraft
    lesson: Lesson | None = None
    notes: tuple[Text, ...] = ()
    examples: tuple[QImage, ...] = ()
    photos: int = 0
    problem: LacunaError | None = None

    @property
    def ready(self) -> bool:
        """Whether it can be taught."""
        return self.lesson is not None and self.problem is None and self.photos > 0


class Lessons(QObject):
    """`drawn` follows each `draw`, unless another comes first; before it, one `sketched` an example."""

    ready = Signal()
    sketched = Signal(object, int, object)  # Draft, number, QImage
    drawn = Signal(object)  # Drawn
    failed = Signal(object)  # LacunaError: the kinds cannot be read

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.known = TeachableKinds()
        self._wanted: LessonDraft | None = None
        self._at = LessonDraft()
        self._stock = _PhotoStock()
        self._catalog_lane, self._example_lane = Lane(self), Lane(self)
        self._catalog_lane.finished.connect(self._took)
        self._catalog_lane.failed.connect(self.failed)
        self._example_lane.finished.connect(self._draw_next)
        self._example_lane.failed.connect(
            lambda error: self._draw_next(DrawnExamples(draft=self._at, problem=error))
        )
        self._example_lane.cancelled.connect(self._draw_next)

    def load(self) -> None:
        """Read what can be taught, once; `ready` follows."""
        if self.known.kinds:
            self.ready.emit()
        elif not self._catalog_lane.busy:
            self._catalog_lane.start(_read, "")

    def draw(self, draft: LessonDraft) -> None:
        """Draw the examples of a draft; those of an older one are given up."""
        self._wanted = draft
        if self._example_lane.busy:
            self._example_lane.cancel()
        else:
            self._draw_next()

    def close(self) -> None:
        self._wanted = None
        for lane in (self._catalog_lane, self._example_lane):
            lane.close()

    def _took(self, known: TeachableKinds) -> None:
        self.known = known
        self.ready.emit()

    def _draw_next(self, drawn: DrawnExamples | None = None) -> None:
        draft, self._wanted = self._wanted, None
        if draft is not None:
            self._at = draft
            self._example_lane.start(lambda job: _drawn(draft, self._stock, job, self.sketched.emit), "")
        elif drawn is not None:
            self.drawn.emit(drawn)


class _PhotoStock:
    """The photos that examples are drawn on, as long as the folder stays the same."""

    def __init__(self) -> None:
        self._key: object = None
        self._photos: list[Any] = []
        self.count = 0

    def of(self, folder: Path, job: Job) -> list[Any]:
        """Up to EXAMPLE_COUNT photos H×W×3 float32 in [0, 1], evenly spread over those of the folder."""
        files = photo_files(folder)
        key = folder, len(files)
        if key != self._key:
            self._photos, self.count, self._key = [], len(files), None
            for file in _spread(files):
                job.step(len(self._photos) / EXAMPLE_COUNT)
                pixels = _small(file)
                if pixels is not None:
                    self._photos.append(pixels)
            self._key = key
        return self._photos


def photo_files(folder: Path) -> list[Path]:
    """The photos of a folder and those inside it that training reads.  Raises NoPhotosHere."""
    readable = pillow_suffixes()
    try:
        files = [
            file
            for place in (folder, *sorted(p for p in folder.rglob("*") if p.is_dir()))
            for file in folder_photos(place)
            if file.suffix.lower() in readable
        ]
    except (OSError, RecursionError) as error:  # a folder without end
        raise NoPhotosHere(str(folder)) from error
    if not files:
        raise NoPhotosHere(str(folder))
    return files


def _spread(files: list[Path]) -> list[Path]:
    if len(files) <= EXAMPLE_COUNT:
        return files
    return [files[round(at)] for at in np.linspace(0, len(files) - 1, EXAMPLE_COUNT)]


def _small(file: Path) -> Any:
    """None where it cannot be read."""
    from PIL import Image, ImageOps

    try:
        with Image.open(file) as opened:
            opened.draft("RGB", (SHORT_SIDE, SHORT_SIDE))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    scale = SHORT_SIDE / min(picture.size)
    if scale < 1:
        picture = picture.resize(
            (round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BOX
        )
    return np.asarray(picture, np.float32) / np.float32(255)


def _read(job: Job) -> TeachableKinds:
    job.step(0.0)
    import pyqtgraph  # noqa: F401  half a second that the window need not wait for

    from trainer.corruption.teachable import teachables

    return TeachableKinds(dict(teachables()), tuple(installed(job)))


def _drawn(draft: LessonDraft, stock: _PhotoStock, job: Job, sketched: Sketched) -> DrawnExamples:
    from trainer.corruption.teachable import examples, lesson

    job.step(0.0)
    try:
        taught = lesson(draft.lesson)
        notes = taught.notes
        photos = stock.of(draft.clean, job) if draft.clean is not None else []
        shown: list[QImage] = []
        for damaged, _ in examples(taught, photos, EXAMPLE_COUNT):
            job.step(len(shown) / EXAMPLE_COUNT)
            shown.append(_image(damaged))
            sketched(draft, len(shown) - 1, shown[-1])
    except LacunaError as error:
        return DrawnExamples(draft=draft, problem=error)
    return DrawnExamples(
        draft=draft, lesson=taught, notes=notes, examples=tuple(shown), photos=stock.count if photos else 0
    )


def _image(pixels: Any) -> QImage:
    bytes_ = np.ascontiguousarray(np.rint(pixels.clip(0, 1) * 255), np.uint8)
    height, width = bytes_.shape[:2]
    return QImage(bytes_.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888).copy()
