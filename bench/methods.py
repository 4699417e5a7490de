"""Each method of the catalog beside OpenCV's and scikit-image's own calls, on the same photos and holes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import cv2
import numpy as np
from skimage.restoration import inpaint_biharmonic

from bench.pictures import Picture, hole_mask, photos, text_mask
from engine.models.catalog import catalog
from engine.models.weights import has_weights
from engine.photo import Photo
from engine.repair.run import repair

SIDE_PX = 256  # px; skimage's biharmonic needs minutes on anything larger
Fill = Callable[[Picture, Picture], Picture]


def peers() -> dict[str, Fill]:
    return {
        "cv2 Telea": lambda photo, mask: cv2.inpaint(photo, mask, 4, cv2.INPAINT_TELEA),
        "cv2 Navier-Stokes": lambda photo, mask: cv2.inpaint(photo, mask, 4, cv2.INPAINT_NS),
        "skimage biharmonic": _skimage,
    }


def _skimage(photo: Picture, mask: Picture) -> Picture:
    filled = inpaint_biharmonic(photo, mask > 0, channel_axis=-1)
    return np.rint(np.clip(filled, 0, 1) * 255).astype(np.uint8)


def able() -> list[str]:
    """The methods whose weights, if they have some, are here."""
    return [
        id
        for id, entry in catalog().items()
        if not entry.info.weights or any(has_weights(id, one) for one in entry.info.weights)
    ]


def ours() -> Iterator[tuple[str, Fill]]:
    for id in able():
        if not catalog()[id].info.blind:
            yield id, lambda photo, mask, id=id: _repaired(photo, mask, id)


def _repaired(photo: Picture, mask: Picture, id: str) -> Picture:
    picture = Photo.from_array(photo.copy())
    repair(picture, mask, id).apply(picture)
    return picture.pixels


def psnr(truth: Picture, filled: Picture, mask: Picture) -> float:
    """Inside the hole, in dB."""
    error = (truth.astype(float) - filled)[mask > 0]
    return float(10 * np.log10(255**2 / np.mean(error**2)))


def main() -> None:
    crops = [photo[40 : 40 + SIDE_PX, 60 : 60 + SIDE_PX] for photo in photos().values()]
    kinds = {"text": text_mask(SIDE_PX, SIDE_PX), "hole of 64 px": hole_mask(SIDE_PX, SIDE_PX, 64)}
    print(f"{'':<22}" + "".join(f"{kind:>30}" for kind in kinds))
    print(f"{'':<22}" + f"{'PSNR dB':>10}{'seconds':>10}{'x Telea':>10}" * len(kinds))
    telea: dict[str, float] = {}
    for name, fill in [*peers().items(), *ours()]:
        cells = ""
        for kind, mask in kinds.items():
            fill(crops[0], mask)  # the first call loads, compiles and warms
            started = time.perf_counter()
            scores = [psnr(crop, fill(crop, mask), mask) for crop in crops]
            seconds = (time.perf_counter() - started) / len(crops)
            telea.setdefault(kind, seconds)
            cells += f"{np.mean(scores):>10.2f}{seconds:>10.3f}{seconds / telea[kind]:>10.1f}"
        print(f"{name:<22}{cells}", flush=True)
