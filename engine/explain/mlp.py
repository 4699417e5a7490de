"""How a patch MLP works, as pictures: what units look for, what they answer (Köhler et al. 2014, Fig. 9, 10).

Pictures are H×W×3 float32 in [0, 1].  Which methods can be explained is read from the cards of their weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import LacunaError
from engine.job import Job
from engine.models import weights
from engine.models.catalog import catalog
from engine.models.method import Array, MethodInfo
from engine.models.network import Networks

if TYPE_CHECKING:
    from engine.networks.mask_mlp import MaskMLP

Flags = NDArray[np.bool_]
TILE_GAP_PX = 1
BACKGROUND_GRAY = 0.25  # Behind and between the tiles.
HOLE_COLOUR, FRAME_COLOUR = (0.85, 0.1, 0.1), (0.1, 0.8, 0.2)
HOLE_OPACITY = 0.55  # Below 1, so that what the network is given in the hole's place is seen through the red.
# Patterns are enlarged up to this side, so that the frame around them is a hairline.
MAX_PATTERN_SIDE_PX = 132
# A step moves a pattern by this share of the norm that it is held at.
ASCENT_STEPS, ASCENT_STEP_LENGTH, ASCENT_STARTS = 200, 0.1, 5
LETTER_FONT = "fonts/train/LiberationSans-Bold.ttf"


@dataclass(frozen=True)
class Feature:
    """What one unit of the last hidden layer recognises, and what it then plays back."""

    unit: int
    recognised: Array  # the pattern enlarged, the mask in red, the answered middle in a green frame
    played_back: Array  # outer×outer×3
    activation: float  # of the pattern, before tanh


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """All that is shown of one network."""

    inner: int  # px a side of what it sees
    outer: int  # px a side of what it answers
    layers: str
    with_mask: bool
    damage: str  # it was trained on, as its recipe writes it
    first: list[Array]  # first_layer, the strongest units first
    features: list[Feature]


def explained(info: MethodInfo) -> tuple[str, ...]:
    """The variants of a method's weights that are patch MLPs.  No torch."""
    return tuple(variant for variant in info.weights if _is_mlp(info.id, variant))


def explain(id: str, variant: str, job: Job) -> Explanation:
    """Of a variant that `explained` gave; a second or two, a minute for 39² networks of 2047 units.

    Raises WeightsMissing, WeightsDamaged, Cancelled.
    """
    from engine.networks.mask_mlp import MaskMLP

    method = catalog()[id]
    assert isinstance(method, Networks)
    network = method.loaded("cpu", variant, job)
    assert isinstance(network, MaskMLP)
    tiles, strength = first_layer(network), network.layers[0].get_parameter("weight").detach().norm(dim=1)
    made = network.architecture
    return Explanation(
        inner=made.inner,
        outer=made.outer,
        layers=str(made),
        with_mask=made.with_mask,
        damage=str(weights.card(id, variant).more.get("damage", "")),
        first=[tiles[unit] for unit in strength.argsort(descending=True).tolist()],
        features=features(network, job=job),
    )


def _is_mlp(id: str, variant: str) -> bool:
    try:
        return "layers" in weights.card(id, variant).more
    except LacunaError:
        return False


def first_layer(network: MaskMLP) -> list[Array]:
    """A picture for each unit: its weights as a tile, with a mask as two, pixels left and mask right.

    Each tile is scaled by its largest absolute value; 0 is middle gray.
    """
    side = network.architecture.inner
    weights = network.layers[0].get_parameter("weight").detach().float().cpu().numpy().reshape(-1, side, side)
    tiles = [_gray(tile) for tile in weights]
    if not network.architecture.with_mask:
        return tiles
    between = np.full((side, TILE_GAP_PX, 3), BACKGROUND_GRAY, np.float32)
    return [np.hstack([tiles[at], between, tiles[at + 1]]) for at in range(0, len(tiles), 2)]


def features(
    network: MaskMLP,
    mask: Array | None = None,
    *,
    units: Sequence[int] = (),
    seed: int = 0,
    job: Job | None = None,
) -> list[Feature]:
    """Recognise and play back, for units of the last hidden layer; by default the eight that answer loudest.

    mask: inner×inner, above 0 = missing; by default a letter.  Networks without a mask see everything.
    """
    made = network.architecture
    answers = network.layers[-1].get_parameter("weight").detach().float().cpu().numpy()  # outer² × units
    chosen = list(units) or np.argsort(-np.linalg.norm(answers, axis=0), kind="stable")[:8].tolist()
    hole = (letter(made.inner) if mask is None else mask > 0) & made.with_mask
    patterns, activations = _recognised(network, hole, chosen, seed, job or Job())
    return [
        Feature(
            unit,
            _marked(_gray(pattern), hole, made.margin),
            _gray(answers[:, unit].reshape(made.outer, made.outer)),
            activation,
        )
        for unit, pattern, activation in zip(chosen, patterns, activations, strict=True)
    ]


def letter(side: int, text: str = "e") -> Flags:
    """A letter in the middle of side×side px, True where it is."""
    from PIL import Image, ImageDraw, ImageFont

    from engine.system.paths import resource

    sheet = Image.new("L", (side, side))
    font = ImageFont.truetype(str(resource(LETTER_FONT)), round(side * 0.9))
    left, top, right, bottom = font.getbbox(text)
    ImageDraw.Draw(sheet).text(((side - left - right) // 2, (side - top - bottom) // 2), text, 255, font)
    return np.asarray(sheet) >= 128


def sheet(tiles: Sequence[Array], across: int) -> Array:
    """Tiles of one size side by side, `across` in a row."""
    height, width = tiles[0].shape[:2]
    rows = -(-len(tiles) // across)
    ground = np.full(
        (rows * (height + TILE_GAP_PX) + TILE_GAP_PX, across * (width + TILE_GAP_PX) + TILE_GAP_PX, 3),
        BACKGROUND_GRAY,
        np.float32,
    )
    for number, tile in enumerate(tiles):
        top, left = (
            TILE_GAP_PX + number // across * (height + TILE_GAP_PX),
            TILE_GAP_PX + number % across * (width + TILE_GAP_PX),
        )
        ground[top : top + height, left : left + width] = tile
    return ground


def _recognised(
    network: MaskMLP,
    hole: Flags,
    units: Sequence[int],
    seed: int,
    job: Job,
) -> tuple[Array, list[float]]:
    """For each unit the inner×inner pattern that excites it most; its known pixels are of fixed norm.

    Projected gradient ascent from ASCENT_STARTS normal patterns; the best is taken.  The hole holds what the
    network is given there: 0, or where it corrects the thin-plate fill of the pattern.
    """
    import torch

    side = network.architecture.inner
    device = next(network.parameters()).device
    generator = torch.Generator().manual_seed(seed)
    known = torch.from_numpy(~hole).flatten().to(device)
    masks = (
        (~known).float().expand(len(units) * ASCENT_STARTS, -1) if network.architecture.with_mask else None
    )
    rows = torch.arange(len(units) * ASCENT_STARTS, device=device)
    which = torch.tensor(units, device=device).repeat_interleave(ASCENT_STARTS)

    completed = torch.from_numpy(_completion(hole, thin_plate=network.architecture.corrects)).to(device)

    def held(x: torch.Tensor) -> torch.Tensor:
        x = x * known
        length: torch.Tensor = x.norm(dim=1, keepdim=True)
        return x * side / length.clamp(min=1e-12)

    def excited(x: torch.Tensor) -> torch.Tensor:
        activations: torch.Tensor = network.last_hidden(x @ completed, masks)[rows, which]
        return activations

    patterns = held(torch.randn(len(rows), side * side, generator=generator).to(device))
    for number in range(ASCENT_STEPS):
        job.step(number / ASCENT_STEPS)
        patterns.requires_grad_(True)
        (slope,) = torch.autograd.grad(excited(patterns).sum(), patterns)
        slope = slope / slope.norm(dim=1, keepdim=True).clamp(min=1e-12)
        patterns = held(patterns.detach() + ASCENT_STEP_LENGTH * side * slope)
    with torch.no_grad():
        found = excited(patterns).view(-1, ASCENT_STARTS)
    best = found.argmax(1) + torch.arange(len(units), device=device) * ASCENT_STARTS
    return (patterns[best] @ completed).view(-1, side, side).cpu().numpy(), found.amax(1).tolist()


def _completion(hole: Flags, *, thin_plate: bool) -> Array:
    """n×n, n = hole.size: what turns rows of patterns into what is seen of them.

    0 in the hole, or the fill that minimises the sum of squared Laplacians, free at the border, as
    engine.networks.layers.prefill finds it on photos.
    """
    missing, count = hole.ravel(), hole.size
    seen = np.diag((~missing).astype(np.float64))
    if thin_plate and missing.any():
        bend, at = np.zeros((count, count)), np.arange(count).reshape(hole.shape)
        for one, other in ((at[:-1], at[1:]), (at[:, :-1], at[:, 1:])):
            for here, there in ((one, other), (other, one)):
                bend[here, there] += 1
                bend[here, here] -= 1
        filled, *_ = np.linalg.lstsq(bend[:, missing], -bend[:, ~missing], rcond=None)
        seen[np.ix_(~missing, missing)] = filled.T
    return seen.astype(np.float32)


def _gray(tile: Array) -> Array:
    """H×W of any range as a picture: 0 is middle gray, the largest absolute value black or white."""
    shade = 0.5 + 0.5 * tile / max(float(np.abs(tile).max()), 1e-12)
    return np.repeat(shade[..., None], 3, 2).astype(np.float32)


def _marked(picture: Array, hole: Flags, margin: int) -> Array:
    """SHOWN px or less a side, the hole under red and a green hairline around the answered middle."""
    marked, zoom = picture.copy(), max(1, MAX_PATTERN_SIDE_PX // len(picture))
    marked[hole] += HOLE_OPACITY * (np.array(HOLE_COLOUR, np.float32) - marked[hole])
    marked = marked.repeat(zoom, 0).repeat(zoom, 1)
    first, last = margin * zoom, marked.shape[0] - margin * zoom - 1
    marked[[first, last], first : last + 1] = FRAME_COLOUR
    marked[first : last + 1, [first, last]] = FRAME_COLOUR
    return marked
