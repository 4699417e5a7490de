"""Tightens what was marked loosely around an object to the object itself, with the shadow that it casts.

The object by GrabCut (Rother, Kolmogorov, Blake, SIGGRAPH 2004).  The shadow: what is darker than the ground
around, and of its hue.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.job import Job
from engine.pixels.box import Box
from engine.pixels.mask import HARD_THRESHOLD, Mask
from engine.pixels.pyramid import Hole, spread
from engine.text import Text

MARGIN_SHARE, MARGIN_PX = 0.5, 16  # Of the photo around what is marked: a share of its longer side, at least.
MAX_AREA_PX = 1 << 17  # A larger area is worked on at a reduced size: some 400 ms on one core.
GRABCUT_ITERATIONS = 5
# A shadow lets through this share of the ground's light: less is another thing, more is no shadow.
MIN_SHADOW_LIGHT, MAX_SHADOW_LIGHT = 0.25, 0.88
TEXTURE_PX = 3.0  # Standard deviation of the means of light: grains of the ground are no shadows.
MAX_HUE_CHANGE = 0.05  # Of the share that a channel has of all light.
MIN_OBJECT_SHARE = 0.02  # Of what is marked: with a smaller object nothing was found.
RIM_PX = 2  # Around the object: its soft rim belongs to it.


def context_box(marked: Box, photo: Box) -> Box:
    """The part of the photo that tightened() should see for a mask with these bounds."""
    return marked.grown(MARGIN_PX + round(MARGIN_SHARE * max(marked.width, marked.height))) & photo


def tightened(pixels: NDArray[np.uint8], mask: Mask, job: Job) -> Mask:
    """The mask with each connected part tightened to the object in it; one in which none is found stays.

    pixels: H×W×3.  mask: H×W, what is marked loosely.  Raises Cancelled.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats((mask >= HARD_THRESHOLD).view(np.uint8))
    made = np.zeros_like(mask)
    for number in range(1, count):
        job.step(number / count, Text("Looking for the object"))
        left, top, width, height, _ = (int(value) for value in stats[number])
        around = context_box(Box(left, top, left + width, top + height), Box.of(mask.shape))
        part = labels[around.slices] == number
        found = _object(pixels[around.slices], part)
        np.maximum(made[around.slices], found.view(np.uint8) * np.uint8(255), out=made[around.slices])
    return made


def _object(pixels: NDArray[np.uint8], marked: Hole) -> Hole:
    """Of one part, H×W bool; all that is marked where it holds no object that stands out."""
    every = max(1.0, (marked.size / MAX_AREA_PX) ** 0.5)
    size = max(8, round(marked.shape[1] / every)), max(8, round(marked.shape[0] / every))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    reduced = cv2.resize(marked.view(np.uint8), size, interpolation=cv2.INTER_AREA) > 0
    if reduced.all():
        return marked
    found = _grab_cut(small, reduced)
    if found.sum() < MIN_OBJECT_SHARE * reduced.sum():
        return marked
    found = _connected(found | (_shadow(small, reduced, found) & reduced), found)
    reach = 2 * RIM_PX + 1 if every == 1 else 2 * (RIM_PX + 1) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    full = cv2.resize(
        found.view(np.uint8) * np.uint8(255), marked.shape[::-1], interpolation=cv2.INTER_LINEAR
    )
    grown = cv2.dilate((full >= HARD_THRESHOLD).view(np.uint8), kernel)
    return np.asarray(grown.view(np.bool_) & marked)


def _grab_cut(pixels: NDArray[np.uint8], marked: Hole) -> Hole:
    """The foreground inside of what is marked."""
    state = np.where(marked, np.uint8(cv2.GC_PR_FGD), np.uint8(cv2.GC_BGD))
    ground, figure = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)  # so that the same mask gives the same object
    everywhere = (0, 0, 0, 0)  # Not used, as the mask says where.
    cv2.grabCut(pixels, state, everywhere, ground, figure, GRABCUT_ITERATIONS, cv2.GC_INIT_WITH_MASK)
    return np.asarray((state == cv2.GC_FGD) | (state == cv2.GC_PR_FGD))


def _shadow(pixels: NDArray[np.uint8], marked: Hole, found: Hole) -> Hole:
    """Where less light falls on the ground, which is continued smoothly under what is marked.

    found: the object, which takes no part in the means that even the ground's texture out.
    """
    image = pixels.astype(np.float32) / np.float32(255)
    seen = (~found).astype(np.float32)[..., None]
    weight = np.maximum(cv2.GaussianBlur(seen, (0, 0), TEXTURE_PX), 1e-3)[..., None]
    image = np.asarray(cv2.GaussianBlur(image * seen, (0, 0), TEXTURE_PX) / weight, np.float32)
    ground = spread(np.where(marked[..., None], np.float32(0), image), marked)
    light, ground_light = image.sum(axis=2), np.maximum(ground.sum(axis=2), 1e-3)
    share = light / ground_light
    hue = np.abs(image / np.maximum(light, 1e-3)[..., None] - ground / ground_light[..., None]).max(axis=2)
    dark = (share > MIN_SHADOW_LIGHT) & (share < MAX_SHADOW_LIGHT) & (hue < MAX_HUE_CHANGE)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    return np.asarray(cv2.morphologyEx(dark.view(np.uint8), cv2.MORPH_OPEN, kernel).view(np.bool_))


def _connected(found: Hole, seeds: Hole) -> Hole:
    """The connected parts of `found` that hold any of `seeds`."""
    _, labels = cv2.connectedComponents(found.view(np.uint8))
    kept = np.zeros(labels.max() + 1, np.bool_)
    kept[labels[seeds]] = True
    kept[0] = False
    return np.asarray(kept[labels])
