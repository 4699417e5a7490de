"""Draws lines that a fill follows."""

from __future__ import annotations

from app.canvas.strokes import Coverage
from app.canvas.tool import StrokeTool, ToolInfo, mark
from app.document.edit import Edit
from engine.pixels.box import Box

MIN_LINE_WIDTH_PX = 2.0
# Of the photo's short side: still a pixel where a network sees a large hole scaled down.
LINE_WIDTH_SHARE = 1 / 250


class SketchTool(StrokeTool):
    """A thin pen; it erases with the brush, since thin lines are hard to hit."""

    info = ToolInfo(
        id="sketch",
        title=mark("Sketch"),
        tip=mark(
            "Draw lines into the hole for the fill to follow. Alt or the right button erases them; X swaps."
        ),
        key="P",
        order=9,
        ring=True,
        guides=frozenset({"sketch", "edges"}),
    )
    rubs = False

    def tip(self, erasing: bool) -> tuple[float, float]:
        if erasing:
            return self.host.brush.radius, 0.0
        box = self.host.photo_box
        return max(MIN_LINE_WIDTH_PX, LINE_WIDTH_SHARE * min(box.width, box.height)) / 2, 0.0

    def swap(self) -> bool:
        self.rubs = not self.rubs
        return True

    def erases(self, alt: bool) -> bool:
        return alt or self.rubs

    def apply(self, edit: Edit, box: Box, coverage: Coverage, flow: float) -> None:  # noqa: ARG002
        (edit.erase_lines if self.erasing else edit.draw_line)(box, coverage)


TOOL = SketchTool
