"""Paths of the program's resources and of the person's folders.  No other module uses `__file__`."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.errors import FolderClosed
from engine.text import because

APP_NAME = "lacuna"


def resources_folder() -> Path:
    """The read-only folder that ships with the program: icons, fonts, translations, weights."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen or Path(__file__).resolve().parents[2]) / "resources"


def resource(*parts: str) -> Path:
    """The path of a file or folder in the resources; it may not exist."""
    return resources_folder().joinpath(*parts)


def weights_folder() -> Path:
    """The weights that ship with the program."""
    return resource("weights")


def data_folder() -> Path:
    """The folder of methods that the person taught or imported.  It is only read, so it may not exist."""
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False)


def state_folder() -> Path:
    """The folder of journals, logs and recent files: kept between runs, useless on another machine."""
    from platformdirs import user_state_path

    return _made(user_state_path(APP_NAME, appauthor=False))


def config_folder() -> Path:
    """The folder of the settings."""
    from platformdirs import user_config_path

    return _made(user_config_path(APP_NAME, appauthor=False))


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderClosed(because(folder, str(error.strerror))) from error
    return folder
