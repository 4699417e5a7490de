"""Which photos were repaired: remembered when a repair is saved, or seen by the names of results."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.session.folder import REPAIRED_ENDING
from app.settings.store import Store

MAX_REMEMBERED_PHOTOS = 500


class RepairedPhotos:
    """The photos whose repairs were saved, the newest first, as paths in the state file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def paths(self) -> frozenset[Path]:
        return frozenset(map(Path, self._names))

    def add(self, source: Path | None, target: Path) -> None:
        """A photo that was read from source (None: from no file) was repaired and written to target."""
        new = [str(path.absolute()) for path in (source, target) if path is not None]
        names = [*dict.fromkeys(new), *(name for name in self._names if name not in new)]
        self._store.set("repaired", names[:MAX_REMEMBERED_PHOTOS])

    @property
    def _names(self) -> list[str]:
        names = self._store.get("repaired", [])
        return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def repaired_among(photos: Iterable[Path], remembered: frozenset[Path]) -> frozenset[Path]:
    """Those of a folder's photos that were repaired: remembered, named as results, or beside their result."""
    photos = list(photos)
    results = {path.stem for path in photos if path.stem.endswith(REPAIRED_ENDING)}
    return frozenset(
        path
        for path in photos
        if path in remembered or path.stem in results or f"{path.stem}{REPAIRED_ENDING}" in results
    )
