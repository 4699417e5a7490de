"""Ships new weights where they score better than the current ones, on the same photos in one run."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any, cast

from torch import nn

from engine.detection.detectors.finder import FinderDetector
from engine.detection.ink_reader import INK_WEIGHTS_ID, InkReader
from engine.errors import UsageError
from engine.models.catalog import catalog, detectors
from engine.models.catalog import method as find_method
from engine.models.detector import Detector
from engine.models.method import Method
from engine.models.network import Networks
from engine.models.scores import HAS_LEARNT_SCORE
from engine.models.weights import as_card, has_weights, stem
from engine.system.paths import weights_folder
from trainer.data import photos as photo_folder
from trainer.evaluation import features
from trainer.evaluation.evaluate import CLASSICAL_METHODS, Evaluation, Row, evaluate, gain, table
from trainer.evaluation.learnt import alone_scores, has_learnt, rows_alone
from trainer.evaluation.suite import Suite
from trainer.evaluation.suite import suite as find_suite
from trainer.training.export import export, read
from trainer.training.recipe import recipe as find_recipe

NEW_METHOD = "new"
SHARP_ENERGY = (0.7, 1.3)  # Gradient energy in a hole over that around it: in this range both look as sharp.
GAIN_FLOOR_DB = -0.3  # over Telea
OWNER_OF_WEIGHTS = {
    INK_WEIGHTS_ID: "finder"
}  # The detector that uses a network which is not a method itself.
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
    """Measure `weights` (.safetensors with its card), and copy them into `folder` (what ships) if better.

    The card gets the scores.  Returns the exit code: 0 shipped, 4 not.  Weights that ship already are scored
    again.  A network for large holes that does not beat its membrane ships only by `force`, and its card
    says that it has hardly learnt.  Raises LacunaError.
    """
    card: dict[str, Any] = json.loads(weights.with_suffix(".json").read_text(encoding="utf-8"))
    name, variant = str(card["id"]), str(card.get("variant", ""))
    if name == features.WEIGHTS_ID:
        return features.publish(weights, photos=photos, force=force, folder=folder)
    if suite is None:
        raise UsageError(f"weights of {name} are measured on a suite: --suite ID")
    candidate, owner = with_weights(name, weights, card), OWNER_OF_WEIGHTS.get(name, name)
    chosen = find_suite(suite)
    chosen = replace(chosen, limit=limit or chosen.limit)
    target = (folder or weights_folder()) / f"{stem(name, variant)}.safetensors"
    ships_already = target.exists() and weights.samefile(target)
    compared = has_weights(owner, variant) and not ships_already
    rivals = [id for id in CLASSICAL_METHODS if id in catalog()] + ([owner] if compared else [])
    found = evaluate(
        chosen,
        photo_folder.measured(photos, held_out=held_out),
        rivals,
        extra={NEW_METHOD: candidate},
        options={owner: {"weights": variant}} if variant else {},
        distance=features.distance_function() if chosen.large else None,
    )
    print(table(found.rows))
    merit, unit = merit_of(chosen, candidate)
    before, after = (merit(found, id) for id in (owner, NEW_METHOD))
    if before is not None and after is not None and after <= before and not force:
        print(f"not taken: {after:.2f} {unit} on average, those there are have {before:.2f}")
        return 4
    if chosen.large and not (force or ships_already or has_learnt(found.rows, NEW_METHOD)):
        print("not taken: alone it is not clearly better than the membrane that it begins at")
        return 4
    export(target, read(weights), card | {"scores": scores(chosen, found.rows), **card_texts(candidate)})
    print(f"taken: {target}")
    return 0


def with_weights(name: str, weights: Path, card: dict[str, Any]) -> Method | Detector:
    """The method or detector of this name, or the one that uses this network, with these weights."""
    owner = OWNER_OF_WEIGHTS.get(name, name)
    found = detectors()[owner] if owner in detectors() else find_method(owner)
    if not isinstance(found, Networks):
        raise UsageError(f"{name} has no weights")
    network = _network(found, card) if owner == name else _of_recipe(card)
    network.load_state_dict(read(weights))
    if name == INK_WEIGHTS_ID:
        return FinderDetector(ReaderWithNetwork(network))
    fresh: Any = type(found)()
    fresh.load = lambda variant: network  # noqa: ARG005
    fresh.variant = lambda request: str(card.get("variant", ""))  # noqa: ARG005
    fresh.default_variant = lambda options: str(card.get("variant", ""))  # noqa: ARG005
    return cast(Method | Detector, fresh)


def _network(found: Networks, card: dict[str, Any]) -> nn.Module:
    """By the design on the card: the recipe's options may have other defaults than when it was trained."""
    return found.build(as_card(card)) if "design" in card else _of_recipe(card)


def _of_recipe(card: dict[str, Any]) -> nn.Module:
    return find_recipe(str(card["recipe"]), card.get("options", {})).models()["network"]


class ReaderWithNetwork(InkReader):
    """The ink reader with another network than the one that ships."""

    is_installed = True

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def load(self, variant: str) -> nn.Module:  # noqa: ARG002
        return self.network


def merit_of(suite: Suite, rival: Method | Detector) -> tuple[Merit, str]:
    """(the measure that decides, its unit): of a detector its mask, of a method its picture."""
    if suite.large:
        return realism, "how real it looks"
    if not suite.blind:
        return mean_inside, "dB inside"
    return (mean_psnr, "dB") if isinstance(rival, Method) else (mean_f1, "F1")


def realism(found: Evaluation, method: str) -> float | None:
    """The realism of large fills, larger is better; None where the method was not measured.

    Minus the mean over the cases of the feature distance in thousandths, times the factor by which the
    gradient energy is outside SHARP_ENERGY.  Each dB below GAIN_FLOOR_DB over Telea adds the same amount
    again.  Without the feature network's weights it is the PSNR inside.  Texture from around the hole hides
    what a network does, so that distance and PSNR are of the network alone, and the energy of the repair.
    """
    rows = rows_alone(found.rows, method)
    if not rows or any(row.feature is None for row in rows.values()):
        return mean_inside(found, method)
    energies = {row.case: row.energy for row in found.rows if row.method == method}
    distances = [1000 * (row.feature or 0.0) * _energy_factor(energies[case]) for case, row in rows.items()]
    measured_as = next(iter(rows.values())).method
    return -fmean(distances) * (1 + max(0.0, GAIN_FLOOR_DB - gain(found.rows, measured_as)))


def _energy_factor(energy: float | None) -> float:
    """1 within SHARP_ENERGY, else the factor by which the energy is outside."""
    least, most = SHARP_ENERGY
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
    """For the card: PSNR inside and gain over the best classical method by case, and the gain over Telea.

    Of large holes also what the network does alone.
    """
    result: dict[str, Any] = {"suite": suite.id, "seed": suite.seed, "photos": rows[0].photos, "cases": {}}
    for case in dict.fromkeys(row.case for row in rows):
        block = {row.method: row.psnr_inside for row in rows if row.case == case}
        best = max(value for id, value in block.items() if id in CLASSICAL_METHODS)
        result["cases"][case] = {
            "psnr_inside": round(block[NEW_METHOD], 2),
            "gain": round(block[NEW_METHOD] - best, 2),
        } | _more_scores(next(row for row in rows if (row.case, row.method) == (case, NEW_METHOD)))
    result["gain_over_telea"] = round(gain(rows, NEW_METHOD), 2)
    if suite.large:
        result |= {"alone": alone_scores(rows, NEW_METHOD), HAS_LEARNT_SCORE: has_learnt(rows, NEW_METHOD)}
    return result


def _more_scores(row: Row) -> dict[str, float]:
    """The measures of large holes and of found masks, where there are any."""
    found = {"feature": row.feature, "energy": row.energy, "f1": row.f1, "bce": row.bce, "marked": row.marked}
    if row.f1 is not None:
        found["psnr"] = row.psnr
    return {name: round(value, 4) for name, value in found.items() if value is not None}


def card_texts(method: Method | Detector) -> dict[str, str]:
    """For the card: what the method is for and what it cannot do."""
    return {"limits": method.info.limits, "purpose": method.info.purpose}
