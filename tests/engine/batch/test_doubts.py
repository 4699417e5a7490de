"""What a folder run lists for a person to look at, and what it leaves as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from engine.batch import State, run, sheet
from engine.batch.thumbnails import proposed_of
from engine.detection.plausible import SCENE_LINE
from engine.models.catalog import detectors
from engine.repair.blind import MUCH_NOTE, SCENE_NOTE, UNCERTAIN_NOTE, UNSURE_NOTE


def outcomes(summary) -> dict:
    return {one.item.name: one for one in summary.outcomes}


@pytest.fixture
def little(folder, black_detector, monkeypatch) -> Callable[[float], None]:
    """little(certainty): writes little.png with a black bar, of which the detector is so sure."""

    def make(certainty: float) -> None:
        plane = np.full((40, 60, 3), 200, np.uint8)
        plane[:4] = 0
        Image.fromarray(plane).save(folder / "little.png")
        detector = type(detectors()[black_detector])
        find = detector.find
        monkeypatch.setattr(detector, "find", lambda self, *words: find(self, *words) * certainty)

    return make


@pytest.mark.usefixtures("black_detector")
def test_much_found_is_to_be_looked_at(plan, folder) -> None:
    plane = np.full((40, 60, 3), 200, np.uint8)
    plane[:15] = 0
    Image.fromarray(plane).save(folder / "much.png")
    plane[4:] = 200
    Image.fromarray(plane).save(folder / "little.png")
    summary = run(plan(masks=None))
    assert outcomes(summary)["much.png"].review == (MUCH_NOTE,)
    assert outcomes(summary)["little.png"].review == ()
    assert summary.review[0].item.name == "much.png"


def test_what_the_detector_is_not_sure_of_is_to_be_looked_at(
    plan, little, black_detector, monkeypatch
) -> None:
    little(0.6)
    one = outcomes(run(plan(masks=None)))["little.png"]
    assert one.review == (UNSURE_NOTE,)
    assert one.state == State.DOUBTFUL
    assert one.confidence == pytest.approx(0.6, abs=0.01)
    entry = detectors()[black_detector]
    monkeypatch.setattr(type(entry), "partial_damage_threshold", 0.1)  # 0.6 is then a share that is lost
    one = outcomes(run(plan(masks=None)))["little.png"]
    assert (one.review, one.confidence) == ((), None)


@pytest.mark.parametrize(
    ("certainty", "may_be_scene", "review"),
    [(0.9, False, (UNCERTAIN_NOTE,)), (1.0, True, (SCENE_NOTE,)), (1.0, False, ())],
)
def test_what_may_be_the_scene_is_filled_and_to_be_looked_at(
    plan, little, black_detector, monkeypatch, certainty, may_be_scene, review
) -> None:
    little(certainty)
    entry = detectors()[black_detector]
    kinds = tuple(replace(kind, may_be_scene=may_be_scene) for kind in entry.kinds)
    monkeypatch.setattr(type(entry), "kinds", kinds)
    one = outcomes(run(plan(masks=None)))["little.png"]
    assert (one.state, one.review) == (State.DONE, review)


@pytest.mark.parametrize("fill", [False, True])
def test_a_doubtful_photo_is_delivered_as_it_was_unless_asked(plan, folder, tmp_path, little, fill) -> None:
    little(0.6)
    summary = run(plan(masks=None, fill_doubtful=fill))
    one = outcomes(summary)["little.png"]
    same = (tmp_path / "out" / "little.png").read_bytes() == (folder / "little.png").read_bytes()
    kept = proposed_of(summary.folder, "little.png")
    assert one.state == (State.DONE if fill else State.DOUBTFUL) and one.review == (UNSURE_NOTE,)
    assert same is not fill and kept.exists() is not fill
    assert fill or np.count_nonzero(np.asarray(Image.open(kept))) == 4 * 60
    assert (kept.name in sheet(summary).read_text()) is not fill


@pytest.mark.parametrize(("rows", "state"), [(5, State.DONE), (1, State.DOUBTFUL)])
def test_a_line_of_the_scene_is_left_and_holds_the_photo_back_where_it_is_most_of_what_was_found(
    plan, folder, tmp_path, black_detector, monkeypatch, rows, state
) -> None:
    plane = np.full((40, 60, 3), 200, np.uint8)
    plane[:rows] = plane[20:22] = 0
    Image.fromarray(plane).save(folder / "pole.png")
    entry = detectors()[black_detector]
    monkeypatch.setattr(type(entry), "kinds", tuple(replace(kind, thin=True) for kind in entry.kinds))
    lines = np.zeros((40, 60), bool)
    lines[20:22] = True
    monkeypatch.setattr("engine.detection.run.scene_lines", lambda *_: lines)
    one = outcomes(run(plan(masks=None)))["pole.png"]
    result = np.asarray(Image.open(tmp_path / "out" / "pole.png").convert("RGB"))
    assert (one.state, one.review) == (state, (SCENE_LINE,))
    assert (result[20:22] == 0).all() and (result[0] == 0).all() == (state == State.DOUBTFUL)
