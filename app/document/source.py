"""The file that a document's edits stand on, and whether it is still the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import SourceChanged, SourceMissing


@dataclass(frozen=True)
class Source:
    """A file as it was when its photo was read or written.  `pasted`: kept by the journal itself.
    page: that holds the photo, from 1.
    """

    path: Path
    size: int
    modified: int  # ns
    pasted: bool = False
    page: int = 1

    @classmethod
    def of(cls, path: Path, page: int = 1, *, pasted: bool = False) -> Source:
        """Raises OSError."""
        path = path.absolute()
        now = path.stat()
        return cls(path, now.st_size, now.st_mtime_ns, pasted, page)

    @classmethod
    def if_there(cls, path: Path, page: int = 1) -> Source | None:
        """As of(); None where the system cannot say.  Reading or writing will."""
        try:
            return cls.of(path, page)
        except OSError:
            return None

    def head(self) -> dict[str, Any]:
        """For the journal, with a digest, so that a copy of the same file is accepted.  Reads the file."""
        try:
            digest = _digest(self.path) if Source.of(self.path, self.page, pasted=self.pasted) == self else ""
        except OSError:
            digest = ""
        return {
            "kind": "source",
            "path": self.path.name if self.pasted else str(self.path),
            "size": self.size,
            "modified": self.modified,
            "pasted": self.pasted,
            "page": self.page,
            "digest": digest,
        }

    @classmethod
    def checked(cls, head: dict[str, Any], folder: Path) -> Source:
        """The file that head() described in a journal of `folder`, as it is now.

        Raises SourceMissing, SourceChanged.
        """
        path = folder / head["path"]
        try:
            now = cls.of(path, head.get("page", 1), pasted=head["pasted"])  # older journals know no pages
            same = (now.size, now.modified) == (head["size"], head["modified"])
            if same or (now.size == head["size"] and _digest(path) == head["digest"]):
                return now
        except OSError as error:
            raise SourceMissing(str(path)) from error
        raise SourceChanged(str(path))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()
