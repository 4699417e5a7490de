"""What methods there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.panels.methods import card_lines
from app.session.methods import GAIN_SCORE, KnownMethod, Methods
from engine.models.scores import HAS_LEARNT_SCORE
from engine.models.weights import Card


@pytest.fixture(scope="module")
def methods(qapp):  # noqa: ARG001
    from PySide6.QtCore import QEventLoop

    made, loop = Methods(), QEventLoop()
    made.ready.connect(loop.quit)
    made.failed.connect(loop.quit)
    made.load()
    loop.exec()
    yield made
    made.close()


def test_all_that_fill_a_mask_are_known_by_their_id(methods: Methods) -> None:
    assert {"telea", "patchmatch", "edge-connect"} <= methods.known.keys()
    assert all(known.info.id == id for id, known in methods.known.items())
    assert not any(known.info.blind for known in methods.known.values())
    assert methods.of("telea") is methods.known["telea"].info and methods.of("no-such") is None


def test_what_auto_takes_is_recommended(methods: Methods) -> None:
    recommended = {id for id, known in methods.known.items() if known.recommended}
    assert recommended and "telea" not in recommended


def test_options_are_the_methods_own_and_those_of_all(methods: Methods) -> None:
    shared = methods.options("no-such")
    own = methods.of("patchmatch").options
    assert shared and methods.options("patchmatch") == (*own, *shared)


def test_another_answer_is_offered_where_one_of_several_has_any(methods: Methods) -> None:
    assert methods.seeded(["telea", "patchmatch"])
    assert not methods.seeded(["telea", "no-such"]) and not methods.seeded([])


def test_only_what_shows_its_edges_first_is_a_guesser(methods: Methods) -> None:
    assert methods.previews_edges("edge-connect") and not methods.previews_edges("telea")


def test_followers_of_lines_come_best_first(methods: Methods) -> None:
    found = methods.followers(frozenset({"sketch", "edges"}))
    assert found and all(known.able and known.info.guides for known in found)
    assert [known.recommended for known in found] == sorted(
        (known.recommended for known in found), reverse=True
    )
    assert methods.followers(frozenset()) == []


def test_the_first_detector_is_the_one_that_auto_takes(methods: Methods) -> None:
    from engine.detection.run import recommended

    assert next(iter(methods.detectors)) == recommended()


@pytest.mark.parametrize(("gain", "study"), [(2.5, False), (0.0, False), (-0.1, True), (None, False)])
def test_below_telea_a_method_is_for_study(methods: Methods, gain: float | None, study: bool) -> None:
    assert KnownMethod(methods.of("telea"), scores={GAIN_SCORE: gain}).for_study == study


@pytest.mark.parametrize(("learnt", "study"), [(True, False), (False, True), (None, False)])
def test_one_that_has_hardly_learnt_is_for_study(methods: Methods, learnt: bool | None, study: bool) -> None:
    known = KnownMethod(methods.of("telea"), scores={GAIN_SCORE: 2.0, HAS_LEARNT_SCORE: learnt})
    assert known.for_study == study and any("hardly" in line for line in card_lines(known)) == study


def test_the_licence_is_that_of_the_weights(methods: Methods) -> None:
    known = KnownMethod(methods.of("telea"), Card(id="telea", sha256="", licence="CC BY 4.0"))
    assert card_lines(known)[-1] == "Licence: CC BY 4.0"
    assert card_lines(KnownMethod(methods.of("telea")))[-1] == "Licence: MIT"


def test_without_its_weights_a_method_is_not_able(methods: Methods) -> None:
    info = replace(methods.of("telea"), weights=("",))
    assert not KnownMethod(info).able and KnownMethod(info, Card(id="telea", sha256="")).able
