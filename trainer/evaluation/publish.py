"""Ships new weights where they score better than those there are, on the same photos and in one run."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any, cast

from torch import nn

from engine.detection.ink_reader import INK, Reader
from engine.errors import UsageError
from engine.models.catalog import catalog, detectors
from engine.models.catalog import method as find_method
from engine.models.detector import Detector
from engine.models.method import Method
from engine.models.network import Networks
from engine.models.weights import has_weights, stem
from engine.system.paths import weights_folder
from trainer.data import photos as photo_folder
from trainer.evaluation import features
from trainer.evaluation.evaluate import CLASSICAL, Evaluation, Row, evaluate, gain, table
from trainer.evaluation.suite import Suite
from trainer.evaluation.suite import suite as find_suite
from trainer.training.export import export, read
from trainer.training.recipe import recipe as find_recipe

NEW = "new"
ENERGY = (0.7, 1.3)  # of gradients in a hole against around it, which look alike
FLOOR = -0.3  # dB over Telea
OWNERS = {INK: "finder"}  # whose finds a network that is no method completes
Merit = Callable[[Evaluation, str], float | None]


def publish(
    weights: Path,
    *,
    suite: str | None,
    photos: Sequence[Path],
    limit: int | None = None,
    held_out: bool = False,
    force: bool = False,
    folder: Path | None = None,
) -> int:
    """Measure `weights` (.safetensors with its card); put them into `folder` (what ships) if better.

    The card gets the scores.  Returns 0 where they were taken, 4 where they were not.  Raises LacunaError.
    """
    card: dict[str, Any] = json.loads(weights.with_suffix(".json").read_text(encoding="utf-8"))
    name, variant = str(card["id"]), str(card.get("variant", ""))
    if name == features.WEIGHTS_ID:
        return features.publish(weights, photos=photos, force=force, folder=folder)
    if suite is None:
        raise UsageError(f"weights of {name} are measured on a suite: --suite ID")
    candidate, owner = trial(name, weights, card), OWNERS.get(name, name)
    chosen = find_suite(suite)
    chosen = replace(chosen, limit=limit or chosen.limit)
    rivals = [id for id in CLASSICAL if id in catalog()] + ([owner] if has_weights(owner, variant) else [])
    found = evaluate(
        chosen,
        photo_folder.measured(photos, held_out=held_out),
        rivals,
        extra={NEW: candidate},
        options={owner: {"weights": variant}} if variant else {},
        distance=features.distance_function() if chosen.large else None,
    )
    print(table(found.rows))
    merit, unit = merits(chosen, candidate)
    before, after = (merit(found, id) for id in (owner, NEW))
    if before is not None and after is not None and after <= before and not force:
        print(f"not taken: {after:.2f} {unit} on average, those there are have {before:.2f}")
        return 4
    target = (folder or weights_folder()) / f"{stem(name, variant)}.safetensors"
    export(target, read(weights), card | {"scores": scores(chosen, found.rows), **says(candidate)})
    print(f"taken: {target}")
    return 0


def trial(name: str, weights: Path, card: dict[str, Any]) -> Method | Detector:
    """The method or detector of this name, or the one whose part they are, on other weights than those that
    ship.
    """
    owner = OWNERS.get(name, name)
    found = detectors()[owner] if owner in detectors() else find_method(owner)
    if not isinstance(found, Networks):
        raise UsageError(f"{name} has no weights")
    network = find_recipe(str(card["recipe"]), card.get("options", {})).models()["network"]
    network.load_state_dict(read(weights))
    fresh: Any = type(found)()
    if name == INK:
        fresh.reader = OnTrial(network)
        return cast(Detector, fresh)
    fresh.load = lambda variant: network  # noqa: ARG005
    fresh.variant = lambda request: str(card.get("variant", ""))  # noqa: ARG005
    fresh.default_variant = lambda options: str(card.get("variant", ""))  # noqa: ARG005
    trial: Method | Detector = fresh
    return trial


class OnTrial(Reader):
    """A reader of ink with another network than the one that ships."""

    there = True

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def load(self, variant: str) -> nn.Module:  # noqa: ARG002
        return self.network


def merits(suite: Suite, rival: Method | Detector) -> tuple[Merit, str]:
    """What weights are judged by, and its unit: a detector by its mask, what fills by its picture."""
    if suite.large:
        return real, "how real it looks"
    if not suite.blind:
        return mean_inside, "dB inside"
    return (mean_psnr, "dB") if isinstance(rival, Method) else (mean_f1, "F1")


def real(found: Evaluation, method: str) -> float | None:
    """How real large fills look, larger is better; None where the method was not measured.

    Minus the feature distance (in thousandths, mean over the cases), times what the gradients' energy is
    outside ENERGY; a dB that is missing to FLOOR over Telea costs as much again.  Without the feature
    network's weights it is the PSNR inside.
    """
    rows = [row for row in found.rows if row.method == method]
    if not rows or any(row.feature is None for row in rows):
        return mean_inside(found, method)
    far = [1000 * (row.feature or 0.0) * _beside(row.energy) for row in rows]
    return -fmean(far) * (1 + max(0.0, FLOOR - gain(found.rows, method)))


def _beside(energy: float | None) -> float:
    """1 within ENERGY, else by what factor outside."""
    least, most = ENERGY
    return 1.0 if energy is None else max(1.0, least / energy, energy / most)


def mean_psnr(found: Evaluation, method: str) -> float | None:
    """Mean over the cases of the PSNR of the whole photo; None where the method was not measured."""
    values = [row.psnr for row in found.rows if row.method == method]
    return fmean(values) if values else None


def mean_f1(found: Evaluation, method: str) -> float | None:
    """Mean over the cases of the F1 of the mask that was found; None where the method was not measured."""
    values = [row.f1 for row in found.rows if row.method == method and row.f1 is not None]
    return fmean(values) if values else None


def mean_inside(found: Evaluation, method: str) -> float | None:
    """Mean over the cases of the PSNR inside the mask; None where the method was not measured."""
    values = [row.psnr_inside for row in found.rows if row.method == method]
    return fmean(values) if values else None


def scores(suite: Suite, rows: Sequence[Row]) -> dict[str, Any]:
    """For the card: inside the mask, and the gain over the best classical method by case; over Telea."""
    result: dict[str, Any] = {"suite": suite.id, "seed": suite.seed, "photos": rows[0].photos, "cases": {}}
    for case in dict.fromkeys(row.case for row in rows):  # one without photos has none
        block = {row.method: row.psnr_inside for row in rows if row.case == case}
        best = max(value for id, value in block.items() if id in CLASSICAL)
        result["cases"][case] = {
            "psnr_inside": round(block[NEW], 2),
            "gain": round(block[NEW] - best, 2),
        } | _more(next(row for row in rows if (row.case, row.method) == (case, NEW)))
    result["gain_over_telea"] = round(gain(rows, NEW), 2)
    return result


def _more(row: Row) -> dict[str, float]:
    """Of large holes how real they look; of the mask that was found, where it was not given."""
    found = {"feature": row.feature, "energy": row.energy, "f1": row.f1, "bce": row.bce, "marked": row.marked}
    if row.f1 is not None:
        found["psnr"] = row.psnr
    return {name: round(value, 4) for name, value in found.items() if value is not None}


def says(method: Method | Detector) -> dict[str, str]:
    return {"limits": method.info.limits, "purpose": method.info.purpose}
