"""Scans with an infrared channel on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from app.__main__ import main
from app.cli.commands import Exit
from tests.fakes.infrared_scans import Scan, scan


def write(path: Path, one: Scan, *, page: bool = False) -> Path:
    if page:
        with tifffile.TiffWriter(path) as file:
            file.write(one.visible, photometric="rgb")
            file.write(one.infrared, photometric="minisblack")
    else:
        samples = np.concatenate([one.visible, one.infrared[..., None]], axis=-1)
        tifffile.imwrite(path, samples, photometric="rgb", extrasamples=[0])
    return path


@pytest.mark.parametrize("page", [False, True])
def test_detect_marks_the_dust_of_a_scan(tmp_path: Path, page: bool) -> None:
    one = scan(1)
    photo = write(tmp_path / "scan.tif", one, page=page)
    words = "detect", photo, "--detector", "infrared", "-o", tmp_path / "mask.png"
    assert main([str(word) for word in words]) == Exit.DONE
    mask = np.asarray(Image.open(tmp_path / "mask.png")) > 0
    assert mask[one.transmission < 0.8].mean() > 0.9 and not (mask & one.sound).any()


def test_a_folder_goes_on_past_a_photo_without_infrared(tmp_path: Path, capsys) -> None:
    (tmp_path / "in").mkdir()
    one = scan(2, dust=0)
    write(tmp_path / "in" / "a.tif", one)
    tifffile.imwrite(tmp_path / "in" / "b.tif", one.visible, photometric="rgb")
    words = "batch", tmp_path / "in", tmp_path / "out", "--detector", "infrared", "--json"
    assert main([str(word) for word in words]) == Exit.SOME_FAILED
    said = capsys.readouterr()
    assert json.loads(said.out)["nothing_found"] == 1
    assert said.err.count("\n") == 1 and "b.tif: This photo has no infrared channel" in said.err
    assert np.array_equal(tifffile.imread(tmp_path / "out" / "a.tif")[..., 3], one.infrared)


@pytest.mark.slow
def test_repair_keeps_the_plane(tmp_path: Path) -> None:
    one = scan(3)
    photo = write(tmp_path / "scan.tif", one)
    words = "repair", photo, "--detector", "infrared", "-o", tmp_path / "out.tif"
    assert main([str(word) for word in words]) == Exit.DONE
    result = tifffile.imread(tmp_path / "out.tif")
    assert np.array_equal(result[..., 3], one.infrared)
    assert np.array_equal(result[..., :3][one.sound], one.visible[one.sound])
