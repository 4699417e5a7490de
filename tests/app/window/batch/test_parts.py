"""What the Batch dialog is made of: what is set, what is said, and rows by the thousand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import tomlkit
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from app.batch.draft import MASK_CORNERS, MASK_SIDES, BatchDraft, result_formats
from app.batch.rows import Rows
from app.batch.texts import about, error_line, going, left, offered, speed, state_text
from app.text import duration
from app.theme.theme import Theme
from engine import batch
from engine.batch import Item, Outcome, Progress, State
from engine.errors import LacunaError, PhotoUnreadable
from engine.photo.file_format import of_name
from engine.system.paths import resource


def outcome(number: int, **facts: object) -> Outcome:
    name = f"{number:05}.png"
    return Outcome(item=Item(name=name, source=Path(name), target=Path("out") / name), **facts)


# What is set


def test_what_is_set_survives_a_file() -> None:
    draft = BatchDraft(photos="/a", damage="one", place="percent", side="top-left", options={"radius": 9.0})
    written = tomlkit.dumps({"batch": draft.kept})
    assert BatchDraft.of(tomllib.loads(written)["batch"]) == draft


@pytest.mark.parametrize(
    "kept",
    [
        None,
        3,
        {"damage": "flood"},
        {"sensitivity": "much"},
        {"sensitivity": 7.0},
        {"place": "percent", "side": "top"},
    ],
)
def test_nonsense_is_the_default(kept: object) -> None:
    draft = BatchDraft.of(kept)
    assert (draft.damage, draft.sensitivity, draft.side) == ("find", 0.5, "bottom-right")


def test_sides_and_formats_are_the_engines() -> None:
    assert set(MASK_SIDES) == set(batch.ANCHOR_SIDES)
    assert set(MASK_CORNERS) == set(batch.ANCHOR_CORNERS)
    for suffix in result_formats():
        assert of_name(Path(f"photo{suffix}")).write is not None


def test_a_plan_is_what_was_set() -> None:
    draft = BatchDraft(photos="/a", out=" /b ", damage="one", mask="/m.png", place="exact", side="top")
    plan = draft.plan("cpu")
    assert plan.out == Path("/b")
    assert plan.masks == batch.OneMask(Path("/m.png"), batch.Anchor("top", scaled=False))
    assert BatchDraft(damage="folder", masks="/m").plan("cpu").masks == batch.MaskFolder(Path("/m"))


# What is said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "1 s"), (59, "59 s"), (61, "2 min"), (3600, "1 h 00 min"), (7500, "2 h 05 min")],
)
def test_durations(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_time_left_is_as_exact_as_a_guess() -> None:
    assert left(5) == "less than a minute left"
    assert left(600) == "about 10 min left"


def test_slow_runs_are_told_by_the_hour() -> None:
    assert speed(38.4) == "38 photos a minute"
    assert speed(0.5) == "30 photos an hour"


def test_nothing_is_promised_before_it_is_known() -> None:
    assert going(Progress(total=1200, ended=2)) == "2 of 1\u202f200"


def test_states_in_words() -> None:
    assert state_text(outcome(1, state=State.RUNNING, fraction=0.4)) == "Repairing 40 %"
    assert state_text(outcome(1, state=State.DONE, review=("x",))) == "Please look"
    assert state_text(outcome(1, state=State.DOUBTFUL, review=("x",))) == "Left as it was"
    assert about(outcome(1, state=State.DONE, found=0.0456)) == "4.6 % of it filled"
    failed = outcome(1, state=State.FAILED, error=PhotoUnreadable("a.png is empty"))
    assert about(failed).startswith("This photo cannot be read. a.png is empty.")


def test_what_will_be_done() -> None:
    bad = outcome(2, state=State.FAILED, error=PhotoUnreadable())
    assert offered([outcome(1), bad]) == "1 photo will be repaired. 1 cannot be: see Problems."
    assert offered([outcome(1)], searched=True) == "1 photo will be looked at."


def test_causes_are_said_in_german(qtbot, tmp_path: Path) -> None:  # noqa: ARG001
    translator = QTranslator()
    assert translator.load(str(resource("translations", "lacuna_de.qm")))
    QCoreApplication.installTranslator(translator)
    inside = tmp_path / "inside"
    inside.mkdir()
    try:
        for photos, out, said in (
            (tmp_path / "none", tmp_path / "out", "Es gibt keinen Ordner"),
            (tmp_path, tmp_path, "ist der Ordner der Fotos selbst"),
            (inside, tmp_path, "Die Fotos liegen in"),
        ):
            with pytest.raises(LacunaError) as raised:
                batch.check(batch.Plan(photos=photos, out=out, method="telea"))
            assert said in error_line(raised.value)
    finally:
        QCoreApplication.removeTranslator(translator)


# Rows


@pytest.fixture
def rows(qtbot) -> Rows:  # noqa: ARG001
    theme = Theme(QApplication.instance())
    made = Rows(theme)
    yield made
    theme.close()
    theme.deleteLater()


def test_thousands_of_changes_are_one(rows: Rows) -> None:
    rows.show([outcome(number) for number in range(10_000)])
    told: list[tuple[int, int]] = []
    rows.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    rows.put([outcome(number, state=State.DONE) for number in range(10_000)])
    assert told == [(0, 9999)]
    assert rows.rowCount() == 10_000
    assert rows.data(rows.index(9999, 1)) == "Repaired"


def test_new_photos_are_added_below(rows: Rows) -> None:
    rows.show([outcome(1)])
    rows.put([outcome(2), outcome(1, state=State.DONE)])
    assert [rows[row].item.name for row in range(2)] == ["00001.png", "00002.png"]
    assert rows[0].state == "done"


OLD_DRAFT = """
photos = "/photos/in"
recursive = true
damage = "find"
place = "same"
side = "bottom-right"
width = 20.0
method = "telea"
detector = "auto"
sensitivity = 0.4
pattern = "{name}"
workers = 2
"""  # Of 29 November 2026.


def test_settings_of_an_older_version_are_kept() -> None:
    draft = BatchDraft.of(tomllib.loads(OLD_DRAFT))
    assert draft == BatchDraft(
        photos="/photos/in", recursive=True, method="telea", sensitivity=0.4, workers=2
    )
