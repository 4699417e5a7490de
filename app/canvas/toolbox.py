"""Finds the tools: every module of app/canvas/tools is one, so there is no list to keep."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from app.canvas import tools
from app.canvas.tool import Tool


@functools.cache
def toolbox() -> Mapping[str, type[Tool]]:
    """Every tool's class by its id, in the order in which they are shown."""
    found: list[type[Tool]] = []
    for module in pkgutil.iter_modules(tools.__path__):
        tool = getattr(importlib.import_module(f"{tools.__name__}.{module.name}"), "TOOL", None)
        if not (isinstance(tool, type) and issubclass(tool, Tool)):
            raise LookupError(f"app/canvas/tools/{module.name}.py needs a TOOL, which is a class")
        if tool.info.id != module.name:
            raise LookupError(
                f"app/canvas/tools/{module.name}.py says its id is {tool.info.id!r}, not {module.name!r}"
            )
        found.append(tool)
    found.sort(key=lambda tool: tool.info.order)
    return MappingProxyType({tool.info.id: tool for tool in found})
