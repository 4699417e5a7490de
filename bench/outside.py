"""Promise 1, counted: pixels outside the mask that a repair changed, from file to file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from skimage import data

from bench.methods import able
from bench.pictures import Picture, hole_mask, text_mask
from engine.photo import Photo, load, save
from engine.repair.run import repair

PHOTO_NAMES = (
    *("astronaut", "chelsea", "coffee", "rocket", "hubble_deep_field"),
    *("immunohistochemistry", "camera", "coins", "brick", "moon"),
)
SIDE_PX = 256


def photos() -> dict[str, Picture]:
    """The middle of ten of scikit-image's photos, H×W×3 or H×W."""
    found = {name: np.asarray(getattr(data, name)()) for name in PHOTO_NAMES}
    return {name: np.ascontiguousarray(_middle(photo)) for name, photo in found.items()}


def _middle(photo: Picture) -> Picture:
    top, left = ((length - SIDE_PX) // 2 for length in photo.shape[:2])
    return photo[top : top + SIDE_PX, left : left + SIDE_PX]


def changed(photo: Picture, mask: Picture, method: str, folder: Path) -> int:
    """Pixels outside the mask that differ between two files, the damaged and the repaired one."""
    before, after = folder / "before.png", folder / "after.png"
    save(Photo.from_array(photo), before)
    picture = load(before)
    repair(picture, mask, method).apply(picture)
    save(picture, after)
    one, two = (load(path).pixels.reshape(SIDE_PX, SIDE_PX, -1) for path in (before, after))
    return int(np.count_nonzero((one != two).any(2) & (mask == 0)))


def main() -> None:
    mask = text_mask(SIDE_PX, SIDE_PX) | hole_mask(SIDE_PX, SIDE_PX, 48)
    for id in ("auto", *able()):
        with tempfile.TemporaryDirectory() as folder:
            counts = [changed(photo, mask, id, Path(folder)) for photo in photos().values()]
        print(f"{id:<20}{sum(counts):>6} pixels outside the mask changed, {len(counts)} photos  (reach: 0)")
