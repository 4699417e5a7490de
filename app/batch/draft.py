"""What a person has set for a batch, as plain values: kept for the next time, and made into a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, cast

from app.session.find_selection import DEFAULT_SENSITIVITY
from app.widgets.typed_path import typed
from engine.options import Value
from engine.photo.file_format import saving_formats

if TYPE_CHECKING:
    from engine.batch import Plan
    from engine.batch.masks import Side

# Where the damage is known from; REPEATED_MARKS: from what stays put over the photos.
FIND_DAMAGE, ONE_MASK, MASK_FOLDER, REPEATED_MARKS = "find", "one", "folder", "repeated"
# How one mask is scaled and placed for all photos.
SAME_SIZE, FITTED_SIZE, EXACT_PIXELS, PERCENT_OF_PHOTO = "same", "fitted", "exact", "percent"
MASK_CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
MASK_SOURCES = ("auto", "luminance", "alpha", "labels")  # The values of MaskSource.
MAX_GROW_PX = 500  # As in the editor.
WORKER_CHOICES = (0, 1, 2, 3, 4, 6, 8)  # photos at a time; 0 leaves it to the engine
MASK_SIDES = (*MASK_CORNERS, "top", "left", "center", "right", "bottom")


def result_formats() -> dict[str, str]:
    """The formats a result may have, by suffix; in a draft "" stands for each photo's own."""
    return {one.suffixes[0]: one.name for one in saving_formats()}


@dataclass(frozen=True, kw_only=True)
class BatchDraft:
    """Paths as they were typed.  width, across, down: of one mask, in % of the photo.

    mask_from, invert_mask: how masks are read, as MaskReading has it.  grow_px: by how much they are dilated,
    unless grow_auto leaves it to the engine.
    watch: what appears in the folder later is repaired too, until the person stops it.
    kinds: ids of the detector's kinds; none is anything.  fill_doubtful: see Plan.
    """

    photos: str = ""
    out: str = ""
    recursive: bool = False
    watch: bool = False
    damage: str = FIND_DAMAGE
    mask: str = ""
    masks: str = ""
    place: str = SAME_SIZE
    side: str = "bottom-right"
    width: float = 20.0
    across: float = 2.0
    down: float = 2.0
    mask_from: str = "auto"
    invert_mask: bool = False
    grow_px: int = 0
    grow_auto: bool = False
    method: str = "auto"
    options: Mapping[str, Value] = field(default_factory=dict)
    detector: str = "auto"
    kinds: tuple[str, ...] = ()
    sensitivity: float = DEFAULT_SENSITIVITY
    fill_doubtful: bool = False
    format: str = ""
    pattern: str = "{name}"
    workers: int = 0

    @property
    def missing(self) -> str:
        """The first path it still needs: "photos", "out", "mask" or "masks"; "" where none is missing."""
        needed = {"photos": self.photos, "out": self.out}
        needed |= {ONE_MASK: {"mask": self.mask}, MASK_FOLDER: {"masks": self.masks}}.get(self.damage, {})
        return next((name for name, text in needed.items() if not text.strip()), "")

    @property
    def watches(self) -> bool:
        """Whether the folder is watched: what stays put shows only where photos can be compared."""
        return self.watch and self.damage != REPEATED_MARKS

    def plan(self, device: str) -> Plan:
        """The engine's plan.  The first call of a session loads libraries: not for the GUI thread."""
        from engine.batch import Anchor, Corner, MaskFolder, OneMask, Plan
        from engine.photo.mask_file import MaskReading
        from engine.photo.mask_meaning import MaskSource

        reading = MaskReading(
            source=MaskSource(self.mask_from),
            inverted=self.invert_mask,
            grow_px=None if self.grow_auto else self.grow_px,
        )
        side = cast("Side", self.side)
        places: dict[str, Anchor | Corner | None] = {
            SAME_SIZE: None,
            FITTED_SIZE: Anchor(side),
            EXACT_PIXELS: Anchor(side, scaled=False),
            PERCENT_OF_PHOTO: Corner(side, self.width, self.across, self.down),
        }
        masks: MaskFolder | OneMask | None = None
        blind = self.damage == FIND_DAMAGE
        if self.damage == ONE_MASK:
            masks = OneMask(typed(self.mask).absolute(), places[self.place], reading)
        elif self.damage == MASK_FOLDER:
            masks = MaskFolder(typed(self.masks).absolute(), reading)
        return Plan(
            photos=typed(self.photos).absolute(),
            out=typed(self.out).absolute(),
            recursive=self.recursive,
            masks=masks,
            method=self.method,
            options=dict(self.options),
            detector=self.detector,
            sensitivity=self.sensitivity,
            kinds=self.kinds if blind else (),
            fill_doubtful=blind and self.fill_doubtful,
            format=self.format,
            pattern=self.pattern.strip() or "{name}",
            workers=self.workers or None,
            device=device,
        )

    @property
    def kept(self) -> dict[str, Any]:
        """For a file of settings."""
        return asdict(self)

    @classmethod
    def of(cls, kept: object) -> BatchDraft:
        """What `kept` gave; what is missing or of another kind has its default."""
        stored = kept if isinstance(kept, dict) else {}
        default = cls()
        known = {one.name: getattr(default, one.name) for one in fields(cls)}
        given = {
            name: stored[name] for name, value in known.items() if isinstance(stored.get(name), type(value))
        }
        kinds = stored.get("kinds")  # A file of settings holds a list.
        if isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds):
            given["kinds"] = tuple(kinds)
        choices = {
            "damage": (FIND_DAMAGE, ONE_MASK, MASK_FOLDER, REPEATED_MARKS),
            "place": (SAME_SIZE, FITTED_SIZE, EXACT_PIXELS, PERCENT_OF_PHOTO),
            "format": ("", *result_formats()),
            "workers": WORKER_CHOICES,
            "mask_from": MASK_SOURCES,
            "side": MASK_CORNERS if given.get("place") == PERCENT_OF_PHOTO else MASK_SIDES,
        }
        for name, words in choices.items():
            if given.get(name) not in words:
                given.pop(name, None)
        for name, least, most in (
            ("sensitivity", 0, 1),
            ("width", 0.1, 100),
            ("across", 0, 100),
            ("down", 0, 100),
            ("grow_px", 0, MAX_GROW_PX),
        ):
            if not least <= given.get(name, least) <= most:
                given.pop(name)
        return cls(**given)
