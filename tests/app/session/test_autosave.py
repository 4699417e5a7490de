"""The journal is written while the person works, and offered after a crash."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.document.document import Document
from app.session.autosave import Autosave
from app.settings.settings import Settings
from app.settings.store import Store
from tests.app.session.conftest import Room


class Person:
    """Answers, and what becomes of it.  adopted: the documents that came back."""

    def __init__(self) -> None:
        self.answer = "get back"
        self.asked: list[str] = []
        self.adopted: list[Document] = []
        self.instead = 0

    def recover(self, name: str, *, photo_changed: bool) -> str:  # noqa: ARG002
        self.asked.append(name)
        return self.answer

    def adopt(self, document: Document) -> None:
        self.adopted.append(document)

    def leave(self, then) -> None:
        then()

    def do_instead(self) -> None:
        self.instead += 1


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journals"


@pytest.fixture
def rescue(room: Room, person: Person, folder: Path, tmp_path: Path):
    made = Autosave(
        room.session,
        room.document_jobs,
        files=person,
        folder=folder,
        settings=Settings(Store(tmp_path / "settings.toml")),
        messages=room.messages,
        questions=person,
    )
    yield made
    made.close()
    for document in person.adopted:
        document.close()


@pytest.fixture
def crashed(tmp_path: Path, folder: Path) -> Path:
    """A photo with work that a killed editor left behind: a stroke."""
    path = tmp_path / "photo.png"
    Image.new("RGB", (60, 40), "gray").save(path)
    document = Document.open(path)
    document.keep_journal(folder)
    with document.edit("Brush stroke") as edit:
        edit.paint(document.photo.box, np.full((40, 60), 255, np.uint8))
    document.flush()
    left = {file: file.read_bytes() for file in folder.iterdir()}
    document.close()
    for file, content in left.items():
        file.write_bytes(content)
    return path


def test_what_waits_is_written(rescue: Autosave, room: Room, folder: Path) -> None:
    room.document.keep_journal(folder)
    room.paint()
    assert room.document.unflushed
    rescue.flush()
    room.bot.waitUntil(lambda: not room.document.unflushed)


def test_where_nothing_was_left_nobody_is_asked(rescue: Autosave, person: Person) -> None:
    rescue.offer(person.do_instead)
    assert (person.asked, person.instead) == ([], 1)


@pytest.mark.usefixtures("crashed")
def test_work_that_is_wanted_comes_back(rescue: Autosave, person: Person, room: Room) -> None:
    rescue.offer(person.do_instead)
    room.idle()
    assert person.asked == ["photo.png"] and person.instead == 0
    assert person.adopted[0].mask.all()


@pytest.mark.usefixtures("crashed")
@pytest.mark.parametrize(("answer", "files"), [("later", 1), ("delete", 0)])
def test_other_answers_go_on_without_it(
    rescue: Autosave, person: Person, folder: Path, answer: str, files: int
) -> None:
    person.answer = answer
    rescue.offer(person.do_instead)
    assert person.instead == 1 and not person.adopted
    assert len(list(folder.iterdir())) == files


def test_work_whose_photo_is_gone_can_be_tried_again(
    rescue: Autosave, person: Person, room: Room, crashed: Path
) -> None:
    away = crashed.rename(crashed.with_name("away.png"))
    rescue.offer(person.do_instead)
    room.idle()
    assert person.instead == 1 and room.said[-1].title == "The photo this work belongs to is gone"
    away.rename(crashed)
    room.said[-1].ways[0].run()
    room.idle()
    assert person.adopted[0].path == crashed
