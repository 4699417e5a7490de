"""`lacuna repair` into files with layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile

from app.__main__ import main
from app.cli.options import Exit
from engine.photo import load


def repair(photo: Path, out: Path, *words: object) -> int:
    return main(["repair", str(photo), "-o", str(out), *map(str, words)])


@pytest.mark.parametrize(("name", "words"), [("out.ora", ()), ("out.tif", ("--layers",))])
def test_the_repair_is_a_layer_of_its_own(
    photo: Path, mask: Path, tmp_path: Path, name: str, words: tuple[str, ...]
) -> None:
    out = tmp_path / name
    assert repair(photo, out, "--mask", mask, "--method", "telea", *words) == Exit.DONE
    again, source = load(out), load(photo)
    assert np.array_equal(again.pixels[:10], source.pixels[:10])
    assert not np.array_equal(again.pixels, source.pixels)
    if name == "out.ora":
        assert again.before is not None and np.array_equal(again.before().pixels, source.pixels)
    else:
        with tifffile.TiffFile(out) as tiff:
            assert 37724 in tiff.pages.first.tags


def test_layers_need_a_format_that_holds_them(
    photo: Path, mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jpg"
    assert repair(photo, out, "--mask", mask, "--method", "telea", "--layers") == Exit.NOTHING_DONE
    assert "JPEG holds no layers" in capsys.readouterr().err and not out.exists()
