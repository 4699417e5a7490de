"""Colour spaces that work does not happen in: CMYK to RGB and back, and the names of profiles."""

from __future__ import annotations

import functools
import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from engine.pixels.plane import Array

LUMA_WEIGHTS = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601


def profile_name(icc: bytes | None) -> str:
    """The profile's own words, as in "Display P3"; "" where there is none or it is broken."""
    if not icc:
        return ""
    try:
        return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(icc))).strip()
    except (ImageCms.PyCMSError, OSError, ValueError):
        return ""


def profile_space(icc: bytes | None) -> str:
    """One of "RGB", "GRAY", "CMYK" … as the profile's header says."""
    return (icc or b"")[16:20].decode("latin-1").strip()


def cmyk_to_rgb(inks: NDArray[Any], icc: bytes | None) -> Array:
    """…×4 integers, 0 = no ink → …×3 float32 sRGB in [0, 1], through the profile where there is one."""
    transform = _transform(icc, "CMYK", "RGB")
    if transform is not None:
        return _applied(transform, inks, "CMYK") * np.float32(1 / 255)
    amounts = inks.astype(np.float32) / np.iinfo(inks.dtype).max
    return np.asarray((1 - amounts[..., :3]) * (1 - amounts[..., 3:]), np.float32)


def rgb_to_cmyk(colours: Array, icc: bytes | None) -> Array:
    """…×3 float32 sRGB in [0, 1] → …×4 float32, 1 = full ink."""
    transform = _transform(icc, "RGB", "CMYK")
    if transform is not None:
        bytes8 = np.rint(np.clip(colours, 0, 1) * 255).astype(np.uint8)
        return _applied(transform, bytes8, "RGB") * np.float32(1 / 255)
    black = 1 - colours.max(axis=-1, keepdims=True)
    inks = np.divide(1 - colours - black, 1 - black, out=np.zeros_like(colours), where=black < 1)
    return np.asarray(np.concatenate([inks, black], axis=-1), np.float32)


def between(colours: Array, source: bytes | None, target: bytes | None) -> Array:
    """H×W×3 float32 in one RGB profile → the same colours in another, to 8 bits; None is sRGB.

    As they are where the profiles are one, or one of them cannot be read.
    """
    transform = None if source == target else _rgb_transform(source, target)
    if transform is None:
        return colours
    bytes8 = np.rint(np.clip(colours, 0, 1) * 255).astype(np.uint8)
    return _applied(transform, bytes8, "RGB") * np.float32(1 / 255)


@functools.lru_cache(maxsize=8)
def _rgb_transform(source: bytes | None, target: bytes | None) -> ImageCms.ImageCmsTransform | None:
    try:
        profiles = [
            ImageCms.ImageCmsProfile(io.BytesIO(icc)) if icc else ImageCms.createProfile("sRGB")
            for icc in (source, target)
        ]
        return ImageCms.buildTransform(profiles[0], profiles[1], "RGB", "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


@functools.lru_cache(maxsize=8)
def _transform(icc: bytes | None, source: str, target: str) -> ImageCms.ImageCmsTransform | None:
    if profile_space(icc) != "CMYK" or icc is None:
        return None
    try:
        inks, screen = ImageCms.ImageCmsProfile(io.BytesIO(icc)), ImageCms.createProfile("sRGB")
        pair: tuple[Any, Any] = (inks, screen) if source == "CMYK" else (screen, inks)
        return ImageCms.buildTransform(*pair, source, target)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _applied(transform: ImageCms.ImageCmsTransform, values: NDArray[Any], mode: str) -> NDArray[np.uint8]:
    """lcms works on 8 bits here; a list of pixels goes through as a picture one pixel high."""
    bytes8 = values if values.dtype == np.uint8 else (values >> 8).astype(np.uint8)
    flat = np.ascontiguousarray(bytes8.reshape(1, -1, bytes8.shape[-1]))
    image = Image.frombytes(mode, (flat.shape[1], 1), flat.tobytes())
    done = ImageCms.applyTransform(image, transform)
    return np.asarray(done, np.uint8).reshape(*values.shape[:-1], -1)
