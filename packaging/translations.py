"""Keeps resources/translations in step with the sources.

usage: python packaging/translations.py            add what is new, drop what is gone, and build the .qm
       python packaging/translations.py --check    only say what is missing; exit 1 if something is

Found are translate("Context", "Text"), mark("Text"), Text("Text with {fields}"), the titles of steps, and
what methods and options say of themselves.  A new language is a new lacuna_XX.ts, however empty.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as xml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "resources" / "translations"
PARTIAL_LANGUAGES = ("he",)  # Proof that the window holds right to left: what is seen first is translated.
STEP_MAKERS = {
    "MaskCommand",
    "PreparedChange",
    "_begin",
    "begin",
    "edit",
    "replace",
    "add",
}  # a string they are given titles a step
Entry = tuple[str, str]  # context, source


def sources() -> set[Entry]:
    """Every text that a person may read."""
    found = set(_of_methods())
    for package in ("app", "engine", "trainer/corruption"):
        for path in sorted((ROOT / package).rglob("*.py")):
            found |= set(_in_file(path))
    return found


def _in_file(path: Path) -> Iterator[Entry]:
    marked = "Tool" if ROOT / "app" / "canvas" in path.parents else "Engine"
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and ROOT / "app" / "document" in path.parents:
            yield from (("Steps", text) for text in map(_string, node.args.defaults) if text)
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [_string(argument) for argument in node.args]
        if name == "translate" and len(texts) > 1 and texts[0] and texts[1]:
            yield texts[0], texts[1]
        elif name == "mark" and texts and texts[0]:
            yield marked, texts[0]
        elif name == "Text" and texts and texts[0]:
            yield "Engine", texts[0]
        elif name in STEP_MAKERS and ROOT / "app" in path.parents:
            yield from (("Steps", text) for text in texts if text and text[0].isupper())


def _string(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _of_methods() -> Iterator[Entry]:
    from app.panels import mask
    from app.panels.brush import FLOW_OPTION, HARDNESS_OPTION, OPACITY_OPTION, SIZE_OPTION
    from app.settings.declared import SETTINGS_BY_ID
    from app.widgets.option_form import VALUE_NAMES, shown
    from engine.models.catalog import catalog
    from engine.options import Choice
    from engine.repair.run import PIPELINE_OPTIONS
    from trainer.corruption.teachable import teachables

    brush = [SIZE_OPTION, HARDNESS_OPTION, FLOW_OPTION, OPACITY_OPTION, mask.SIZE_OPTION, mask.FEATHER_OPTION]
    options = [*brush, *SETTINGS_BY_ID.values(), *PIPELINE_OPTIONS]
    for lesson in teachables().values():
        options += lesson.options
        yield "Engine", lesson.words
    for entry in catalog().values():
        yield from (("Engine", entry.info.purpose), ("Engine", entry.info.limits))
        if entry.info.departure:
            yield "Engine", entry.info.departure
        options += entry.info.options
    for option in options:
        yield from (("Engine", text) for text in (option.title, option.help) if text)
        if isinstance(option, Choice):
            yield from (("Engine", shown(value)) for value in option.values if value not in VALUE_NAMES)


def held(path: Path) -> dict[Entry, str]:
    """What a .ts holds: translation by context and source; "" where it is unfinished."""
    found = {}
    for context in xml.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            text = (translation.text or "") if translation is not None else ""
            found[context.findtext("name", ""), message.findtext("source", "")] = text
    return found


def write(path: Path, texts: dict[Entry, str]) -> None:
    """A .ts of these texts, sorted, so that a change of it is small."""
    root = xml.Element("TS", version="2.1", language=path.stem.partition("_")[2], sourcelanguage="en")
    for name in sorted({context for context, _ in texts}):
        context = xml.SubElement(root, "context")
        xml.SubElement(context, "name").text = name
        for source in sorted(source for owner, source in texts if owner == name):
            message = xml.SubElement(context, "message")
            xml.SubElement(message, "source").text = source
            translation = xml.SubElement(message, "translation")
            translation.text = texts[name, source]
            if not translation.text:
                translation.set("type", "unfinished")
    xml.indent(root, " ")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    path.write_text(head + xml.tostring(root, encoding="unicode") + "\n", "utf-8")


def main() -> int:
    check = "--check" in sys.argv[1:]
    wanted, missing = sources(), 0
    for path in sorted(FOLDER.glob("lacuna_*.ts")):
        have = held(path)
        open_ = sorted(text for text in wanted if not have.get(text))
        partial = path.stem.removeprefix("lacuna_") in PARTIAL_LANGUAGES
        missing += 0 if partial else len(open_)
        print(
            f"{path.name}: {len(wanted)} texts, {len(open_)} to translate, {len(have.keys() - wanted)} gone"
        )
        for context, source in () if partial else open_:
            print(f"    {context}: {source}")
        if not check:
            write(path, {text: have.get(text, "") for text in wanted})
            tool = Path(sys.executable).with_name("pyside6-lrelease")
            subprocess.run([str(tool), "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)
    return 1 if check and missing else 0


if __name__ == "__main__":
    sys.exit(main())
