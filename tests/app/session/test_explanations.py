"""Pictures of how a network works: asked for, kept, given up."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from app.session.explanations import Explanations
from app.session.methods import Explainable
from engine.errors import WeightsDamaged
from engine.explain import mlp
from engine.explain.mlp import Explanation
from engine.job import Job

ONE, OTHER = Explainable("one", "", "One"), Explainable("other", "", "Other")


class Asker:
    """Who asks, and what is answered.  explained: what was worked out; it waits while `wait` is set."""

    def __init__(self) -> None:
        self.explained: list[str] = []
        self.wait, self.begun = threading.Event(), threading.Event()
        self.error: Exception | None = None
        self.answers: list[object] = []
        self.asks = Explanations()
        self.asks.ready.connect(lambda shown: self.answers.append(shown.facts.layers))
        self.asks.failed.connect(self.answers.append)
        self.asks.stopped.connect(lambda: self.answers.append("stopped"))

    def explain(self, id: str, _: str, job: Job) -> Explanation:
        self.explained.append(id)
        self.begun.set()
        while self.wait.is_set():
            job.step(0.5)
        if self.error is not None:
            raise self.error
        tile = np.full((4, 4, 3), 0.5, np.float32)
        return Explanation(inner=4, outer=2, layers=id, with_mask=False, damage="", first=[tile], features=[])


@pytest.fixture
def asker(qtbot, monkeypatch: pytest.MonkeyPatch):
    made = Asker()
    made.bot = qtbot
    monkeypatch.setattr(mlp, "explain", made.explain)
    yield made
    made.asks.close()


def answered(asker: Asker, *answers: object) -> None:
    asker.bot.waitUntil(lambda: len(asker.answers) == len(answers))
    assert asker.answers == list(answers)


def test_what_was_worked_out_is_kept(asker: Asker) -> None:
    for _ in range(2):
        asker.asks.ask(ONE)
        asker.bot.waitUntil(lambda: bool(asker.answers))
    answered(asker, "one", "one")
    assert asker.explained == ["one"]


def test_who_asks_for_another_one_gets_that_alone(asker: Asker) -> None:
    asker.wait.set()
    asker.asks.ask(ONE)
    asker.bot.waitUntil(asker.begun.is_set)
    asker.asks.ask(OTHER)
    asker.wait.clear()
    answered(asker, "other")


def test_stopped_it_says_so_and_can_be_asked_again(asker: Asker) -> None:
    asker.wait.set()
    asker.asks.ask(ONE)
    asker.bot.waitUntil(asker.begun.is_set)
    asker.asks.stop()
    answered(asker, "stopped")
    asker.wait.clear()
    asker.asks.ask(ONE)
    answered(asker, "stopped", "one")


def test_a_failure_is_the_answer(asker: Asker) -> None:
    asker.error = WeightsDamaged("x")
    asker.asks.ask(ONE)
    answered(asker, asker.error)
