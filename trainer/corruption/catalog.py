"""Finds kinds, fillers, edges and mixtures: each module of their folders defines one, without a list."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import Any

from trainer.corruption import edges as edge_modules
from trainer.corruption import fillers as filler_modules
from trainer.corruption import kinds as kind_modules
from trainer.corruption import mixtures as mixture_modules
from trainer.corruption.contract import Edge, Filler, Kind, Mixture


def _found(package: ModuleType, attribute: str) -> Mapping[str, Any]:
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return MappingProxyType(
        {name: getattr(importlib.import_module(f"{package.__name__}.{name}"), attribute) for name in names}
    )


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of damage by its name, in alphabetical order."""
    return _found(kind_modules, "KIND")


def ways(damage: str) -> Mapping[str, Kind]:
    """The kinds that draw what detectors call by this id, by their names."""
    return {name: kind for name, kind in kinds().items() if damage in kind.damages}


@functools.cache
def fillers() -> Mapping[str, Filler]:
    """Every filler by its name."""
    return _found(filler_modules, "FILLER")


@functools.cache
def edges() -> Mapping[str, Edge]:
    """Every edge by its name."""
    return _found(edge_modules, "EDGE")


@functools.cache
def mixtures() -> Mapping[str, Mixture]:
    """Every mixture by its name."""
    return _found(mixture_modules, "MIXTURE")
