"""The ink reader that ships, held like the network of any method; see engine/networks/ink.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.job import Job
from engine.models import weights
from engine.models.method import Array
from engine.models.network import Networks
from engine.models.weights import Card

if TYPE_CHECKING:
    import torch

INK = "ink"  # its weights


class Reader(Networks):
    """A detector holds one; without weights it is never asked."""

    @property
    def there(self) -> bool:
        return weights.has_weights(INK)

    def build(self, card: Card) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.ink import InkReader

        return InkReader()

    def load(self, variant: str) -> torch.nn.Module:
        from engine.models.precision import channels_last

        network = self.build(weights.card(INK, variant))
        weights.load_into(network, INK, variant)
        return channels_last(network)

    def read(self, planes: Array, passes: int, job: Job, device: str) -> Array:
        """planes as of engine.detection.text.seen, H×W×12 → H×W in [0, 1]: how likely a pixel is written.

        passes: in each it sees what it read before, so that a word leads to the next.
        """
        import torch

        from engine.models.precision import autocast
        from engine.networks.finder import MULTIPLE
        from engine.networks.ink import InkReader

        job.step(1.0)  # what is left of a search, and it can be stopped
        network = self.loaded(device, "", job)
        assert isinstance(network, InkReader)
        height, width = planes.shape[:2]
        padded = np.pad(planes, ((0, -height % MULTIPLE), (0, -width % MULTIPLE), (0, 0)), mode="symmetric")
        image = torch.from_numpy(np.ascontiguousarray(padded.transpose(2, 0, 1)))[None].to(device)
        with torch.inference_mode(), autocast(image.device):
            written = network.written(image, passes)
        result: Array = written[0, 0, :height, :width].cpu().numpy()
        return result
