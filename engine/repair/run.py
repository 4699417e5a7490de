"""The repair pipeline: checks the mask, divides it into regions, runs methods, composites their fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from engine.errors import MaskEmpty, MaskError, MaskFull
from engine.job import Job
from engine.models.catalog import method as find_method
from engine.models.device import resolve as resolve_device
from engine.models.method import ArrayMethod, Method
from engine.options import Toggle, Value, resolve
from engine.photo import Photo
from engine.pixels.mask import Mask, automatic_growth
from engine.pixels.mask import grow as grown
from engine.repair.auto import MethodForPart, choose
from engine.repair.call import FillContext
from engine.repair.composite import Composition, Patch
from engine.repair.fallback import MemoryFallback
from engine.repair.fills import RegionFill
from engine.repair.grain import FillWithGrain, measured
from engine.repair.region import fill_region
from engine.repair.regions import MAX_REGIONS, Region, regions
from engine.repair.texture import MIN_TEXTURED_RADIUS_PX
from engine.system.heap import trim
from engine.text import Text, mark

__all__ = ["PIPELINE_OPTIONS", "Patch", "Repair", "prepare", "repair"]

# Options of every repair, beside those of the method.
PIPELINE_OPTIONS = (
    Toggle(
        id="seamless",
        title="Blend the seam",
        default=False,
        help="Shifts the colours of the fill so that it meets its surroundings (Poisson blending)",
    ),
    Toggle(
        id="texture",
        title="Carry texture",
        default=True,
        help="Soft fills of large holes and wide strokes get detail from around the hole, "
        "all fills the photo's grain",
    ),
)
THIN_NOTE = mark("Thin damage was filled by {method}.")
WIDE_NOTE = mark("Wide holes were filled by {method}.")


@dataclass(frozen=True)
class Repair:
    """The result of one run.  The photo is not changed until `apply`; outside `mask` and `recoloured` it
    never is.

    recoloured: pixels outside of the mask of which the chroma is corrected, 255, else 0; None for none.
    methods: ids, several where `auto` took more than one.  notes: what a person should know.  regions: how
    many were filled.  calls: of methods, several for a region in tiles.
    """

    methods: tuple[str, ...]
    mask: Mask
    patches: tuple[Patch, ...]
    notes: tuple[Text, ...] = ()
    regions: int = 0
    calls: int = 0
    recoloured: Mask | None = None

    @property
    def changeable(self) -> Mask:
        """Not 0 where the photo may change, H×W."""
        return self.mask if self.recoloured is None else np.maximum(self.mask, self.recoloured)

    @property
    def method(self) -> str:
        """The methods as one text for reports: "patchmatch + biharmonic"."""
        return " + ".join(self.methods)

    def apply(self, photo: Photo, choice: int = 0) -> None:
        """Change the photo.  choice: which alternative; patches with fewer use their last."""
        for patch in self.patches:
            photo.put(patch.box, patch.alternatives[min(choice, len(patch.alternatives) - 1)])


def prepare(mask: Mask, method: str | Method = "auto", grow: int | None = None) -> Mask:
    """The mask that `repair` will fill, so that it can be shown before: dilated by `grow` px.

    None is the method's default: `auto` dilates by max(3 px, 0.3 % of the short side), other methods by 0.
    """
    if grow is None:
        grow = automatic_growth(mask.shape[1], mask.shape[0]) if method == "auto" else 0
    return grown(mask, grow)


def repair(
    photo: Photo,
    mask: Mask,
    method: str | Method = "auto",
    *,
    options: Mapping[str, Value] | None = None,
    guides: Mapping[str, Mask] | None = None,
    seed: int = 0,
    device: str = "auto",
    grow: int | None = 0,
    added: int = 0,
    job: Job | None = None,
) -> Repair:
    """Fill what `mask` (uint8 H×W, soft allowed) marks.  Neither photo nor mask is changed; see Repair.apply.

    grow: px by which the mask is dilated first, None as in `prepare`; Repair.mask is the filled mask.  added:
    px by which the program dilated it before.
    options: the method's own and PIPELINE_OPTIONS.  guides: uint8 H×W planes; unused ones are noted.
    Raises LacunaError (MaskEmpty, MaskFull, MethodUnknown, OptionInvalid, DeviceUnavailable, RepairError …)
    or Cancelled.
    """
    if mask.shape != (photo.height, photo.width):
        raise MaskError(
            Text(
                "the mask is {mask}, the photo {photo}",
                mask=f"{mask.shape[1]} × {mask.shape[0]}",
                photo=f"{photo.width} × {photo.height}",
            )
        )
    if not mask.any():
        raise MaskEmpty
    missing = prepare(mask, method, grow)
    if device != "auto":
        resolve_device(device)  # An invalid device is an error even if all methods run on the CPU.
    growth = automatic_growth(*mask.shape) if grow is None else grow
    choices = _chosen(missing, method, grown=growth + added)
    soft = all(choice.method.info.soft for choice in choices)
    if missing.min() == 255 if soft else missing.all():
        raise MaskFull
    settings = _settings(choices, options or {})
    tasks = [
        _Task(
            context=FillContext(
                photo=photo,
                mask=missing,
                method=choice.method,
                options=settings[choice.method.info.id],
                guides={k: v for k, v in (guides or {}).items() if k in choice.method.info.guides},
                seed=seed,
                seamless=bool(settings[""]["seamless"]),
                texture=bool(settings[""]["texture"]),
                textured_from_px=MIN_TEXTURED_RADIUS_PX + growth if choice.width == "thin" else None,
            ),
            regions=regions(choice.mask, choice.method.info, MAX_REGIONS // len(choices)),
            fallback=MemoryFallback(
                "cpu" if isinstance(choice.method, ArrayMethod) else resolve_device(device)
            ),
        )
        for choice in choices
    ]
    composition = Composition(photo)
    calls = _run_tasks(tasks, composition, (job or Job()).steady())
    return Repair(
        methods=tuple(choice.method.info.id for choice in choices),
        mask=missing,
        patches=composition.patches(),
        notes=_notes(choices, tasks, guides or {}),
        regions=sum(len(task.regions) for task in tasks),
        calls=calls,
    )


@dataclass(frozen=True)
class _Task:
    """The regions that one method fills."""

    context: FillContext
    regions: list[Region]
    fallback: MemoryFallback


def _chosen(mask: Mask, method: str | Method, grown: int) -> list[MethodForPart]:
    """The methods to run, each with its part of the mask."""
    if isinstance(method, Method):
        return [MethodForPart(method, mask, "any")]
    return choose(mask, grown) if method == "auto" else [MethodForPart(find_method(method), mask, "any")]


def _settings(choices: list[MethodForPart], given: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """Each method's options by its id, and the pipeline's under "".  Raises OptionInvalid."""
    owners = {"": PIPELINE_OPTIONS} | {
        choice.method.info.id: choice.method.info.options for choice in choices
    }
    resolve([option for options in owners.values() for option in options], given)
    return {
        owner: resolve(options, {o.id: given[o.id] for o in options if o.id in given})
        for owner, options in owners.items()
    }


def _run_tasks(tasks: list[_Task], composition: Composition, job: Job) -> int:
    """Fill all regions; progress is measured by their area.  Returns the number of calls."""
    whole = sum(region.box.area for task in tasks for region in task.regions)
    calls, done = 0, 0
    context = tasks[0].context
    grain = measured(context.photo, context.mask, context.seed) if context.texture else None
    for task in tasks:
        for region in task.regions:
            part = job.part(done / whole, (done + region.box.area) / whole, Text("Filling"))
            part.step(0.0)
            fill: RegionFill = task.fallback.run(partial(fill_region, task.context, region, part))
            calls += fill.calls
            if grain is not None and not task.context.method.info.soft:
                fill = FillWithGrain(fill, context.photo, context.mask, grain, context.seed)
            composition.add(region, fill)
            del fill
            trim()
            done += region.box.area
    job.step(1.0)
    return calls


def _notes(choices: list[MethodForPart], tasks: list[_Task], guides: Mapping[str, Mask]) -> tuple[Text, ...]:
    texts = {"thin": THIN_NOTE, "wide": WIDE_NOTE}
    found = [Text(texts[c.width], method=c.method.info.title) for c in choices if c.width in texts]
    for task in tasks:
        found += task.fallback.notes
        unused = guides.keys() - task.context.guides.keys()
        found += [
            Text(
                "{method} makes no use of the guide {guide}.",
                method=task.context.method.info.title,
                guide=name,
            )
            for name in sorted(unused)
        ]
    return tuple(dict.fromkeys(found))
