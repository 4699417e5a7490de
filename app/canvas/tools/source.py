"""Says where a fill may take its texture from."""

from __future__ import annotations

from app.canvas.strokes import Coverage
from app.canvas.tool import StrokeTool, ToolInfo, mark
from app.document.edit import Edit
from engine.pixels.box import Box

UNSET_VALUE, TAKE_VALUE, AVOID_VALUE = 0, 1, 2  # As in Document.source.


class SourceTool(StrokeTool):
    """`take` False paints "not from here"."""

    info = ToolInfo(
        id="source",
        title=mark("Source"),
        tip=mark("Mark where to take from (green) or not (red); X swaps. Alt or the right button clears."),
        key="G",
        order=8,
        ring=True,
        guides=frozenset({"source"}),
    )
    take = True

    def swap(self) -> bool:
        self.take = not self.take
        return True

    def apply(self, edit: Edit, box: Box, coverage: Coverage, flow: float) -> None:  # noqa: ARG002
        edit.mark_source(
            box, coverage, UNSET_VALUE if self.erasing else TAKE_VALUE if self.take else AVOID_VALUE
        )


TOOL = SourceTool
