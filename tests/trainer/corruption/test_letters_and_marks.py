"""Text, graffiti and watermarks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trainer import corruption
from trainer.corruption.contract import Canvas
from trainer.corruption.draw import fonts
from trainer.corruption.draw.lettering import TextLine, render


def test_the_noted_lines_give_the_mask_again(photo: Any) -> None:
    for seed in range(6):
        sample = corruption.generate("text", photo(120, 200), {"angle": 20.0}, seed)
        lines = [TextLine(**line) for line in sample.meta["drawn"]["lines"]]
        again = render(lines, Canvas(120, 200)) >= 128 / 255
        assert np.array_equal(again, sample.mask == 1)


def test_antialiased_text_has_grey_rims(photo: Any) -> None:
    sample = corruption.generate("text", photo(), {"edge": "antialiased"}, 1)
    assert ((sample.alpha > 0) & (sample.alpha < 1)).any()
    assert np.array_equal(sample.mask, sample.alpha > 0)


def test_the_mask_of_a_rim_may_be_its_alpha(photo: Any) -> None:
    sample = corruption.generate("text", photo(), {"edge": "antialiased", "mask_mode": "alpha"}, 1)
    assert np.array_equal(sample.mask, sample.alpha)


@pytest.mark.parametrize("layout", ["lines", "page", "tiled"])
def test_every_layout_draws_sizes_in_its_range(layout: str, photo: Any) -> None:
    params = {"layout": layout, "size": (14, 16), "font": "LiberationSans-Regular"}
    lines = corruption.generate("text", photo(), params, 3).meta["drawn"]["lines"]
    assert {line["font"] for line in lines} == {"LiberationSans-Regular"}
    assert all(14 <= line["size"] <= 16 for line in lines)


def test_a_page_of_text_reaches_everywhere(photo: Any) -> None:
    mask = corruption.generate("text", photo(), {"layout": "page", "words": (8, 8)}, 0).mask
    assert mask[:64].any() and mask[-64:].any()


def test_there_are_twenty_fonts_and_a_third_is_held_out() -> None:
    train, held_out = fonts.names("train"), fonts.names("held-out")
    assert len(train) + len(held_out) >= 20
    assert abs(len(held_out) / (len(train) + len(held_out)) - 1 / 3) < 0.05
    families = [{name.split("-")[0] for name in group} for group in (train, held_out)]
    assert not families[0] & families[1]


def test_every_font_comes_with_its_licence_in_5_mb() -> None:
    from engine.system.paths import resource

    files = list(resource("fonts").rglob("*"))
    assert sum(file.stat().st_size for file in files) < 5e6
    for folder in (resource("fonts", "train"), resource("fonts", "held-out")):
        assert sorted(folder.glob("*.LICENCE.txt"))


@pytest.mark.parametrize("name", fonts.names("all"))
def test_every_font_draws_all_letters(name: str) -> None:
    from trainer.corruption.draw.words import LETTERS_AND_DIGITS

    font = fonts.font(name, 24)
    missing = font.getmask("\uffff").getbbox(), bytes(font.getmask("\uffff"))
    for letter in LETTERS_AND_DIGITS:
        drawn = font.getmask(letter)
        assert drawn.getbbox() is not None, letter
        assert (drawn.getbbox(), bytes(drawn)) != missing, letter


def test_watermarks_have_one_opacity_inside(photo: Any) -> None:
    for mark in ("tiled", "logo", "stamp"):
        sample = corruption.generate("watermark", photo(), {"mark": mark, "opacity": 0.4}, 2)
        assert sample.alpha.max() == pytest.approx(0.4)
        assert np.mean(sample.alpha[sample.alpha > 0] > 0.399) > 0.3
        assert np.array_equal(sample.mask, sample.alpha > 0)


def test_watermarks_change_the_photo_in_proportion_to_alpha(photo: Any) -> None:
    clean = photo()
    sample = corruption.generate("watermark", clean, {"colour": "white"}, 2)
    assert np.allclose(sample.corrupted - clean, sample.alpha[..., None] * (1 - clean), atol=1e-6)


def test_graffiti_is_as_opaque_as_asked(photo: Any) -> None:
    params = {"spray": 0.0, "letters": 0, "strokes": 1}
    for seed in range(5):
        alpha = corruption.generate("graffiti", photo(), params, seed).alpha
        inside = alpha[alpha > 0]
        assert 0.75 <= inside.max() <= 1 and np.mean(inside >= inside.max() - 0.01) > 0.8


def test_sprayed_graffiti_falls_off(photo: Any) -> None:
    alpha = corruption.generate("graffiti", photo(), {"spray": 1.0, "letters": 0, "strokes": 1}, 0).alpha
    inside = alpha[alpha > 0]
    assert np.mean(inside < 0.5 * inside.max()) > 0.2


def test_each_paint_of_graffiti_has_its_colour(photo: Any) -> None:
    params = {"opacity": (1.0, 1.0), "spray": 0.0, "strokes": 4, "letters": 0}
    sample = corruption.generate("graffiti", photo(), params, 1)
    assert len(np.unique(np.round(sample.corrupted[sample.alpha == 1], 3), axis=0)) >= 3


def test_overlays_tell_their_opacity(photo: Any) -> None:
    sample = corruption.generate("overlay", photo(), {"opacity": 0.5}, 1)
    assert np.array_equal(sample.mask, sample.alpha) and sample.mask.max() == pytest.approx(0.5)
