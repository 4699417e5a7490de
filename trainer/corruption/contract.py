"""What a corruption is: a shape (where), a filler (with what content) and an edge (its transition).

Every sample obeys  corrupted = clip((1 − alpha)·clean + alpha·filler, 0, 1)  and mask 1 = to repair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from trainer.corruption.parameters import Parameter

Array = NDArray[np.float32]
Params = Mapping[str, Any]
Random = np.random.Generator

# Of the library, and part of every seed: it changes whenever something is drawn differently.
LIBRARY_VERSION = 1


@dataclass(frozen=True)
class Sample:
    """One damaged photo with its truth.

    clean, corrupted, filler: H×W×3 float32; the first two in [0, 1], `filler` before clipping.
    mask, alpha: H×W float32 in [0, 1]; mask 1 = to repair, alpha = the blending weight actually used.
    meta: kind, all resolved parameters, seed, item_index, coverage = mean(mask), version, and what was drawn.
    """

    clean: Array
    corrupted: Array
    mask: Array
    alpha: Array
    filler: Array
    meta: dict[str, Any]


@dataclass(frozen=True)
class Pool:
    """Other photos, for the filler `natural`: file names and H×W×3 pixels (uint8, or float in [0, 1])."""

    names: Sequence[str]
    pixels: Sequence[NDArray[Any]]


@dataclass(frozen=True)
class Canvas:
    """What a shape draws on: a photo's size in px."""

    height: int
    width: int
    zoom: int = 1  # Supersampling: shapes are drawn so much larger and then averaged.
    clean: Array | None = None  # the photo, where there is one: raindrops refract it
    short_side: float | None = None  # of the whole photo, where this is a crop of it

    @property
    def scale(self) -> float:
        """The factor for sizes that are given for a short side of 256 px."""
        return (self.short_side or min(self.height, self.width)) / 256

    @property
    def size(self) -> tuple[int, int]:
        """(width, height), as Pillow wants it."""
        return self.width, self.height


@dataclass(frozen=True)
class Drawn:
    """What a shape returns.

    cover: H×W in [0, 1], how much of each pixel is damaged; hard shapes use 0 and 1.
    layers: H×W alphas from the lowest to the topmost; the filler gives each a colour of its own.
    mask, filler: only of the kinds that decide them themselves (rain, noise).
    """

    cover: Array
    layers: tuple[Array, ...] = ()
    mask: Array | None = None
    filler: Array | None = None
    notes: Mapping[str, Any] = field(default_factory=dict)  # what was drawn, for meta


Draw = Callable[[Canvas, Params, Random], Drawn]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of damage.  kinds/<name>.py holds one as KIND; the name is the module's.

    edge "own": `cover` is the alpha and is taken as it is.  filler "own": the kind paints by itself.
    smooth: `cover` comes antialiased, so the edge need not draw it larger.
    damages: ids of what detectors tell apart, of which this is one way of drawing; see `catalog.ways`.
    held_out: for measuring alone; no recipe and no training mixture may draw it.
    """

    title: str
    draw: Draw
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    presets: Mapping[str, Params] = field(default_factory=dict)
    defaults: Params = field(default_factory=dict)  # for the filler's and the edge's parameters
    filler: str = "constant"
    edge: str = "hard"
    smooth: bool = False
    coverage: tuple[float, float] = (0.0, 1.0)
    mask_mode: Literal["hard", "alpha"] = "hard"
    varied: bool = True  # False: the same mask for every seed
    damages: tuple[str, ...] = ()
    held_out: bool = False


@dataclass(frozen=True, kw_only=True)
class Damage:
    """A filler's input: the photo and what the shape drew on it."""

    clean: Array
    alpha: Array
    layers: tuple[Array, ...]
    scale: float  # px of this photo for a px at 256
    pool: Pool | None
    source: str  # file name of the clean photo, for the split rule


@dataclass(frozen=True, kw_only=True)
class Filler:
    """The content under the mask.  fillers/<name>.py holds one as FILLER."""

    title: str
    fill: Callable[[Damage, Params, Random], tuple[Array, Mapping[str, Any]]]  # H×W×3, what to note in meta
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Edge:
    """Makes (mask, alpha) of the drawn cover.  edges/<name>.py holds one as EDGE.

    zoom: the supersampling with which shapes are drawn.
    """

    title: str
    apply: Callable[[Array, Canvas, Params, Random], tuple[Array, Array]]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    zoom: int = 1


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One corruption with its parameters, as part of a mixture."""

    kind: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One choice of a mixture with its weight: one corruption or several on top of each other."""

    weight: float
    layers: tuple[Layer, ...]


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """A weighted choice of corruptions.  mixtures/<name>.py holds one as MIXTURE.

    held_out: for tests alone; no training recipe may draw from the same ranges.
    """

    title: str
    parts: tuple[Part, ...]
    held_out: bool = False
