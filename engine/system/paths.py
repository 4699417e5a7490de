"""Where things lie: what ships with the program, and the person's folders.  Nobody else asks `__file__`."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.errors import FolderClosed

APP = "lacuna"


def resources_folder() -> Path:
    """What ships with the program: icons, fonts, translations, weights.  Read only; frozen or not."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen or Path(__file__).resolve().parents[2]) / "resources"


def resource(*parts: str) -> Path:
    """A file or folder of the resources; it need not exist."""
    return resources_folder().joinpath(*parts)


def weights_folder() -> Path:
    """The weights that ship with the program."""
    return resource("weights")


def data_folder() -> Path:
    """What the person made: methods they taught or imported.  Only looked into, so it need not exist."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def state_folder() -> Path:
    """Journals, logs, recent files: kept between runs, of no use on another machine."""
    from platformdirs import user_state_path

    return _made(user_state_path(APP, appauthor=False))


def config_folder() -> Path:
    """Settings."""
    from platformdirs import user_config_path

    return _made(user_config_path(APP, appauthor=False))


def cache_folder() -> Path:
    """What may be deleted at any time."""
    from platformdirs import user_cache_path

    return _made(user_cache_path(APP, appauthor=False))


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderClosed(f"{folder} ({error.strerror})") from error
    return folder
