"""Reads a method's measured scores: from the card of its weights, else from resources/scores.json."""

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
    """A method's scores: `suite`, `photos`, `gain_over_telea` (dB inside the mask) and more.

    Empty if it was not measured or its weights are missing.
    """
    if not info.weights:
        found: Mapping[str, Any] = _measured().get(info.id, {})
        return found
    try:
        return weights.card(info.id, info.weights[0]).scores
    except LacunaError:
        return {}


@functools.cache
def _measured() -> Mapping[str, Any]:
    """resources/scores.json: scores by the id of the method."""
    try:
        found: Mapping[str, Any] = json.loads(SCORES_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found
