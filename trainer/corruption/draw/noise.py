"""Added noise written as damage: the mask is the noise level, so that denoising becomes inpainting."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Random

FULL_NOISE_LEVEL = 0.5  # At this standard deviation nothing of the photo is left: the mask is 1.
MIN_MASK = 1e-3  # It keeps the filler finite where there is no noise.


def noisy(canvas: Canvas, level: Array, rng: Random) -> Drawn:
    """corrupted = O + s·ε;  mask = clip(s/0.5, 0, 1);  filler = O + s·ε/max(mask, 1e-3).

    level: H×W, the standard deviation s of each pixel; ε is N(0, 1) for each pixel and channel.
    """
    mask = np.clip(level / np.float32(FULL_NOISE_LEVEL), 0, 1).astype(np.float32)
    if canvas.clean is None:
        return Drawn(mask)
    noise = (
        rng.standard_normal(canvas.clean.shape, np.float32) * (level / np.maximum(mask, MIN_MASK))[..., None]
    )
    return Drawn(mask, filler=(canvas.clean + noise).astype(np.float32))
