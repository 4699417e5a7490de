"""The clipboard: the result out, a picture or a file in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from app.errors.messages import Messages
from app.session.document_jobs import DocumentJobs
from app.session.files import Files
from app.session.session import Session
from app.text import translate
from engine.job import Job
from engine.photo import Photo
from engine.pixels.box import Box

BAND_ROWS = 256  # Rows that are copied at once.


class Clipboard(QObject):
    copied = Signal()

    def __init__(
        self, session: Session, document_jobs: DocumentJobs, *, files: Files, messages: Messages
    ) -> None:
        super().__init__(session)
        self._session = session
        self._document_jobs = document_jobs
        self._files = files
        self._messages = messages

    def copy(self) -> None:
        """The whole photo as it is now, 8 bit."""
        document = self._session.document
        if document is None:
            return
        photo = document.photo
        self._document_jobs.start(
            lambda job: image_of(photo, job),
            translate("Edit", "Copying"),
            done=self._take_copy,
        )

    def _take_copy(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self.copied.emit()

    def paste(self) -> None:
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, data: QMimeData) -> None:
        """Open what was pasted or dropped."""
        path = file_in(data)
        if path is not None:
            self._files.open(path)
        elif data.hasImage():
            self._files.open_pixels(pixels_of(QImage(data.imageData())))
        else:
            self._messages.info(
                translate("Edit", "There is no photo to paste"),
                translate("Edit", "Copy a picture or a photo file first."),
            )


def image_of(photo: Photo, job: Job) -> QImage:
    """The photo as it is now, 8 bit; in bands, since Qt's own copies hold all other threads up."""
    channels = photo.display(Box(0, 0, 1, 1)).shape[2]
    kind = QImage.Format.Format_RGBA8888 if channels == 4 else QImage.Format.Format_RGB888
    image = QImage(photo.width, photo.height, kind)
    rows = np.frombuffer(image.bits(), np.uint8).reshape(photo.height, image.bytesPerLine())
    for top in range(0, photo.height, BAND_ROWS):
        job.step(top / photo.height)
        band = Box(0, top, photo.width, min(top + BAND_ROWS, photo.height))
        pixels = photo.display(band)
        rows[top : band.bottom, : photo.width * channels].reshape(pixels.shape)[...] = pixels
    return image


def file_in(data: QMimeData) -> Path | None:
    """The first local file of what was dropped or pasted."""
    names = [url.toLocalFile() for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
    return Path(names[0]) if names else None


def pixels_of(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """H×W×3 uint8 of a picture."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()
