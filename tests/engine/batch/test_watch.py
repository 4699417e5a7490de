"""A watched folder: what appears and has stopped growing is repaired."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from engine.batch import State, watch
from engine.batch.watch import SETTLED_LOOKS
from engine.job import Job


class Looks:
    """Stands for the time between two looks: carries out one step after the other, then cancels."""

    def __init__(self, job: Job, *steps) -> None:
        self.job, self.steps, self.count = job, list(steps), 0

    def __call__(self, seconds: float) -> None:
        assert seconds > 0
        self.count += 1
        if self.steps:
            self.steps.pop(0)()
        else:
            self.job.cancel()


def nothing() -> None:
    """Nothing happens between two looks."""


STILL = (nothing,) * SETTLED_LOOKS


@pytest.fixture
def watched(plan, inside):
    """watched(*steps) → (outcomes as they ended, files in OUT, the summary)."""

    def go(*steps, **changes):
        job, said = Job(), []
        summary = watch(plan(**changes), job=job, ended=said.append, sleep=Looks(job, *steps))
        out = plan().out
        return said, inside(out) if out.exists() else [], summary

    return go


def test_what_is_there_and_what_comes_is_repaired(watched, folder, photo) -> None:
    said, out, summary = watched(*STILL, lambda: photo(folder / "new.png", 5), *STILL, *STILL)
    assert out == ["a.jpg", "b.png", "new.png"]
    assert [one.item.name for one in said] == ["a.jpg", "b.png", "new.png"]
    assert len(summary.done) == 3 and summary.stopped is None


def test_a_file_that_grows_waits(watched, folder, photo) -> None:
    whole = photo(folder / "z.png", 3).read_bytes()
    path = folder / "z.png"
    sizes = [len(whole) // 5 * part for part in (1, 2, 3, 4)]
    path.write_bytes(b"")
    growth = [lambda size=size: path.write_bytes(whole[:size]) for size in sizes]
    said, out, _ = watched(*growth, lambda: path.write_bytes(whole), *STILL, *STILL)
    assert all(one.state == State.DONE for one in said)
    assert "z.png" in out and [one.item.name for one in said].count("z.png") == 1


def test_an_empty_folder_is_waited_at(watched, folder, photo) -> None:
    for path in folder.glob("*.*"):
        path.unlink()
    said, out, _ = watched(nothing, lambda: photo(folder / "first.png"), *STILL, *STILL)
    assert out == ["first.png"] and len(said) == 1


def test_a_file_that_is_no_photo_fails_once_and_the_rest_goes_on(watched, folder, photo) -> None:
    (folder / "bad.png").write_bytes(b"no picture")
    said, out, summary = watched(*STILL, lambda: photo(folder / "new.png", 5), *STILL, *STILL)
    assert [one.item.name for one in said if one.state == State.FAILED] == ["bad.png"]
    assert "new.png" in out and len(summary.failed) == 1


def test_a_photo_that_changes_is_repaired_again(watched, folder, plan) -> None:
    def change() -> None:
        Image.fromarray(np.full((40, 60, 3), 200, np.uint8)).save(folder / "b.png")

    said, _, _ = watched(*STILL, change, *STILL, *STILL)
    assert [one.item.name for one in said] == ["a.jpg", "b.png", "b.png"]
    assert np.asarray(Image.open(plan().out / "b.png")).mean() > 190


def test_a_result_that_was_taken_away_is_not_made_again(watched, plan, folder, photo) -> None:
    def take() -> None:
        (plan().out / "a.jpg").unlink()
        photo(folder / "new.png", 5)

    _, out, _ = watched(*STILL, take, *STILL, *STILL)
    assert out == ["b.png", "new.png"]


def test_a_second_watch_goes_on_where_the_first_was_stopped(watched) -> None:
    watched(*STILL)
    said, _, _ = watched(*STILL)
    assert said and all(one.earlier for one in said)


def test_a_cancel_before_anything_was_done_leaves_nothing(watched) -> None:
    assert watched()[1:] == ([], None)
