"""The measure of harm: what blind repair changes in photos that nothing is wrong with."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from trainer.cli.commands import main
from trainer.evaluation.sound import measure


@pytest.fixture
def folder(tmp_path):
    """Three photos: one without black, one with a little, one that is mostly black."""
    plane = np.full((40, 60, 3), 200, np.uint8)
    for name, rows in (("clean", 0), ("little", 2), ("much", 20)):
        plane[:rows] = 0
        Image.fromarray(plane).save(tmp_path / f"{name}.png")
    (tmp_path / "broken.png").write_bytes(b"none")
    return tmp_path


@pytest.mark.usefixtures("black_detector")
def test_what_is_changed_is_counted_and_what_is_listed_is_not_blamed(folder) -> None:
    (one,) = measure([folder])
    assert (one.photos, one.listed, one.changed) == (3, 1, ("little.png",))
    assert one.untouched == pytest.approx(1 / 3) and one.area == pytest.approx(22 / 40 / 3)


@pytest.mark.usefixtures("black_detector")
def test_the_command_prints_a_line_a_folder(folder, capsys) -> None:
    assert main(["sound", "--photos", str(folder), "--limit", "4"]) == 0
    assert capsys.readouterr().out.endswith("1 changed without review: little.png\n")
