"""The layers of a TIFF as Photoshop writes them (ImageSourceData), which GIMP and Krita read too."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.photo.layers import PHOTO_LAYER_NAME, REPAIR_LAYER_NAME, repair_layer
from engine.photo.model import Photo
from engine.pixels.box import Box


def layers_tag(photo: Photo, before: Photo, order: Literal["<", ">"]) -> tuple[int, int, int, bytes, bool]:
    """The tag, as tifffile takes it, of the photo as it was and the repair over it.

    photo, before: gray or RGB of 8 or 16 bits.  order: the file's byte order.
    """
    import psdtags

    whole = np.full(before.pixels.shape[:2], before.full, before.pixels.dtype)
    found = [_layer(PHOTO_LAYER_NAME, before, whole if before.alpha is None else before.alpha, before.box)]
    repair = repair_layer(photo, before)
    if repair is not None:
        found.append(_layer(REPAIR_LAYER_NAME, repair[0], repair[0].alpha, repair[1]))
    key = psdtags.PsdKey.LAYER if photo.full == 255 else psdtags.PsdKey.LAYER_16
    data = psdtags.TiffImageSourceData(
        psdformat=psdtags.PsdFormat.BE32BIT if order == ">" else psdtags.PsdFormat.LE32BIT,
        layers=psdtags.PsdLayers(key=key, has_transparency=photo.alpha is not None, layers=found),
        usermask=psdtags.PsdUserMask(
            colorspace=psdtags.PsdColorSpaceType.RGB, components=(65535, 0, 0, 0), opacity=50
        ),
        info=[],
    )
    number, kind, count, value, once = data.tifftag(maxworkers=1)
    return number, kind, count, value, once


def _layer(name: str, layer: Photo, alpha: Any, box: Box) -> Any:
    import psdtags

    ids = psdtags.PsdChannelId
    planes = [(ids.TRANSPARENCY_MASK, alpha)]
    colours = (ids.CHANNEL0, ids.CHANNEL1, ids.CHANNEL2)[: layer.pixels.shape[2]]
    planes += [(id, layer.pixels[..., number]) for number, id in enumerate(colours)]
    return psdtags.PsdLayer(
        name=name,
        channels=[
            psdtags.PsdChannel(
                channelid=id,
                compression=psdtags.PsdCompressionType.ZIP,
                data=np.ascontiguousarray(plane),
            )
            for id, plane in planes
        ],
        rectangle=psdtags.PsdRectangle(box.top, box.left, box.bottom, box.right),
        opacity=255,
        blendmode=psdtags.PsdBlendMode.NORMAL,
        info=[psdtags.PsdString(psdtags.PsdKey.UNICODE_LAYER_NAME, name)],
    )
