"""Moves the view."""

from app.canvas.tool import PointerEvent, Tool, ToolInfo, mark


class HandTool(Tool):
    """The canvas pans by itself where a tool says `pans`."""

    info = ToolInfo(
        id="hand",
        title=mark("Hand"),
        tip=mark("Drag to move the photo. Space or the middle button do the same with any tool."),
        key="H",
        order=20,
        pans=True,
        picks=True,
    )

    @property
    def active(self) -> bool:
        return False

    def press(self, pointer: PointerEvent) -> None:
        """Panning is the canvas's."""

    def drag(self, pointer: PointerEvent) -> None:
        """Panning is the canvas's."""

    def release(self, pointer: PointerEvent) -> None:
        """Panning is the canvas's."""

    def cancel(self) -> None:
        """There is never anything under way."""


TOOL = HandTool
