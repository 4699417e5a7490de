"""Lacuna's engine: everything between a photo file and a repaired one.  No Qt; threads in `batch` alone.

Loaded lazily, so that `import engine` costs nothing and torch only comes with a method that needs it.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

_MODULE_OF_NAME = {
    "Photo": "engine.photo",
    "load": "engine.photo",
    "save": "engine.photo",
    "repair": "engine.repair.run",
    "Repair": "engine.repair.run",
    "detect": "engine.detection.run",
    "Detection": "engine.detection.result",
    "repair_blind": "engine.repair.blind",
    "catalog": "engine.models.catalog",
    "Job": "engine.job",
    "Cancelled": "engine.job",
    "LacunaError": "engine.errors",
    "Box": "engine.pixels.box",
}
__all__ = sorted(_MODULE_OF_NAME)


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF_NAME:
        raise AttributeError(f"engine has no {name!r}")
    return getattr(importlib.import_module(_MODULE_OF_NAME[name]), name)


class _Surface(ModuleType):
    def __setattr__(self, name: str, value: Any) -> None:
        """`engine.repair.run` stays the function, also once the module of that name is imported."""
        if not (name in _MODULE_OF_NAME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Surface
