"""Repairs marks that lie over a photo, so that nothing of them stays: neither in the fill nor beside it.

What a mark left is first removed from a copy of the photo; the rest of the mask is then filled in that copy,
whose known pixels no longer lead the fill astray.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine.job import Job
from engine.models.method import Method
from engine.options import Value
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.chroma_bleed import remove_bleed
from engine.repair.composite import Patch, cells_of
from engine.repair.dust_removal import remove_dust
from engine.repair.run import Repair, repair
from engine.repair.separation import JPEG_LETTER_REACH_PX
from engine.repair.translucent import remove_translucent
from engine.text import Text

UNBLEND_NOTE = Text("Translucent marks were removed, and the photo under them was kept.")
DUST_NOTE = Text("Translucent dust was divided out by the infrared channel, and the photo under it was kept.")
BLEED_NOTE = Text("The colour that marks had left beside them was removed.")


def repair_marks(
    photo: Photo,
    mask: Mask,
    found: Mask,
    method: str | Method = "auto",
    *,
    options: Mapping[str, Value] | None = None,
    guides: Mapping[str, Mask] | None = None,
    seed: int = 0,
    device: str = "auto",
    job: Job | None = None,
) -> Repair:
    """Fill what `mask` marks and correct the colour beside what was found.  The photo is not changed.

    mask: uint8 H×W, all that is filled.  found: uint8 H×W, not 0 where the mask holds marks that a detector
    found.  Repair.recoloured tells which pixels beside the mask differ.  Raises as `repair`.
    """
    cleaned = photo.copy()
    job = job or Job()
    recoloured = remove_bleed(cleaned, mask, found, job)
    dusted = remove_dust(cleaned, mask, found, job) if method == "auto" else mask
    rest = remove_translucent(cleaned, dusted, found, job) if method == "auto" else mask
    if rest.any():
        done = repair(
            cleaned, rest, method, options=options, guides=guides, seed=seed, device=device,
            added=JPEG_LETTER_REACH_PX, job=job,
        )  # fmt: skip
    else:
        done = Repair(methods=("auto",), mask=rest, patches=())
    divided = bool((dusted != mask).any())
    unblended = bool((rest != dusted).any())
    if not (recoloured.any() or unblended or divided):
        return done
    notes = [*done.notes]
    if divided:
        notes.append(DUST_NOTE)
    if unblended:
        notes.append(UNBLEND_NOTE)
    if recoloured.any():
        notes.append(BLEED_NOTE)
    return replace(
        done,
        mask=mask,
        patches=_compared(photo, cleaned, done, np.maximum(mask, recoloured)),
        recoloured=recoloured if recoloured.any() else None,
        notes=tuple(notes),
    )


def _compared(photo: Photo, cleaned: Photo, done: Repair, changed: Mask) -> tuple[Patch, ...]:
    """The patches that turn the photo into the repaired copy.  changed: H×W, not 0 where they may differ."""
    count = max((len(patch.alternatives) for patch in done.patches), default=1)
    boxes = list(cells_of(changed))
    alternatives: list[list[np.ndarray]] = [[] for _ in boxes]
    for choice in range(count):
        done.apply(cleaned, choice)
        for stored, box in zip(alternatives, boxes, strict=True):
            stored.append(cleaned.stored(box))
    return tuple(
        Patch(box, photo.stored(box), tuple(stored)) for box, stored in zip(boxes, alternatives, strict=True)
    )
