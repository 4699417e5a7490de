"""How it works: reached from the card, worked out beside the window, kept, and stopped."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.dialogs.how import damage_text
from app.session.methods import Explainable, Methods
from engine.errors import WeightsDamaged
from engine.explain import mlp
from engine.explain.mlp import Explanation, Feature
from engine.job import Job

METHOD = "mask-mlp"


def explanation() -> Explanation:
    shade = np.full((16, 33, 3), 0.5, np.float32)
    feature = Feature(0, np.zeros((128, 128, 3), np.float32), np.ones((8, 8, 3), np.float32), 1.0)
    return Explanation(
        inner=16,
        outer=8,
        layers="16^2,60,8^2",
        with_mask=True,
        damage="text",
        first=[shade] * 60,
        features=[feature] * 8,
    )


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was worked out; the networks themselves are not asked."""
    asked: list[str] = []

    def explain(id: str, variant: str, job: Job) -> Explanation:
        job.step(0.0)
        asked.append(f"{id} {variant}")
        return explanation()

    monkeypatch.setattr(mlp, "explain", explain)
    return asked


def button(visitor) -> QPushButton | None:
    panel = visitor.editor.window.findChild(QWidget, "repair")
    texts = {part.text(): part for part in panel.findChildren(QPushButton)}
    return texts.get("How it works…")


def open_(visitor) -> None:
    visitor.editor.repairs.choose_method(METHOD)
    found = button(visitor)
    assert found is not None
    found.click()


def test_the_card_of_a_patch_network_leads_to_its_pictures(visitor, told: list[str]) -> None:
    assert button(visitor) is None  # Telea has nothing to look into
    open_(visitor)
    how = visitor.editor.how
    visitor.bot.waitUntil(lambda: how.explained)
    words = " ".join(label.text() for label in how.findChildren(QLabel))
    assert "16 × 16 pixels" in words
    assert "16² → 60 → 8²" in words
    assert len(told) == 1


@pytest.mark.usefixtures("told")
def test_all_units_of_the_first_layer_can_be_shown(visitor) -> None:
    open_(visitor)
    content = visitor.editor.how.content
    visitor.bot.waitUntil(lambda: visitor.editor.how.explained)
    assert content.tiles.count == 54
    content.every.setChecked(True)
    assert content.tiles.count == 60
    assert content.tiles.heightForWidth(300) > content.tiles.heightForWidth(600)


def test_what_was_worked_out_is_kept(visitor, told: list[str]) -> None:
    open_(visitor)
    visitor.bot.waitUntil(lambda: visitor.editor.how.explained)
    visitor.editor.how.close()
    open_(visitor)
    assert visitor.editor.how.explained
    assert len(told) == 1


def test_blind_networks_can_be_looked_into_too(
    visitor, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = visitor.editor.methods.explainable
    blind = Explainable("mask-mlp-blind", "", "Mask MLP, blind")
    monkeypatch.setattr(Methods, "explainable", (*known, blind))
    open_(visitor)
    how = visitor.editor.how
    visitor.bot.waitUntil(lambda: how.explained)
    how.networks.setCurrentIndex(how.networks.findText("Mask MLP, blind"))
    how.networks.activated.emit(how.networks.currentIndex())
    visitor.bot.waitUntil(lambda: told[-1] == "mask-mlp-blind ")
    visitor.bot.waitUntil(lambda: how.explained)
    assert how.windowTitle() == "How Mask MLP, blind works"


def test_cancel_stops_it_and_it_can_be_tried_again(visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def explain(_: str, __: str, job: Job) -> Explanation:
        if begun.is_set():
            return explanation()
        begun.set()
        while True:
            job.step(0.5)

    monkeypatch.setattr(mlp, "explain", explain)
    open_(visitor)
    how = visitor.editor.how
    visitor.bot.waitUntil(begun.is_set)
    how.work.stop.click()
    visitor.bot.waitUntil(how.work.again.isVisible)
    how.work.again.click()
    visitor.bot.waitUntil(lambda: how.explained)


def test_damaged_weights_are_said_plainly(visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def explain(*_: object) -> Explanation:
        raise WeightsDamaged("x")

    monkeypatch.setattr(mlp, "explain", explain)
    open_(visitor)
    work = visitor.editor.how.work
    visitor.bot.waitUntil(work.again.isVisible)
    assert "data file is damaged" in work.text.text()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("text:size=14..28,layout=page|page|lines,edge=hard", "letters of 14–28 px"),
        ("bars:angle=30", "bars at 30°"),
        ("lines", "lines"),
        ("", ""),
    ],
)
def test_what_a_network_was_trained_on_is_said_in_words(written: str, expected: str) -> None:
    assert damage_text(written) == expected
