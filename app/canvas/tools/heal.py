"""Copies texture from another place of the photo, in the colours of the place where it goes."""

from __future__ import annotations

from app.canvas.retouch_tool import ALIGNED_OPTION, SampleTool
from app.canvas.tool import ToolInfo, mark
from app.document.edit import Edit


class HealTool(SampleTool):
    """While the button is down the copy is seen as it is; then its colours are blended."""

    info = ToolInfo(
        id="heal",
        title=mark("Healing brush"),
        tip=mark(
            "Alt-click where to copy texture from, then paint; its colours are blended into the place "
            "when the button is let go. The right button sets the source too."
        ),
        key="J",
        order=11,
        ring=True,
        paints_photo=True,
        samples=True,
        flows=True,
        options=(ALIGNED_OPTION,),
    )

    def complete(self, edit: Edit) -> None:  # noqa: ARG002
        from engine.repair.healing import healed

        assert self._stroke is not None
        self._stroke.replace_content(healed)


TOOL = HealTool
