"""Paper, film grain or canvas, made from filtered noise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.text import Text
from trainer.corruption.contract import Array, Damage, Filler, Params, Random
from trainer.corruption.draw.fields import enlarged, unit_noise
from trainer.corruption.parameters import DamageInvalid, OneOf


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:
    """texture: "paper", "grain" or "canvas"."""
    make = TEXTURE_MAKERS.get(params["texture"])
    if make is None:
        raise DamageInvalid(
            Text(
                "{name} is one of {values}, not {given}",
                name="texture",
                values=", ".join(TEXTURE_MAKERS),
                given=repr(params["texture"]),
            )
        )
    height, width = damage.alpha.shape
    content: Array = np.clip(make(height, width, damage.scale, rng), 0, 1).astype(np.float32)
    return content, {}


def _paper(height: int, width: int, scale: float, rng: Random) -> Array:
    """Warm white, slightly cloudy, with fine fibres."""
    tone = np.array([0.92, 0.88, 0.80], np.float32) + np.float32(rng.uniform(-0.05, 0.05))
    cells = max(2, round(height / (24 * scale))), max(2, round(width / (24 * scale)))
    cloud = (enlarged(rng.random(cells, np.float32), height, width) - 0.5) * 0.1
    fibre = unit_noise(height, width, (0.6, 1.6), rng) * 0.02
    paper: Array = tone + (cloud + fibre)[..., None]
    return paper


def _grain(height: int, width: int, scale: float, rng: Random) -> Array:
    """Mid grey of silver grains, the same in all channels."""
    grain: Array = np.repeat(
        0.5 + 0.16 * unit_noise(height, width, max(0.4, 0.7 * scale), rng)[..., None], 3, 2
    )
    return grain


def _canvas(height: int, width: int, scale: float, rng: Random) -> Array:
    """A weave of threads of uneven thickness on a painter's ground."""
    pitch = max(2.5, 4 * scale)
    across, down = (
        np.sin(2 * np.pi * (np.arange(length) + 0.3 * rng.standard_normal(length)) / pitch)
        for length in (height, width)
    )
    weave = np.where((across[:, None] * down[None]) > 0, across[:, None], down[None])
    uneven = unit_noise(height, width, (0.6, 5), rng) + unit_noise(height, width, (5, 0.6), rng)
    tone = np.array([0.78, 0.72, 0.60], np.float32) + np.float32(rng.uniform(-0.06, 0.06))
    canvas: Array = tone + (0.07 * weave + 0.025 * uneven).astype(np.float32)[..., None]
    return canvas


TEXTURE_MAKERS = {"paper": _paper, "grain": _grain, "canvas": _canvas}
FILLER = Filler(title="Texture", fill=fill, parameters={"texture": OneOf(tuple(TEXTURE_MAKERS))})
