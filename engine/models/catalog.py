"""Finds methods: every module of engine/methods, and all that a person taught.  There is no list to keep."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from engine.errors import DetectorUnknown, MethodUnknown
from engine.models.detector import Detector
from engine.models.method import Method
from engine.text import Text

# Plug-ins are asked for by name: methods stand on this module, and so it imports none of them.
METHODS_PACKAGE, DETECTORS_PACKAGE, TAUGHT_MODULE = (
    "engine.methods",
    "engine.detection.detectors",
    "engine.taught.store",
)


def catalog() -> Mapping[str, Method]:
    """Every method by its id, in alphabetical order.  Cheap: no torch, no weights.

    What a person teaches or imports is in it at once; an id that ships is never one of those.
    """
    return MappingProxyType(dict(sorted({**_taught(), **_methods()}.items())))


def detectors() -> Mapping[str, Detector]:
    """Every detector by its id: engine/detection/detectors, and the methods that find and fill."""
    both = {id: entry for id, entry in catalog().items() if isinstance(entry, Detector)}
    return MappingProxyType(_detectors() | both)


def _taught() -> Mapping[str, Method]:
    """Those that a person taught or imported."""
    found: Mapping[str, Method] = importlib.import_module(TAUGHT_MODULE).taught()
    return found


@functools.cache
def _methods() -> dict[str, Method]:
    """Those that ship."""
    return _members(METHODS_PACKAGE, "METHOD")


@functools.cache
def _detectors() -> dict[str, Detector]:
    """Those that ship and only find."""
    return _members(DETECTORS_PACKAGE, "DETECTOR")


def _members(folder: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    package = importlib.import_module(folder)
    for module in pkgutil.iter_modules(package.__path__):
        if module.ispkg:  # what several of them share
            continue
        member = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), name)
        if member.info.id != module.name.replace("_", "-"):
            raise LookupError(f"{package.__name__}.{module.name} says its id is {member.info.id!r}")
        found[member.info.id] = member
    return found


def method(id: str) -> Method:
    """The method of this id, or MethodUnknown."""
    if id not in catalog():
        raise MethodUnknown(_unknown(id, catalog()))
    return catalog()[id]


def detector(id: str) -> Detector:
    """The detector of this id, or DetectorUnknown."""
    if id not in detectors():
        raise DetectorUnknown(_unknown(id, detectors()))
    return detectors()[id]


def _unknown(id: str, known: Iterable[str]) -> Text:
    return Text("{id}; there are: {known}", id=repr(id), known=", ".join(("auto", *known)))


def warm() -> None:
    """Pay in advance what only the first fill of each method would cost: some seconds, once for a machine."""
    for entry in catalog().values():
        entry.warm()
