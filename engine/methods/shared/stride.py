"""How closely patches follow each other, whose answers are averaged: an option that patch networks share."""

from __future__ import annotations

from collections.abc import Mapping

from engine.options import Choice, Value

QUALITY_OPTION = Choice(
    id="quality",
    title="Quality",
    values=("preview", "default", "best"),
    default="default",
    help="How closely the patches follow each other, whose answers are averaged",
)


def stride(outer: int, options: Mapping[str, Value]) -> int:
    """px from patch to patch; outer: px a side that one answers."""
    return {"preview": outer, "default": max(1, outer // 2), "best": 1}[str(options[QUALITY_OPTION.id])]
