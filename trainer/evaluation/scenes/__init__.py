"""Drawn pictures of sound subjects that look like damage, one a file; each module defines one as SCENE.

They are for measuring alone: nothing learns from them.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from trainer.evaluation.scenes.contract import Scene

HELPER_MODULES = {"contract", "backdrop"}


@functools.cache
def scenes() -> Mapping[str, Scene]:
    """Every scene by its name, in alphabetical order."""
    names = sorted(
        module.name for module in pkgutil.iter_modules(__path__) if module.name not in HELPER_MODULES
    )
    return MappingProxyType({name: importlib.import_module(f"{__name__}.{name}").SCENE for name in names})
