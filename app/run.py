"""Starts the window: as an editor of its own, or of one photo for another program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app import environment
from app.application import Editor
from app.external_edit import ExternalEditor
from app.jobs.log import keep_log
from app.jobs.start import EndOnSignal, started
from engine.system.paths import state_folder

if TYPE_CHECKING:  # Qt is loaded once the environment is prepared
    from PySide6.QtWidgets import QApplication

APPLICATION_ID = "io.github.lacuna_editor.Lacuna"  # of the desktop entry and its metadata, too
AnyEditor = TypeVar("AnyEditor", bound=Editor)


def run_editor(photo: Path | None) -> int:
    """Open the window, on a photo if one is given; returns the exit code.  Raises FolderClosed."""
    code, _ = _run(Editor, photo)
    return code


def run_external_edit(photo: Path) -> bool:
    """Open the window on a photo for another program; whether it was written back.  Raises FolderClosed."""
    _, editor = _run(ExternalEditor, photo)
    return editor.written


def _run(make: Callable[[QApplication], AnyEditor], photo: Path | None) -> tuple[int, AnyEditor]:
    environment.prepare()
    application = started()
    signals = EndOnSignal(application)
    application.setApplicationName("Lacuna")
    application.setDesktopFileName(APPLICATION_ID)
    keep_log(state_folder())
    editor = make(application)
    signals.flush = editor.autosave.flush_now
    editor.open(photo)
    return application.exec(), editor
