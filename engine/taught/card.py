"""The card of a taught method: reads and checks its title, its damage and the sizes of its network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.errors import WeightsDamaged
from engine.models.names import ID_PATTERN, MAX_TEXT_CHARACTERS, valid_title
from engine.models.weights import Card
from engine.text import Text, mark

if TYPE_CHECKING:
    from engine.networks.taught import TaughtDesign

CARD_VERSION = 1  # Of the card and of the network: a later Lacuna may know others.
MAX_CHANNELS, MAX_BLOCKS = 512, 8  # Of a level; a card that asks for more would take all memory there is.
LIMITS_TEXT = mark("Every other damage, and this one where it is much larger or smaller than it was taught")


def title(card: Card) -> str:
    """The name that the person gave to the method."""
    return str(card.more["title"])


def damage(card: Card) -> Text:
    """The damage that it was taught to find, translatable unless an older Lacuna wrote the card."""
    plain = str(card.more["damage"])
    try:
        text = Text.restored(card.more.get("damage_text"))
    except (ValueError, RecursionError):  # A card may come from anybody.
        return Text(plain)
    return text if text == plain else Text(plain)


def design(card: Card) -> TaughtDesign:
    """The sizes of the network, within MAX_CHANNELS and MAX_BLOCKS.  Raises WeightsDamaged."""
    from engine.networks.taught import TaughtDesign

    facts = card.more.get("design")
    if not isinstance(facts, Mapping):
        raise WeightsDamaged(Text("the card of {id} does not say what its network is", id=card.id))
    widths, before, after = (_sizes(facts.get(name)) for name in ("widths", "before", "after"))
    if not (len(widths) == len(before) == len(after) + 1 >= 2):
        raise WeightsDamaged(Text("the card of {id} tells of a network that cannot be", id=card.id))
    if max(widths) > MAX_CHANNELS or max(*before, *after) > MAX_BLOCKS or len(widths) > MAX_BLOCKS:
        raise WeightsDamaged(Text("the card of {id} tells of a network that is too large", id=card.id))
    colours = _count(facts.get("colours", 0))
    if colours > MAX_BLOCKS:
        raise WeightsDamaged(Text("the card of {id} tells of a network that is too large", id=card.id))
    return TaughtDesign(widths=widths, before=before, after=after, colours=colours)


def design_to_json(design: TaughtDesign) -> dict[str, Any]:
    """The sizes of a network as a card stores them; design() reads them."""
    return asdict(design)


def checked(card: Card) -> Card:
    """Return the card if it has all that a method needs; else raise WeightsDamaged.  Needs no torch."""
    facts = card.more
    texts = [card.id, card.sha256, card.device, card.licence, card.limits]
    texts += [facts.get(name) for name in ("title", "damage", "made")]  # type: ignore[misc]
    if facts.get("taught") != CARD_VERSION:
        raise WeightsDamaged(Text("it is no taught method of version {number}", number=CARD_VERSION))
    if not all(
        isinstance(text, str) and 1 <= len(text) <= MAX_TEXT_CHARACTERS and text.isprintable()
        for text in texts
    ):
        raise WeightsDamaged(Text("its card lacks words, or has some that cannot be shown"))
    if not re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", str(facts["made"])):
        raise WeightsDamaged(Text("its card has no date"))
    if not ID_PATTERN.fullmatch(card.id):
        raise WeightsDamaged(Text("its card has no proper id"))
    numbers = (card.photos, card.minutes, card.steps)
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in numbers):
        raise WeightsDamaged(Text("its card has words where numbers belong"))
    if not isinstance(card.scores, dict) or valid_title(title(card)) != title(card):
        raise WeightsDamaged(Text("its card cannot be read"))
    return card


def _sizes(value: Any) -> tuple[int, ...]:
    """A list of counts from JSON, empty if it is none; what is no count becomes too large."""
    if not isinstance(value, list | tuple) or not value:
        return ()
    return tuple(_count(one) or MAX_CHANNELS + 1 for one in value)


def _count(value: Any) -> int:
    """A count from JSON; what is none becomes MAX_CHANNELS + 1, so that it is refused."""
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else MAX_CHANNELS + 1
    )
