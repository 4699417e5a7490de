"""The log file: what a person may send when something went wrong that nobody foresaw."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "lacuna.log"


def keep_log(folder: Path) -> Path:
    """Write warnings and errors to `folder`/lacuna.log: at most three files of 1 MB.  Again is harmless."""
    path = folder / NAME
    logger = logging.getLogger("lacuna")
    logger.propagate = False  # nothing of it belongs on the terminal
    if not any(isinstance(handler, RotatingFileHandler) for handler in logger.handlers):
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=1 << 20, backupCount=2, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger.addHandler(handler)
    return path
