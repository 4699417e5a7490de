"""The status bar: what is open on the left, what goes on and where on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QStatusBar,
    QToolButton,
    QWidget,
)

from app.document.document import Document
from app.jobs.remaining import Remaining
from app.session.document_jobs import DocumentJobs
from app.session.methods import Methods
from app.session.session import Session
from app.text import duration, engine_text, translate
from app.theme.theme import tabular
from engine.photo.save import target_format
from engine.text import Text

SHOWN_AFTER = 200  # ms: shorter work needs no bar


class Status(QStatusBar):
    """Zoom, page, size, format, edited; note, time left, bar and Cancel of a job; a teaching; the device."""

    page_chosen = Signal(int)  # another page of the file, from 1

    def __init__(self, session: Session, document_jobs: DocumentJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self._session = session
        self.zoom = self._label("zoom", translate("Status", "Zoom"))
        self.page = self._page_box()
        self.size_ = self._label("size", translate("Status", "Size in pixels"))
        self.format = self._label("format", translate("Status", "File format"))
        self.edited = self._label("edited", translate("Status", "Edited since it was saved"))
        self.edited.setText(translate("Status", "● edited"))
        self.note = QLabel()
        self.note.setAccessibleName(translate("Status", "What is going on"))
        self.left = QLabel()
        self.left.setAccessibleName(translate("Status", "How long it will take"))
        self.bar = QProgressBar(maximum=1000, textVisible=False)
        self.bar.setAccessibleName(translate("Status", "Progress"))
        self.bar.setMinimumWidth(64)  # in a narrow window
        self.bar.setMaximumWidth(160)
        self.cancel = QPushButton(translate("Status", "Cancel"))
        self.cancel.setToolTip(translate("Status", "Cancel what runs (Esc)"))
        self.cancel.clicked.connect(document_jobs.cancel)
        self.device = QLabel()
        self.device.setAccessibleName(translate("Status", "Device"))
        self.device.setToolTip(translate("Status", "Where networks run; see Settings"))
        self.aside = QToolButton()  # what goes on beside the photo
        self.aside.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.aside.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.aside.setToolTip(translate("Status", "Show how the teaching goes"))
        self.aside.hide()
        for part in (self.note, self.left, self.bar, self.cancel, self.aside, self.device):
            self.addPermanentWidget(part)
        self.zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("0000 %") + 8)
        self._wait = QTimer(self, singleShot=True)
        self._wait.setInterval(SHOWN_AFTER)
        self._wait.timeout.connect(lambda: self._show_work(True))
        self._remaining = Remaining()
        self._show_work(False)
        self.refresh()
        document_jobs.started.connect(self._began)
        document_jobs.progressed.connect(self._progressed)
        document_jobs.ended.connect(self._ended)
        session.opened.connect(self.refresh)
        session.changed.connect(lambda change: self.refresh() if change.history else None)

    def show_device(self, methods: Methods) -> None:
        """Where networks run."""
        self.device.setText(methods.device)
        self.device.setToolTip(methods.processor)

    def set_zoom(self, scale: float, angle: float = 0.0) -> None:
        """scale: device pixels a photo pixel, 1 = 100 %.  angle: degrees that the view is rotated by."""
        percent = scale * 100
        zoom = f"{percent:.0f} %" if percent >= 10 else f"{percent:.1f} %"
        self.zoom.setText(f"{zoom} · {angle:.0f}°".replace("-", "−") if round(angle) else zoom)

    def set_aside(self, text: str) -> None:
        """text: of what goes on beside the photo, "" where nothing does; a job takes its place."""
        self.aside.setText(text)
        self.aside.setVisible(bool(text) and self.bar.isHidden())

    def refresh(self) -> None:
        """Draw what is known of the photo."""
        document = self._session.document
        for label in (self.zoom, self.size_, self.format):
            label.setVisible(document is not None)
        self.edited.setVisible(self._session.photo_edited)
        self.page.setVisible(document is not None and document.pages > 1)
        if document is not None:
            self.page.blockSignals(True)
            self.page.setRange(1, document.pages)
            self.page.setValue(document.page)
            self.page.setSuffix(translate("Status", " of {count}").format(count=document.pages))
            self.page.blockSignals(False)
            self.size_.setText(f"{document.photo.width} × {document.photo.height}")
            self.format.setText(_format_text(document))

    def _page_box(self) -> QSpinBox:
        box = QSpinBox(objectName="page", keyboardTracking=False, prefix=translate("Status", "Page "))
        box.setAccessibleName(translate("Status", "Page of the file"))
        box.setToolTip(translate("Status", "Page of the file; Page Up and Page Down go through them"))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
        box.valueChanged.connect(self._choose_page)
        self.addWidget(box)
        return box

    def _choose_page(self, number: int) -> None:
        self.page_chosen.emit(number)
        self.refresh()  # until that page is open, or where the person stays with this one

    def _label(self, name: str, spoken: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setAccessibleName(spoken)
        label.setToolTip(spoken)
        label.setFont(tabular(label.font()))
        self.addWidget(label)
        return label

    def _began(self, title: str) -> None:
        self.note.setText(title)
        self.bar.setRange(0, 0)
        self.left.clear()
        self._remaining.begin()
        self._wait.start()

    def _progressed(self, fraction: float, note: Text) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(fraction * 1000))
        if note:
            self.note.setText(engine_text(note))
        left = self._remaining.left(fraction)
        if left is not None:
            self.left.setText(translate("Status", "about {time} left").format(time=duration(left)))

    def _ended(self) -> None:
        self._wait.stop()
        self._show_work(False)

    def _show_work(self, shown: bool) -> None:
        for part in (self.note, self.left, self.bar, self.cancel):
            part.setVisible(shown)
        self.set_aside(self.aside.text())


def _format_text(document: Document) -> str:
    """How the document's file is stored, as "JPEG, Display P3"; after a save in another format its name."""
    photo, path = document.photo, document.path
    if path is None or path == photo.path:
        return photo.summary
    written = target_format(photo, path).name
    return photo.summary if written == photo.format else written
