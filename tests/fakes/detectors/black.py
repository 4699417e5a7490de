"""A detector without weights: black is text, sure; white is scratches, less sure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.job import Job
from engine.models.detector import Detector, Kind
from engine.models.method import Array, MethodInfo, SizeRule
from engine.options import Value


class Black(Detector):
    info = MethodInfo(
        id="black",
        title="Black",
        year=2000,
        paper="-",
        purpose="-",
        limits="-",
        holes="any",
        blind=True,
        size=SizeRule(most=64),
    )
    kinds = (Kind("text", "Text"), Kind("scratches", "Scratches"))
    scale_mode = "native"

    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:  # noqa: ARG002
        job.step(0.0)
        return np.stack([image.max(2) == 0, np.float32(0.7) * (image.min(2) == 1)]).astype(np.float32)


DETECTOR = Black()
