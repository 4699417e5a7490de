"""A detector may leave one of its kinds to another, which sees the photo at its own size."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import pytest

from engine.detection import run
from engine.detection.run import detect
from engine.errors import KindUnknown
from engine.models.detector import Detector, Evidence, Kind
from engine.models.method import MethodInfo, SizeRule
from engine.photo import Photo


def info(id: str) -> MethodInfo:
    return MethodInfo(
        id=id, title=id, year=2026, paper="", purpose="", limits="", holes="thin", blind=True, size=SizeRule()
    )


class Whole(Detector):
    info = info("whole")
    kinds = (Kind("text", "Text"), Kind("scratches", "Scratches"))
    specialists = MappingProxyType({"scratches": "fine"})

    def find(self, image, options, job, device):  # noqa: ARG002
        return np.stack([image[..., 0] > 0.9, image[..., 2]]).astype(np.float32)


class Fine(Detector):
    info = info("fine")
    kinds = (Kind("scratches", "Scratches"),)
    scale_mode = "native"
    evidence = (Evidence(1, 1.0, kept_from=1.0),)
    calls = 0

    def find(self, image, options, job, device):  # noqa: ARG002
        Fine.calls += 1
        return image[None, ..., 1].astype(np.float32)


@pytest.fixture
def both(monkeypatch):
    known = {"whole": Whole(), "fine": Fine()}
    Fine.calls = 0
    monkeypatch.setattr(run, "find_detector", known.__getitem__)
    return known["whole"]


def photo() -> Photo:
    pixels = np.zeros((40, 60, 3), np.uint8)
    pixels[10, 5:20, 1] = 200
    pixels[10, 5, 1] = 255
    pixels[30, 5:20, 1] = 200
    pixels[20, 5:20] = 0, 80, 255
    pixels[36, 5:20, 2] = 255
    return Photo(pixels)


def test_the_surer_of_the_two_answers_counts(both) -> None:
    found = detect(photo(), both)
    assert found.confidence[1].max() == 255 and np.count_nonzero(found.mask(kinds=["scratches"])) == 30


def test_a_find_without_a_certain_pixel_or_that_a_specialist_does_not_suspect_is_doubtful(both) -> None:
    finds = detect(photo(), both).finds(kinds=["scratches"])
    assert {find.box.top: find.sure for find in finds.found} == {10: True, 20: True, 30: False, 36: False}


def test_a_specialist_whose_kind_is_not_asked_for_does_not_run(both) -> None:
    detect(photo(), both, kinds=["text"])
    assert Fine.calls == 0


def test_an_unknown_kind_is_told_with_those_there_are(both) -> None:
    with pytest.raises(KindUnknown, match="text, scratches"):
        detect(photo(), both, kinds=["rust"])
