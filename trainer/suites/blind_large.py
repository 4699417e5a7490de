"""Unmarked damage in large photos, whose content is finer and whose damage is larger than at 256 px."""

from dataclasses import replace

from trainer.suites.blind import BLIND

LEFT_OUT = {"noise", "margins", "hard-clean"}

BLIND_LARGE = replace(
    BLIND,
    id="blind_large",
    title="Unmarked damage in large photos",
    size=1024,
    reduced=True,
    limit=12,
    only=("telea", "finder", "vcn"),
    cases=tuple(case for case in BLIND.cases if case.name not in LEFT_OUT),
)
