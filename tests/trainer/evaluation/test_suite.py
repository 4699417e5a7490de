"""Suites are data that makes the same damage every time."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.corruption.postprocessing import Postprocessing
from trainer.data.photos import middle, square
from trainer.evaluation.suite import Case, SuiteUnknown, samples, suite
from trainer.recipes.restore import DAMAGE_SHARES


@pytest.mark.parametrize("id", ["thin", "blind", "blind_unseen", "holes", "faces", "mlp", "mlp_blind"])
def test_every_case_of_every_suite_can_be_drawn(id, photos):
    found = suite(id)
    for case in found.cases:
        if case.only:
            case = replace(case, only=frozenset({"2.png"}))
        _, sample = next(samples(photos, case, size=found.size, seed=found.seed, limit=1))
        assert sample.clean.shape == (found.size, found.size, 3)
        assert sample.mask.any() == (case.kind is not None)


def test_an_unknown_suite_names_those_there_are():
    with pytest.raises(
        SuiteUnknown,
        match="blind, blind_large, blind_unseen, faces, holes, mlp, mlp_blind, sound, structure, thin",
    ):
        suite("thick")


def test_the_same_case_is_the_same_damage(photos):
    case = suite("thin").cases[0]
    first, second = (list(samples(photos, case, size=64, seed=1, limit=2)) for _ in range(2))
    assert all(np.array_equal(a[1].corrupted, b[1].corrupted) for a, b in zip(first, second, strict=True))


def test_a_case_may_treat_the_photo_after_it_was_damaged(photos):
    case = Case(name="a", kind="rect", after=Postprocessing(gamma=(2.0, 2.0)))
    (_, toned), (_, plain) = (
        next(samples(photos, one, size=64, seed=1, limit=1)) for one in (case, replace(case, after=None))
    )
    assert np.allclose(toned.clean, plain.clean**2, atol=1e-6) and np.array_equal(toned.mask, plain.mask)


def test_fewer_photos_are_spread_over_all_and_more_of_them_where_nothing_is_damaged(photos):
    def drawn(kind):
        case = Case(name="one", kind=kind)
        return [name for name, _ in samples(photos, case, size=64, seed=0, limit=3)]

    assert drawn("rect") == ["0.png", "2.png", "5.png"]
    assert len(drawn(None)) == 6


def test_a_case_may_be_for_some_photos_alone(photos):
    def drawn(*names):
        case = Case(name="some", kind=None, only=frozenset(names))
        return [name for name, _ in samples(photos, case, size=64, seed=0, limit=3)]

    assert drawn("4.png", "1.png", "elsewhere.png") == ["1.png", "4.png"]
    assert drawn("elsewhere.png") == []


def test_the_middle_of_a_small_photo_is_enlarged(photos):
    assert middle(photos.pixels[0], 100).shape == (100, 100, 3)
    assert np.array_equal(middle(photos.pixels[0], 64), photos.pixels[0][4:68, 8:72])


def test_no_training_recipe_draws_the_suites_fonts():
    assert all(share.params.get("fonts", "train") == "train" for share in DAMAGE_SHARES)
    assert suite("thin").cases[0].params["fonts"] == "held-out"


def test_some_cases_of_a_suite_can_be_named():
    assert [case.name for case in suite("thin:lines,text").cases] == ["lines", "text"]
    with pytest.raises(SuiteUnknown, match="rust"):
        suite("thin:rust")


def test_a_suite_may_show_all_of_the_middle_square(photos):
    whole = square(photos.pixels[0], 36)
    assert whole.shape == (36, 36, 3)
    assert abs(float(whole.mean()) - float(middle(photos.pixels[0], 72).mean())) < 1
    _, sample = next(samples(photos, suite("faces").cases[0], size=64, seed=0, limit=1, reduced=True))
    assert np.array_equal(np.rint(sample.clean * 255), square(photos.pixels[0], 64))
