"""How a method or a detector holds a network: it is built from its card, loaded once, and run on tensors."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from engine.job import Job
from engine.models import weights
from engine.models.method import Array, Method, MethodInfo, Request
from engine.models.preload import torch_library
from engine.models.weights import Card
from engine.options import Value

if TYPE_CHECKING:
    import torch


class Networks(ABC):
    """Holds what it loaded: `load` is called once for each (device, variant)."""

    info: MethodInfo

    def __init__(self) -> None:
        self._loaded: dict[tuple[str, str], Any] = {}
        self._loading = threading.Lock()  # photos of a batch that come at once share one network

    @abstractmethod
    def build(self, card: Card) -> torch.nn.Module:
        """The network that a card describes, still without weights; import torch here, never above."""

    def load(self, variant: str) -> torch.nn.Module:
        """The network with its weights.  Raises WeightsMissing or WeightsDamaged."""
        from engine.models.precision import channels_last

        network = self.build(weights.card(self.info.id, variant))
        weights.load_into(network, self.info.id, variant)
        return channels_last(network)

    def loaded(self, device: str, variant: str, job: Job) -> torch.nn.Module:
        """The network, ready on its device."""
        key = (device, variant)
        with self._loading:
            if key not in self._loaded:
                job.step(0.0, "Loading")
                torch_library()
                self._loaded[key] = self.load(variant).eval().to(device)
        network: torch.nn.Module = self._loaded[key]
        return network

    def default_variant(self, options: Mapping[str, Value]) -> str:
        """The weights asked for by the option `weights`; for `auto` the first."""
        asked = str(options.get("weights", "auto"))
        return self.info.weights[0] if asked == "auto" and self.info.weights else asked


class NetworkMethod(Networks, Method):
    """A method on torch tensors.  A network that needs no more than an image and a hole: see HoleMethod."""

    @abstractmethod
    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        """N×3×H×W in [0, 1]."""

    def variant(self, request: Request[Array]) -> str:
        """Which weights to use for this request; `auto` choices are made here."""
        return self.default_variant(request.options)

    def run(self, request: Request[Array], job: Job, device: str) -> Array:
        import torch

        network = self.loaded(device, self.variant(request), job)
        with torch.inference_mode():
            filled = self.fill(network, moved(request, device), job)
        result: Array = filled.float().permute(0, 2, 3, 1).cpu().numpy()
        return result


class HoleMethod(NetworkMethod):
    """A network that fills a region by itself: its `fill(image, hole, *planes)` gives 1×3×H×W in [0, 1].

    hole: 1×1×H×W of 0 and 1; a pixel of which any part is missing is missing.
    """

    def planes(self, guides: Mapping[str, torch.Tensor]) -> tuple[torch.Tensor | None, ...]:  # noqa: ARG002
        """What the network is shown besides."""
        return ()

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from engine.models.precision import autocast

        job.step(0.0)
        hole = (request.mask > 0).float()
        with autocast(request.image.device):
            found: torch.Tensor = cast(Any, network).fill(request.image, hole, *self.planes(request.guides))
        return found


def moved(request: Request[Array], device: str) -> Request[torch.Tensor]:
    """The same request as tensors on a device, 1×C×H×W."""
    return Request(
        image=tensor(request.image, device),
        mask=tensor(request.mask, device),
        guides={name: tensor(plane, device) for name, plane in request.guides.items()},
        options=request.options,
        seed=request.seed,
    )


def tensor(plane: Array, device: str) -> torch.Tensor:
    """H×W or H×W×C → 1×C×H×W."""
    import torch

    planes = plane[None] if plane.ndim == 2 else plane.transpose(2, 0, 1)
    return torch.from_numpy(np.ascontiguousarray(planes))[None].to(device)
