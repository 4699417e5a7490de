"""A folder in the person's data with methods of theirs: of each a file, and its card ID.json beside it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from engine.errors import FileNotSaved, LacunaError
from engine.models.method import Method
from engine.system import atomic, paths

Kept = TypeVar("Kept", bound=Method)
CACHED_METHODS = 256


class MethodFolder(Generic[Kept]):
    """name: of the folder.  suffix: of the methods' files.  read: the method of a card and of its file.

    `read` raises LacunaError where the card is damaged; such a method is not listed.
    """

    def __init__(self, name: str, suffix: str, read: Callable[[Path, Path], Kept]) -> None:
        self._name, self._suffix, self._read = name, suffix, read
        self._cached_entry = functools.lru_cache(CACHED_METHODS)(self._entry)

    @property
    def path(self) -> Path:
        """The folder, which need not exist.

        Raises ImportError without platformdirs, as on a machine that only trains.
        """
        return paths.data_folder() / self._name

    def file(self, id: str) -> Path:
        """The file of a method; its card lies beside it."""
        return self.path / f"{id}{self._suffix}"

    def entries(self) -> dict[str, Kept]:
        """All methods by id, read from the disk at each call, so that a new one is there at once."""
        try:
            cards = sorted(self.path.glob("*.json"))
        except ImportError:
            return {}
        found = {}
        for card in cards:
            with suppress(OSError):  # removed a moment ago
                facts = card.stat()
                entry = self._cached_entry(card, facts.st_mtime_ns, facts.st_size)
                if entry is not None:
                    found[entry.info.id] = entry
        return found

    def write(self, id: str, card: str, content: bytes | None) -> None:
        """Write a method's file and its card.  content: None where the file is there already.

        Raises OSError or FileNotSaved; then no file without a card is left.
        """
        file = self.file(id)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for target, data in ((file, content), (file.with_suffix(".json"), card.encode())):
                if data is not None:
                    with atomic.replacing(target) as opened:
                        opened.write(data)
        except (OSError, FileNotSaved):
            if content is not None:
                with suppress(OSError):
                    file.unlink(missing_ok=True)
            raise

    def remove(self, id: str) -> bool:
        """Delete a method's file and card; False where there is no such method.  Raises OSError."""
        file = self.file(id)
        if file.parent != self.path or not file.with_suffix(".json").is_file():
            return False
        file.with_suffix(".json").unlink()
        file.unlink(missing_ok=True)
        return True

    def _entry(self, card: Path, changed: int, size: int) -> Kept | None:  # noqa: ARG002
        """The method of a card, cached until that file changes; None if it is damaged or stands alone."""
        file = card.with_suffix(self._suffix)
        try:
            entry = self._read(card, file)
        except LacunaError:
            return None
        return entry if entry.info.id == card.stem and file.is_file() else None
