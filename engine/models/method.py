"""The interface of a method.  It only fills; the pipeline cares for size, range, device and blending."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

import numpy as np

from engine.job import Job
from engine.options import Option, Value
from engine.pixels.plane import Array as Array

Pixels = TypeVar("Pixels")
Holes = Literal["thin", "any", "large"]
# A guide is a plane in [0, 1] of the photo's size.
# source: pixels from 0.5 on may be copied.  sketch: 1 = a line.
# edges: 1 = an edge, 0 = no edge, 0.5 (128 of 255) = the method estimates it, see GuideEstimator.
Guide = Literal["source", "sketch", "edges"]
# Of edges as integers: an edge, none, and left to the method.  "None" is just below the middle, so that a
# thin edge outweighs what is said of the pixels around it, also where the plane is scaled down.
EDGE_VALUE, NO_EDGE_VALUE, ESTIMATED_EDGE_VALUE = 255, 120, 128
# Scaling down mixes values of edges, so all that differ from 0.5 by more than this count as given.
ESTIMATED_TOLERANCE = 0.01


@dataclass(frozen=True)
class SizeRule:
    """The sides, in px, that a method accepts.  most: longer regions are cut into tiles or scaled down.

    margin: where a hole is nearer than this to the region's border, which is the photo's, the region is
    reflected there by this many px: a network that pads with zeros fills the last pixels badly.
    """

    least: int = 1
    multiple: int = 1
    most: int | None = None
    margin: int = 0

    def padded(self, side: int) -> int:
        """The smallest side ≥ `side` that the method accepts."""
        return -(-max(side, self.least) // self.multiple) * self.multiple


@dataclass(frozen=True, kw_only=True)
class MethodInfo:
    """The description of a method, shown to people and available without torch.

    paper: authors, title, venue.  purpose, limits: one line each, the damage it is for and where it fails.
    context: the known surroundings that it needs, in units of the hole's longer side, but at least
    context_least px.  seeded: other seeds give other fills.  soft: the mask says which share of a pixel is
    lost, and the rest of it is known.  weights: the variants; "" is the file <id>.safetensors, "x" is
    <id>--x.safetensors.  model_sha256: of a model file that the
    person added (engine.onnx_models), "" for all other methods.  departure: in which of the paper's settings
    this build differs, one line; "" for none.
    """

    id: str
    title: str
    year: int
    paper: str
    purpose: str
    limits: str
    holes: Holes
    blind: bool = False
    options: tuple[Option, ...] = ()
    guides: frozenset[Guide] = frozenset()
    size: SizeRule = SizeRule()
    context: float = 1.0
    context_least: int = 32
    seeded: bool = False
    soft: bool = False
    weights: tuple[str, ...] = ()
    model_sha256: str = ""
    departure: str = ""
    licence: str = "MIT"

    @property
    def added(self) -> bool:
        """Whether its network is a model file that the person added."""
        return bool(self.model_sha256)

    @property
    def is_network(self) -> bool:
        """Whether a trained network fills."""
        return bool(self.weights) or self.added


@dataclass(frozen=True, kw_only=True)
class Request(Generic[Pixels]):
    """One region to fill, already cropped, scaled and padded to the method's SizeRule.

    image: H×W×3 float32 in [0, 1] (array methods) or 1×3×H×W tensor (networks); holes hold the damaged
    pixels. mask: H×W (1×1×H×W), 1 = missing, soft values allowed.  guides: H×W planes in [0, 1], those that
    MethodInfo.guides declares.
    """

    image: Pixels
    mask: Pixels
    guides: Mapping[str, Pixels] = field(default_factory=dict)
    options: Mapping[str, Value] = field(default_factory=dict)
    seed: int = 0


class Method(ABC):
    """A way to fill a mask.  The pipeline composites, so known pixels of the fill are ignored."""

    info: MethodInfo

    @abstractmethod
    def run(self, request: Request[Array], job: Job, device: str) -> Array:
        """Fill one region.  Returns N×H×W×3 float32; N > 1 are alternatives for a person to choose from."""

    def warm(self) -> None:  # noqa: B027 - most methods have nothing to prepare
        """Prepare for the first fill, such as compiling kernels.

        Called by the installer or in the background.
        """


class ArrayMethod(Method):
    """A method on numpy arrays, on the CPU; torch is never imported for it."""

    @abstractmethod
    def fill(self, request: Request[Array], job: Job) -> Array:
        """Fill one region: H×W×3 or N×H×W×3 float32."""

    def run(self, request: Request[Array], job: Job, device: str) -> Array:  # noqa: ARG002
        filled = np.asarray(self.fill(request, job), np.float32)
        return filled[None] if filled.ndim == 3 else filled


class GuideEstimator(ABC):
    """A method that estimates one of its guides where the person gave none, and can return the estimate.

    A person can look at the guide before the fill, correct it, and fill again (engine.repair.edge_preview).
    """

    estimated_guide: Guide

    @abstractmethod
    def estimate_guide(self, request: Request[Array], job: Job, device: str) -> Array:
        """The guide as `run` would follow it, H×W float32 in [0, 1]; includes what the person gave."""
