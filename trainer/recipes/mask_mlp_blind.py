"""mask-mlp-blind: the same, where only the process is known (font, size, colour), not the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.options import TextField, Value
from trainer.families.mlp import OPTIONS as COMMON
from trainer.families.mlp import mlp_recipe
from trainer.training.recipe import Recipe

# Gray edges are kept: a network that learned on hard letters fails on aliased ones.
BLIND_DAMAGE = "text:font=LiberationSans-Bold,size=20,edge=antialiased,filler=constant,colour=white"
OPTIONS = tuple(
    replace(one, default=BLIND_DAMAGE) if isinstance(one, TextField) and one.id == "damage" else one
    for one in COMMON
)


def build(options: Mapping[str, Value]) -> Recipe:
    return mlp_recipe("mask-mlp-blind", options, with_mask=False)
