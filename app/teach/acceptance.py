"""What the gate found of a taught method, read from the file that it wrote."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NEW_METHOD = "new"  # What the gate calls the method that is judged.
DAMAGED_CASE = "damaged"
PHOTO_COUNT_CHECK = "photos"  # The check whether it was judged on enough photos.


@dataclass(frozen=True)
class Score:
    """A line of the table.  psnr: of whole photos, psnr_inside: of damage, dB.  blind: found it itself."""

    method: str
    psnr: float
    psnr_inside: float
    blind: bool


@dataclass(frozen=True)
class Check:
    """A condition: "classical" and "shipped" need `ours` ≥ `least` dB, "sound" a share ≤ it,
    PHOTO_COUNT_CHECK a number ≥ it.
    """

    id: str
    against: str
    ours: float
    least: float
    passed: bool


@dataclass(frozen=True)
class Verdict:
    passed: bool
    checks: tuple[Check, ...]
    scores: tuple[Score, ...]  # best first
    photos: int

    def check(self, id: str) -> Check | None:
        return next((check for check in self.checks if check.id == id), None)


def read(file: Path) -> Verdict | None:
    """None where there is none, or none that can be read."""
    try:
        return _read(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _read(stored: Mapping[str, Any]) -> Verdict:
    rows = [row for row in stored["rows"] if row["case"] == DAMAGED_CASE]
    scores = [
        Score(str(row["method"]), float(row["psnr"]), float(row["psnr_inside"]), row["f1"] is not None)
        for row in rows
    ]
    checks = [
        Check(
            str(one["id"]), str(one["against"]), float(one["ours"]), float(one["least"]), bool(one["passed"])
        )
        for one in stored["checks"]
    ]
    return Verdict(
        bool(stored["passed"]),
        tuple(checks),
        tuple(sorted(scores, key=lambda score: -score.psnr)),
        int(rows[0]["photos"]),
    )
