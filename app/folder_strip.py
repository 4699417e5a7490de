"""Shows the filmstrip while it is wanted and the photo that is open lies in a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from app.panels.filmstrip import Filmstrip
from app.services import Services
from app.theme.theme import Theme
from app.window import Window


class FolderStrip(QObject):
    """The filmstrip, and what it has to do with the session."""

    def __init__(self, services: Services, window: Window, theme: Theme) -> None:
        super().__init__(window)
        self._services = services
        self.strip = Filmstrip(services.folder_photos, theme)
        window.add_strip(self.strip)
        self.strip.chosen.connect(services.files.open)
        services.session.opened.connect(self._follow)
        services.settings.changed.connect(lambda key: self._follow() if key == "filmstrip" else None)
        services.files.written.connect(self._note_written)

    def close(self) -> None:
        """End the thread."""
        self._services.folder_photos.close()

    def _follow(self) -> None:
        path = self._path()
        self.strip.setVisible(path is not None)
        if path is not None:
            self.strip.follow(path)

    def _note_written(self, _: object, target: Path) -> None:
        path = self._path()
        if path is not None:
            self.strip.note_written(target)
            self.strip.follow(path)

    def _path(self) -> Path | None:
        """Of the photo that is open; None where no strip is shown."""
        document, files = self._services.session.document, self._services.files
        wanted = self._services.settings.filmstrip and not files.stays
        return document.path if document is not None and wanted else None
