"""mask-mlp: a patch network for one kind of damage whose place is known (Köhler et al., GCPR 2014)."""

from __future__ import annotations

from collections.abc import Mapping

from engine.options import Value
from trainer.families.mlp import OPTIONS as COMMON
from trainer.families.mlp import mlp_recipe
from trainer.training.recipe import Recipe

OPTIONS = COMMON


def build(options: Mapping[str, Value]) -> Recipe:
    return mlp_recipe("mask-mlp", options, with_mask=True)
