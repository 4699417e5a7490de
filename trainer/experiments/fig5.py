"""Fig. 5: a network of large patches that is trained on exactly the mask that it is measured on."""

from __future__ import annotations

import numpy as np
from PIL import Image

from trainer import corruption
from trainer.experiments.bench import PAPER_OPTIONS, ExperimentContext, against

TITLE = (
    "Fig. 5: large patches, exact mask (published, one photo: input 14.83, others 26.60 to 32.45, MLP 32.68)"
)
SHOWS = (
    "The mask is one page of text, the same in training and on every photo.  The published network has four "
    "hidden layers of 2047 units; these have three of 512, unless --option layers says otherwise.  A patch "
    "of 39 px sees past a letter on both sides, but has six times the inputs to learn."
)
LAYERS_OF_NAME = {"16² seen": "16^2,512,512,512,8^2", "39² seen": "39^2,512,512,512,13^2"}
MASK_SIDE_PX = 256  # As large as the pictures that are trained on, so that it is never cropped elsewhere.
PAGE_OF_TEXT = {"layout": "page", "size": (12, 24), "filler": "constant", "colour": (1.0, 0.0, 0.0)}


def run(context: ExperimentContext) -> str:
    """Train a network of small and one of large patches on one mask and return their table."""
    context.out.mkdir(parents=True, exist_ok=True)
    file = context.out / "exact-mask.png"
    shape = corruption.shape("text", MASK_SIDE_PX, MASK_SIDE_PX, PAGE_OF_TEXT, np.random.default_rng(5))
    Image.fromarray(np.where(shape > 0, np.uint8(255), np.uint8(0))).save(file)
    damage = f"given:file={file},flips=false"
    networks = {
        name: (context.network("mask-mlp", damage=damage, layers=layers, **PAPER_OPTIONS), False)
        for name, layers in LAYERS_OF_NAME.items()
    }
    return against(context, damage, networks)
