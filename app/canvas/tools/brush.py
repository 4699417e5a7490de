"""Paints what is missing."""

from app.canvas.tool import StrokeTool, ToolInfo, mark


class BrushTool(StrokeTool):
    info = ToolInfo(
        id="brush",
        title=mark("Brush"),
        step_title=mark("Brush stroke"),
        tip=mark(
            "Paint over what should go. Alt or the right button erases; Shift-click draws a straight line."
        ),
        key="B",
        order=1,
        ring=True,
        picks=True,
        flows=True,
    )


TOOL = BrushTool
