"""The ink reader with its shipped weights: says which pixels text covers; see engine/networks/ink.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.job import Job
from engine.models import weights
from engine.models.method import Array
from engine.models.network import Networks
from engine.models.weights import Card

if TYPE_CHECKING:
    import torch

INK_WEIGHTS_ID = "ink"


class InkReader(Networks):
    """Loads the network when it first reads.  Ask `is_installed` before: there may be no weights."""

    @property
    def is_installed(self) -> bool:
        return weights.has_weights(INK_WEIGHTS_ID)

    def build(self, card: Card) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.ink import InkNetwork

        return InkNetwork()

    def weights_path(self, variant: str) -> Path:
        return weights.weights_path(INK_WEIGHTS_ID, variant)

    def read(self, planes: Array, passes: int, job: Job, device: str) -> Array:
        """The probability that ink covers a pixel: planes H×W×12 (ReaderPlane) → H×W in [0, 1].

        passes: how often the network runs.  Each pass after the first is shown the answer of the one before,
        so that it can follow a line of text from word to word.
        """
        import torch

        from engine.models.precision import autocast
        from engine.networks.finder import SIDE_MULTIPLE_PX
        from engine.networks.ink import InkNetwork

        job.step(1.0)  # The search is nearly over; this raises Cancelled where it was stopped.
        network = self.loaded(device, "", job)
        assert isinstance(network, InkNetwork)
        height, width = planes.shape[:2]
        margins = ((0, -height % SIDE_MULTIPLE_PX), (0, -width % SIDE_MULTIPLE_PX), (0, 0))
        padded = np.pad(planes, margins, mode="symmetric")
        image = torch.from_numpy(np.ascontiguousarray(padded.transpose(2, 0, 1)))[None].to(device)
        with torch.inference_mode(), autocast(image.device):
            probability = network.ink_probability(image, passes)
        result: Array = probability[0, 0, :height, :width].cpu().numpy()
        return result
