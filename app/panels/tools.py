"""The tools of the canvas as entries of menus and buttons of the toolbar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.canvas.tool import ToolInfo
from app.canvas.toolbox import toolbox
from app.canvas.view import Canvas
from app.menus import Entry
from app.session.methods import Methods
from app.text import translate

TOOL_ICONS = {
    "brush": "brush",
    "eraser": "eraser",
    "rectangle": "square-dashed",
    "lasso": "lasso",
    "source": "pipette",
    "sketch": "pencil",
    "wand": "wand",
    "line": "route",
    "clone": "stamp",
    "heal": "bandage",
    "restore": "history",
    "hand": "hand",
}
OTHER_TOOL = "circle-dashed"  # of a tool that has no icon of its own yet


def tool_entries(canvas: Canvas, methods: Methods, wanted: Callable[[ToolInfo], bool]) -> tuple[Entry, ...]:
    """An entry for each wanted tool; one that only some methods heed needs one of those to be enabled."""

    def can_choose(info: ToolInfo) -> bool:
        useful = not info.guides or bool(methods.followers(info.guides))
        return canvas.document is not None and not canvas.lent and useful

    def is_chosen(id: str) -> bool:
        return canvas.tool.info.id == id

    return tuple(
        Entry(
            id=f"tool_{id}",
            text=translate("Tool", tool.info.title),
            icon=TOOL_ICONS.get(id, OTHER_TOOL),
            keys=(tool.info.key,),
            run=partial(canvas.choose, id),
            enabled=partial(can_choose, tool.info),
            checked=partial(is_chosen, id),
            help=translate("Tool", tool.info.tip),
        )
        for id, tool in toolbox().items()
        if wanted(tool.info)
    )
