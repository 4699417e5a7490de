"""What can be taught: its options, how it is written down, and that it is drawn as asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.errors import LacunaError, PhotoNotFound
from engine.options import OptionInvalid, TextField
from trainer import corruption
from trainer.corruption.teachable import (
    OPAQUE_MARK_NOTE,
    Colour,
    LessonUnknown,
    examples,
    lesson,
    teachables,
    written,
)


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    """A square of half-transparent red in a transparent frame, 30 × 20."""
    pixels = np.zeros((20, 30, 4), np.uint8)
    pixels[5:15, 5:25] = (255, 0, 0, 128)
    Image.fromarray(pixels).save(tmp_path / "my, logo.png")
    return tmp_path / "my, logo.png"


@pytest.fixture
def said(logo: Path, tmp_path: Path) -> dict[str, dict[str, Any]]:
    """What each kind needs to be told."""
    for name, value in (("damaged", 200), ("clean", 90)):
        (tmp_path / "pairs" / name).mkdir(parents=True)
        Image.new("RGB", (80, 70), (value,) * 3).save(tmp_path / "pairs" / name / "a.png")
    Image.new("L", (40, 40), 255).save(tmp_path / "mask.png")
    needed = {
        "mark": {"file": str(logo)},
        "mask": {"file": str(tmp_path / "mask.png")},
        "pairs": {"folder": str(tmp_path / "pairs")},
    }
    return {id: {"kind": id, **needed.get(id, {})} for id in teachables()}


def _lesson(said: dict[str, Any]) -> Any:
    return lesson(json.dumps(said))


@pytest.mark.parametrize("id", teachables())
def test_every_kind_shows_examples_and_comes_back_from_what_is_written(
    id: str, said: dict[str, dict[str, Any]], photo: Any
) -> None:
    taught = _lesson(said[id])
    assert lesson(written(taught)) == taught
    pairs = list(examples(taught, [photo(120, 160)], 4))
    assert len(pairs) == 4
    assert any(not np.array_equal(damaged, clean) for damaged, clean in pairs)
    assert str(Path(said[id].get("file", "/none")).parent) not in taught.words


@pytest.mark.parametrize("one", teachables().values(), ids=teachables())
def test_options_say_what_they_are(one: Any) -> None:
    assert one.title and len({option.id for option in one.options}) == len(one.options)
    for option in one.options:
        assert option.title and option.parse(option.default) == option.default
        assert (
            isinstance(option, TextField)
            or option.id in one.words
            or option.id in ("vary", "angle", "flips", "length", "width")
        )


def test_a_command_line_is_understood() -> None:
    taught = lesson("font:font=Kristi,size=30,colour=FF8800,opacity=0.5")
    assert taught.values["colour"] == "#ff8800" and taught.values["size"] == 30
    assert taught.words == "Text in Kristi, 30 px, colour #ff8800, opacity 0.5"


@pytest.mark.parametrize(
    "wrong",
    ["smoke", "font:size=1000", "font:colour=red", "font:weight=3", "mark", "pairs", "{", "font:font="],
)
def test_what_cannot_be_taught_says_so_in_one_line(wrong: str) -> None:
    with pytest.raises((LessonUnknown, OptionInvalid)) as told:
        lesson(wrong)
    assert "\n" not in str(told.value)


def test_a_file_that_is_gone_is_an_error_of_the_photo(photo: Any, tmp_path: Path) -> None:
    with pytest.raises(PhotoNotFound):
        list(examples(lesson(f"mark:file={tmp_path / 'none.png'}"), [photo(80, 80)]))
    (tmp_path / "broken.png").write_bytes(b"no picture")
    with pytest.raises(LacunaError):
        list(examples(lesson(f"mask:file={tmp_path / 'broken.png'}"), [photo(80, 80)]))


def test_opacity_is_the_share_that_is_covered() -> None:
    clean = np.full((64, 64, 3), 0.2, np.float32)
    one, half = (lesson(f"font:size=30,opacity={share}").draw(clean, 3) for share in (1, 0.5))
    assert np.array_equal(one.mask, half.mask) and one.mask.any()
    assert np.allclose(half.alpha, one.alpha / 2)
    assert np.allclose(half.corrupted, (1 - half.alpha[..., None]) * clean + half.alpha[..., None])


def test_a_mark_keeps_its_colours_and_its_transparency(logo: Path) -> None:
    clean = np.full((64, 64, 3), 0.4, np.float32)
    params = {"file": str(logo), "layout": "tiled", "opacity": 0.5}
    sample = corruption.generate("given_mark", clean, params, 1)
    assert set(np.unique(sample.alpha)) == {np.float32(0), np.float32(0.5) * np.float32(128 / 255)}
    marked = sample.corrupted[sample.alpha > 0]
    assert np.allclose(marked, marked[0]) and marked[0, 0] > 0.5 > 0.31 > marked[0, 1]


def test_a_mark_grows_with_its_width(logo: Path) -> None:
    clean = np.zeros((200, 200, 3), np.float32)

    def area(width: int) -> float:
        params = {"file": str(logo), "width": width, "layout": "tiled", "gap": 0.5}
        return float(corruption.generate("given_mark", clean, params, 0).mask.mean())

    assert area(60) == pytest.approx(area(30), rel=0.25)  # larger and fewer
    one = {"file": str(logo), "width": 90, "count": 1}
    covers = [corruption.generate("given_mark", clean, one, seed).mask.sum() for seed in range(6)]
    assert max(covers) == pytest.approx(60 * 30, rel=0.15)  # its rim is soft


def test_a_colour_is_six_digits() -> None:
    colour = Colour(id="c", title="C", default="#000000")
    assert colour.parse("A0b1C2") == "#a0b1c2"
    for wrong in ("#fff", "red", "#12345g", ""):
        with pytest.raises(OptionInvalid):
            colour.parse(wrong)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "RGB", "L"])
def test_a_logo_without_transparency_is_said(tmp_path, mode: str) -> None:
    picture = Image.new("RGBA", (20, 10), (255, 0, 0, 255)).convert(mode)
    picture.save(tmp_path / "opaque.png")
    assert lesson(f"mark:file={tmp_path / 'opaque.png'}").notes == (OPAQUE_MARK_NOTE,)
    if mode in ("RGBA", "LA"):
        picture.putalpha(Image.new("L", (20, 10), 254))
        picture.save(tmp_path / "clear.png")
        assert lesson(f"mark:file={tmp_path / 'clear.png'}").notes == ()


def test_other_damage_has_no_such_note() -> None:
    assert lesson("font:font=LiberationSans-Bold").notes == ()
