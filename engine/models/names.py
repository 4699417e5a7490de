"""The titles and ids of methods that a person makes or adds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from engine.errors import NameInvalid
from engine.models import weights

MAX_TITLE_CHARACTERS = 60
MAX_TEXT_CHARACTERS = 2000  # Of any text but the title.
RESERVED_IDS = frozenset({"auto", "none"})
ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def valid_title(text: str) -> str:
    """A title as a person wrote it, without superfluous spaces and dots.  Raises NameInvalid."""
    tidy = " ".join(text.split()).rstrip(" .")
    if not 1 <= len(tidy) <= MAX_TITLE_CHARACTERS or any(
        unicodedata.category(sign)[0] == "C" for sign in tidy
    ):
        raise NameInvalid(repr(text[:MAX_TITLE_CHARACTERS]))
    return tidy


def slug(title: str, taken: Collection[str], fallback: str) -> str:
    """The id of a title: "Müller's stamp" becomes mullers-stamp, or mullers-stamp-2 if that is in `taken`.

    fallback: for a title without any letter or digit of ASCII.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))) or fallback
    ids = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 3))
    return next(id for id in ids if id not in taken and id not in RESERVED_IDS)


def taken_ids() -> set[str]:
    """All ids that a new method must not have: those of the catalog, and of any weights."""
    from engine.models.catalog import catalog, detectors

    files = {file.stem for place in weights.folders() for file in place.glob("*.safetensors")}
    return files | set(catalog()) | set(detectors())


def is_line(text: str) -> bool:
    """Whether a text can be shown in one line; it may be empty."""
    return len(text) <= MAX_TEXT_CHARACTERS and text.isprintable()


def as_line(text: str) -> str:
    """A text as one line that can be shown."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:MAX_TEXT_CHARACTERS]
