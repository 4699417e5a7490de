"""Prints the photo as it is now: whole, as large as it fits on the page."""

from __future__ import annotations

import numpy as np
from PIL import Image
from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from app.canvas.colour import Colour
from app.canvas.scene import profile
from app.errors.messages import Messages
from app.session.document_jobs import DocumentJobs
from app.session.session import Session
from app.text import translate
from engine.job import Job
from engine.photo import Photo

PRINTED_DPI = 300  # More is not seen on paper, and takes long.


class Printing(QObject):
    """Asks for a printer; pixels are made ready off the GUI thread."""

    def __init__(
        self, session: Session, document_jobs: DocumentJobs, *, messages: Messages, host: QWidget
    ) -> None:
        super().__init__(session)
        self._session, self._document_jobs = session, document_jobs
        self._messages, self._host = messages, host

    def ask_and_print(self) -> None:
        document = self._session.document
        if document is None or self._document_jobs.busy:
            return
        photo = document.photo
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(document.path.name if document.path else "Lacuna")
        if document.path is not None and not QPrinterInfo.availablePrinterNames():
            printer.setOutputFileName(str(document.path.with_suffix(".pdf")))  # Else Qt offers none.
        wide = photo.width > photo.height
        printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        )
        dialog = QPrintDialog(printer, self._host)
        accepted = dialog.exec()
        dialog.deleteLater()
        if not accepted:
            return
        page = printer.pageRect(QPrinter.Unit.Inch)
        size = printed_size(photo, page.width(), page.height())
        self._document_jobs.start(
            lambda job: printed(photo, size, job),
            translate("File", "Preparing to print"),
            done=lambda image: self._print(printer, image),
        )

    def _print(self, printer: QPrinter, image: QImage) -> None:
        painter = QPainter()
        if not painter.begin(printer):
            self._messages.warn(
                translate("File", "The photo could not be printed"),
                translate("File", "The printer does not answer, or the file cannot be written there."),
            )
            return
        page = painter.viewport()
        room = QRect(page.topLeft(), image.size().scaled(page.size(), Qt.AspectRatioMode.KeepAspectRatio))
        room.moveCenter(page.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(room, image)
        painter.end()


def printed_size(photo: Photo, width_inches: float, height_inches: float) -> QSize:
    """How many pixels go on a page: PRINTED_DPI where the photo has so many, else its own."""
    page = QSize(round(width_inches * PRINTED_DPI), round(height_inches * PRINTED_DPI))
    own = QSize(photo.width, photo.height)
    fitted = own.scaled(page, Qt.AspectRatioMode.KeepAspectRatio)
    return fitted if fitted.width() < own.width() else own


def printed(photo: Photo, size: QSize, job: Job) -> QImage:
    """The photo at this size in sRGB."""
    job.step(0.0)
    values = photo.reduced(photo.box, max(size.width(), 1), max(size.height(), 1))
    pixels = np.rint(values * 255).astype(np.uint8)
    job.step(0.8)
    return Colour(profile(photo)).image(Image.fromarray(pixels))
