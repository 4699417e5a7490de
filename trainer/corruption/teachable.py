"""The kinds of damage that a person can teach, their parameters as options, and how each is drawn.

A dialog draws itself from `teachables()` and shows `examples()`; `written()` is what the training is given:
    lacuna train teach --option damage=font:font=Kristi,size=30 …
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import UsageError
from engine.options import Choice, Option, Slider, TextField, Toggle, Value, resolve
from engine.text import Text, mark
from trainer.corruption import make
from trainer.corruption.contract import Array, Pool, Sample
from trainer.corruption.parameters import Between, DamageInvalid, OneOf, split_request
from trainer.corruption.pictures import is_opaque

OPAQUE_MARK_NOTE = Text("The picture has no transparency: all of its rectangle is taught as damage.")
EXAMPLE_SIDE_PX = 256  # px: the side of an example


class LessonUnknown(UsageError):
    title = mark("This kind of damage cannot be taught")


@dataclass(frozen=True, kw_only=True)
class File(TextField):
    """The path of a picture."""


@dataclass(frozen=True, kw_only=True)
class Font(TextField):
    """A font: the name of one that ships, or the path of a file on this machine."""


@dataclass(frozen=True, kw_only=True)
class Folder(TextField):
    """The path of a folder."""


@dataclass(frozen=True, kw_only=True)
class Colour(TextField):
    """Six hexadecimal digits: #rrggbb."""

    def parse(self, text: Value) -> Value:
        if not re.fullmatch(r"#?[0-9a-fA-F]{6}", str(text)):
            raise DamageInvalid(Text("a colour is written as #ff8800, not {given}", given=repr(text)))
        return "#" + str(text).removeprefix("#").lower()


Values = Mapping[str, Value]
Drawing = tuple[str, dict[str, Any]]  # a kind of corruption with its parameters


@dataclass(frozen=True, kw_only=True)
class Teachable:
    """One kind of damage that can be taught.

    drawing: from the option's values; None for damage that is only known from pairs of photos.
    like: the kind of the finder's damage that is most like it, at which training begins.
    words: for people, formatted with the options' values.
    """

    id: str
    title: str
    options: tuple[Option | TextField, ...]
    drawing: Callable[[Values], Drawing] | None
    like: str
    words: str


@dataclass(frozen=True)
class Lesson:
    """One damage to be taught: a kind with all its values."""

    kind: Teachable
    values: Values = field(default_factory=dict)

    @property
    def pairs(self) -> Path | None:
        """The folder of pairs it is known from, if it is."""
        return None if self.kind.drawing else Path(str(self.values["folder"]))

    @property
    def words(self) -> Text:
        """One line that names no folder of the person's."""
        shown = {name: _shown(value) for name, value in self.values.items()}
        return Text(self.kind.words, **shown)

    @property
    def notes(self) -> tuple[Text, ...]:
        """What may not be as it was meant.  Raises LacunaError where a file cannot be read."""
        file = self.values.get("file")
        opaque = self.kind.id == "mark" and is_opaque(str(file))
        return (OPAQUE_MARK_NOTE,) if opaque else ()

    def draw(self, clean: Array, seed: int, *, pool: Pool | None = None, source: str = "") -> Sample:
        """Damage a photo, H×W×3 float32 in [0, 1].  Raises LacunaError."""
        assert self.kind.drawing, "pairs are not drawn"
        name, params = self.kind.drawing(self.values)
        sample = make.sample(name, clean, params, seed, pool=pool, source=source)
        return _translucent(sample, np.float32(self.values.get("opacity", 1.0)))


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return Path(value).stem
    return f"{value:g}" if isinstance(value, float) else str(value)


def _translucent(sample: Sample, opacity: np.float32) -> Sample:
    """The sample with translucent damage."""
    if opacity == 1:
        return sample
    corrupted = sample.clean + opacity * (sample.corrupted - sample.clean)
    return replace(sample, corrupted=corrupted, alpha=opacity * sample.alpha)


def teachables() -> Mapping[str, Teachable]:
    """Every kind that can be taught, by its id, in the order of the dialog."""
    return {one.id: one for one in TEACHABLE_KINDS}


def lesson(text: str) -> Lesson:
    """From a command line, "font:size=20,colour=#ff0000", or from JSON as `written` gives it.

    Raises LessonUnknown or OptionInvalid.
    """
    parsed = _json(text) if text.lstrip().startswith("{") else _plain(text)
    id = str(parsed.pop("kind", ""))
    if id not in teachables():
        raise LessonUnknown(Text("{id}; there are: {known}", id=repr(id), known=", ".join(teachables())))
    kind = teachables()[id]
    values = resolve(kind.options, parsed)
    for option in kind.options:
        if isinstance(option, File | Font | Folder) and not values[option.id]:
            raise DamageInvalid(Text("{kind} needs {option}=…", kind=kind.id, option=option.id))
    return Lesson(kind, values)


def written(lesson: Lesson) -> str:
    """JSON of one line, whatever signs the names of files have."""
    return json.dumps({"kind": lesson.kind.id, **lesson.values})


def _json(text: str) -> dict[str, Value]:
    try:
        parsed: dict[str, Value] = json.loads(text)
    except ValueError as error:
        raise LessonUnknown(Text("{given} is no JSON", given=repr(text))) from error
    return parsed


def _plain(text: str) -> dict[str, Value]:
    id, params = split_request(text)
    return {"kind": id, **params}


def examples(
    lesson: Lesson, photos: Sequence[Array], count: int = 12, seed: int = 0
) -> Iterator[tuple[Array, Array]]:
    """(damaged, clean) H×W×3 float32 in [0, 1], of the middle of photos H×W×3, EXAMPLE_SIDE_PX at most.

    Pairs show themselves, and want no photos.  Raises LacunaError.
    """
    if lesson.pairs:
        from trainer.data.pairs import load

        pairs = load(lesson.pairs)
        for number in range(count):
            damaged, clean = (_middle(pixels) for pixels in pairs[number % len(pairs)])
            yield damaged.astype(np.float32) / np.float32(255), clean.astype(np.float32) / np.float32(255)
        return
    for number in range(count if photos else 0):
        sample = lesson.draw(_middle(photos[number % len(photos)]), seed + number)
        yield sample.corrupted, sample.clean


def _middle(pixels: Any) -> Any:
    top, left = (max(0, (side - EXAMPLE_SIDE_PX) // 2) for side in pixels.shape[:2])
    return np.ascontiguousarray(pixels[top : top + EXAMPLE_SIDE_PX, left : left + EXAMPLE_SIDE_PX])


def _rgb(colour: Value) -> tuple[float, ...]:
    digits = str(colour).removeprefix("#")
    return tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))


def _range(values: Values, name: str) -> tuple[int, int]:
    """From the smallest to the largest size."""
    size, vary = float(values[name]), float(values["vary"])
    return max(1, round(size * (1 - vary))), max(1, round(size * (1 + vary)))


def _font(values: Values) -> Drawing:
    low, high = _range(values, "size")
    return "text", {
        "font": values["font"],
        "size": (low, high),
        "lines": Between(1, min(12, max(1, EXAMPLE_SIDE_PX // high)), whole=True),
        "angle": float(values["angle"]),
        "letters": OneOf(("words", "random"), (3, 1)),
        "edge": "antialiased",
        "filler": "constant",
        "colour": _rgb(values["colour"]),
    }


def _mark(values: Values) -> Drawing:
    names = ("file", "width", "vary", "angle", "layout")
    return "given_mark", {name: values[name] for name in names}


def _mask(values: Values) -> Drawing:
    colour = {"filler": "constant", "colour": _rgb(values["colour"])}
    return "given", {"file": values["file"], "flips": values["flips"], **colour}


def _scratches(values: Values) -> Drawing:
    length, width = float(values["length"]), float(values["width"])
    counts = {
        name: Between(0, int(values[name]), whole=True) for name in ("scratches", "dust", "hairs", "folds")
    }
    return "scratches", {
        **counts,
        "length": (max(4.0, length / 8), length),
        "width": (width / 2, width),
        "coverage": (0.0005, 0.25),
    }


OPACITY_OPTION = Slider(
    id="opacity", title="Opacity", low=0.05, high=1, default=1, help="Below 1 the photo is seen through it"
)
SIZE_VARIATION_OPTION = Slider(
    id="vary",
    title="Sizes differ by",
    low=0,
    high=0.5,
    default=0.05,
    help="Either way, as a share of the size",
)
ANGLE_OPTION = Slider(id="angle", title="Turned by up to", low=0, high=90, default=0, step=1, unit="°")
COLOUR_OPTION = Colour(id="colour", title="Colour", default="#ffffff")
TEACHABLE_KINDS = (
    Teachable(
        id="font",
        title=mark("Text in a font"),
        options=(
            Font(id="font", title="Font", default="LiberationSans-Bold"),
            Slider(id="size", title="Size", low=6, high=200, default=24, step=1, whole=True, unit="px"),
            SIZE_VARIATION_OPTION,
            COLOUR_OPTION,
            OPACITY_OPTION,
            ANGLE_OPTION,
        ),
        drawing=_font,
        like="text",
        words="Text in {font}, {size} px, colour {colour}, opacity {opacity}",
    ),
    Teachable(
        id="mark",
        title=mark("A watermark or logo"),
        options=(
            File(id="file", title="Picture", help="A PNG with transparency"),
            Slider(
                id="width",
                title="Width",
                low=0,
                high=2000,
                default=0,
                step=1,
                whole=True,
                unit="px",
                help="0: as it is",
            ),
            SIZE_VARIATION_OPTION,
            OPACITY_OPTION,
            ANGLE_OPTION,
            Choice(id="layout", title="Place", values=("anywhere", "tiled"), default="anywhere"),
        ),
        drawing=_mark,
        like="text",
        words="The mark {file}, opacity {opacity}, {layout}",
    ),
    Teachable(
        id="mask",
        title=mark("The shape of a mask"),
        options=(
            File(id="file", title="Mask", help="A picture in which white marks what is damaged"),
            COLOUR_OPTION,
            OPACITY_OPTION,
            Toggle(id="flips", title="Turned and mirrored", default=True),
        ),
        drawing=_mask,
        like="scratches",
        words="Damage in the shape of {file}, colour {colour}, opacity {opacity}",
    ),
    Teachable(
        id="scratches",
        title=mark("Scratches and dust"),
        options=(
            Slider(id="scratches", title="Scratches, up to", low=0, high=60, default=12, step=1, whole=True),
            Slider(
                id="length",
                title="Their length",
                low=10,
                high=500,
                default=200,
                step=1,
                whole=True,
                unit="px",
            ),
            Slider(id="width", title="Their width", low=0.5, high=12, default=3, step=0.5, unit="px"),
            Slider(
                id="dust", title="Specks of dust, up to", low=0, high=400, default=100, step=1, whole=True
            ),
            Slider(id="hairs", title="Hairs, up to", low=0, high=20, default=3, step=1, whole=True),
            Slider(id="folds", title="Folds, up to", low=0, high=4, default=1, step=1, whole=True),
            OPACITY_OPTION,
        ),
        drawing=_scratches,
        like="scratches",
        words="Up to {scratches} scratches, {dust} specks, {hairs} hairs, {folds} folds, opacity {opacity}",
    ),
    Teachable(
        id="pairs",
        title=mark("Pairs of damaged and clean photos"),
        options=(
            Folder(
                id="folder",
                title="Folder",
                help="With photos of the same names and sizes in damaged and clean",
            ),
        ),
        drawing=None,
        like="foreign",
        words="What differs in pairs of damaged and clean photos",
    ),
)
