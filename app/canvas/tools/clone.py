"""Copies pixels from another place of the photo."""

from app.canvas.retouch_tool import ALIGNED_OPTION, SampleTool
from app.canvas.tool import ToolInfo, mark


class CloneTool(SampleTool):
    info = ToolInfo(
        id="clone",
        title=mark("Clone stamp"),
        tip=mark("Alt-click where to copy from, then paint. The right button sets the source too."),
        key="S",
        order=10,
        ring=True,
        paints_photo=True,
        samples=True,
        flows=True,
        options=(ALIGNED_OPTION,),
    )


TOOL = CloneTool
