"""The card of a model that a person added: a small JSON file beside it, which may be edited by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import WeightsDamaged
from engine.models.names import ID_PATTERN, is_line, valid_title
from engine.onnx_models.contract import Contract, from_json
from engine.text import Text

CARD_VERSION = 1
_DATE_PATTERN = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    """file: the name of the file that was added.  licence, source: as the person gave them, or "".
    added: the date, as 2026-11-30.
    """

    id: str
    title: str
    file: str
    sha256: str
    licence: str
    source: str
    added: str
    contract: Contract

    def as_json(self) -> str:
        facts = {name: getattr(self, name) for name in _TEXT_KEYS}
        facts |= {"version": CARD_VERSION, "contract": self.contract.as_json()}
        return json.dumps(facts, indent=1, ensure_ascii=False) + "\n"


_TEXT_KEYS = ("id", "title", "file", "sha256", "licence", "source", "added")


def read_card(path: Path) -> ModelCard:
    """The card in this file.  Raises WeightsDamaged."""
    try:
        stored: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise WeightsDamaged(Text("{name} cannot be read", name=path.name)) from error
    if not isinstance(stored, Mapping) or stored.get("version") != CARD_VERSION:
        raise WeightsDamaged(
            Text("{name} is no card of version {number}", name=path.name, number=CARD_VERSION)
        )
    texts: dict[str, Any] = {name: stored.get(name) for name in _TEXT_KEYS}
    if not all(isinstance(text, str) and is_line(text) for text in texts.values()):
        raise WeightsDamaged(Text("{name} lacks words, or has some that cannot be shown", name=path.name))
    card = ModelCard(**texts, contract=from_json(stored.get("contract")))
    if not ID_PATTERN.fullmatch(card.id) or not _DATE_PATTERN.fullmatch(card.added):
        raise WeightsDamaged(Text("{name} has no proper id or date", name=path.name))
    if valid_title(card.title) != card.title:
        raise WeightsDamaged(Text("{name} has no proper title", name=path.name))
    return card
