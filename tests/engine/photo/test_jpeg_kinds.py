"""JPEG files that are not the usual YCbCr of 8 bits."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.photo import load, save, segments
from engine.photo.notices import EncodingNote


def rgb_jpeg(path: Path, *, adobe: bool = True) -> Path:
    """Components R, G and B with a coarse table for each but green."""
    tables = [[9] * 64, [2] * 64, [14] * 64]
    ramp = np.mgrid[:48, :64].sum(axis=0)
    planes = np.stack([ramp * 2, 200 - ramp, ramp % 90], axis=-1).clip(0, 255).astype(np.uint8)
    coded = io.BytesIO()
    Image.fromarray(planes).save(coded, "JPEG", keep_rgb=True, qtables=tables)
    data = coded.getvalue()
    if not adobe:
        at = data.index(b"\xff\xee")
        data = data[:at] + data[at + 16 :]
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("adobe", [True, False], ids=["Adobe's flag", "names of components"])
@pytest.mark.parametrize("whole", [True, False], ids=["encoded whole", "block by block"])
def test_rgb_stays_rgb_with_its_tables(tmp_path, repaired, adobe, whole):
    photo = load(rgb_jpeg(tmp_path / "a.jpg", adobe=adobe))
    before = photo.pixels.copy()
    inside = repaired(photo)
    if whole:
        os.utime(tmp_path / "a.jpg", (1, 1))  # A file that changed since is not built upon.
    (notice,) = save(photo, tmp_path / "out.jpg")
    assert isinstance(notice, EncodingNote) != whole
    after = load(tmp_path / "out.jpg")
    with Image.open(tmp_path / "a.jpg") as one, Image.open(tmp_path / "out.jpg") as other:
        assert one.quantization == other.quantization
        assert [row[3] for row in one.layer] == [row[3] for row in other.layer]
    far = ~inside
    far[8:40, 8:40] = False
    assert np.abs(before[far].astype(int) - after.pixels[far]).mean() < 1
    assert after.origin.encoding["is_rgb"]


def test_the_usual_jpeg_is_not_taken_for_rgb(tmp_path):
    for settings in ({}, {"quality": 100, "subsampling": 0}):
        Image.new("RGB", (16, 16)).save(tmp_path / "a.jpg", **settings)
        with (tmp_path / "a.jpg").open("rb") as file:
            assert not segments.is_rgb(segments.read(file))
