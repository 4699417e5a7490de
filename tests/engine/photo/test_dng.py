"""DNG files: a scan with its infrared is read, what a camera's sensor saw is not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile

from engine.detection.run import detect
from engine.errors import PhotoUnsupported
from engine.photo import load, page_count, save
from engine.photo.infrared import infrared
from tests.fakes.infrared_scans import scan

LINEAR_RAW, COLOUR_FILTER_ARRAY = 34892, 32803
VERSION_TAG, MODEL_TAG = 50706, 50708
DNG_TAGS = [(VERSION_TAG, 1, 4, (1, 4, 0, 0), True), (MODEL_TAG, 2, 0, "a scanner", True)]


def dng(path: Path, samples: np.ndarray, program: str = "VueScan 9 x64 (9.8.40)", **settings: object) -> Path:
    words = {
        "photometric": LINEAR_RAW,
        "planarconfig": 1,
        "metadata": None,
        "extratags": DNG_TAGS,
        **settings,
    }
    tifffile.imwrite(path, samples, software=program, **words)
    return path


@pytest.fixture(scope="module")
def film():
    return scan(3)


def test_a_scan_is_read_with_its_infrared_and_repaired_into_a_tiff(film, tmp_path: Path) -> None:
    samples = np.dstack([film.visible, film.infrared])
    photo = load(dng(tmp_path / "a.dng", samples))
    assert page_count(tmp_path / "a.dng") == 1
    assert np.array_equal(photo.pixels, film.visible)
    assert np.array_equal(infrared(photo), film.infrared)
    assert photo.save_as_only
    assert detect(photo, "infrared").confidence[0].max() == 255
    photo.pixels[10:20, 10:20] = 0
    photo.edited = True
    save(photo, tmp_path / "out.tif")
    with tifffile.TiffFile(tmp_path / "out.tif") as tiff:
        page = tiff.pages[0]
        assert np.array_equal(page.asarray(), np.dstack([photo.pixels, film.infrared]))
        assert page.photometric.name == "RGB"
        assert page.extrasamples == (0,)
        assert not set(page.tags.keys()) & {VERSION_TAG, MODEL_TAG}
        assert page.software.startswith("VueScan")


def test_a_scan_without_infrared_is_read(film, tmp_path: Path) -> None:
    photo = load(dng(tmp_path / "a.dng", film.visible))
    assert np.array_equal(photo.pixels, film.visible)
    assert infrared(photo) is None


def test_nothing_is_written_over_a_dng(film, tmp_path: Path) -> None:
    photo = load(dng(tmp_path / "a.dng", film.visible))
    photo.pixels[:4] = 0
    photo.edited = True
    before = (tmp_path / "a.dng").read_bytes()
    with pytest.raises(PhotoUnsupported):
        save(photo, tmp_path / "a.dng")
    assert (tmp_path / "a.dng").read_bytes() == before


@pytest.mark.parametrize("photometric", [LINEAR_RAW, COLOUR_FILTER_ARRAY])
def test_what_a_camera_saw_is_refused(film, tmp_path: Path, photometric: int) -> None:
    samples = film.visible if photometric == LINEAR_RAW else film.visible[..., 0]
    path = dng(tmp_path / "a.dng", samples, "a camera", photometric=photometric)
    with pytest.raises(PhotoUnsupported, match="a camera's sensor saw"):
        load(path)
