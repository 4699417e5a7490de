"""How a training goes, from what it tells: kept for the curves, and read again from its log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOSS_KEY = "network.loss"
Point = tuple[float, float]  # minutes, value


@dataclass
class Curves:
    """psnr: of held-out photos repaired blind, dB.

    damaged, rival: of the same photos as they were, and filled by a classical method that is given the mask.
    """

    loss: list[Point] = field(default_factory=list)
    psnr: list[Point] = field(default_factory=list)
    damaged: float | None = None
    rival: float | None = None
    preview: Path | None = None
    minutes: float = 0.0
    share: float = 0.0
    left: float | None = None  # minutes
    steps: int = 0
    check_seconds: float | None = None  # how long the last check took
    skipped: list[str] = field(default_factory=list)  # files that could not be read

    @property
    def begun(self) -> bool:
        return self.steps > 0

    def take(self, event: Mapping[str, Any]) -> None:
        """One event of the training.  One that is earlier than the last is of a run that was resumed."""
        kind = event.get("kind")
        if kind == "skipped":
            self.skipped.append(str(event.get("file", "")))
        if kind not in ("step", "check"):
            return
        self.minutes, self.share = float(event["minutes"]), float(event["share"])
        self.left, self.steps = event.get("left"), int(event["step"])
        for points in (self.loss, self.psnr):
            while points and points[-1][0] > self.minutes:
                points.pop()
        if kind == "step" and LOSS_KEY in event["parts"]:
            self.loss.append((self.minutes, float(event["parts"][LOSS_KEY])))
        for scores in event.get("scores", {}).values() if kind == "check" else ():
            self.psnr.append((self.minutes, float(scores["psnr"])))
            self.check_seconds = event.get("seconds")
            self.damaged, self.rival = scores.get("damaged"), scores.get("biharmonic")
            self.preview = Path(event["preview"]) if event.get("preview") else None

    @classmethod
    def of(cls, log: Path) -> Curves:
        """What a training has logged so far; nothing where there is no log."""
        curves = cls()
        with suppress(OSError):
            for line in log.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError, KeyError, TypeError):  # a line that broke off
                    curves.take(json.loads(line))
        return curves
