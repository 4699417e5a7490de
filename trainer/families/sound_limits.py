"""Options of the detectors' recipes: the size of a batch, the rate, and the photos that limits are set on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from torch import nn

from engine.options import Option, Slider, TextField, Value
from trainer.data.mistakes import Mistakes
from trainer.data.photos import Pixels
from trainer.training.export import read


def detector_options(*, batch: int, rate: float) -> tuple[Option | TextField, ...]:
    """`crop`, `batch`, `rate`, `sound` and `mistakes`, with these defaults of batch and rate."""
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
        TextField(
            id="mistakes",
            title="Weights of an earlier state",
            help="What they wrongly find in the photos is shown more often. Empty: all places equally often",
            are_folders=True,
        ),
    )


def mistakes_of(
    network: Callable[[], nn.Module],
    options: Mapping[str, Value],
    multiple_px: int,
    scales: Callable[[Pixels], tuple[float, ...]],
) -> Mistakes | None:
    """The mistakes of the option's weights in `network`; None without any.  For the others see Mistakes."""
    weights = Path(str(options["mistakes"])) if options["mistakes"] else None

    def earlier_state(file: Path) -> nn.Module:
        made = network()
        made.load_state_dict(read(file))
        return made

    return None if weights is None else Mistakes(lambda: earlier_state(weights), multiple_px, scales)


def sound_folders(options: Mapping[str, Value]) -> list[Path]:
    """The folders of the option `sound`; none where the photos that are learnt from are taken."""
    return [Path(folder) for folder in str(options["sound"]).split(",") if folder]
