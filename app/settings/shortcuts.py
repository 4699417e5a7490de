"""The keys that a person gave to actions in place of their own, in the settings file."""

from __future__ import annotations

from collections.abc import Sequence

from app.settings.store import Store

SETTINGS_TABLE = "shortcuts"


class Shortcuts:
    """Keys in Qt's portable spelling, by the id of the action; an action without a line has its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keys(self, id: str) -> tuple[str, ...] | None:
        """Those that were chosen, none at all for (); None: the action's own."""
        keys = self._table.get(id)
        return tuple(keys) if isinstance(keys, list) and all(isinstance(one, str) for one in keys) else None

    def set(self, id: str, keys: Sequence[str] | None) -> None:
        """None: the action's own again."""
        table = {**self._table, id: list(keys) if keys is not None else None}
        self._store.set(SETTINGS_TABLE, {name: value for name, value in table.items() if value is not None})

    def reset(self) -> None:
        """Every action has its own keys again."""
        self._store.set(SETTINGS_TABLE, {})

    @property
    def _table(self) -> dict[str, object]:
        table = self._store.get(SETTINGS_TABLE, {})
        return table if isinstance(table, dict) else {}
