"""Options of the detectors' recipes: the size of a batch, the rate, and the photos that limits are set on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.options import Option, Slider, TextField, Value


def detector_options(*, batch: int, rate: float) -> tuple[Option | TextField, ...]:
    """`crop`, `batch`, `rate` and `sound`, with these defaults of batch and rate."""
    return (
        Slider(id="crop", title="Crop", low=64, high=256, default=128, whole=True, unit="px"),
        Slider(id="batch", title="Batch", low=1, high=256, default=batch, whole=True),
        Slider(id="rate", title="Learning rate", low=1e-6, high=1e-1, default=rate),
        TextField(
            id="sound",
            title="Folders of sound photos",
            help="Separated by commas; what the limits are set on. Empty: the photos it learns from",
            are_folders=True,
        ),
    )


def sound_folders(options: Mapping[str, Value]) -> list[Path]:
    """The folders of the option `sound`; none where the photos that are learnt from are taken."""
    return [Path(folder) for folder in str(options["sound"]).split(",") if folder]
