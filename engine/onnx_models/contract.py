"""The contract of a model: what its inputs and its output are called, and what their values mean.

The table KNOWN_FILES holds the contracts of published files; `engine.onnx_models.trial` finds those of
others.  A person may correct each value of CORRECTABLE_VALUES.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from engine.errors import OptionInvalid, WeightsDamaged
from engine.models.method import SizeRule
from engine.text import Text

VALUE_RANGES = {"0..1": (0.0, 1.0), "-1..1": (-1.0, 1.0), "0..255": (0.0, 255.0)}
# The values that a person may set, the commonest first.  mask_hole: the mask's value of missing pixels.
CORRECTABLE_VALUES: Mapping[str, tuple[str, ...]] = {
    "image_range": tuple(VALUE_RANGES),
    "mask_range": tuple(VALUE_RANGES),
    "mask_hole": ("white", "black"),
    "output_range": tuple(VALUE_RANGES),
    "layout": ("nchw", "nhwc"),
    "colours": ("rgb", "bgr"),
}
# No network for holes takes longer sides at once, and one that did would take all memory there is.
MAX_SIDE_PX = 2048


@dataclass(frozen=True, kw_only=True)
class Contract:
    """image, mask, output: names in the file.  The other words are values of CORRECTABLE_VALUES.

    least, multiple, most: the SizeRule, px.  A model of a fixed size has that size for all three.
    """

    image: str
    mask: str
    output: str
    image_range: str = "0..1"
    mask_range: str = "0..1"
    mask_hole: str = "white"
    output_range: str = "0..1"
    layout: str = "nchw"
    colours: str = "rgb"
    least: int
    multiple: int
    most: int

    @property
    def size(self) -> SizeRule:
        return SizeRule(least=self.least, multiple=self.multiple, most=self.most)

    @property
    def described(self) -> Text:
        """One line for a person."""
        return Text(
            "image {image_range} {colours} {layout}, mask {mask_range} with {mask_hole} = missing, "
            "answer {output_range}, sides of {sides} px",
            image_range=self.image_range,
            colours=self.colours.upper(),
            layout=self.layout.upper(),
            mask_range=self.mask_range,
            mask_hole=Text("white") if self.mask_hole == "white" else Text("black"),
            output_range=self.output_range,
            sides=self.most if self.least == self.most else f"{self.least}..{self.most}",
        )

    def corrected(self, corrections: Mapping[str, str]) -> Contract:
        """The contract with values of CORRECTABLE_VALUES replaced."""
        changes: dict[str, Any] = dict(corrections)
        return replace(self, **changes)

    def as_json(self) -> dict[str, Any]:
        """As a card stores it; `from_json` reads it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class KnownFile:
    """A published file, recognised by the names of its inputs and output and by the type of its image.

    side: px, for a network that works at one size inside whatever it is given.
    """

    title: str
    names: tuple[str, str, str]
    image_type: str
    facts: Mapping[str, str]
    side: int | None = None


KNOWN_FILES = (
    KnownFile(  # lama_fp32.onnx, and the 8-bit file of OpenCV's zoo, which keeps float inputs and output.
        title="LaMa",
        names=("image", "mask", "output"),
        image_type="tensor(float)",
        facts={"image_range": "0..1", "mask_range": "0..1", "mask_hole": "white", "output_range": "0..255"},
    ),
    KnownFile(  # migan_pipeline_v2.onnx and migan.onnx, which scale to 512 px inside.
        title="MI-GAN",
        names=("image", "mask", "result"),
        image_type="tensor(uint8)",
        facts={
            "image_range": "0..255",
            "mask_range": "0..255",
            "mask_hole": "black",
            "output_range": "0..255",
        },
        side=512,
    ),
)


def known_file(names: tuple[str, str, str], image_type: str) -> KnownFile | None:
    """The published file that these names (image, mask, output) and this type belong to."""
    return next((one for one in KNOWN_FILES if one.names == names and one.image_type == image_type), None)


def checked_corrections(given: Mapping[str, str]) -> dict[str, str]:
    """The corrections that a person gave, checked.  Raises OptionInvalid."""
    for name, value in given.items():
        if value not in CORRECTABLE_VALUES.get(name, ()):
            raise OptionInvalid(
                Text(
                    "{option} is one of {values}, not {given}",
                    option=name.replace("_", "-"),
                    values=", ".join(CORRECTABLE_VALUES.get(name, ())),
                    given=repr(value),
                )
            )
    return dict(given)


def from_json(stored: Any) -> Contract:
    """The contract of a card, which a person may have edited.  Raises WeightsDamaged."""
    if not isinstance(stored, Mapping) or set(stored) != {field.name for field in fields(Contract)}:
        raise WeightsDamaged(Text("the contract in its card is not complete"))
    for name, value in stored.items():
        if name in ("least", "multiple", "most"):
            sound = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MAX_SIDE_PX
        else:
            sound = isinstance(value, str) and value in CORRECTABLE_VALUES.get(name, (value,))
        if not sound:
            raise WeightsDamaged(Text("its card says {name} {value}", name=name, value=repr(value)))
    found = Contract(**stored)
    if not found.size.padded(found.most) == found.most >= found.least:
        raise WeightsDamaged(Text("the sides in its card do not fit together"))
    return found
