"""Options for several methods at once, as they are written on the command line."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import UsageError
from engine.options import Value


def by_method(options: Mapping[str, str]) -> dict[str, dict[str, Value]]:
    """{"restore.ensemble": "on"} → {"restore": {"ensemble": "on"}}.  Raises UsageError."""
    found: dict[str, dict[str, Value]] = {}
    for key, value in options.items():
        method, dot, name = key.partition(".")
        if not dot:
            raise UsageError(f"an option is written METHOD.NAME=VALUE, not {key}={value}")
        found.setdefault(method, {})[name] = value
    return found
