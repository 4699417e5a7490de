"""Words in the single-stroke letters of pen plotters.  Held out: no network learns from it."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.words import LETTERS_AND_DIGITS
from trainer.corruption.parameters import Between

HERSHEY_FACES = (0, 1, 2, 3, 4, 5, 6, 7)  # As OpenCV numbers them.


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `words` words of `height` px (at 256), each in its own layer.

    stroke: the line's width as a share of the height.
    """
    layers = tuple(_word(canvas, params, rng) for _ in range(int(params["words"])))
    bare = np.prod([1 - layer for layer in layers], axis=0, dtype=np.float32)
    return Drawn(np.asarray(1 - bare, np.float32), layers)


def _word(canvas: Canvas, params: Params, rng: Random) -> Array:
    """The alpha of one word."""
    import cv2  # Listing the kinds of damage must not wait for it.

    height = float(rng.uniform(*params["height"])) * canvas.scale
    word = "".join(
        LETTERS_AND_DIGITS[int(at)]
        for at in rng.integers(len(LETTERS_AND_DIGITS), size=int(rng.integers(3, 9)))
    )
    plane = np.zeros((canvas.height, canvas.width), np.uint8)
    x, y = int(rng.uniform(-0.1, 0.7) * canvas.width), int(rng.uniform(0.1, 1.0) * canvas.height)
    face = int(rng.choice(HERSHEY_FACES))
    thickness = max(1, round(height * float(rng.uniform(*params["stroke"]))))
    cv2.putText(plane, word, (x, y), face, height / 22, 255, thickness, cv2.LINE_AA)
    angle = float(rng.uniform(-params["angle"], params["angle"]))
    turn = cv2.getRotationMatrix2D((canvas.width / 2, canvas.height / 2), angle, 1.0)
    rotated = cv2.warpAffine(plane, turn, (canvas.width, canvas.height))
    return np.asarray(rotated, np.float32) / np.float32(255) * np.float32(rng.uniform(*params["opacity"]))


KIND = Kind(
    title="Plotter letters",
    draw=draw,
    parameters={
        "words": Between(2, 5, whole=True),
        "height": (40, 100),
        "stroke": (0.08, 0.25),
        "angle": 30.0,
        "opacity": (0.85, 1.0),
    },
    filler="colour",
    edge="own",
    smooth=True,
    damages=("text", "graffiti"),
    held_out=True,
)
