"""What a person may set, as data: the panel, the --option parser and the docs are drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.errors import OptionInvalid

Value = float | str | bool


@dataclass(frozen=True, kw_only=True)
class Slider:
    """A number in [low, high].  `whole` asks for integers."""

    id: str
    title: str
    low: float
    high: float
    default: float
    step: float = 0.01
    whole: bool = False
    unit: str = ""
    help: str = ""

    def parse(self, text: Value) -> Value:
        try:
            value = float(text)
        except ValueError:
            raise OptionInvalid(f"{self.id} takes a number, not {text!r}") from None
        if not self.low <= value <= self.high:
            raise OptionInvalid(f"{self.id} goes from {self.low:g} to {self.high:g}, not {value:g}")
        return round(value) if self.whole else value


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several values."""

    id: str
    title: str
    values: tuple[str, ...]
    default: str
    help: str = ""

    def parse(self, text: Value) -> Value:
        if text not in self.values:
            raise OptionInvalid(f"{self.id} is one of {', '.join(self.values)}, not {text!r}")
        return text


@dataclass(frozen=True, kw_only=True)
class Toggle:
    """On or off."""

    id: str
    title: str
    default: bool
    help: str = ""

    def parse(self, text: Value) -> Value:
        words = {"true": True, "on": True, "yes": True, "1": True}
        words |= {"false": False, "off": False, "no": False, "0": False}
        key = str(text).lower()
        if key not in words:
            raise OptionInvalid(f"{self.id} is on or off, not {text!r}")
        return words[key]


@dataclass(frozen=True, kw_only=True)
class Text:
    """Words, or the path of a file.  For recipes: no method has one, so no panel draws one.

    are_folders: its words are folders separated by commas, of which a card tells the names alone.
    """

    id: str
    title: str
    default: str = ""
    help: str = ""
    are_folders: bool = False

    def parse(self, text: Value) -> Value:
        return str(text)


Option = Slider | Choice | Toggle


def resolve(options: Iterable[Option | Text], given: Mapping[str, Value]) -> dict[str, Value]:
    """Defaults with the given values laid over them, each checked; an unknown name is an error."""
    known = {option.id: option for option in options}
    for name in given:
        if name not in known:
            raise OptionInvalid(f"there is no option {name!r}; there are: {', '.join(known) or 'none'}")
    return {name: option.parse(given.get(name, option.default)) for name, option in known.items()}
