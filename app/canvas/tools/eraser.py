"""Takes the mask away again."""

from app.canvas.tool import StrokeTool, ToolInfo, mark


class EraserTool(StrokeTool):
    info = ToolInfo(
        id="eraser",
        title=mark("Eraser"),
        step_title=mark("Eraser stroke"),
        tip=mark("Take paint away. Shift-click erases along a straight line."),
        key="E",
        order=2,
        ring=True,
        flows=True,
    )

    def erases(self, alt: bool) -> bool:  # noqa: ARG002
        return True


TOOL = EraserTool
