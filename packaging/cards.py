"""The small before and after of each method's card: resources/cards/<id>.jpg.

usage: python packaging/cards.py [ID...]     (all methods that fill a mask; the photo is the sample)

A method without a picture shows none.  On the left the damage is tinted as in the window.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from engine.errors import LacunaError
from engine.models.catalog import catalog
from engine.models.method import Method
from engine.photo import load
from engine.pixels.box import Box
from engine.repair.run import repair

ROOT = Path(__file__).resolve().parents[1]
PART = Box(92, 112, 340, 280)  # of the sample: a light tower before the sky, twice the size that is shown
TINT = np.array((255, 0, 255), np.float32)  # the mask's magenta


def main() -> int:
    (ROOT / "resources" / "cards").mkdir(exist_ok=True)
    for id, entry in catalog().items():
        if isinstance(entry, Method) and not entry.info.blind and (not sys.argv[1:] or id in sys.argv[1:]):
            try:
                picture = drawn(id, wide=entry.info.holes == "large")
            except LacunaError as error:
                print(f"{id}: {error}")
                continue
            picture.save(ROOT / "resources" / "cards" / f"{id}.jpg", quality=92)
            print(id)
    return 0


def drawn(id: str, *, wide: bool) -> Image.Image:
    """Before and after, side by side."""
    photo = load(ROOT / "resources" / "sample.jpg")
    mask = damage(photo.width, photo.height, wide=wide)
    before = photo.pixels[PART.slices].astype(np.float32)
    marked = (mask[PART.slices] > 0)[..., None]
    tinted = np.where(marked, before * 0.55 + TINT * 0.45, before).astype(np.uint8)
    repair(photo, mask, id).apply(photo)
    both = Image.new("RGB", (2 * PART.width, PART.height))
    both.paste(Image.fromarray(tinted), (0, 0))
    both.paste(Image.fromarray(np.ascontiguousarray(photo.pixels[PART.slices])), (PART.width, 0))
    return both


def damage(width: int, height: int, *, wide: bool) -> np.ndarray:
    """A thing to erase, or scratches."""
    mask = Image.new("L", (width, height))
    pen = ImageDraw.Draw(mask)
    if wide:
        pen.polygon([(186, 108), (216, 108), (218, 190), (234, 330), (162, 330), (184, 190)], fill=255)
    else:
        for line in ((100, 130, 330, 200), (120, 270, 300, 120), (140, 120, 180, 275), (250, 115, 270, 280)):
            pen.line(line, fill=255, width=5)
    return np.asarray(mask)


if __name__ == "__main__":
    sys.exit(main())
