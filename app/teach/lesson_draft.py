"""What a person has set for a lesson, as plain values: kept for the next time, and made into a lesson."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.widgets.typed_path import typed
from engine.options import Value

PAIRS_KIND = "pairs"  # The one kind of damage that is not drawn.
QUICK_LESSON, GOOD_LESSON, NIGHT_LESSON = "quick", "good", "night"
LESSON_MINUTES = {QUICK_LESSON: 10.0, GOOD_LESSON: 60.0, NIGHT_LESSON: 480.0}


@dataclass(frozen=True, kw_only=True)
class LessonDraft:
    """values: of each kind of damage, for when one comes back to it."""

    kind: str = "font"
    values: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    photos: str = ""
    length: str = QUICK_LESSON

    @property
    def own(self) -> Mapping[str, Value]:
        """The values of its kind that were set."""
        return self.values.get(self.kind, {})

    @property
    def clean(self) -> Path | None:
        """The folder of clean photos; pairs bring some along."""
        text = self.photos.strip()
        if not text and self.kind == PAIRS_KIND and self.own.get("folder"):
            return typed(str(self.own["folder"])) / "clean"
        return typed(text) if text else None

    @property
    def lesson(self) -> str:
        """As the training reads it."""
        return json.dumps({"kind": self.kind, **self.own})

    def with_value(self, id: str, value: Value) -> LessonDraft:
        return replace(self, values={**self.values, self.kind: {**self.own, id: value}})

    @property
    def kept(self) -> dict[str, Any]:
        """For a file of settings."""
        return {
            "kind": self.kind,
            "values": {kind: dict(values) for kind, values in self.values.items()},
            "photos": self.photos,
            "length": self.length,
        }

    @classmethod
    def of(cls, kept: object) -> LessonDraft:
        """What `kept` gave; what is missing or of another kind has its default."""
        stored = kept if isinstance(kept, dict) else {}
        values = stored.get("values")
        texts = {
            name: stored[name] for name in ("kind", "photos", "length") if isinstance(stored.get(name), str)
        }
        if texts.get("length") not in LESSON_MINUTES:
            texts.pop("length", None)
        if not isinstance(values, dict) or not all(isinstance(one, dict) for one in values.values()):
            values = {}
        return cls(values=values, **texts)
