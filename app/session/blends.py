"""Another picture, placed over the photo and then blended into it: one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from app.canvas.colour import Colour
from app.canvas.scene import profile
from app.document.document import Document
from app.document.prepared import PreparedChange
from app.errors.messages import Messages, WayOut
from app.jobs.lane import Lane
from app.session.clipboard import file_in, pixels_of
from app.session.document_jobs import DocumentJobs, Sequence, Stage
from app.session.files import FileQuestions
from app.session.repairs import FILLED_TIME_SHARE, Outcome, checked
from app.session.session import Session
from app.settings.settings import Settings
from app.text import translate
from engine.errors import LacunaError
from engine.job import Cancelled, Job
from engine.options import Value
from engine.photo import Photo, load
from engine.pixels.box import EMPTY_BOX, Box

if TYPE_CHECKING:  # brings OpenCV, for which the window does not wait
    from engine.repair.blend import BlendMode

PREVIEW_SIDE_PX = 2048  # The longest side of what is drawn while a picture is placed.


@dataclass(frozen=True)
class PlacedPicture:
    """A picture that lies over the photo until it is blended in.

    image: in the screen's colours, at most PREVIEW_SIDE_PX a side.
    """

    picture: Photo
    image: QImage
    ways: tuple[BlendMode, ...]  # to blend it
    natural: str  # the one to begin with


@dataclass(frozen=True)
class Preview:
    """What blending would give.  image: for the part of the photo in `box`; place: where the picture was."""

    image: QImage
    box: Box
    place: Box


class Blends(QObject):
    """Places and blends a picture: `placing_began` is followed by `settled`, blended in or discarded."""

    placing_began = Signal(object)  # PlacedPicture
    settled = Signal()
    way_changed = Signal()
    previewed = Signal(object)  # Preview
    blended = Signal(object)  # Outcome

    def __init__(
        self,
        session: Session,
        document_jobs: DocumentJobs,
        *,
        settings: Settings,
        messages: Messages,
        questions: FileQuestions,
    ) -> None:
        super().__init__(session)
        self._session, self._document_jobs = session, document_jobs
        self._settings, self._messages, self._questions = settings, messages, questions
        self._placed_picture: PlacedPicture | None = None
        self._way = ""
        self._options: dict[str, dict[str, Value]] = {}
        self._boxes: tuple[Box, ...] = ()
        self._box = EMPTY_BOX
        self._lane = Lane(self)  # of previews, which nothing waits for
        self._stale = False
        self._lane.finished.connect(self._show)
        self._lane.failed.connect(lambda _: self._follow())  # blending itself will say why
        self._lane.cancelled.connect(self._follow)
        session.opened.connect(self.drop)
        session.changed.connect(lambda change: self._look() if change.photo else None)

    def close(self) -> None:
        self._lane.close()

    # What is placed, and how

    @property
    def box(self) -> Box:
        """Where the picture lies."""
        return self._box

    @box.setter
    def box(self, box: Box) -> None:
        self._box = box
        self._look()

    @property
    def placed_picture(self) -> PlacedPicture | None:
        return self._placed_picture

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Where the photo is being changed; empty while nothing is."""
        return self._boxes

    @property
    def can_begin(self) -> bool:
        return self._session.editable and self._placed_picture is None

    @property
    def way(self) -> BlendMode | None:
        """How it will be blended; None while nothing is placed."""
        ways = self._placed_picture.ways if self._placed_picture else ()
        return next((way for way in ways if way.id == self._way), None)

    def choose(self, way: str) -> None:
        self._way = way
        self.way_changed.emit()
        self._look()

    def options(self, way: str) -> Mapping[str, Value]:
        """What was set for a way; its defaults hold for the rest."""
        return self._options.get(way, {})

    def set_option(self, way: str, option: str, value: Value) -> None:
        self._options.setdefault(way, {})[option] = value
        self._look()

    # The preview

    def _look(self) -> None:
        """Work out what blending would give; what is being worked out is no longer that."""
        self._stale = self._placed_picture is not None
        if self._lane.busy:
            self._lane.cancel()
        else:
            self._follow()

    def _follow(self) -> None:
        document, placed_picture, way = self._session.document, self._placed_picture, self.way
        if not self._stale or document is None or placed_picture is None or way is None or self._session.busy:
            return
        self._stale = False
        photo, box, options = document.photo, self.box, dict(self.options(way.id))
        device = self._settings.device

        def work(job: Job) -> Preview:
            from engine.repair.blend import preview

            seen, inside = preview(
                photo, placed_picture.picture, box, way.id, options=options, device=device, job=job
            )
            image = Colour(profile(seen)).image(Image.fromarray(seen.display(seen.box)))
            return Preview(image, inside, box)

        self._lane.start(work, "")

    def _show(self, preview: Preview) -> None:
        if self._placed_picture is not None and not self._stale:
            self.previewed.emit(preview)
        self._follow()

    # Begin

    def ask_and_lift(self) -> None:
        """Ask for a picture and place it over the photo."""
        path = self._questions.open_photo() if self.can_begin else None
        if path is not None:
            self._lift(lambda: load(path))

    def paste(self, data: QMimeData) -> None:
        """Lay the picture, or the file, that was copied over the photo."""
        path: Path | None = file_in(data)
        if not self.can_begin:
            return
        if path is not None:
            self._lift(lambda: load(path))
        elif data.hasImage():
            image = QImage(data.imageData())
            self._lift(lambda: _photo(image))
        else:
            self._messages.info(
                translate("Blend", "There is no picture to paste"),
                translate("Blend", "Copy a picture or a photo file first."),
            )

    def _lift(self, read: Callable[[], Photo]) -> None:
        def work(job: Job) -> PlacedPicture:
            job.step(0.0)
            return _placed_picture(read())

        def done(placed_picture: PlacedPicture) -> None:
            self._placed_picture, self._way = placed_picture, placed_picture.natural
            self.placing_began.emit(placed_picture)  # whoever hears it says where it lies

        self._messages.clear()
        self._document_jobs.start(work, translate("Blend", "Opening the picture"), done=done)

    # End

    def drop(self) -> None:
        """Put the picture away; the photo is as it was."""
        if self._placed_picture is not None:
            self._placed_picture, self._boxes = None, ()
            self._lane.cancel()
            self.settled.emit()

    def blend(self) -> None:
        """Put it into the photo, where it lies."""
        document, placed_picture, way = self._session.document, self._placed_picture, self.way
        if document is None or placed_picture is None or way is None or self._session.busy:
            return
        self._lane.cancel()
        self._messages.clear()
        self._document_jobs.run(
            self._blend(document, placed_picture, way),
            done=self.blended.emit,
            failed=lambda error: self._messages.fail(error, *self._others(way)),
        )

    def _blend(self, document: Document, placed_picture: PlacedPicture, way: BlendMode) -> Sequence[Outcome]:
        """Blend the picture in, then check what is outside."""
        snapshot, box, options = document.snapshot(), self.box, dict(self.options(way.id))
        device = self._settings.device

        def work(job: Job) -> tuple[Any, PreparedChange]:
            from engine.repair.blend import blend

            answer = blend(
                snapshot.photo, placed_picture.picture, box, way.id, options=options, device=device, job=job
            )
            return answer, document.prepare_blend(answer)

        self._boxes = (box & document.photo.box,)
        try:
            answer, ready = yield Stage(work, translate("Blend", "Blending"), FILLED_TIME_SHARE)
        except (LacunaError, Cancelled):  # The picture stays where it is, to be tried again.
            self._boxes = ()
            self._look()
            raise
        self.drop()
        document.carry_out(ready)
        return (yield from checked(document, answer))

    def _others(self, way: BlendMode) -> tuple[WayOut, ...]:
        """The way out of a network that failed."""
        if way.id == "seamless":
            return ()

        def go() -> None:
            self.choose("seamless")
            self.blend()

        return (WayOut(translate("Blend", "Blend without the network"), go),) if way.id == "network" else ()


def _placed_picture(picture: Photo) -> PlacedPicture:
    """PreparedChange to be drawn."""
    from engine.repair.blend import blend_modes, default_mode

    step = max(1, max(picture.width, picture.height) // PREVIEW_SIDE_PX)
    shown = Image.fromarray(picture.display(picture.box, step))
    if max(shown.size) > PREVIEW_SIDE_PX:
        shown.thumbnail((PREVIEW_SIDE_PX, PREVIEW_SIDE_PX))
    image = Colour(profile(picture)).image(shown)
    return PlacedPicture(picture, image, blend_modes(), default_mode(picture).id)


def _photo(image: QImage) -> Photo:
    """A pasted picture with what is transparent in it."""
    import numpy as np

    if not image.hasAlphaChannel():
        return Photo.from_array(pixels_of(image))
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return Photo.from_array(rows[:, : plain.width() * 4].reshape(plain.height(), plain.width(), 4))
