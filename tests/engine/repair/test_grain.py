from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.photo import Photo
from engine.photo.colour import LUMA_WEIGHTS
from engine.repair.grain import lacking, measured
from engine.repair.run import repair

SIDE_PX = 256
NONE = np.zeros((SIDE_PX, SIDE_PX), np.uint8)


def photo(level: float, *, full: int = 255, blur: float = 0.0, smooth: int = 0) -> NDArray[Any]:
    """A ramp of brightness with noise, stronger where it is bright; none in the first `smooth` columns."""
    y, x = np.mgrid[:SIDE_PX, :SIDE_PX].astype(np.float32) / SIDE_PX
    ramp = np.stack([0.3 + 0.4 * y, 0.35 + 0.3 * y, 0.5 + 0 * x], axis=-1)
    noise = np.random.default_rng(1).standard_normal(ramp.shape).astype(np.float32)
    if blur:
        noise = cv2.GaussianBlur(noise, (0, 0), blur)
    noise *= level / noise.std() * (0.5 + y[..., None])
    noise[:, :smooth] = 0
    return np.clip(np.rint((ramp + noise) * full), 0, full).astype(np.uint8 if full == 255 else np.uint16)


def disc(column: int = 128) -> NDArray[np.uint8]:
    mask = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    cv2.circle(mask, (column, 128), 28, 255, -1)
    return mask


def fine(pixels: NDArray[Any]) -> NDArray[np.float32]:
    gray = pixels.astype(np.float32).mean(2) / np.iinfo(pixels.dtype).max
    return gray - cv2.GaussianBlur(gray, (0, 0), 2.0)


def luminance(pixels: NDArray[Any]) -> NDArray[np.float32]:
    gray = pixels @ LUMA_WEIGHTS / np.iinfo(pixels.dtype).max
    return gray - cv2.GaussianBlur(gray, (0, 0), 2.0)


def filled(
    pixels: NDArray[Any], mask: NDArray[np.uint8], method: str = "telea", **options: Any
) -> NDArray[Any]:
    image = Photo.from_array(pixels.copy())
    repair(image, mask, method, options=options).apply(image)
    return image.pixels


def ratio(pixels: NDArray[Any], mask: NDArray[np.uint8]) -> float:
    """The standard deviation of fine detail in the hole, divided by that around it."""
    around = (cv2.dilate(mask, np.ones((31, 31))) > 0) & (mask == 0)
    inside = cv2.erode(mask, np.ones((3, 3))) > 0
    return float(fine(pixels)[inside].std() / fine(pixels)[around].std())


@pytest.mark.parametrize("method", ["telea", "biharmonic", "total-variation", "patchmatch"])
@pytest.mark.parametrize(("full", "blur"), [(255, 0.0), (65535, 1.0)])
def test_a_fill_has_the_noise_of_what_is_around(method: str, full: int, blur: float) -> None:
    result = filled(photo(0.02, full=full, blur=blur), disc(), method)
    assert 0.8 < ratio(result, disc()) < 1.2
    assert result.dtype == (np.uint8 if full == 255 else np.uint16)


def test_noise_is_as_strong_as_it_is_at_that_brightness() -> None:
    grain = measured(Photo.from_array(photo(0.02)), disc())
    assert grain is not None
    dark, bright = grain.level(np.array([0.37, 0.62], np.float32))
    assert bright / dark == pytest.approx(2.5, rel=0.25)


def test_the_noise_is_as_coarse_as_around() -> None:
    def coarseness(pixels: NDArray[Any], where: NDArray[np.bool_]) -> float:
        detail = fine(pixels)
        return float((detail[:, 1:] * detail[:, :-1])[where[:, 1:]].mean() / (detail[where] ** 2).mean())

    result = filled(photo(0.02, blur=1.0), disc())
    assert coarseness(result, disc() > 0) == pytest.approx(coarseness(result, disc() == 0), abs=0.1)


def test_a_photo_without_noise_gets_none() -> None:
    pixels = photo(0.0)
    assert measured(Photo.from_array(pixels), disc()) is None
    assert np.array_equal(filled(pixels, disc()), filled(pixels, disc(), texture=False))


def test_a_smooth_sky_stays_smooth_beside_noise_of_the_same_brightness() -> None:
    mask = disc(64)
    result = filled(photo(0.02, smooth=150), mask)
    assert fine(result)[cv2.erode(mask, np.ones((5, 5))) > 0].std() < 0.002


def test_a_photo_too_small_to_measure_is_filled_all_the_same() -> None:
    pixels = photo(0.02)[:20, :20]
    assert filled(pixels, disc()[108:128, 120:140] * np.tri(20, dtype=np.uint8)).shape == (20, 20, 3)


def test_texture_is_not_taken_for_grain() -> None:
    rng = np.random.default_rng(3)
    pixels = np.full((SIDE_PX, SIDE_PX, 3), 0.5, np.float32)
    for scale in (1, 2, 4, 8):  # More contrast in each coarser octave, as in foliage.
        side = SIDE_PX // scale
        octave = cv2.resize(rng.standard_normal((side, side)).astype(np.float32), (SIDE_PX, SIDE_PX))
        pixels += 0.02 * scale**0.5 * octave[..., None]
    photo_of_texture = Photo.from_array(np.clip(np.rint(pixels * 255), 0, 255).astype(np.uint8))
    assert measured(photo_of_texture, disc()) is None


def test_a_fill_with_a_part_of_the_noise_gets_the_rest() -> None:
    pixels = photo(0.02)
    grain = measured(Photo.from_array(pixels), disc())
    assert grain is not None
    picture = pixels.astype(np.float32) / 255
    weaker = cv2.GaussianBlur(picture, (0, 0), 4)
    weaker += 0.5 * (picture - weaker)
    picture[disc() > 0] = weaker[disc() > 0]
    inside = cv2.erode(disc(), np.ones((9, 9))) > 0
    lack = lacking(picture, disc(), grain)[inside]
    assert 0.5**2 + (lack**2).mean() / luminance(pixels)[inside].var() == pytest.approx(1.0, abs=0.06)


def test_noise_beside_texture_is_measured_up_to_what_flat_blocks_of_another_brightness_have() -> None:
    rng = np.random.default_rng(5)
    pixels = np.full((SIDE_PX, SIDE_PX, 3), 0.3, np.float32)
    waves = cv2.GaussianBlur(rng.standard_normal((SIDE_PX, SIDE_PX)).astype(np.float32), (0, 0), 3)
    pixels[:, 128:] = 0.7 + 0.05 * (waves / waves.std())[:, 128:, None]
    noise = rng.standard_normal(pixels.shape).astype(np.float32) * np.where(pixels > 0.5, 0.013, 0.01)
    grain = measured(
        Photo.from_array(np.clip(np.rint((pixels + noise) * 255), 0, 255).astype(np.uint8)), NONE
    )
    assert grain is not None
    dark, bright = grain.level(np.array([0.3, 0.7], np.float32))
    assert 1.2 < bright / dark < 1.6
