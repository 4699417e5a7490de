"""Drawings and screenshots are told from photos by their flat areas."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from engine.detection.flat_pictures import is_flat
from engine.photo import Photo
from engine.pixels.box import STRIP_PX

SIZE_PX = (STRIP_PX + 40, 240, 3)


def drawing() -> np.ndarray:
    picture = np.full(SIZE_PX, (90, 140, 200), np.uint8)
    cv2.circle(picture, (120, 150), 70, (230, 180, 40), -1)
    cv2.putText(picture, "Summer", (20, 260), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (20, 20, 60), 3, cv2.LINE_AA)
    return picture


def as_jpeg(picture: np.ndarray) -> np.ndarray:
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "JPEG", quality=75)
    return np.array(Image.open(stream))


def with_noise(picture: np.ndarray) -> np.ndarray:
    noise = np.random.default_rng(0).normal(0, 2, picture.shape)
    return (picture + noise).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (drawing(), True),
        (as_jpeg(drawing()), True),
        (with_noise(drawing()), False),
        (np.where(np.arange(240)[None, :, None] < 200, np.uint8(255), with_noise(drawing())), False),
    ],
    ids=["drawing", "as JPEG", "photo", "photo beside pure white"],
)
def test_a_picture_is_flat_where_most_of_it_has_no_grain(picture, expected) -> None:
    assert is_flat(Photo(picture)) is expected
