"""One colour for all damage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.text import Text
from trainer.corruption.contract import Array, Damage, Filler, Params, Random
from trainer.corruption.parameters import DamageInvalid, OneOf

COLOURS_BY_NAME = {
    "black": (0.0, 0.0, 0.0),
    "white": (1.0, 1.0, 1.0),
    "grey": (0.5, 0.5, 0.5),
    "dataset": (
        0.485,
        0.456,
        0.406,
    ),  # The mean colour of ImageNet, with which Context Encoder fills holes.
    "sepia": (0.76, 0.66, 0.49),
}


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:  # noqa: ARG001
    """colour: black, white, grey (0.5), dataset, sepia, mean (of the photo), or (R, G, B) in [0, 1]."""
    colour = params["colour"]
    if isinstance(colour, str) and colour != "mean" and colour not in COLOURS_BY_NAME:
        raise DamageInvalid(
            Text(
                "colour is one of {values}, mean, or three numbers, not {given}",
                values=", ".join(COLOURS_BY_NAME),
                given=repr(colour),
            )
        )
    rgb = damage.clean.mean((0, 1)) if colour == "mean" else COLOURS_BY_NAME.get(colour, colour)
    content = np.empty_like(damage.clean)
    content[:] = np.asarray(rgb, np.float32)
    return content, {}


FILLER = Filler(
    title="One colour", fill=fill, parameters={"colour": OneOf(("black", "white", "grey", "mean"))}
)
