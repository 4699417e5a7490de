"""Finds methods and detectors: every module of their folders, what a person taught, and the models that a
person added.  There is no list.
"""

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

# Plug-ins are imported by name when they are asked for, since methods themselves import this module.
METHODS_PACKAGE = "engine.methods"
DETECTORS_PACKAGE = "engine.detection.detectors"
TAUGHT_MODULE = "engine.taught.store"
ADDED_MODULE = "engine.onnx_models.store"


def catalog() -> Mapping[str, Method]:
    """All methods by id, in alphabetical order.  Cheap: imports no torch and reads no weights.

    A method that a person teaches, imports or adds is in it at once; of equal ids the one that ships counts.
    """
    return MappingProxyType(dict(sorted({**_added(), **_taught(), **_methods()}.items())))


def detectors() -> Mapping[str, Detector]:
    """All detectors by id: those of engine/detection/detectors, and the methods that also find damage."""
    both = {id: entry for id, entry in catalog().items() if isinstance(entry, Detector)}
    return MappingProxyType(_detectors() | both)


def _taught() -> Mapping[str, Method]:
    """The methods that a person taught or imported, by id."""
    found: Mapping[str, Method] = importlib.import_module(TAUGHT_MODULE).taught()
    return found


def _added() -> Mapping[str, Method]:
    """The models that a person added, by id."""
    found: Mapping[str, Method] = importlib.import_module(ADDED_MODULE).added()
    return found


@functools.cache
def _methods() -> dict[str, Method]:
    """The methods that ship with Lacuna, by id."""
    return _members(METHODS_PACKAGE, "METHOD")


@functools.cache
def _detectors() -> dict[str, Detector]:
    """The detectors that ship with Lacuna and fill nothing, by id."""
    return _members(DETECTORS_PACKAGE, "DETECTOR")


def _members(folder: str, name: str) -> dict[str, Any]:
    """Attribute `name` of every module of a package, by its info.id, which has to match the module's name."""
    found: dict[str, Any] = {}
    package = importlib.import_module(folder)
    for module in pkgutil.iter_modules(package.__path__):
        if module.ispkg:  # A package holds what several modules share.
            continue
        member = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), name, None)
        if member is None or isinstance(member, type):
            raise LookupError(f"{package.__name__}.{module.name} needs a {name}, which is an instance")
        wanted = module.name.replace("_", "-")
        if member.info.id != wanted:
            raise LookupError(
                f"{package.__name__}.{module.name} says its id is {member.info.id!r}, not {wanted!r}"
            )
        found[member.info.id] = member
    return found


def method(id: str) -> Method:
    """The method of this id.  Raises MethodUnknown."""
    if id not in catalog():
        raise MethodUnknown(_unknown(id, catalog()))
    return catalog()[id]


def detector(id: str) -> Detector:
    """The detector of this id.  Raises DetectorUnknown."""
    if id not in detectors():
        raise DetectorUnknown(_unknown(id, detectors()))
    return detectors()[id]


def _unknown(id: str, known: Iterable[str]) -> Text:
    return Text("{id}; there are: {known}", id=repr(id), known=", ".join(("auto", *known)))


def warm() -> None:
    """Compile and cache what the first fill of each method needs: some seconds, once on a machine."""
    for entry in catalog().values():
        entry.warm()
