"""What a repaired photo's file may no longer show, and notices of it."""

from __future__ import annotations

import io
from functools import cached_property

import numpy as np
from PIL import Image

from engine.photo import embedded, notices
from engine.photo.model import Photo
from engine.photo.orient import filed
from engine.text import Text

# Of a preview drawn anew: the first that fits into the old one's place.
_PREVIEW_QUALITIES = (
    85,
    70,
    50,
    30,
    15,
)
_MAX_PREVIEW_PIXELS = 2**22
_DRAWN_SIDE = 2048  # px: the result is reduced to about this before previews are drawn from it


class Redaction:
    """Draws previews anew from the result, and gathers notices of what had to go.

    The pictures that metadata hold show the photo as it was before the repair.
    """

    def __init__(self, photo: Photo) -> None:
        self._photo = photo
        self._notices: dict[Text, None] = {}

    @property
    def notices(self) -> tuple[Text, ...]:
        return tuple(self._notices)

    def say(self, notice: Text) -> None:
        self._notices[notice] = None

    def redraw(self, picture: bytes) -> bytes:
        """As many bytes as the picture has: a JPEG of the result, as large in pixels, or zeros, which is
        said.
        """
        size = embedded.jpeg_size(picture)
        drawn = None if size is None else self.thumbnail(*size, most_bytes=len(picture))
        if drawn is None:
            self.say(notices.PREVIEWS_REMOVED)
            return bytes(len(picture))
        return picture[:1] + drawn[1:].ljust(len(picture) - 1, b"\0")  # some cameras alter the first byte

    def thumbnail(self, width: int, height: int, *, most_bytes: int) -> bytes | None:
        """The result as a JPEG, black beside it where its proportions are others.

        None where it does not fit into `most_bytes`, or the size is none of a preview.
        """
        if min(width, height) < 1 or width * height > _MAX_PREVIEW_PIXELS:
            return None
        canvas = Image.new("RGB", (width, height))
        scale = min(width / self._small.width, height / self._small.height)
        inner = max(round(self._small.width * scale), 1), max(round(self._small.height * scale), 1)
        reduced = self._small.resize(inner, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
        canvas.paste(reduced, ((width - inner[0]) // 2, (height - inner[1]) // 2))
        for quality in _PREVIEW_QUALITIES:
            coded = io.BytesIO()
            canvas.save(coded, "JPEG", quality=quality)
            if coded.tell() <= most_bytes:
                return coded.getvalue()
        return None

    @cached_property
    def _small(self) -> Image.Image:
        """The result as it lies in the file, reduced."""
        photo = self._photo
        step = max(max(photo.width, photo.height) // _DRAWN_SIDE, 1)
        shown = photo.display(photo.box, step)
        if shown.shape[2] == 4:
            opacity = shown[..., 3:].astype(np.uint16)
            shown = ((shown[..., :3] * opacity + 255 * (255 - opacity)) // 255).astype(np.uint8)
        return Image.fromarray(np.ascontiguousarray(filed(shown, photo.origin.orientation)))
