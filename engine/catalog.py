"""Finds methods: every module of engine/methods is one, so there is no list to keep."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from engine import methods
from engine.contract import Detector, Method
from engine.errors import MethodUnknown


@functools.cache
def catalog() -> Mapping[str, Method | Detector]:
    """Every method by its id, in alphabetical order.  Cheap: no torch, no weights."""
    found: dict[str, Method | Detector] = {}
    for module in pkgutil.iter_modules(methods.__path__):
        method = importlib.import_module(f"{methods.__name__}.{module.name}").METHOD
        if method.info.id != module.name.replace("_", "-"):
            raise LookupError(f"engine/methods/{module.name}.py says its id is {method.info.id!r}")
        found[method.info.id] = method
    return MappingProxyType(found)


def method(id: str) -> Method:
    """The method of this id, or MethodUnknown."""
    found = catalog().get(id)
    if not isinstance(found, Method):
        raise MethodUnknown(f"{id!r}; there are: auto, {', '.join(catalog())}")
    return found


def warm() -> None:
    """Pay in advance what only the first fill of each method would cost: some seconds, once for a machine."""
    for entry in catalog().values():
        if isinstance(entry, Method):
            entry.warm()
