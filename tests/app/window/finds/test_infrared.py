"""The detector for infrared is offered where the photo has that channel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import tifffile

from app.panels.find import FindPanel, offered
from app.session.find_selection import AUTO_DETECTOR, FindSelection
from app.session.methods import KnownDetector
from tests.fakes.infrared_scans import scan


def listed(panel: FindPanel) -> list[str]:
    return [panel.detector.itemData(row) for row in range(panel.detector.count())]


def test_it_is_listed_for_scans_alone(visitor, panel: FindPanel, tmp_path: Path, monkeypatch) -> None:
    methods = visitor.editor.methods
    one = next(iter(methods.detectors.values()))
    known = {**methods.detectors, "infrared": KnownDetector(one.info, one.kinds, needs_infrared=True)}
    monkeypatch.setattr(type(methods), "detectors", property(lambda _: known))
    made = scan(1, dust=0)
    samples = np.concatenate([made.visible, made.infrared[..., None]], axis=-1)
    tifffile.imwrite(tmp_path / "scan.tif", samples, photometric="rgb", extrasamples=[0])
    assert "infrared" not in listed(panel)
    visitor.open(tmp_path / "scan.tif")
    visitor.bot.waitUntil(lambda: "infrared" in listed(panel))
    visitor.editor.finds.set_detector("infrared")
    tifffile.imwrite(tmp_path / "plain.tif", made.visible, photometric="rgb")
    visitor.open(tmp_path / "plain.tif")
    visitor.bot.waitUntil(lambda: "infrared" not in listed(panel))
    assert visitor.editor.finds.wanted.detector == AUTO_DETECTOR


def test_another_photo_keeps_the_choice_where_it_can() -> None:
    wanted = FindSelection(detector="infrared", kinds=("dust",), sensitivity=0.6)
    assert wanted.in_photo(has_infrared=True).detector == "infrared"
    left = wanted.in_photo(has_infrared=False)
    assert left == FindSelection(sensitivity=0.6)


def test_detectors_for_colours_are_always_offered() -> None:
    one = KnownDetector(info=None, kinds=())
    only = KnownDetector(info=None, kinds=(), needs_infrared=True)
    assert list(offered({"a": one, "b": only}, infrared=False)) == ["a"]
    assert list(offered({"a": one, "b": only}, infrared=True)) == ["a", "b"]
