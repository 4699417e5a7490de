"""What a person types for a path."""

from __future__ import annotations

from pathlib import Path


def typed(text: str) -> Path:
    """~ is their own folder; ~name, where nobody has that name, is a name like any other."""
    path = Path(text.strip())
    try:
        return path.expanduser()
    except RuntimeError:
        return path
