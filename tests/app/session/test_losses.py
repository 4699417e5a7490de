"""What a save takes from a photo is asked about before it, once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.session.losses import Losses
from engine.photo import Photo, load, save

PIXELS_16_BIT = np.full((8, 8, 3), 9000, np.uint16)


class Answering:
    """A person.  asked: the names and what was said of each."""

    def __init__(self, answer: str = "save") -> None:
        self.answer = answer
        self.asked: list[tuple[str, str]] = []

    def accept_losses(self, name: str, losses: str) -> str:
        self.asked.append((name, losses))
        return self.answer


def test_a_loss_is_asked_about_once() -> None:
    losses = Losses(person := Answering())
    for name in ("a.jpg", "b.jpg", "c.webp", "d.png"):
        assert losses.ask(Photo.from_array(PIXELS_16_BIT), Path(name)) == "save"
    assert [name for name, _ in person.asked] == ["a.jpg", "c.webp"]
    assert "8 bits" in person.asked[0][1]


@pytest.mark.parametrize("answer", ["cancel", "other name"])
def test_what_was_not_accepted_is_asked_again(answer: str) -> None:
    losses = Losses(person := Answering(answer))
    assert [losses.ask(Photo.from_array(PIXELS_16_BIT), Path("a.jpg")) for _ in range(2)] == [answer] * 2
    assert len(person.asked) == 2


def test_what_was_read_in_another_question_is_not_asked() -> None:
    losses = Losses(person := Answering())
    losses.accept(Photo.from_array(PIXELS_16_BIT), Path("a.jpg"))
    assert losses.ask(Photo.from_array(PIXELS_16_BIT), Path("b.jpg")) == "save"
    assert person.asked == []


def test_the_cost_of_heic_is_said_before_it_is_paid(tmp_path: Path) -> None:
    save(Photo.from_array(PIXELS_16_BIT), path := tmp_path / "a.heic")
    losses = Losses(Answering())
    photo = load(path)
    assert losses.of(photo, path) == ""  # it would be copied
    photo.edited = True
    assert "encoded as a whole, in about 1 s" in losses.of(photo, path)
    assert losses.of(photo, tmp_path / "a.png") == ""


def test_a_format_that_is_not_written_is_left_to_the_save() -> None:
    assert Losses(Answering()).ask(Photo.from_array(PIXELS_16_BIT), Path("a.xyz")) == "save"
