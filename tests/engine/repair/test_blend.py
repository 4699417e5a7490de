"""A picture laid into a photo: only what it covers changes, its rim fits, its colours are the photo's."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pytest
from PIL import ImageCms

from engine.errors import NothingPlaced, OptionInvalid
from engine.job import Cancelled, Job
from engine.models.catalog import method
from engine.models.detector import Detector
from engine.models.method import Array, ArrayMethod, MethodInfo, Request
from engine.options import Choice, Slider, Value, resolve
from engine.photo import Photo
from engine.photo.colour import between
from engine.pixels.box import Box
from engine.repair import blend as blending
from engine.repair.blend import NETWORK_MODE, PLAIN_MODE, SEAMLESS_MODE, blend, blend_modes, default_mode

BOX = Box(20, 30, 60, 70)
HARD = {"rim": 0}


def flat(*colour: int, side: int = 20) -> Photo:
    return Photo(np.full((side, side, 3), colour, np.uint8))


@pytest.fixture
def ramp() -> Photo:
    """100 × 100, brighter to the right."""
    return Photo(np.repeat(np.tile(np.arange(50, 150, dtype=np.uint8), (100, 1))[..., None], 3, 2))


def blended(photo: Photo, picture: Photo, box: Box, way: str, **options: Value) -> Photo:
    answer = blend(photo, picture, box, way, options=options)
    result = photo.copy()
    answer.apply(result)
    assert np.array_equal(result.pixels[answer.mask == 0], photo.pixels[answer.mask == 0])
    return result


def test_plainly_it_is_scaled_into_its_place(ramp: Photo) -> None:
    result = blended(ramp, flat(200, 10, 10), BOX, "plain", **HARD)
    assert (result.pixels[BOX.slices] == (200, 10, 10)).all()
    assert np.count_nonzero((result.pixels != ramp.pixels).any(axis=2)) == BOX.area


def test_the_mask_is_what_it_covers(ramp: Photo) -> None:
    mask = blend(ramp, flat(1, 2, 3), BOX, "plain", options=HARD).mask
    assert (mask[BOX.slices] == 255).all()
    assert np.count_nonzero(mask) == BOX.area


def test_a_soft_rim_fades_in_and_not_at_the_border_of_the_photo(ramp: Photo) -> None:
    mask = blend(ramp, flat(1, 2, 3), Box(-10, 30, 50, 70), "plain", options={"rim": 9}).mask
    assert np.array_equal(mask[50, 40:51], [*np.ceil(255 * np.arange(10, 0, -1) / 10), 0])
    assert (mask[50, :40] == 255).all()


def test_seamless_meets_the_photo_at_the_rim(ramp: Photo) -> None:
    result = blended(ramp, flat(240, 240, 240), BOX, "seamless", **HARD)
    assert np.abs(result.pixels.astype(int) - ramp.pixels).max() <= 2  # flat colour: the ramp goes on in it


def test_seamless_keeps_the_picture_s_own_contrast(ramp: Photo) -> None:
    picture = flat(100, 100, 100, side=40)
    picture.pixels[18:22, 18:22] = 160
    result = blended(ramp, picture, BOX, "seamless", **HARD)
    middle, beside = result.pixels[50, 40].astype(int), result.pixels[50, 32].astype(int)
    assert 45 < (middle - beside)[0] - 8 < 65


def test_half_the_strength_goes_half_the_way(ramp: Photo) -> None:
    whole, half = (
        blended(ramp, flat(240, 240, 240), BOX, "seamless", rim=0, strength=s).pixels[50, 40]
        for s in (1, 0.5)
    )
    assert abs(int(half[0]) - (240 + int(whole[0])) / 2) <= 1


def test_a_large_picture_is_shifted_by_what_a_small_one_needs(
    ramp: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = blended(ramp, flat(240, 240, 240), BOX, "seamless", **HARD).pixels.astype(int)
    monkeypatch.setattr(blending, "CELL_PX", 16)
    about = ramp.copy()
    blend(ramp, flat(240, 240, 240), BOX, "seamless", options=HARD, correction_area=200).apply(about)
    assert np.abs(about.pixels - exact).max() <= 4


@pytest.mark.parametrize("way", ["seamless", "plain"])
@pytest.mark.parametrize("box", [Box(-30, -30, 40, 40), Box(0, 0, 100, 100), Box(95, 99, 140, 150)])
def test_any_place_will_do(ramp: Photo, way: str, box: Box) -> None:
    blended(ramp, flat(200, 10, 10), box, way)


def test_what_is_transparent_changes_nothing(ramp: Photo) -> None:
    picture = Photo(np.full((20, 20, 3), 250, np.uint8), np.zeros((20, 20), np.uint8))
    picture.alpha[5:15, 5:15] = 255
    for way in ("plain", "seamless"):
        result = blended(ramp, picture, Box(40, 40, 60, 60), way, **HARD)
        changed = (result.pixels != ramp.pixels).any(axis=2)
        assert not changed[:45].any()
    assert default_mode(picture) is PLAIN_MODE
    assert default_mode(flat(0, 0, 0)) is blend_modes()[0]


def test_sixteen_bits_gray_and_alpha_stay_what_they_are() -> None:
    photo = Photo(np.full((50, 50, 1), 30000, np.uint16), np.full((50, 50), 65535, np.uint16))
    result = blended(photo, flat(255, 255, 255), Box(10, 10, 30, 30), "plain", **HARD)
    assert result.pixels[20, 20, 0] == 65535
    assert result.stored(result.box).shape == (50, 50, 2)


def test_colours_are_brought_into_the_photo_s_profile() -> None:
    lab_free = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red = np.zeros((1, 1, 3), np.float32)
    red[..., 0] = 1
    assert np.abs(between(red, None, lab_free) - red).max() < 0.01
    assert between(red, b"broken", b"other") is red


def test_beside_the_photo_it_covers_nothing(ramp: Photo) -> None:
    with pytest.raises(NothingPlaced):
        blend(ramp, flat(0, 0, 0), Box(200, 0, 240, 40), "plain")
    with pytest.raises(OptionInvalid):
        blend(ramp, flat(0, 0, 0), BOX, "glue")


def test_it_stops_when_asked_to(ramp: Photo) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        blend(ramp, flat(0, 0, 0), BOX, "seamless", job=job)


def test_a_preview_is_what_blending_gives_in_small(ramp: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = flat(240, 40, 40)
    result = blended(ramp, picture, BOX, "seamless", **HARD)
    seen, box = blending.preview(ramp, picture, BOX, "seamless", options=HARD)
    assert box == BOX
    assert np.array_equal(seen.pixels, result.pixels[BOX.slices])
    monkeypatch.setattr(blending, "PREVIEW_AREA_PX", 400)
    small, box = blending.preview(ramp, picture, Box(-20, 30, 60, 70), "plain")
    assert box == Box(0, 30, 60, 70)
    assert small.pixels.shape == (13, 20, 3)
    assert (small.pixels[6, 10] == (240, 40, 40)).all()


class Harmoniser(ArrayMethod, Detector):
    """Stands for the blind network: finds a stripe in the picture, fills with grey, remembers its options."""

    info = MethodInfo(
        id="vcn",
        title="VCN",
        year=2020,
        paper="-",
        purpose="-",
        limits="-",
        holes="any",
        blind=True,
        weights=("",),
        options=(
            Choice(id="mode", title="Mode", values=("assist", "manual"), default="assist"),
            Slider(id="rho", title="Rho", low=0, high=1, default=0),
        ),
    )

    def __init__(self) -> None:
        self.rho: list[Value] = []

    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:  # noqa: ARG002
        return (image[None, ..., 0] > 0.95).astype(np.float32)

    def fill(self, request: Request[Array], job: Job) -> Array:  # noqa: ARG002
        self.rho.append(request.options["rho"])
        return np.full_like(request.image, 0.5)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Harmoniser:
    harmoniser = Harmoniser()
    known = MappingProxyType({"vcn": harmoniser})
    lists = importlib.import_module("engine.models.catalog")
    for module, name in ((blending, "catalog"), (lists, "catalog"), (lists, "detectors")):
        monkeypatch.setattr(module, name, lambda: known)
    monkeypatch.setattr(blending, "has_weights", lambda *_: True)
    return harmoniser


def test_the_network_paints_rim_and_finds_anew_and_nothing_outside(ramp: Photo, network: Harmoniser) -> None:
    assert blend_modes()[0] is NETWORK_MODE
    ramp.pixels[5:8, 5:8] = 255  # damage of the photo's own, which is none of the picture's
    picture = flat(200, 10, 10, side=40)
    picture.pixels[18:22, 18:22, 0] = 255
    result = blended(ramp, picture, BOX, "network", rim=0, strength=0, rho=0.25)
    assert set(network.rho) == {0.25}
    assert abs(int(result.pixels[50, 40, 1]) - 128) <= 1
    assert abs(int(result.pixels[31, 40, 1]) - 128) <= 1
    assert (result.pixels[45, 35] == (200, 10, 10)).all()
    assert (result.pixels[6, 6] == 255).all()


def test_the_blind_network_knows_what_it_is_asked_for() -> None:
    resolve(method("vcn").info.options, {"mode": "manual", "rho": blending.RHO_OPTION.default})


@pytest.mark.usefixtures("network")
def test_without_weights_the_network_is_not_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blending, "has_weights", lambda *_: False)
    assert blend_modes() == (SEAMLESS_MODE, PLAIN_MODE)
