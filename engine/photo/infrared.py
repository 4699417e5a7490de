"""The infrared plane of a scan: a fourth channel, or a page beside the photo."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.photo.model import Photo, Stored
from engine.photo.orient import displayed
from engine.pixels.box import Box
from engine.pixels.plane import Array

UNSPECIFIED_SAMPLE = 0  # The TIFF tag ExtraSamples says so of a channel that is no alpha.


def infrared(photo: Photo) -> Stored | None:
    """The infrared plane in display orientation, H×W uint8 or uint16; None where the file has none.

    A fourth channel may also be a selection of another program: engine.detection.dust refuses what does not
    look like infrared.  The plane is a view of what is written back when the photo is saved.
    """
    if photo.space == "cmyk":
        return None
    encoding = photo.origin.encoding
    page, channels = encoding.get("infrared"), encoding.get("others")
    plane: NDArray[np.generic] | None = None
    if page is not None:
        plane = page["raster"]
    elif channels is not None and photo.space == "rgb" and channels.shape[2] == 1:
        plane = channels[..., 0]
    if plane is None or plane.ndim != 2 or plane.dtype not in (np.uint8, np.uint16):
        return None
    shown = displayed(plane, photo.origin.orientation)
    return shown if shown.shape == (photo.height, photo.width) else None


def infrared_region(plane: Stored, box: Box) -> Array:
    """A box of the infrared plane, H×W float32 in [0, 1]."""
    full = np.iinfo(plane.dtype).max
    return np.multiply(plane[box.slices], np.float32(1 / full), dtype=np.float32)
