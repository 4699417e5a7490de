"""Masks from the JSON files of annotation tools: LabelMe's shapes, and COCO's polygons and run lengths."""

from __future__ import annotations

import base64
import binascii
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import MaskNotFound, MaskUnreadable
from engine.photo.limits import check
from engine.pixels.mask import Mask
from engine.system.atomic import reason
from engine.text import Text, because

JSON_SUFFIX = ".json"
MISSING_VALUE = 255
_SUBPIXEL_BITS = 4  # Of OpenCV's polygon coordinates: 1/16 px.
_MIN_CORNERS = 3


def read(path: Path, photo_name: str) -> Mask:
    """All annotated shapes of a photo as a mask, uint8 H×W of the size that the file names, 255 = missing.

    photo_name: of the photo's file; a COCO file of several images is asked for it.  Pixels that the
    outline of a shape touches are missing, too.
    Raises MaskNotFound, MaskUnreadable (no JSON, neither of the two kinds, no such image, damaged).
    """
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise MaskNotFound(str(path)) from error
    except OSError as error:
        raise MaskUnreadable(because(path.name, reason(error))) from error
    except (ValueError, RecursionError) as error:
        raise MaskUnreadable(because(path.name, Text("it is no JSON file"))) from error
    if not isinstance(content, dict) or not ("shapes" in content or "annotations" in content):
        raise MaskUnreadable(
            because(path.name, Text("it holds neither LabelMe's shapes nor COCO's annotations"))
        )
    try:
        return _labelme(content) if "shapes" in content else _coco(content, path.name, photo_name)
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, binascii.Error, OSError) as error:
        raise MaskUnreadable(because(path.name, Text("its annotations are damaged"))) from error


def _empty(width: int, height: int) -> Mask:
    if min(width, height) < 1:
        raise ValueError("no pixel")
    check(width, height)
    return np.zeros((height, width), np.uint8)


# LabelMe


def _labelme(content: Mapping[str, Any]) -> Mask:
    mask = _empty(int(content["imageWidth"]), int(content["imageHeight"]))
    for shape in content["shapes"]:
        _draw_shape(mask, shape)
    return mask


def _draw_shape(mask: Mask, shape: Mapping[str, Any]) -> None:
    import cv2

    points = np.asarray(shape["points"], np.float64).reshape(-1, 2)
    kind = shape.get("shape_type") or "polygon"
    if kind == "polygon":
        _fill(mask, points)
    elif kind == "rectangle":
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        _fill(mask, np.array([(left, top), (right, top), (right, bottom), (left, bottom)]))
    elif kind == "circle":
        radius = math.dist(points[0], points[1])
        rows, columns = np.ogrid[: mask.shape[0], : mask.shape[1]]
        x, y = points[0]
        mask[(columns + 0.5 - x) ** 2 + (rows + 0.5 - y) ** 2 <= radius**2] = MISSING_VALUE
    elif kind in ("line", "linestrip", "point", "points"):
        corners = [_shifted(points[[0, *range(len(points))]])]  # twice the first: one point is a line, too
        cv2.polylines(mask, corners, isClosed=False, color=MISSING_VALUE, shift=_SUBPIXEL_BITS)
    elif kind == "mask":
        _draw_bitmap(mask, points, shape["mask"])
    else:
        raise ValueError(kind)


def _draw_bitmap(mask: Mask, points: NDArray[np.float64], encoded: str) -> None:
    """A PNG in base64, whose place is the box of the points."""
    with Image.open(io.BytesIO(base64.b64decode(encoded, validate=True))) as image:
        check(*image.size)
        marked = np.asarray(image.convert("L")) > 0
    left, top = points.min(axis=0).round().astype(int)
    part = mask[max(top, 0) : top + marked.shape[0], max(left, 0) : left + marked.shape[1]]
    inside = marked[max(-top, 0) :, max(-left, 0) :][: part.shape[0], : part.shape[1]]
    part[inside] = MISSING_VALUE


# COCO


def _coco(content: Mapping[str, Any], name: str, photo_name: str) -> Mask:
    images = {image["id"]: image for image in content["images"]}
    named = [image for image in images.values() if Path(str(image.get("file_name", ""))).name == photo_name]
    if len(images) == 1 and not named:
        named = list(images.values())
    if len(named) != 1:
        raise MaskUnreadable(
            because(name, Text("it holds {count} images named {photo}", count=len(named), photo=photo_name))
        )
    (image,) = named
    mask = _empty(int(image["width"]), int(image["height"]))
    for annotation in content["annotations"]:
        if annotation["image_id"] == image["id"]:
            _draw_segmentation(mask, annotation.get("segmentation") or _box_polygon(annotation["bbox"]))
    return mask


def _box_polygon(box: Sequence[float]) -> list[list[float]]:
    """Of an annotation that has no outline.  box: left, top, width, height."""
    left, top, width, height = box
    return [[left, top, left + width, top, left + width, top + height, left, top + height]]


def _draw_segmentation(mask: Mask, segmentation: Any) -> None:
    if isinstance(segmentation, Mapping):
        height, width = segmentation["size"]
        if (height, width) != mask.shape:
            raise ValueError("a run-length mask of another size")
        counts = segmentation["counts"]
        mask |= _decoded(list(_unpacked(counts)) if isinstance(counts, str) else counts, mask.shape)
        return
    for outline in segmentation:
        _fill(mask, np.asarray(outline, np.float64).reshape(-1, 2))


def _decoded(counts: Sequence[int], shape: tuple[int, ...]) -> Mask:
    """Run lengths, of intact and missing pixels in turns, column by column."""
    values = np.zeros(len(counts), np.uint8)
    values[1::2] = MISSING_VALUE
    runs = np.asarray(counts, np.int64)
    if int(runs.sum()) != shape[0] * shape[1]:
        raise ValueError("run lengths of another size")
    return np.repeat(values, runs).reshape(shape[1], shape[0]).T


def _unpacked(text: str) -> Iterator[int]:
    """COCO's compressed run lengths: groups of 5 bits from 48 on, the sixth bit says that more follow, the
    fifth of the last is the sign; from the fourth number on each is the difference from the one before last.
    """
    numbers: list[int] = []
    at = 0
    while at < len(text):
        number = shift = 0
        more = True
        while more:
            bits = ord(text[at]) - 48
            number |= (bits & 0x1F) << shift
            more = bool(bits & 0x20)
            at, shift = at + 1, shift + 5
        if bits & 0x10:
            number -= 1 << shift
        if len(numbers) > 2:
            number += numbers[-2]
        numbers.append(number)
        yield number


# Polygons


def _fill(mask: Mask, points: NDArray[np.float64]) -> None:
    """Mark the inside of an outline, N×2 (x, y), whose origin is the corner of the first pixel."""
    import cv2

    if len(points) < _MIN_CORNERS:
        raise ValueError("an outline of too few corners")
    cv2.fillPoly(mask, [_shifted(points - 0.5)], MISSING_VALUE, shift=_SUBPIXEL_BITS)


def _shifted(points: NDArray[np.float64]) -> NDArray[np.int32]:
    """As OpenCV takes them: fixed point, with whole numbers at the centres of pixels."""
    if not np.isfinite(points).all():
        raise ValueError("no place")
    return np.rint(points * (1 << _SUBPIXEL_BITS)).astype(np.int32)
