"""The system's file dialogs, or Qt's own, which then reads no file that it lists.

Qt's own tells a kind by the first bytes, on the GUI thread: /proc/kmsg has none, slow disks are waited for.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileInfo, QMimeDatabase
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget

from app.text import translate
from engine.photo.file_format import suffixes


class _ByName(QFileIconProvider):
    """Kinds and icons by what files are called."""

    def type(self, info: QFileInfo) -> str:
        return QMimeDatabase().mimeTypeForFile(info, QMimeDatabase.MatchMode.MatchExtension).comment()

    def icon(self, of: QFileIconProvider.IconType | QFileInfo) -> QIcon:
        if isinstance(of, QFileInfo):
            of = self.IconType.Folder if of.isDir() else self.IconType.File
        return super().icon(of)


def ask_file(parent: QWidget, title: str, folder: Path | None, filters: str) -> Path | None:
    """A file that is there.  filters: as Qt spells them."""
    dialog = QFileDialog(parent, title, str(folder or ""), filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _asked(dialog)


def ask_folder(parent: QWidget, title: str, folder: Path | None) -> Path | None:
    """A folder that is there."""
    dialog = QFileDialog(parent, title, str(folder or ""))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _asked(dialog)


def ask_name(
    parent: QWidget, title: str, offer: Path, filters: str, chosen: str = ""
) -> tuple[Path | None, str]:
    """A name to write to and the filter that was on, `chosen` at first; asks before a file is replaced."""
    dialog = QFileDialog(parent, title, str(offer.parent), filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if chosen:
        dialog.selectNameFilter(chosen)
    dialog.selectFile(offer.name)
    path = _asked(dialog)
    return path, dialog.selectedNameFilter()


def _asked(dialog: QFileDialog) -> Path | None:
    by_name = _ByName()
    dialog.setIconProvider(by_name)
    accepted = dialog.exec()
    dialog.setIconProvider(None)  # type: ignore[arg-type]  # None takes it away; the stubs do not know.
    dialog.deleteLater()
    return Path(dialog.selectedFiles()[0]) if accepted else None


def patterns(names: Iterable[str]) -> str:
    """Suffixes as the filters of file dialogs have them: *.jpg *.jpeg"""
    return " ".join(f"*{suffix}" for suffix in names)


def pictures_filter() -> str:
    """All pictures that can be opened, for masks and overlays."""
    return f"{translate('Questions', 'Pictures')} ({patterns(suffixes())})"
