"""How a parameter is given: a plain value, or a distribution that is drawn once for each sample."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import OptionInvalid
from engine.text import Text, mark


class DamageInvalid(OptionInvalid):
    title = mark("That damage cannot be made")
    advice = mark("Check its name and its parameters.")


@dataclass(frozen=True)
class Between:
    """A number drawn uniformly from [low, high]: integers if `whole`, in the logarithm if `log`."""

    low: float
    high: float
    whole: bool = False
    log: bool = False

    def at(self, u: float) -> float:
        """The quantile u in [0, 1)."""
        if self.whole:
            return math.floor(self.low + u * (self.high - self.low + 1))
        if self.log:
            return float(self.low * (self.high / self.low) ** u)
        return self.low + u * (self.high - self.low)


@dataclass(frozen=True)
class OneOf:
    """One of several values, each as likely as its weight (all alike by default)."""

    values: Sequence[Any]
    weights: Sequence[float] = ()

    def at(self, u: float) -> Any:
        """The quantile u in [0, 1)."""
        if not self.weights:
            return self.values[int(u * len(self.values))]
        steps = np.cumsum(self.weights)
        return self.values[int(np.searchsorted(steps, u * steps[-1], side="right"))]


Distribution = Between | OneOf
# A value, or a Distribution; a pair (least, most) is drawn from for each stroke, line, drop …
Parameter = Any


def checked(given: Mapping[str, Any], declared: Mapping[str, Parameter]) -> None:
    """Raise DamageInvalid for a name that is not declared."""
    for name in given:
        if name not in declared:
            raise DamageInvalid(
                Text(
                    "there is no parameter {name}; there are: {known}",
                    name=repr(name),
                    known=", ".join(declared),
                )
            )


def resolve(
    declared: Mapping[str, Parameter], given: Mapping[str, Any], rng: np.random.Generator
) -> dict[str, Any]:
    """All declared parameters as values: defaults replaced by the `given` ones, distributions drawn.

    One number is spent on each declared parameter, given or not, so that fixing one does not move the others.
    """
    values = {}
    for u, (name, default) in zip(rng.random(len(declared)), declared.items(), strict=True):
        value = given.get(name, default)
        values[name] = _value(value, default, float(u))
    return values


def _value(value: Any, default: Parameter, u: float) -> Any:
    """A distribution's quantile u; where a pair (least, most) is declared, a range or number becomes one."""
    if isinstance(value, OneOf):
        return _value(value.at(u), default, u)
    if isinstance(default, tuple):
        return (value.low, value.high) if isinstance(value, Between) else _pair(value)
    return value.at(u) if isinstance(value, Between) else value


def _pair(value: Any) -> Any:
    return (value, value) if isinstance(value, int | float) else value


def split_request(text: str) -> tuple[str, dict[str, str]]:
    """A name and its parameters, not parsed yet: "text:size=20,lines=2..6" or "freeform_steps:vcn,parts=4".

    A word before the parameters is a preset, and part of the name.  Raises DamageInvalid.
    """
    name, _, rest = text.partition(":")
    words = [word for word in rest.split(",") if word]
    if words and "=" not in words[0]:
        name = f"{name}:{words.pop(0)}"
    if any("=" not in word for word in words):
        raise DamageInvalid(Text("damage is written ID:NAME=VALUE,…, not {given}", given=repr(text)))
    pairs = [word.partition("=") for word in words]
    return name, {key.strip(): value.strip() for key, _, value in pairs}


def parse(text: str) -> Any:
    """A parameter from a command line.

    true, 0.5, 3, a word, 10..40 (a range to draw from), a|b (one of several), 1+0+0 (a colour).
    """
    if "|" in text:
        return OneOf(tuple(parse(word) for word in text.split("|")))
    if "+" in text:
        return tuple(parse(word) for word in text.split("+"))
    low, dots, high = text.partition("..")
    if dots:
        ends = parse(low), parse(high)
        if not all(isinstance(end, int | float) for end in ends):
            raise DamageInvalid(Text("a range is two numbers, not {given}", given=repr(text)))
        return Between(*ends, whole=all(isinstance(end, int) for end in ends))
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
