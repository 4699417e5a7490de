"""What a method and a detector are.  The pipeline owns size, range, device, blending; a method only fills."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from engine import weights
from engine.errors import mark
from engine.job import Job
from engine.options import Option, Value
from engine.preload import torch_library
from engine.weights import Card

if TYPE_CHECKING:
    import torch

    from engine.reader import Reader

Array = NDArray[np.float32]
Pixels = TypeVar("Pixels")
Holes = Literal["thin", "any", "large"]
# A guide is a plane in [0, 1] of the photo's size:
# source: from 0.5 on pixels may be copied.  sketch: 1 = a line.  protect: 1 = must stay.
# edges: 1 = an edge runs here, 0 = none does, 0.5 (128 of 255) = what the method guesses, see Guesser.
# Scaling down mixes these, so all that is not 0.5 to within UNDECIDED counts as said.
Guide = Literal["source", "sketch", "edges", "protect"]
UNDECIDED = 0.01


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
    soft: bool = False  # a soft mask says how much of a pixel is lost: what is left of it is known
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


class Guesser(ABC):
    """Of a method: it guesses one of its guides where the person said nothing, and shows what it guessed.

    So a person can look at what a fill will follow, correct it, and run the fill again (engine.guess).
    """

    guessed: Guide

    @abstractmethod
    def guess(self, request: Request[Array], job: Job, device: str) -> Array:
        """The guide as `run` would follow it, H×W float32 in [0, 1]: the person's part of it included."""


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
        from engine.networks.layers.precision import channels_last

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
        from engine.networks.layers.precision import autocast

        job.step(0.0)
        hole = (request.mask > 0).float()
        with autocast(request.image.device):
            found: torch.Tensor = cast(Any, network).fill(request.image, hole, *self.planes(request.guides))
        return found


@dataclass(frozen=True)
class Kind:
    """A kind of damage that a detector tells from others: its id and what people call it."""

    id: str
    title: str


ANY_DAMAGE = (Kind("damage", mark("Damage")),)
Sight = Literal["reduced", "native", "pyramid"]


class Detector(ABC):
    """A way to find damage.  The engine owns size: it scales, cuts into tiles and pads to info.size.

    sight: how a large photo is shown to it.  "reduced": whole, scaled down to info.size.most, where a find
    needs the whole photo; "native": in tiles of that side, as it is; "pyramid": whole, its short side
    256 px, then up to four times as large each time until it is at full size, in tiles; the surest answer
    counts.
    large: kinds that are found where the photo is seen whole, or not at all: in a tile of it a petal may be
    paint.  Larger views tell their edges.
    begins: for a detector of partial damage, the share lost from which a pixel counts as damaged; its answer
    is then `confidence` of that share, and a soft method is given the shares as its mask.
    evidence: px of full confidence that a kind needs somewhere in a view of 256 px a side, more in a larger
    one; without them all that it finds there is doubtful.  Damage comes in numbers; sound content that looks
    like it is seldom beyond all doubt.  0: each pixel speaks for itself.
    written: the kind that is drawn in few colours, whose finds are completed by their ink (engine/ink.py), by
    what `reader` reads.
    scratched: the kind whose finds have one colour each, along which they are followed (engine/traced.py).
    tight: kinds whose finds are filled as they are, without a pixel more all around.
    """

    info: MethodInfo
    kinds: tuple[Kind, ...] = ANY_DAMAGE
    sight: Sight = "reduced"
    begins: float | None = None
    evidence: int = 0
    written: str | None = None
    reader: Reader | None = None
    scratched: str | None = None
    large: frozenset[str] = frozenset()
    tight: frozenset[str] = frozenset()

    @abstractmethod
    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:
        """image H×W×3 float32 in [0, 1] → K×H×W float32 in [0, 1]: the confidence of each of `kinds`.

        Calibrated: from 0.5 on, a pixel counts as damage at the default sensitivity.
        """


class NetworkDetector(Networks, Detector):
    """A detector on torch tensors."""

    def search(
        self,
        network: torch.nn.Module,
        image: torch.Tensor,
        options: Mapping[str, Value],  # noqa: ARG002
        job: Job,
    ) -> torch.Tensor:
        """image 1×3×H×W in [0, 1] → 1×K×H×W in [0, 1]: what the network's own `confidence` says of it."""
        from engine.networks.layers.precision import autocast

        job.step(0.0)
        with autocast(image.device):
            found: torch.Tensor = cast(Any, network).confidence(image)
        return found

    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:
        import torch

        network = self.loaded(device, self.default_variant(options), job)
        with torch.inference_mode():
            found = self.search(network, _tensor(image, device), options, job)
        result: Array = found[0].float().cpu().numpy()
        return result


def moved(request: Request[Array], device: str) -> Request[torch.Tensor]:
    """The same request as tensors on a device, 1×C×H×W."""
    return Request(
        image=_tensor(request.image, device),
        mask=_tensor(request.mask, device),
        guides={name: _tensor(plane, device) for name, plane in request.guides.items()},
        options=request.options,
        seed=request.seed,
    )


def _tensor(plane: Array, device: str) -> torch.Tensor:
    """H×W or H×W×C → 1×C×H×W."""
    import torch

    planes = plane[None] if plane.ndim == 2 else plane.transpose(2, 0, 1)
    return torch.from_numpy(np.ascontiguousarray(planes))[None].to(device)
