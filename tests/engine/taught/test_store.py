"""Keeping and forgetting what was taught."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from engine.errors import MethodUnknown, NameInvalid, WeightsDamaged
from engine.models.catalog import catalog, detectors, method
from engine.system import atomic
from engine.taught import discard, keep, remove, store, taught
from engine.taught.errors import NothingTaught, NotKept, NotTaught


def test_kept_it_is_there_at_once_and_removed_it_is_gone(train: Any) -> None:
    id = keep(train(), "Stamp")
    assert id in catalog() and id in detectors() and method(id) is method(id)
    remove(id)
    assert id not in catalog() and not list(store.folder().iterdir())
    with pytest.raises(MethodUnknown):
        method(id)


def test_an_id_that_is_taken_gets_a_number(train: Any) -> None:
    run = train()
    assert [keep(run, name) for name in ("Finder", "restore", "Auto", "Stamp", "stamp!", "印")] == [
        "finder-2",
        "restore-2",
        "auto-2",
        "stamp",
        "stamp-2",
        "taught",
    ]
    assert taught()["stamp-2"].info.title == "stamp!"


def test_what_the_gate_found_goes_into_the_card(train: Any) -> None:
    run = train()
    (run / "gate.json").write_text(json.dumps({"scores": {"psnr": 30.5}}))
    id = keep(run, "Stamp")
    assert taught()[id].card.scores == {"psnr": 30.5}


@pytest.mark.parametrize("name", ["", " . ", "x" * 61, "a\x00b", "a\u202eb"])
def test_a_name_is_one_line_of_signs(train: Any, name: str) -> None:
    with pytest.raises(NameInvalid):
        keep(train(), name)
    assert not taught()


def test_a_training_that_is_not_there_or_not_whole_is_not_kept(train: Any, tmp_path: Any) -> None:
    with pytest.raises(NothingTaught):
        keep(tmp_path, "Stamp")
    run = train()
    with (run / store.WEIGHTS_FILE_NAME).open("ab") as file:
        file.write(b"x")
    with pytest.raises(WeightsDamaged):
        keep(run, "Stamp")


def test_a_full_disk_leaves_nothing_behind(train: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run, replacing = train(), atomic.replacing

    def full(path: Any) -> Any:
        if path.suffix == ".json":
            raise OSError(28, "No space left on device")
        return replacing(path)

    monkeypatch.setattr(atomic, "replacing", full)
    with pytest.raises(NotKept, match="the disk is full"):
        keep(run, "Stamp")
    assert not list(store.folder().iterdir())


@pytest.mark.parametrize("id", ["restore", "../run/teach", "stamp"])
def test_only_what_was_taught_can_be_removed(train: Any, id: str) -> None:
    run = train()
    with pytest.raises(NotTaught):
        remove(id)
    assert (run / store.WEIGHTS_FILE_NAME).exists()


def test_a_card_that_is_not_in_order_is_not_listed(train: Any) -> None:
    id = keep(train(), "Stamp")
    card = store.folder() / f"{id}.json"
    card.write_text(card.read_text().replace('"taught": 1', '"taught": 9'))
    assert not taught()
    card.write_text("[")
    assert not taught()


def test_discarding_leaves_what_is_not_its_own(train: Any) -> None:
    run = train()
    (run / "notes.txt").write_text("mine")
    discard(run)
    assert [file.name for file in run.iterdir()] == ["notes.txt"]
    (run / "notes.txt").unlink()
    discard(run)
    assert not run.exists()


def test_listing_what_was_taught_imports_nothing_heavy(train: Any) -> None:
    id = keep(train(), "Stamp")
    code = (
        "import sys; from engine.models.catalog import catalog; print(sorted(catalog()), "
        "{'torch', 'numba', 'skimage', 'scipy', 'PySide6'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert id in done.stdout and done.stdout.strip().endswith("set()")


@pytest.mark.parametrize(
    ("told", "values"),
    [
        ({"template": "A veil of {colour}", "values": {"colour": "white"}}, {"colour": "white"}),
        ({"template": "A veil of {colour}", "values": {"colour": "lead"}}, {}),
        ("A veil of gold", {}),
        ({"template": [1]}, {}),
        (None, {}),
    ],
)
def test_its_damage_keeps_its_values_where_they_fit(train: Any, told: Any, values: dict[str, str]) -> None:
    purpose = method(keep(train(damage_text=told), "Stamp")).info.purpose
    assert purpose == "A veil of white" and purpose.values == values
