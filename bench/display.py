"""A screen of our own (Xvfb) and a hand on its mouse and keyboard (xdotool)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE_OF_PROGRAM = {"Xvfb": "xvfb", "xdotool": "xdotool", "import": "imagemagick"}


def missing() -> list[str]:
    """Debian packages that are not installed."""
    return [package for program, package in PACKAGE_OF_PROGRAM.items() if not shutil.which(program)]


@contextmanager
def screen(width: int = 1400, height: int = 900) -> Iterator[dict[str, str]]:
    """An environment whose DISPLAY is a fresh screen, gone at the end."""
    read, write = os.pipe()
    words = [
        "Xvfb",
        "-displayfd",
        str(write),
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-dpi",
        "96",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        yield os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


class Hand:
    """Sends X events, as a person's mouse and keyboard would."""

    def __init__(self) -> None:
        self._tool = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, text=True, bufsize=1)

    def do(self, words: str) -> None:
        """One xdotool command."""
        assert self._tool.stdin is not None
        self._tool.stdin.write(words + "\n")
        self._tool.stdin.flush()

    def close(self) -> None:
        assert self._tool.stdin is not None
        self._tool.stdin.close()
        self._tool.wait()


def frame(path: Path) -> None:
    """What the screen shows, taken from outside so that the window is not disturbed."""
    subprocess.run(["import", "-window", "root", str(path)], check=True)
