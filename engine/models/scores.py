"""How a method scored: in its weights' card, or for one without weights in resources/scores.json."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

from engine.errors import LacunaError
from engine.models import weights
from engine.models.method import MethodInfo
from engine.system.paths import resource

SCORES_FILE = resource("scores.json")


def scores(info: MethodInfo) -> Mapping[str, Any]:
    """`suite`, `photos`, `gain_over_telea` (dB inside the mask) and more; empty if unmeasured."""
    if not info.weights:
        found: Mapping[str, Any] = _measured().get(info.id, {})
        return found
    try:
        return weights.card(info.id, info.weights[0]).scores
    except LacunaError:
        return {}


@functools.cache
def _measured() -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(SCORES_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found
