"""A TOML file, read forgivingly and written atomically; comments and unknown values are kept."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from engine.errors import FileNotSaved
from engine.system.atomic import reason, replacing

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
        """Settings that cannot be written are not worth stopping for, nor a busy disk worth waiting for."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self.path, synced=False) as file:
                file.write(tomlkit.dumps(self._values).encode())
        except (FileNotSaved, OSError) as error:
            LOG.warning("%s cannot be written: %s", self.path.name, reason(error))
