"""Which tool is in use: one of the toolbox, or one that is lent for a while."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.canvas.tool import Tool


class ToolChoice:
    """cancel: gives up what the tool in use has under way.  changed: called when another tool is in use."""

    def __init__(
        self, tools: Mapping[str, Tool], *, cancel: Callable[[], object], changed: Callable[[], None]
    ) -> None:
        self.tools = tools
        self.current = tools["brush"]
        self._before_lent: Tool | None = None
        self._cancel, self._changed = cancel, changed

    @property
    def lent(self) -> bool:
        """The tool in use is a lent one."""
        return self._before_lent is not None

    def choose(self, id: str) -> None:
        """Another tool, by its id; what the last one had under way is given up."""
        if not self.lent and self.current is not self.tools[id]:
            self._cancel()
            self._use(self.tools[id])

    def lend(self, tool: Tool) -> None:
        """A tool of no toolbox, which cannot be changed for another until `put_away`."""
        self._cancel()
        self._before_lent = self._before_lent or self.current
        self._use(tool)

    def put_away(self) -> bool:
        """Back to the tool that was in use before `lend`.  False where none is lent."""
        if self._before_lent is None:
            return False
        before, self._before_lent = self._before_lent, None
        self._use(before)
        return True

    def swap(self) -> None:
        """From the eraser to the brush, and from any other tool to the eraser."""
        self.choose("brush" if self.current.info.id == "eraser" else "eraser")

    def _use(self, tool: Tool) -> None:
        self.current = tool
        self._changed()
