"""A journal keeps what was said of a photo so that it can be translated later."""

from __future__ import annotations

import json

from engine.batch import records
from engine.batch.records import Record
from engine.text import Text

RECORD = Record(name="a.png", target="a.png", staged="x", source=None, mask=None, stamp=(1, 2))
NOTE = Text("Thin damage was filled by {method}.", method="Telea")


def written(plan, line: bytes) -> Record:
    """What is read where this line stands in the journal of a plan."""
    folder = records.place(plan)
    folder.mkdir(parents=True)
    (folder / records.JOURNAL_FILE_NAME).write_bytes(records.head(plan) + line)
    found = records.read(plan)
    assert found is not None
    return found.records["a.png"]


def with_facts(**facts: object) -> Record:
    return Record(**{**vars(RECORD), "facts": facts})


def test_notes_keep_their_values_apart(plan) -> None:
    told = written(plan(), records.line(with_facts(state="done", notes=[NOTE], found=0.5)))
    assert told.facts == {"state": "done", "review": [], "notes": [NOTE], "found": 0.5}
    assert told.facts["notes"][0].values == {"method": "Telea"}


def test_notes_of_an_older_version_are_read(plan) -> None:
    old = json.dumps({**vars(RECORD), "facts": {"notes": ["Filled by {Telea}."]}}).encode() + b"\n"
    (note,) = written(plan(), old).facts["notes"]
    assert isinstance(note, Text) and note == "Filled by {Telea}."
