"""All that is said can be said in German."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from app.errors.messages import spoken
from app.text import count, engine_text
from engine.errors import PhotoUnreadable
from engine.photo.load import load
from engine.photo.notices import block_note
from engine.system.paths import resource
from engine.text import Text, because

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def german(qapp):  # noqa: ARG001
    translator = QTranslator()
    assert translator.load(str(resource("translations", "lacuna_de.qm")))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def test_every_text_is_in_the_ts(tool: ModuleType) -> None:
    held = tool.held(resource("translations", "lacuna_de.ts"))
    missing = sorted(text for text in tool.sources() if not held.get(text))
    assert missing == [], (
        "python packaging/translations.py adds them to the .ts; translate them, run it again"
    )


def test_fields_survive_translation(tool: ModuleType) -> None:
    import re

    for (_, source), text in tool.held(resource("translations", "lacuna_de.ts")).items():
        assert sorted(re.findall(r"\{\w+\}|%\d", source)) == sorted(re.findall(r"\{\w+\}|%\d", text)), source


def test_texts_name_no_key_that_can_be_changed(tool: ModuleType) -> None:
    import re

    fixed = ("Tool", "Gestures", "Blend")  # Enter closes a shape, whatever the key of Remove is.
    named = [
        text
        for context, text in tool.sources()
        if re.search(r"\bEnter\b|\bCtrl\b|\b[A-Z] (hides|shows)\b", text) and context not in fixed
    ]
    assert named == ["Start (Ctrl+Enter)"], "of a window that has keys of its own"


@pytest.mark.usefixtures("german")
def test_engine_texts_are_translated() -> None:
    assert engine_text("This photo cannot be read") == "Dieses Foto kann nicht gelesen werden"
    assert engine_text("no such text, 7 of 9") == "no such text, 7 of 9"


@pytest.mark.usefixtures("german")
def test_templates_are_translated_and_then_filled() -> None:
    note = Text("Filling piece {number} of {count}", number=2, count=14)
    assert engine_text(note) == "Stück 2 von 14 wird gefüllt"


@pytest.mark.usefixtures("german")
def test_a_note_of_blocks_stays_a_text_when_it_is_stored() -> None:
    restored = Text.restored(block_note(12, 4800).stored())
    german = "Nur 12 von 4800 Blöcken wurden neu kodiert; die anderen sind, wie sie waren."
    assert engine_text(restored) == engine_text(block_note(12, 4800)) == german


@pytest.mark.usefixtures("german")
def test_values_are_data_and_stay() -> None:
    assert engine_text(because("the disk is full", "{reason}")) == "the disk is full ({reason})"


def test_numbers_have_thin_spaces() -> None:
    assert count(12345678) == "12\u202f345\u202f678"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (because("my photo.jpg", Text("it breaks off")), "my photo.jpg (sie bricht ab)."),
        (Text("{name} is empty", name="scan.png"), "scan.png ist leer."),
        (because("x.jpg", Text("the disk is full")), "x.jpg (der Datenträger ist voll)."),
        (Text("there is no folder {path}", path="a"), "Es gibt keinen Ordner a."),
        ("photos/a.png", "photos/a.png."),
    ],
)
def test_causes_are_sentences(cause: str, said: str) -> None:
    assert spoken(PhotoUnreadable(cause)).startswith(f"{said} ")


@pytest.mark.usefixtures("german")
def test_a_broken_file_is_told_of_in_german(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(b"")
    with pytest.raises(PhotoUnreadable) as raised:
        load(tmp_path / "scan.png")
    assert spoken(raised.value).startswith("scan.png ist leer.")


def test_titles_of_all_that_makes_a_step_are_collected(tool: ModuleType) -> None:
    """A class of steps that is renamed would otherwise drop out of the catalog in silence."""
    from app.document.prepared import PreparedChange

    assert PreparedChange.__name__ in tool.STEP_MAKERS
    assert {("Steps", "Repair"), ("Steps", "Show edges"), ("Steps", "Grow the mask")} <= tool.sources()
