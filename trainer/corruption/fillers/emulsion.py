"""What shows where the emulsion of an old photo is gone: white, black, or bright sepia."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from trainer.corruption.contract import Array, Damage, Filler, Params, Random

BARE_EMULSION_COLOURS = np.array([(1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (0.93, 0.86, 0.71)], np.float32)
TONE_SHARES = (0.60, 0.25, 0.15)
TONE_JITTER = 0.05  # either way


def fill(damage: Damage, params: Params, rng: Random) -> tuple[Array, Mapping[str, Any]]:  # noqa: ARG001
    """A tone for each connected piece of damage, its value ± 0.05."""
    from scipy import ndimage

    labels, count = ndimage.label(damage.alpha > 0, np.ones((3, 3)))
    tones = BARE_EMULSION_COLOURS[rng.choice(len(BARE_EMULSION_COLOURS), count + 1, p=TONE_SHARES)]
    jittered: Array = np.clip(tones + rng.uniform(-TONE_JITTER, TONE_JITTER, (count + 1, 1)), 0, 1).astype(
        np.float32
    )
    return jittered[labels], {}


FILLER = Filler(title="Bare emulsion", fill=fill)
