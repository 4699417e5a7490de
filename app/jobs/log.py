"""The log file: what a person may send when something went wrong that nobody foresaw."""

from __future__ import annotations

from pathlib import Path

from engine.system.failure import LOG, LOG_NAME, LogFile


def keep_log(folder: Path) -> Path:
    """Write warnings and errors to `folder`/lacuna.log: at most three files of 1 MB.  Again is harmless."""
    path = folder / LOG_NAME
    LOG.propagate = False  # nothing of it belongs on the terminal
    if not any(isinstance(handler, LogFile) for handler in LOG.handlers):
        folder.mkdir(parents=True, exist_ok=True)
        LOG.addHandler(LogFile(path))
    return path
