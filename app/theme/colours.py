"""Light and dark.  Surrounds are neutral grey, so that a photo's colours can be judged; one accent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Colours:
    """Each is "#rrggbb".  Text on surround, panel, raised and field has a contrast of at least 4.5 : 1."""

    dark: bool
    surround: str  # around the photo
    panel: str  # bars and panels
    raised: str  # buttons, cards, messages
    hover: str  # a raised thing under the pointer
    field: str  # where one types
    border: str
    text: str
    muted: str  # captions
    disabled: str
    accent: str  # the verbs and selections
    accent_hover: str
    on_accent: str
    focus: str  # focus ring, marks, progress: visible on panel and surround
    warning: str
    danger: str
    good: str


DARK_COLOURS = Colours(
    dark=True,
    surround="#2a2a2a",
    panel="#323232",
    raised="#3d3d3d",
    hover="#484848",
    field="#262626",
    border="#505050",
    text="#ececec",
    muted="#b4b4b4",
    disabled="#7c7c7c",
    accent="#2c6fd1",
    accent_hover="#2a67c2",
    on_accent="#ffffff",
    focus="#7db0ff",
    warning="#f0b429",
    danger="#ff8a82",
    good="#7fcf8f",
)

LIGHT_COLOURS = Colours(
    dark=False,
    surround="#d9d9d9",
    panel="#f2f2f2",
    raised="#ffffff",
    hover="#e6e6e6",
    field="#ffffff",
    border="#c2c2c2",
    text="#1c1c1c",
    muted="#575757",
    disabled="#9a9a9a",
    accent="#1f5fbf",
    accent_hover="#1a53a8",
    on_accent="#ffffff",
    focus="#1f5fbf",
    warning="#8a5a00",
    danger="#b3261e",
    good="#1f6b33",
)


def luminance(colour: str) -> float:
    """WCAG relative luminance of "#rrggbb", 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
