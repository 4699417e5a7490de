"""What a method is.  The pipeline owns size, range, device, blending; a method only fills."""

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
# A guide is a plane in [0, 1] of the photo's size:
# source: from 0.5 on pixels may be copied.  sketch: 1 = a line.
# edges: 1 = an edge runs here, 0 = none does, 0.5 (128 of 255) = what the method guesses, see Guesser.
# Scaling down mixes these, so all that is not 0.5 to within UNDECIDED counts as said.
Guide = Literal["source", "sketch", "edges"]
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

    So a person can look at what a fill will follow, correct it, and run the fill again
    (engine.repair.edge_preview).
    """

    guessed: Guide

    @abstractmethod
    def guess(self, request: Request[Array], job: Job, device: str) -> Array:
        """The guide as `run` would follow it, H×W float32 in [0, 1]: the person's part of it included."""
