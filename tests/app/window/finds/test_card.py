"""The card of the detector, opened with the mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.panels.detector_card import DetectorCard
from app.panels.find import FindPanel
from engine.models.scores import DetectionScores


@pytest.fixture
def scores(visitor, monkeypatch: pytest.MonkeyPatch):
    """Gives the detector these scores."""

    def give(measured: DetectionScores | None) -> None:
        methods = visitor.editor.methods
        known = {id: replace(one, scores=measured) for id, one in methods.detectors.items()}
        monkeypatch.setattr(type(methods), "detectors", property(lambda _: known))

    return give


def opened(visitor, panel: FindPanel) -> DetectorCard:
    visitor.bot.mouseClick(panel.about, Qt.MouseButton.LeftButton)
    card = panel.findChild(DetectorCard)
    assert card.isVisible()
    return card


def texts(card: DetectorCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel)]


def test_it_says_what_was_measured_seen_and_unseen(visitor, panel: FindPanel, scores) -> None:
    scores(DetectionScores(6, seen={"text": 0.911, "scratches": 0.89}, unseen={"text": 0.58}))
    card = opened(visitor, panel)
    assert card.rows == [("Text and watermarks", "0.91", "0.58"), ("Scratches and dust", "0.89", "–")]
    shown = texts(card)
    assert {"Colours (2026)", "seen", "unseen", "0.91", "0.58"} <= set(shown)
    assert any("6 photos each" in text for text in shown)
    visitor.bot.keyClick(card, Qt.Key.Key_Escape)
    visitor.bot.waitUntil(lambda: panel.findChild(DetectorCard) is None)


def test_it_says_that_another_build_was_not_measured(visitor, panel: FindPanel, scores) -> None:
    scores(None)
    card = opened(visitor, panel)
    assert card.rows == [] and "This build was not measured." in texts(card)
    card.close()
