"""A journal keeps what was said of a photo so that it can be translated later."""

from __future__ import annotations

import json
from pathlib import Path

from engine.batch import OneMask, Plan, records
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


# The first line of a journal of 29 November 2026.
OLD_HEAD = """{"lacuna batch": 1, "folders": ["/photos/in", "/photos/out"], "settings": {"method": "telea",
 "options": {}, "detector": "", "sensitivity": 0.0, "masks": "/photos/mask.png, missing",
 "place of the mask": "", "format": "", "pattern": "{name}", "seed": 0, "weights": ""}}"""


def test_a_run_of_an_older_version_can_be_resumed() -> None:
    photos = Path("/photos")
    masks = OneMask(photos / "mask.png")
    plan = Plan(photos=photos / "in", out=photos / "out", masks=masks, method="telea", device="cpu")
    earlier, now = json.loads(OLD_HEAD), json.loads(records.head(plan))
    assert earlier.keys() == now.keys() and earlier["lacuna batch"] == now["lacuna batch"]
    assert records.differences(earlier["settings"], now["settings"]) == ()
