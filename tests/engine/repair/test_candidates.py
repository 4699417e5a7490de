"""What candidates owe: the first is what `repair` gives, others differ, one failure costs no other."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import MethodUnknown, RepairError
from engine.job import Cancelled, Job
from engine.repair.candidates import Attempt, attempts, candidates, made
from engine.repair.run import Repair
from engine.text import Text


def wide_mask() -> np.ndarray:
    mask = np.zeros((80, 80), np.uint8)
    mask[20:60, 20:60] = 255
    return mask


def thin_mask() -> np.ndarray:
    mask = np.zeros((80, 80), np.uint8)
    mask[40:43, 10:70] = 255
    return mask


def nothing(mask: np.ndarray) -> Repair:
    return Repair(("auto",), mask, ())


def test_the_first_attempt_is_what_a_repair_makes():
    for mask in (wide_mask(), thin_mask()):
        assert attempts(mask, seed=5)[0] == Attempt("auto", 5)


@pytest.mark.parametrize("method", ["auto", "patchmatch", "telea"])
@pytest.mark.parametrize("mask", [wide_mask(), thin_mask()], ids=["wide", "thin"])
def test_no_attempt_is_made_twice(method, mask):
    asked = attempts(mask, method, count=4)
    assert len(set(asked)) == len(asked) <= 4


def test_a_wide_hole_has_as_many_attempts_as_asked_for():
    assert [len(attempts(wide_mask(), "patchmatch", count=count)) for count in (1, 2, 4)] == [1, 2, 4]
    assert len(attempts(wide_mask(), "auto", count=4)) == 4


def test_a_method_without_seed_has_one_answer():
    assert attempts(wide_mask(), "telea") == [Attempt("telea", 0)]


def test_an_unknown_method_is_refused():
    with pytest.raises(MethodUnknown):
        attempts(wide_mask(), "no-such-method")


def test_candidates_of_a_photo_differ(photo):
    mask = np.zeros((photo.height, photo.width), np.uint8)
    mask[30:60, 20:50] = 255
    found = list(candidates(photo, mask, "patchmatch", count=2, options={"quality": "fast"}))
    one, two = (each.repair.patches[0].alternatives[0] for each in found)
    assert [each.attempt.seed for each in found] == [0, 1]
    assert not np.array_equal(one, two)


def test_a_failure_after_the_first_costs_no_other_candidate():
    mask = wide_mask()

    def fill(attempt: Attempt, job: Job) -> Repair:  # noqa: ARG001
        if attempt.seed == 1:
            raise RepairError(Text("no"))
        return nothing(mask)

    asked = attempts(mask, "patchmatch", count=3)
    assert [each.attempt.seed for each in made(asked, fill, Job())] == [0, 2]


def test_a_failure_of_the_first_is_raised():
    def fill(attempt: Attempt, job: Job) -> Repair:  # noqa: ARG001
        raise RepairError(Text("no"))

    with pytest.raises(RepairError):
        next(made([Attempt("auto", 0)], fill, Job()))


def test_progress_rises_over_all_candidates_and_cancel_stops():
    seen: list[float] = []
    job = Job(lambda fraction, _: seen.append(fraction))

    def fill(attempt: Attempt, job: Job) -> Repair:  # noqa: ARG001
        job.step(0.5)
        return nothing(wide_mask())

    rest = made(attempts(wide_mask(), "patchmatch", count=4), fill, job)
    next(rest), next(rest)
    assert seen == [0.125, 0.375]
    job.cancel()
    with pytest.raises(Cancelled):
        next(rest)
