"""What several commands say and understand: exit codes, shared options, K=V."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated

import typer

from engine.errors import KindUnknown, OptionInvalid, UsageError

if TYPE_CHECKING:
    from engine.photo.mask_file import MaskReading

MAX_GROW_PX = 500  # As in the editor.


class Exit(IntEnum):
    DONE = 0
    CANCELLED = 1  # what programs that wait for an external editor expect
    USAGE = 2
    SOME_FAILED = 3
    NOTHING_DONE = 4
    STOPPED = 130  # what shells expect after Ctrl+C, so that a loop around the command ends too


Page = Annotated[
    int,
    typer.Option("--page", metavar="N", help="The page of a TIFF or a PDF that has several.", min=1),
]
Detecting = Annotated[
    str | None, typer.Option("--detector", metavar="ID", help="What looks for damage (see `lacuna doctor`).")
]
Sensitivity = Annotated[
    float | None, typer.Option("--sensitivity", help="0 to 1; higher finds fainter damage.  Default: 0.5.")
]
Kinds = Annotated[
    str | None,
    typer.Option("--kind", metavar="K,...", help="What to look for, say text,scratches.  Default: anything."),
]
FillDoubtful = Annotated[
    bool, typer.Option("--fill-doubtful", help="Also fill what may be none; else it is left as it was.")
]
MaskFrom = Annotated[
    str,
    typer.Option(
        "--mask-from",
        metavar="HOW",
        help="What of the mask counts: luminance (white), alpha (transparent), labels (all but the "
        "background).  Default: auto, by what the file looks like.",
    ),
]
InvertMask = Annotated[bool, typer.Option("--invert-mask", help="Exchange missing and intact.")]
Grow = Annotated[
    str, typer.Option("--grow", metavar="N|auto", help="Widen the mask by N pixels, or as the editor does.")
]
Guides = Annotated[
    list[str] | None,
    typer.Option(
        "--guide",
        metavar="NAME=PNG",
        help="A picture that steers the fill of --mask: sketch (white lines), edges (white: an edge, black: "
        "none, grey: open), source (white: may be copied).  May be repeated.",
    ),
]
Options = Annotated[list[str] | None, typer.Option(metavar="K=V", help="An option of the method.")]


def parsed_reading(source: str, grow: str, *, inverted: bool, soft: bool = False) -> MaskReading:
    """How masks are to be read, from the words of --mask-from, --grow and so on.  Raises UsageError."""
    from engine.photo.mask_file import MaskReading
    from engine.photo.mask_meaning import MaskSource

    if source not in list(MaskSource):
        raise UsageError(f"--mask-from takes one of {', '.join(MaskSource)}, not {source!r}")
    if grow != "auto" and not (grow.isdecimal() and int(grow) <= MAX_GROW_PX):
        raise UsageError(f"--grow takes a number of pixels up to {MAX_GROW_PX}, or auto, not {grow!r}")
    by = None if grow == "auto" else int(grow)
    return MaskReading(source=MaskSource(source), inverted=inverted, grow_px=by, soft=soft)


def parsed(words: Sequence[str] | None) -> dict[str, str]:
    """K=V words as a mapping."""
    pairs = [word.partition("=") for word in words or ()]
    for key, sign, _ in pairs:
        if not (key and sign):
            raise OptionInvalid(f"an option is written K=V, not {key!r}")
    return {key: value for key, _, value in pairs}


def parsed_kinds(words: str | None) -> tuple[str, ...]:
    """K,... as ids; empty where all are meant.  Raises KindUnknown for an empty word."""
    kinds = tuple(word.strip() for word in words.split(",")) if words is not None else ()
    if "" in kinds:
        raise KindUnknown("kinds are written K,K without an empty one")
    return kinds
