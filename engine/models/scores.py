"""Reads what was measured: of methods from the cards of their weights or a file, of detectors from a file."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import LacunaError
from engine.models import weights
from engine.models.method import MethodInfo
from engine.system.paths import resource

# Among the scores of a network for large holes: whether it beats, by itself, the smooth fill it begins at.
HAS_LEARNT_SCORE = "has_learnt"
SCORES_FILE = resource("scores.json")
DETECTION_SCORES_FILE = resource("detection_scores.json")


@dataclass(frozen=True)
class DetectionScores:
    """F1 of what a detector finds.

    photos: so many for each way of drawing damage.  seen, unseen: the mean by the id of the kind, over ways
    of drawing that the networks learnt from, and over ways that nothing learnt from.
    """

    photos: int
    seen: Mapping[str, float]
    unseen: Mapping[str, float]


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


def has_hardly_learnt(scores: Mapping[str, Any]) -> bool:
    """Whether, by a method's scores, its network alone is hardly better than the smooth fill it begins at."""
    return scores.get(HAS_LEARNT_SCORE) is False


def detection_scores(id: str) -> DetectionScores | None:
    """What was measured of a detector; None where nothing was, or of other weights than are installed."""
    try:
        found = json.loads(DETECTION_SCORES_FILE.read_text(encoding="utf-8"))[id]
        if any(weights.card(network).sha256 != sha for network, sha in found["weights"].items()):
            return None
        return DetectionScores(found["photos"], dict(found["seen"]), dict(found["unseen"]))
    except (OSError, ValueError, KeyError, TypeError, LacunaError):
        return None


@functools.cache
def _measured() -> Mapping[str, Any]:
    """resources/scores.json: scores by the id of the method."""
    try:
        found: Mapping[str, Any] = json.loads(SCORES_FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found
