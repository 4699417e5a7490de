"""Messages keep their template and their values."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from engine.errors import MaskError
from engine.text import Text, because

EMPTY = Text("{name} is empty", name="a {b}.png")
NESTED = because("a.png", Text("{size} pixels are too many", size=9))


def test_as_a_str_it_is_filled() -> None:
    assert EMPTY == "a {b}.png is empty"
    assert f"{NESTED}" == "a.png (9 pixels are too many)"


def test_a_field_without_a_value_stays() -> None:
    assert Text("{name} and {format}", name="x") == "x and {format}"


@pytest.mark.parametrize("text", [EMPTY, NESTED, Text("plain"), Text("{cls}{template}", cls=1, template=2)])
@pytest.mark.parametrize(
    "copied",
    [copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text)), lambda text: stored(text)],
    ids=["copied", "pickled", "stored"],
)
def test_it_survives(text: Text, copied) -> None:
    again = copied(text)
    assert (again, again.template, again.values) == (text, text.template, text.values)
    assert [type(one) for one in again.values.values()] == [type(one) for one in text.values.values()]


def stored(text: Text) -> Text:
    return Text.restored(json.loads(json.dumps(text.stored())))


def test_it_survives_in_an_error_from_another_process() -> None:
    again = pickle.loads(pickle.dumps(MaskError(EMPTY)))
    assert again.cause.template == "{name} is empty"


def test_a_string_of_an_older_version_is_a_text_without_values() -> None:
    old = Text.restored("Nothing was found in {here}.")
    assert old == "Nothing was found in {here}." and not old.values


@pytest.mark.parametrize("stored", [None, 5, {}, {"template": "x"}, {"template": "x", "values": 3}, [1]])
def test_what_is_no_text_is_refused(stored: object) -> None:
    with pytest.raises(ValueError, match="text"):
        Text.restored(stored)
