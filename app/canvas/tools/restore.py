"""Paints the photo back as it was."""

from __future__ import annotations

from app.canvas.retouch_tool import RetouchTool
from app.canvas.tool import ToolHost, ToolInfo, mark
from app.document.edit import Edit
from app.document.photo_stroke import Content, pixels_at


class RestoreTool(RetouchTool):
    """`state` is the step of the history whose pixels come back; None: the photo as it was opened."""

    info = ToolInfo(
        id="restore",
        title=mark("Restore"),
        tip=mark(
            "Paint the photo back as it was opened, or as it was at a step of the history. "
            "Shift-click restores along a straight line."
        ),
        key="Y",
        order=12,
        ring=True,
        paints_photo=True,
        flows=True,
    )

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self.state: int | None = None

    def content(self, edit: Edit) -> Content:
        document = self.host.document
        assert document is not None
        return pixels_at(document, edit, self.state)

    def forget(self) -> None:
        self.state = None


TOOL = RestoreTool
