"""Every setting, as data: the dialog and the file are drawn from this table."""

from __future__ import annotations

from dataclasses import dataclass

from engine.options import Choice, Option, Slider, Toggle, Value
from engine.text import mark


@dataclass(frozen=True, kw_only=True)
class FolderField:
    """A folder, or nothing."""

    id: str
    title: str
    default: str = ""
    help: str = ""

    def parse(self, text: Value) -> Value:
        return str(text)


Setting = Option | FolderField


@dataclass(frozen=True)
class Group:
    """Settings that stand together in the dialog."""

    title: str
    settings: tuple[Setting, ...]


SETTING_GROUPS = (
    Group(
        mark("Look"),
        (
            Choice(id="theme", title=mark("Theme"), values=("system", "light", "dark"), default="system"),
            Choice(
                id="language",
                title=mark("Language"),
                values=("system", "en", "de", "he"),
                default="system",
                help=mark("From the next start on"),
            ),
            Choice(
                id="mask_colour",
                title=mark("Mask colour"),
                values=("magenta", "cyan", "yellow"),
                default="magenta",
            ),
            Toggle(
                id="hatch",
                title=mark("Hatch the mask"),
                default=False,
                help=mark("A pattern for those who cannot tell the colours"),
            ),
            Toggle(
                id="filmstrip",
                title=mark("Show the filmstrip"),
                default=False,
                help=mark("The photos of the open photo's folder, below it"),
            ),
        ),
    ),
    Group(
        mark("Pen"),
        (
            Choice(
                id="pen_pressure",
                title=mark("Pressure changes"),
                values=("nothing", "size", "flow", "size-and-flow"),
                default="size",
                help=mark("Of a pen on a tablet; a mouse always presses fully"),
            ),
        ),
    ),
    Group(
        mark("Repair"),
        (
            Toggle(
                id="on_release",
                title=mark("Remove as soon as the brush is lifted"),
                default=False,
            ),
            Toggle(
                id="grow",
                title=mark("Auto widens a painted mask a little"),
                default=True,
                help=mark("A tight mask leaves a ghost of the rim; what is added is tinted too"),
            ),
            Choice(
                id="device",
                title=mark("Device"),
                values=("auto", "cpu", "cuda", "mps"),
                default="auto",
                help=mark("Where networks run"),
            ),
        ),
    ),
    Group(
        mark("Saving"),
        (
            FolderField(
                id="save_folder",
                title=mark("Folder for saved photos"),
                help=mark("Offered whenever a photo gets a new name; empty: the photo's own folder"),
            ),
            Slider(
                id="jpeg_quality",
                title=mark("JPEG quality"),
                low=40,
                high=100,
                default=95,
                step=1,
                whole=True,
                help=mark("Of photos that were no JPEG, and of copies; at 95 no difference is seen"),
            ),
        ),
    ),
    Group(
        mark("Safety"),
        (
            Slider(
                id="history",
                title=mark("Memory for undo"),
                low=64,
                high=8192,
                default=512,
                step=64,
                whole=True,
                unit="MB",
            ),
            Slider(
                id="journal",
                title=mark("Save a rescue copy every"),
                low=2,
                high=60,
                default=8,
                step=1,
                whole=True,
                unit="s",
                help=mark("What is lost if the power fails"),
            ),
        ),
    ),
)

SETTINGS_BY_ID: dict[str, Setting] = {
    option.id: option for group in SETTING_GROUPS for option in group.settings
}
assert len(SETTINGS_BY_ID) == sum(len(group.settings) for group in SETTING_GROUPS), "two settings share an id"
