"""The File menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from app.menus import Entry, Menu, Submenu
from app.session.browsing import Browsing
from app.session.files import Files
from app.session.layered_copy import LayeredCopy
from app.session.session import Session
from app.settings.recent import Recent
from app.text import translate


class FileMenu:
    def __init__(
        self,
        host: QWidget,
        session: Session,
        *,
        files: Files,
        browsing: Browsing,
        layered_copy: LayeredCopy,
        recent: Recent,
        save: Callable[[], None],
        print_photo: Callable[[], None],
        batch: Callable[[], None],
        show_settings: Callable[[], None],
    ) -> None:
        self._host = host
        self._session = session
        self._files = files
        self._browsing = browsing
        self._layered_copy = layered_copy
        self._recent = recent
        self._save = save
        self._print = print_photo
        self._batch = batch
        self._show_settings = show_settings

    def menu(self) -> Menu:
        return Menu(
            translate("File", "&File"),
            (
                Entry(
                    id="open",
                    text=translate("File", "&Open…"),
                    icon="folder-open",
                    keys=("Ctrl+O",),
                    run=self._files.ask_and_open,
                    enabled=self._may_leave,
                ),
                Submenu(translate("File", "Open &recent"), "clock", self._fill_recent),
                Entry(
                    id="previous",
                    text=translate("File", "&Previous page or photo of the folder"),
                    icon="arrow-left",
                    keys=("PgUp",),
                    run=lambda: self._browsing.step(-1),
                    enabled=self._in_folder,
                ),
                Entry(
                    id="next",
                    text=translate("File", "&Next page or photo of the folder"),
                    icon="arrow-right",
                    keys=("PgDown",),
                    run=lambda: self._browsing.step(1),
                    enabled=self._in_folder,
                ),
                None,
                Entry(
                    id="save",
                    text=translate("File", "&Save"),
                    icon="save",
                    keys=("Ctrl+S",),
                    run=self._save,
                    enabled=self._can_save,
                ),
                Entry(
                    id="save_as",
                    text=translate("File", "Save &as…"),
                    icon="save-all",
                    keys=("Ctrl+Shift+S",),
                    run=self._files.save_as,
                    enabled=self._has_photo,
                    help=translate("File", "Under another name; the photo as opened stays"),
                ),
                Entry(
                    id="save_copy",
                    text=translate("File", "Save a cop&y…"),
                    icon="copy-plus",
                    keys=("Ctrl+E",),
                    run=self._files.save_copy,
                    enabled=self._has_photo,
                    help=translate("File", "To another file, while this one stays open as it is"),
                ),
                Entry(
                    id="save_layers",
                    text=translate("File", "Save the repair as a &layer…"),
                    icon="layers",
                    keys=("Ctrl+Alt+E",),
                    run=self._layered_copy.save,
                    enabled=self._has_photo,
                    help=translate("File", "OpenRaster or TIFF: the photo as opened, and the repair over it"),
                ),
                Entry(
                    id="print",
                    text=translate("File", "&Print…"),
                    icon="printer",
                    keys=("Ctrl+P",),
                    run=self._print,
                    enabled=self._has_photo,
                ),
                Entry(
                    id="close",
                    text=translate("File", "&Close photo"),
                    icon="x",
                    keys=("Ctrl+W",),
                    run=self._files.close,
                    enabled=lambda: self._may_leave() and self._session.document is not None,
                ),
                None,
                Entry(
                    id="batch",
                    text=translate("File", "Repair a &folder…"),
                    icon="folders",
                    keys=("Ctrl+Shift+O",),
                    run=self._batch,
                    enabled=self._may_leave,
                    help=translate("File", "Many photos at once, in a window of its own"),
                ),
                None,
                Entry(
                    id="settings",
                    text=translate("File", "Se&ttings…"),
                    icon="settings",
                    keys=("Ctrl+,",),
                    run=self._show_settings,
                ),
                Entry(
                    id="quit",
                    text=translate("File", "&Quit"),
                    icon="log-out",
                    keys=("Ctrl+Q",),
                    run=self._host.close,
                ),
            ),
        )

    def _has_photo(self) -> bool:
        return self._session.document is not None and not self._session.busy

    def _can_save(self) -> bool:
        return self._has_photo() and (self._session.edited or self._files.stays)

    def _in_folder(self) -> bool:
        document = self._session.document
        return self._may_leave() and document is not None and document.path is not None

    def _may_leave(self) -> bool:
        return not self._files.stays

    def _fill_recent(self, menu: QMenu) -> None:
        paths = self._recent.paths
        for path in paths:
            action = menu.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self._files.open(path))
        if paths:
            menu.addSeparator()
            menu.addAction(translate("File", "Forget these"), self._recent.clear)
        menu.setToolTipsVisible(True)
        menu.setEnabled(bool(paths) and self._may_leave())
