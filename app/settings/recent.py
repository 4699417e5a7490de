"""The photos opened last: names only, the newest first."""

from __future__ import annotations

from pathlib import Path

from app.settings.store import Store

MAX_RECENT_PHOTOS = 8


class Recent:
    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def paths(self) -> list[Path]:
        """Those that still exist."""
        names = self._store.get("recent", [])
        found = [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []
        return [path for path in found if path.is_file()][:MAX_RECENT_PHOTOS]

    def add(self, path: Path) -> None:
        path = path.absolute()
        self._store.set(
            "recent", [str(one) for one in [path, *(p for p in self.paths if p != path)][:MAX_RECENT_PHOTOS]]
        )

    def clear(self) -> None:
        self._store.set("recent", [])
