"""Pictures of a person's own, such as a logo, that are placed on photos."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
from PIL import Image

from engine.errors import PhotoNotFound, PhotoUnreadable
from engine.text import Text
from trainer.corruption.parameters import DamageInvalid

MAX_PICTURE_SIDE_PX = 4096


@functools.lru_cache(8)
def read(file: str) -> Image.Image:
    """The picture as RGBA.  Raises DamageInvalid, PhotoNotFound or PhotoUnreadable."""
    try:
        with Image.open(Path(file)) as picture:
            if max(picture.size) > MAX_PICTURE_SIDE_PX:
                raise DamageInvalid(
                    Text("{name} is larger than {side} px", name=Path(file).name, side=MAX_PICTURE_SIDE_PX)
                )
            return picture.convert("RGBA")
    except FileNotFoundError:
        raise PhotoNotFound(file) from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PhotoUnreadable(file) from error


def is_opaque(file: str) -> bool:
    """Whether a picture covers all of its rectangle.  Raises what `read` raises."""
    opacity = np.asarray(read(file))[..., 3]
    return bool((opacity == 255).all())
