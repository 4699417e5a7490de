"""How a patch MLP works, as pictures: what units look for, what they answer (Köhler et al. 2014, Fig. 9, 10).

Pictures are H×W×3 float32 in [0, 1].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.contract import Array
from engine.job import Job

if TYPE_CHECKING:
    from engine.networks.mask_mlp import MaskMLP

Flags = NDArray[np.bool_]
GAP = 1  # px between tiles
GROUND = 0.25  # gray between tiles
RED, GREEN = (0.8, 0.1, 0.1), (0.1, 0.8, 0.2)
STEPS, LENGTH, STARTS = 200, 0.1, 5  # of the ascent: LENGTH of the norm that the pattern is held at
LETTER_FONT = "fonts/train/LiberationSans-Bold.ttf"


@dataclass(frozen=True)
class Feature:
    """What one unit of the last hidden layer recognises, and what it then plays back."""

    unit: int
    recognised: Array  # inner×inner×3: the pattern, the mask in red, the answered middle outlined in green
    played_back: Array  # outer×outer×3
    activation: float  # of the pattern, before tanh


def first_layer(network: MaskMLP) -> list[Array]:
    """A picture for each unit: its weights as a tile, with a mask as two, pixels left and mask right.

    Each tile is scaled by its largest absolute value; 0 is middle gray.
    """
    side = network.architecture.inner
    weights = network.layers[0].get_parameter("weight").detach().float().cpu().numpy().reshape(-1, side, side)
    tiles = [_gray(tile) for tile in weights]
    if not network.architecture.with_mask:
        return tiles
    between = np.full((side, GAP, 3), GROUND, np.float32)
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

    from engine.paths import resource

    sheet = Image.new("L", (side, side))
    font = ImageFont.truetype(str(resource(LETTER_FONT)), round(side * 0.9))
    ImageDraw.Draw(sheet).text((side / 2, side / 2), text, 255, font, anchor="mm")
    return np.asarray(sheet) >= 128


def sheet(tiles: Sequence[Array], across: int) -> Array:
    """Tiles of one size side by side, `across` in a row."""
    height, width = tiles[0].shape[:2]
    rows = -(-len(tiles) // across)
    ground = np.full((rows * (height + GAP) + GAP, across * (width + GAP) + GAP, 3), GROUND, np.float32)
    for number, tile in enumerate(tiles):
        top, left = GAP + number // across * (height + GAP), GAP + number % across * (width + GAP)
        ground[top : top + height, left : left + width] = tile
    return ground


def _recognised(
    network: MaskMLP,
    hole: Flags,
    units: Sequence[int],
    seed: int,
    job: Job,
) -> tuple[Array, list[float]]:
    """For each unit the inner×inner pattern that excites it most, of fixed norm and 0 under the mask.

    Projected gradient ascent from STARTS normal patterns; the best is taken.
    """
    import torch

    side = network.architecture.inner
    device = next(network.parameters()).device
    generator = torch.Generator().manual_seed(seed)
    known = torch.from_numpy(~hole).flatten().to(device)
    masks = (~known).float().expand(len(units) * STARTS, -1) if network.architecture.with_mask else None
    rows = torch.arange(len(units) * STARTS, device=device)
    which = torch.tensor(units, device=device).repeat_interleave(STARTS)

    def held(x: torch.Tensor) -> torch.Tensor:
        x = x * known
        length: torch.Tensor = x.norm(dim=1, keepdim=True)
        return x * side / length.clamp(min=1e-12)

    def excited(x: torch.Tensor) -> torch.Tensor:
        activations: torch.Tensor = network.last_hidden(x, masks)[rows, which]
        return activations

    patterns = held(torch.randn(len(rows), side * side, generator=generator).to(device))
    for number in range(STEPS):
        job.step(number / STEPS)
        patterns.requires_grad_(True)
        (slope,) = torch.autograd.grad(excited(patterns).sum(), patterns)
        slope = slope / slope.norm(dim=1, keepdim=True).clamp(min=1e-12)
        patterns = held(patterns.detach() + LENGTH * side * slope)
    with torch.no_grad():
        found = excited(patterns).view(-1, STARTS)
    best = found.argmax(1) + torch.arange(len(units), device=device) * STARTS
    return patterns[best].view(-1, side, side).cpu().numpy(), found.amax(1).tolist()


def _gray(tile: Array) -> Array:
    """H×W of any range as a picture: 0 is middle gray, the largest absolute value black or white."""
    shade = 0.5 + 0.5 * tile / max(float(np.abs(tile).max()), 1e-12)
    return np.repeat(shade[..., None], 3, 2).astype(np.float32)


def _marked(picture: Array, hole: Flags, margin: int) -> Array:
    """The hole in red and a green hairline just outside of the answered middle."""
    marked = picture.copy()
    marked[hole] = RED
    first, last = margin - 1, picture.shape[0] - margin
    if first >= 0:
        marked[first, first : last + 1] = marked[last, first : last + 1] = GREEN
        marked[first : last + 1, first] = marked[first : last + 1, last] = GREEN
    return marked
