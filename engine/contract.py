"""What a method and a detector are.  The pipeline owns size, range, device, blending; a method only fills."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.job import Job
from engine.options import Option, Value

if TYPE_CHECKING:
    import torch

Array = NDArray[np.float32]
Pixels = TypeVar("Pixels")
Holes = Literal["thin", "any", "large"]
Guide = Literal["source", "sketch", "edges", "protect"]


@dataclass(frozen=True)
class SizeRule:
    """The sides a method accepts.  most: the longest it is run at; longer regions are cut or scaled down."""

    least: int = 1
    multiple: int = 1
    most: int | None = None

    def padded(self, side: int) -> int:
        """The smallest side ≥ `side` that the method accepts."""
        return -(-max(side, self.least) // self.multiple) * self.multiple


@dataclass(frozen=True, kw_only=True)
class MethodInfo:
    """What a method says of itself (promise 6).  All of it is shown, none of it needs torch."""

    id: str
    title: str
    year: int
    paper: str  # authors, title, venue
    purpose: str  # one line: the damage it is for
    limits: str  # one line: where it fails
    holes: Holes
    blind: bool = False
    options: tuple[Option, ...] = ()
    guides: frozenset[Guide] = frozenset()
    size: SizeRule = SizeRule()
    context: float = 1.0  # known surroundings wanted, in units of the hole's longer side
    context_least: int = 32  # and at least this many pixels
    seeded: bool = False  # another seed gives another answer
    weights: tuple[str, ...] = ()  # variants: "" is the file <id>.safetensors, "x" is <id>--x.safetensors
    licence: str = "MIT"


@dataclass(frozen=True, kw_only=True)
class Request(Generic[Pixels]):
    """One region to fill, already cropped, scaled and padded to the method's SizeRule.

    image: H×W×3 float32 in [0, 1] (array methods) or 1×3×H×W tensor (networks); holes hold what was there.
    mask: H×W (1×1×H×W), 1 = missing, soft values allowed.  guides: H×W planes in [0, 1], those declared.
    """

    image: Pixels
    mask: Pixels
    guides: Mapping[str, Pixels] = field(default_factory=dict)
    options: Mapping[str, Value] = field(default_factory=dict)
    seed: int = 0


class Method(ABC):
    """A way to fill a mask.  Known pixels of the answer are ignored: the pipeline composites."""

    info: MethodInfo

    @abstractmethod
    def run(self, request: Request[Array], job: Job, device: str) -> Array:
        """Fill one region.  Returns N×H×W×3 float32; N > 1 are alternatives to choose from."""

    def warm(self) -> None:  # noqa: B027 - most methods have nothing to prepare
        """Pay in advance what only a first fill costs; by the installer, or behind the open window."""


class ArrayMethod(Method):
    """A method on numpy arrays, on the CPU; torch is never imported for it."""

    @abstractmethod
    def fill(self, request: Request[Array], job: Job) -> Array:
        """H×W×3 or N×H×W×3 float32."""

    def run(self, request: Request[Array], job: Job, device: str) -> Array:  # noqa: ARG002
        filled = np.asarray(self.fill(request, job), np.float32)
        return filled[None] if filled.ndim == 3 else filled


class NetworkMethod(Method):
    """A method on torch tensors.  `load` is called once for each (device, variant) and kept."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[str, str], Any] = {}

    @abstractmethod
    def load(self, device: str, variant: str) -> torch.nn.Module:
        """Build the network and load its weights; import torch here, never at module level."""

    @abstractmethod
    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        """N×3×H×W in [0, 1]."""

    def variant(self, request: Request[Array]) -> str:
        """Which weights to use for this request; `auto` choices are made here."""
        asked = str(request.options.get("weights", "auto"))
        return self.info.weights[0] if asked == "auto" and self.info.weights else asked

    def run(self, request: Request[Array], job: Job, device: str) -> Array:
        import torch

        key = (device, self.variant(request))
        if key not in self._loaded:
            job.step(0.0, "Loading")
            self._loaded[key] = self.load(*key).eval().to(device)

        def tensor(plane: Array) -> torch.Tensor:
            planes = plane[None] if plane.ndim == 2 else plane.transpose(2, 0, 1)
            return torch.from_numpy(np.ascontiguousarray(planes))[None].to(device)

        moved = Request(
            image=tensor(request.image),
            mask=tensor(request.mask),
            guides={name: tensor(plane) for name, plane in request.guides.items()},
            options=request.options,
            seed=request.seed,
        )
        with torch.inference_mode():
            filled = self.fill(self._loaded[key], moved, job)
        result: Array = filled.float().permute(0, 2, 3, 1).cpu().numpy()
        return result


class Detector(ABC):
    """A way to find a mask.  The soft map is cached by the app; sensitivity only re-thresholds it."""

    info: MethodInfo

    @abstractmethod
    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:
        """image H×W×3 float32 in [0, 1] → confidence H×W float32 in [0, 1]."""
