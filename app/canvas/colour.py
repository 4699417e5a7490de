"""From the photo's colours to the screen's, through ICC profiles; run off the GUI thread."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms
from PySide6.QtGui import QImage

Pixels = NDArray[np.uint8]
RENDERING_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
BLACK_POINT = ImageCms.Flags.BLACKPOINTCOMPENSATION
Format = QImage.Format
PILLOW_MODES = {"RGB": "RGB", "GRAY": "L"}  # profile's colour space: the Pillow mode it reads


class Colour:
    """Turns 8-bit RGB or RGBA as stored into images for the screen.

    A profile that is missing, broken, or for another colour space than the pixels (a CMYK photo is handed
    out as RGB already) counts as sRGB.  So does the screen: Qt does not tell its profile.
    """

    def __init__(self, profile: bytes | None) -> None:
        self._mode = "RGB"
        self._transform = self._make(profile)

    @property
    def identity(self) -> bool:
        return self._transform is None

    def image(self, picture: Image.Image) -> QImage:
        """RGB or RGBA as stored → an opaque or premultiplied image in the screen's colours."""
        if picture.mode != "RGBA":
            return _image(self.shown(picture), Format.Format_RGB888, Format.Format_RGB32)
        shown = self.shown(picture.convert("RGB"))
        shown.putalpha(picture.getchannel("A"))
        return _image(shown, Format.Format_RGBA8888, Format.Format_ARGB32_Premultiplied)

    def shown(self, picture: Image.Image) -> Image.Image:
        """RGB as stored → RGB as the screen wants it."""
        if self._transform is None:
            return picture
        if self._mode == "L":
            picture = picture.getchannel("R")
        return ImageCms.applyTransform(picture, self._transform)  # type: ignore[return-value]

    def _make(self, profile: bytes | None) -> ImageCms.ImageCmsTransform | None:
        if not profile:
            return None
        try:
            source = _opened(profile)
            self._mode = PILLOW_MODES[source.profile.xcolor_space.strip()]
            transform = ImageCms.buildTransform(
                source, _opened(None), self._mode, "RGB", renderingIntent=RENDERING_INTENT, flags=BLACK_POINT
            )
        except (ImageCms.PyCMSError, OSError, KeyError):
            return None
        return None if self._mode == "RGB" and _changes_nothing(transform) else transform


def _image(picture: Image.Image, given: Format, wanted: Format) -> QImage:
    """The conversion copies, so that the image outlives Pillow's bytes."""
    data = picture.tobytes()
    return QImage(data, picture.width, picture.height, len(data) // picture.height, given).convertToFormat(
        wanted
    )


def _opened(profile: bytes | None) -> ImageCms.ImageCmsProfile:
    if not profile:
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    return ImageCms.ImageCmsProfile(io.BytesIO(profile))


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    """sRGB to sRGB: skipped, for it costs time and moves values by one."""
    steps = np.linspace(0, 255, 17).astype(np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(17, -1, 3)
    moved = np.asarray(ImageCms.applyTransform(Image.fromarray(cube), transform))
    return int(np.abs(moved.astype(int) - cube).max()) <= 2
