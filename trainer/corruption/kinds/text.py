"""Superimposed text: lines anywhere, or one text repeated over the whole photo."""

from __future__ import annotations

from dataclasses import asdict

from engine.text import Text
from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw import fonts, words
from trainer.corruption.draw.lettering import TextLine, render, width
from trainer.corruption.parameters import Between, DamageInvalid, OneOf


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `lines` lines of `words` words, each in a font of `fonts` and a `size` in px of the photo.

    fonts: "train", "held-out" or "all"; font: one for all lines, a bundled name or a file.  layout: "lines"
    at random places, "page" for lines below each other over the whole photo, "tiled" for one text repeated.
    """
    make = LAYOUT_MAKERS.get(params["layout"])
    if make is None:
        raise DamageInvalid(
            Text(
                "{name} is one of {values}, not {given}",
                name="layout",
                values=", ".join(LAYOUT_MAKERS),
                given=repr(params["layout"]),
            )
        )
    lines = make(canvas, params, rng)
    return Drawn(render(lines, canvas), notes={"lines": [asdict(line) for line in lines]})


def _scattered(canvas: Canvas, params: Params, rng: Random) -> list[TextLine]:
    """Lines that start at random places, from a quarter outside the photo on the left to its last quarter."""
    return [_line(canvas, params, rng, y=None) for _ in range(int(params["lines"]))]


def _page(canvas: Canvas, params: Params, rng: Random) -> list[TextLine]:
    """Lines below each other over the whole photo."""
    lines: list[TextLine] = []
    y = -int(rng.integers(0, 20))
    while y < canvas.height:
        lines.append(_line(canvas, params, rng, y=y))
        y += round(lines[-1].size * params["leading"])
    return lines


def _tiled(canvas: Canvas, params: Params, rng: Random) -> list[TextLine]:
    """One line repeated side by side and downwards, with every second row shifted by half."""
    first = _line(canvas, params, rng, y=0)
    step = width(first.text, first.font, first.size) + first.size * 2
    rows = range(
        -int(rng.integers(first.size)), canvas.height, max(1, round(first.size * params["leading"] * 1.5))
    )
    start = -int(rng.integers(step))
    return [
        TextLine(first.text, x, y, first.font, first.size, first.angle)
        for row, y in enumerate(rows)
        for x in range(start - row % 2 * (step // 2), canvas.width, step)
    ]


LAYOUT_MAKERS = {"lines": _scattered, "page": _page, "tiled": _tiled}


def _line(canvas: Canvas, params: Params, rng: Random, *, y: int | None) -> TextLine:
    """One line of random words.  y: its top, None for a random one."""
    known = fonts.names(params["fonts"])
    font = params["font"] or known[rng.integers(len(known))]
    size = int(rng.integers(params["size"][0], params["size"][1] + 1))
    text = words.line(int(rng.integers(params["words"][0], params["words"][1] + 1)), params["letters"], rng)
    angle = float(rng.uniform(-1, 1)) * params["angle"]
    x = int(rng.integers(-canvas.width // 4, canvas.width * 3 // 4))
    top = int(rng.integers(-size // 2, max(1, canvas.height - size // 2)))
    return TextLine(text, x, top if y is None else y, str(font), size, angle)


KIND = Kind(
    title="Text",
    draw=draw,
    parameters={
        "lines": Between(1, 12, whole=True),
        "words": (1, 8),  # for each line
        "size": (10, 32),  # px, for each line
        "fonts": "train",
        "font": None,
        "letters": OneOf(("words", "random")),
        "layout": OneOf(("lines", "tiled"), (3, 1)),
        "leading": 1.4,  # from line to line, of the size
        "angle": 0.0,  # degrees, either way, for each line
    },
    smooth=True,
    filler="colour",
    defaults={"palette": "ink", "each": "photo"},
    damages=("text",),
)
