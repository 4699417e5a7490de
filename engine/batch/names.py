"""Names of files: which ones a disk may take for the same, and which mask belongs to which photo."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from engine.photo.file_format import suffixes

MASK_ENDINGS = ("_mask", "-mask")  # The editor itself offers a_mask.png.


def name_key(name: str) -> str:
    """What two names have in common on a disk that tells neither case nor ways to write an accent apart."""
    return unicodedata.normalize("NFC", name).casefold()


class MaskFinder:
    """Finds the masks of photos in a folder of masks, which mirrors the folder of photos."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[PurePosixPath, dict[str, list[str]]] = {}

    def mask(self, photo: str) -> Path | None:
        """The mask of a/b.jpg: a/b.png, else a/b.jpg.png, a/b_mask.png, or a/b with another suffix of a
        photo, whatever the case of the letters; None where there is none.
        """
        path = PurePosixPath(photo)
        present = self._names(path.parent)
        for wish in _wishes(path):
            found = present.get(name_key(wish))
            if found:
                return self._folder / path.parent / (wish if wish in found else found[0])
        return None

    def _names(self, inside: PurePosixPath) -> dict[str, list[str]]:
        """The files of a folder inside, by `name_key`."""
        if inside not in self._known:
            known: dict[str, list[str]] = {}
            try:
                with os.scandir(self._folder / inside) as entries:
                    for name in sorted(entry.name for entry in entries if entry.is_file()):
                        known.setdefault(name_key(name), []).append(name)
            except OSError:
                known.clear()
            self._known[inside] = known
        return self._known[inside]


def _wishes(photo: PurePosixPath) -> Iterator[str]:
    yield f"{photo.stem}.png"
    yield f"{photo.name}.png"
    known = (".png", *(one for one in suffixes() if one != ".png"))
    for ending in (*MASK_ENDINGS, ""):
        for suffix in known:
            yield f"{photo.stem}{ending}{suffix}"
    for suffix in known:
        yield f"{photo.name}{suffix}"
