"""One photo, edited for another program that waits: Done writes it in place, Cancel leaves its file alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.application import Editor
from app.panels.external_edit import ExternalEditBar
from app.session.external_edit import ExternalEdit
from app.text import translate


class ExternalEditor(Editor):
    """The editor with a line above the photo; its window opens no other photo, and ends with this one."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.external = ExternalEdit(
            self.session,
            self.document_jobs,
            files=self.files,
            repairs=self.repairs,
            questions=self.questions,
            messages=self.messages,
        )
        self.line = ExternalEditBar()
        self.window.add_line(self.line)
        done = self.actions["save"]
        done.setText(translate("ExternalEdit", "&Done"))
        done.enabledChanged.connect(self.line.done.setEnabled)
        self.line.done.setEnabled(done.isEnabled())
        self.line.done.clicked.connect(self.save)
        self.line.cancel.clicked.connect(self._cancel)
        self.session.opened.connect(lambda: self.line.title.setText(self.files.name))
        self.external.finished.connect(self._leave)

    @property
    def written(self) -> bool:
        """The photo was written to its file."""
        return self.external.written

    def save(self) -> None:
        self.external.finish()

    def _begin(self, photo: Path | None) -> None:
        """Work that a crash left is offered where the program is started for itself."""
        assert photo is not None
        self.hooks.install()
        self.external.open(photo.absolute())
        self.methods.load()

    def _cancel(self) -> None:
        """A repair is asked for before it goes; strokes that were not filled are not."""
        if not self.session.photo_edited:
            self.session.accept()
        self.window.close()

    def _leave(self) -> None:
        if not self.closed:
            self._agreed = True
            self.window.close()
