"""Ways of drawing that are for measuring alone: nothing that trains may name them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.networks.finder import KIND_IDS
from trainer.corruption import catalog
from trainer.suites.blind import BLIND
from trainer.suites.blind_unseen import BLIND_UNSEEN

TRAINER = Path(catalog.__file__).parents[1]
TRAINING = [
    *(
        file
        for room in ("recipes", "data", "families", "training")
        for file in (TRAINER / room).rglob("*.py")
    ),
    *(
        TRAINER / "corruption" / "mixtures" / f"{name}.py"
        for name, mixture in catalog.mixtures().items()
        if not mixture.held_out
    ),
]
HELD_OUT = {name for name, kind in catalog.kinds().items() if kind.held_out}
MEASURING = {"trainer.suites.blind_unseen", "trainer.corruption.kinds"}


def drawn_by(source: str) -> Iterator[str]:
    """The held-out kinds that a module names, in a string or an import, and the modules that list them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from {node.value.partition(":")[0]} & HELD_OUT
        elif isinstance(node, ast.ImportFrom):
            whole = {node.module or "", *(f"{node.module}.{one.name}" for one in node.names)}
            yield from (name for name in whole for other in MEASURING if name.startswith(other))


@pytest.mark.parametrize("file", TRAINING, ids=lambda file: file.stem)
def test_nothing_that_trains_draws_what_is_held_out(file: Path) -> None:
    assert not list(drawn_by(file.read_text(encoding="utf-8")))


def test_a_planted_use_is_found() -> None:
    assert list(drawn_by('Damaged(weight=1, head=1, kind="crackle:fine")')) == ["crackle"]
    assert list(drawn_by("from trainer.suites.blind_unseen import BLIND_UNSEEN"))
    assert list(drawn_by("from trainer.corruption.kinds import fibres"))
    assert not list(drawn_by('Damaged(weight=1, head=1, kind="cracks")'))


@pytest.mark.parametrize("damage", KIND_IDS)
def test_each_kind_of_damage_is_drawn_in_three_ways_and_one_is_held_out(damage: str) -> None:
    ways = catalog.ways(damage)
    assert len(ways) >= 3 and {kind.held_out for kind in ways.values()} == {True, False}
    unseen = [case for case in BLIND_UNSEEN.cases if case.damage == damage]
    assert unseen and all((case.kind or "").partition(":")[0] in ways for case in unseen)
    assert any(case.after is not None for case in unseen)


def test_the_suites_tell_apart_what_was_learnt_from_and_what_was_not() -> None:
    unseen = {case.kind for case in BLIND_UNSEEN.cases if case.kind}
    seen = {(case.kind or "").partition(":")[0] for case in BLIND.cases}
    assert unseen <= HELD_OUT and not seen & HELD_OUT
    assert unseen == HELD_OUT, "what is held out is measured"
    assert BLIND_UNSEEN.size == BLIND.size


def test_what_is_held_out_is_not_offered_to_be_taught() -> None:
    from trainer.corruption import teachable

    assert not list(drawn_by(Path(teachable.__file__).read_text(encoding="utf-8")))
