"""To the next or previous page of a file, and to the next or previous photo of its folder."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.errors.messages import Messages
from app.session.files import LAST_PAGE, Files
from app.session.folder import neighbour
from app.session.session import Session
from app.text import translate


class Browsing(QObject):
    """What PageUp and PageDown do, and the page box."""

    def __init__(self, session: Session, files: Files, *, messages: Messages) -> None:
        super().__init__(session)
        self._session, self._files, self._messages = session, files, messages

    def step(self, by: int) -> None:
        """Open the next (1) or previous (-1) page, or photo of the same folder, or say why there is none."""
        document = self._session.document
        if document is None or document.path is None:
            return
        if 1 <= document.page + by <= document.pages:
            self.show_page(document.page + by)
            return
        try:
            path = neighbour(document.path.absolute(), by)
        except OSError:
            self._messages.hint(translate("Files", "The folder of this photo is gone, or cannot be read"))
            return
        if path is not None:
            self._files.open(path, 1 if by > 0 else LAST_PAGE)
        elif by > 0:
            self._messages.hint(translate("Files", "This is the last photo of its folder"))
        else:
            self._messages.hint(translate("Files", "This is the first photo of its folder"))

    def show_page(self, page: int) -> None:
        """Open another page of the file that is open."""
        document = self._session.document
        if document is not None and document.path is not None and page != document.page:
            self._files.open(document.path, page)
