"""A TOML file, read forgivingly and written atomically; comments and unknown values are kept."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

LOG = logging.getLogger("lacuna")


class Store:
    """The values of one file.  A file that cannot be read is kept beside as `.bak`, and the defaults hold."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values = self._read()

    def get(self, key: str, default: Any = None) -> Any:
        value = self._values.get(key, default)
        return value.unwrap() if hasattr(value, "unwrap") else value

    def set(self, key: str, value: Any) -> None:
        """Change one value and write the file."""
        self._values[key] = value
        self._write()

    def _read(self) -> tomlkit.TOMLDocument:
        try:
            return tomlkit.parse(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return tomlkit.document()
        except (TOMLKitError, OSError, UnicodeDecodeError) as error:
            LOG.warning("%s cannot be read (%s): starting with defaults", self.path.name, error)
            self._keep_aside()
            return tomlkit.document()

    def _keep_aside(self) -> None:
        try:
            shutil.copyfile(self.path, self.path.with_suffix(self.path.suffix + ".bak"))
        except OSError as error:
            LOG.warning("no copy of %s could be kept: %s", self.path.name, error)

    def _write(self) -> None:
        """Settings that cannot be written are not worth stopping for."""
        try:
            with _replacing(self.path) as part:
                part.write_text(tomlkit.dumps(self._values), "utf-8")
        except OSError as error:
            LOG.warning("%s cannot be written: %s", self.path.name, error)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
