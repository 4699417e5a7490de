"""Base classes of methods and detectors with a network: built from its card, loaded once, run on tensors."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from engine.job import Job
from engine.models import weights
from engine.models.method import Array, Method, MethodInfo, Request
from engine.models.preload import torch_library
from engine.models.weights import Card
from engine.options import Value
from engine.text import Text

if TYPE_CHECKING:
    import torch


class Networks(ABC):
    """Loads networks and keeps them: `load` is called once for each (device, variant)."""

    info: MethodInfo

    def __init__(self) -> None:
        self._loaded: dict[tuple[str, str], Any] = {}
        self._loading = threading.Lock()  # Photos repaired in parallel share one network.

    @abstractmethod
    def build(self, card: Card) -> torch.nn.Module:
        """The network that a card describes, without weights.

        Import torch in here, not at the module's top.
        """

    def weights_path(self, variant: str) -> Path:
        """The file of the weights; its card is beside it.  Raises WeightsMissing."""
        return weights.weights_path(self.info.id, variant)

    def load(self, variant: str) -> torch.nn.Module:
        """The network with its weights.  Raises WeightsMissing or WeightsDamaged."""
        from engine.models.precision import channels_last

        path = self.weights_path(variant)
        network = self.build(weights.card_beside(path))
        weights.load_file_into(network, path)
        return channels_last(network)

    def loaded(self, device: str, variant: str, job: Job) -> torch.nn.Module:
        """The network on its device, in evaluation mode; loaded if it is not yet."""
        key = (device, variant)
        with self._loading:
            if key not in self._loaded:
                job.step(0.0, Text("Loading"))
                torch_library()
                self._loaded[key] = self.load(variant).eval().to(device)
        network: torch.nn.Module = self._loaded[key]
        return network

    def default_variant(self, options: Mapping[str, Value]) -> str:
        """The variant that the option `weights` names; for `auto` the first of the method's."""
        asked = str(options.get("weights", "auto"))
        return self.info.weights[0] if asked == "auto" and self.info.weights else asked


class NetworkMethod(Networks, Method):
    """A method on torch tensors.  HoleMethod is simpler, for networks that take an image and a hole."""

    @abstractmethod
    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        """Fill one region: N×3×H×W in [0, 1], N > 1 are alternatives."""

    def variant(self, request: Request[Array]) -> str:
        """The variant of the weights for this request; `auto` is decided here."""
        return self.default_variant(request.options)

    def run(self, request: Request[Array], job: Job, device: str) -> Array:
        import torch

        network = self.loaded(device, self.variant(request), job)
        with torch.inference_mode():
            filled = self.fill(network, to_tensors(request, device), job)
        result: Array = filled.float().permute(0, 2, 3, 1).cpu().numpy()
        return result


class HoleMethod(NetworkMethod):
    """A method whose network has a `fill(image, hole, *planes)` that returns 1×3×H×W in [0, 1].

    hole: 1×1×H×W of 0 and 1; a pixel that is partly missing counts as missing.
    """

    def planes(self, guides: Mapping[str, torch.Tensor]) -> tuple[torch.Tensor | None, ...]:  # noqa: ARG002
        """The further inputs of the network, 1×1×H×W each or None."""
        return ()

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from engine.models.precision import autocast

        job.step(0.0)
        hole = (request.mask > 0).float()
        with autocast(request.image.device):
            filled: torch.Tensor = cast(Any, network).fill(request.image, hole, *self.planes(request.guides))
        return filled


def to_tensors(request: Request[Array], device: str) -> Request[torch.Tensor]:
    """The same request with its planes as tensors 1×C×H×W on a device."""
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
