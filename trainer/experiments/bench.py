"""What the experiments share: networks with equal training, the same damaged photos for all, and tables."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import nn

from engine.job import Job
from engine.models import weights
from engine.models.catalog import method as find_method
from engine.models.method import Array
from engine.models.network import Networks
from engine.networks.mask_mlp import MaskMLP, restored
from engine.options import Value
from engine.photo import Photo
from engine.photo.colour import LUMA_WEIGHTS
from engine.repair.run import repair
from trainer import corruption
from trainer.corruption.contract import Sample
from trainer.data.photos import Photos, Pixels
from trainer.evaluation import metrics
from trainer.evaluation.suite import Case, samples
from trainer.experiments import sparse_coding
from trainer.training.export import export, read
from trainer.training.loop import Budget, LoopSettings, Training
from trainer.training.recipe import Recipe, recipe

CLASSICAL_METHODS = ("telea", "navier-stokes", "biharmonic", "total-variation")
DICTIONARY_NAME = "dictionary"
PAPER_OPTIONS: Mapping[str, Value] = {"corrects": "off"}  # the network as published, but for the optimiser


@dataclass(frozen=True, kw_only=True)
class ExperimentContext:
    """The settings, photos and networks of a run of experiments.

    photos: to train on.  test: to measure on.  out: the folder of the networks.  options: for every recipe.
    anew: networks that ship are trained, too.  used: a line of description for each network that was asked
    for.
    """

    photos: Photos
    test: Photos
    out: Path
    budget: Budget
    options: Mapping[str, Value] = field(default_factory=dict)
    limit: int = 10
    size: int = 256
    device: str = "cpu"
    anew: bool = False
    used: list[str] = field(default_factory=list)

    def network(self, id: str, **options: Value) -> MaskMLP:
        """The network of recipe `id` with these options, from `out` or else trained for the budget."""
        chosen = recipe(id, {**options, **self.options})
        words = "-".join(str(value) for value in options.values())
        name = "".join(letter if letter.isalnum() else "-" for letter in f"{id}-{words}")
        network, card = self._trained(chosen, self.out / name)
        assert isinstance(network, MaskMLP)
        self._note(id, card)
        return network

    def trained(self, name: str, chosen: Recipe, begin: Callable[[nn.Module], nn.Module]) -> nn.Module:
        """The network of a recipe from the folder `name` of `out`, or else trained for the budget, at rest.

        begin: gives the network that training begins at for one with random weights.
        """

        def models() -> dict[str, nn.Module]:
            drawn = dict(chosen.models())
            return {**drawn, "network": begin(drawn["network"])}

        own = replace(
            chosen, models=models, check=lambda _: {}, finish=lambda network, _: network.state_dict()
        )
        network, card = self._trained(own, self.out / name)
        self.used.append(f"{name}: {card['steps']} steps in {card['minutes']:.0f} min")
        return network

    def _trained(self, chosen: Recipe, folder: Path) -> tuple[nn.Module, dict[str, Any]]:
        """The network, at rest, and what its card says."""
        file = folder / f"{chosen.id}.safetensors"
        if not file.exists():
            training = Training(
                chosen,
                self.photos,
                out=folder,
                budget=self.budget,
                device=self.device,
                settings=LoopSettings(workers=0, check_minutes=math.inf),
            )
            training.resume()
            training.run()
            spent = {"minutes": round(training.minutes, 1), "steps": training.step}
            export(file, training.finished(), {**chosen.facts, **spent})
        network = chosen.models()["network"]
        network.load_state_dict(read(file))
        card = json.loads(file.with_suffix(".json").read_text("utf-8"))
        return network.eval().requires_grad_(False), card

    def shipped(self, id: str, damage: str) -> MaskMLP:
        """The shipped network for exactly this damage; if there is none, or with `anew`, a trained one."""
        method = find_method(id)
        for variant in [] if self.anew else method.info.weights:
            if weights.has_weights(id, variant) and weights.card(id, variant).more["damage"] == damage:
                assert isinstance(method, Networks)
                network = method.loaded(self.device, variant, Job())
                assert isinstance(network, MaskMLP)
                card = weights.card(id, variant)
                self._note(
                    f"{weights.stem(id, variant)}, which ships",
                    {**card.more, "steps": card.steps, "minutes": card.minutes},
                )
                return network
        return self.network(id, damage=damage)

    def dictionary(self) -> Array:
        """The atoms of patches, K×n, from `out` or else learnt from the photos in gray."""
        file = self.out / "dictionary.npy"
        if not file.exists():
            rng = np.random.default_rng(0)
            planes = [
                _gray(pixels)[..., 0].astype(np.float32) / np.float32(255) for pixels in self.photos.pixels
            ]
            signals = sparse_coding.random_patches(
                planes, sparse_coding.LEARNT_PATCHES, sparse_coding.PATCH_SIDE_PX, rng
            )
            file.parent.mkdir(parents=True, exist_ok=True)
            np.save(file, sparse_coding.learnt_dictionary(signals, count=sparse_coding.ATOMS, rng=rng))
        atoms: Array = np.load(file)
        self.used.append(f"{DICTIONARY_NAME}: {len(atoms)} atoms of {atoms.shape[1]} px")
        return atoms

    def _note(self, name: str, card: Mapping[str, Any]) -> None:
        """Add a network's description to `used`."""
        corrects = "on a first fill" if card["with_mask"] else "on what it is given"
        form = corrects if card["corrects"] else "as published"
        damage = str(card["damage"]).replace(str(self.out), "DIR")
        line = f"{name}, {form}, on {damage}: {card['steps']} steps in {card['minutes']:.0f} min"
        if before := card.get("started_from"):
            line += f", begun at weights of {before['steps']} steps"
        self.used.append(line)

    def ships(self, id: str) -> nn.Module:
        """The network of a method with the weights that ship, at rest, and a line in `used` about it."""
        method = find_method(id)
        assert isinstance(method, Networks)
        variant = method.info.weights[0]
        card = weights.card(id, variant)
        self.used.append(
            f"{weights.stem(id, variant)}, which ships: {card.steps} steps in {card.minutes:.0f} min"
        )
        return method.loaded(self.device, variant, Job()).eval().requires_grad_(False)

    def damaged(self, damage: str) -> list[Sample]:
        """The test photos in gray with a damage such as "text:size=20", the same in every run."""
        gray = replace(self.test, pixels=tuple(map(_gray, self.test.pixels)))
        return self._samples(gray, damage, self.size)

    def damaged_colour(self, damage: str, *, size: int | None = None) -> list[Sample]:
        """The same of the test photos in colour.  size: px a side, None: of all experiments."""
        return self._samples(self.test, damage, size or self.size)

    def _samples(self, photos: Photos, damage: str, size: int) -> list[Sample]:
        kind, params = corruption.request(damage)
        case = Case(name=damage, kind=kind, params=params)
        return [sample for _, sample in samples(photos, case, size=size, seed=0, limit=self.limit)]


def _gray(pixels: Pixels) -> Pixels:
    """Gray pixels in three equal channels."""
    return np.asarray(np.rint(pixels @ LUMA_WEIGHTS), np.uint8)[..., None].repeat(3, 2)


def by_network(network: MaskMLP, sample: Sample, *, blind: bool = False) -> Array:
    """A gray photo repaired by a network, H×W×3.

    blind: the network gets no mask, and its answer is kept everywhere.
    """
    image = torch.from_numpy(as_bytes(sample.corrupted)[None, None, ..., 0]) / 255
    mask = None if blind else torch.from_numpy((sample.mask > 0).astype(np.float32))[None, None]
    stride = max(1, network.architecture.outer // 2)
    with torch.inference_mode():
        found = restored(network, image, mask, stride=stride)
    return found[0].permute(1, 2, 0).expand(-1, -1, 3).clamp(0, 1).numpy()


def by_method(id: str, sample: Sample, mask: Array | None = None) -> Array:
    """A photo repaired by a method of the catalog, H×W×3.

    mask: H×W that it is given, above 0 = missing; None: the true one.
    """
    photo = Photo(as_bytes(sample.corrupted))
    missing = (sample.mask if mask is None else mask) > 0
    if missing.any():
        repair(photo, np.where(missing, np.uint8(255), np.uint8(0)), id).apply(photo)
    return photo.pixels.astype(np.float32) / np.float32(255)


def by_dictionary(atoms: Array, sample: Sample) -> Array:
    """A gray photo filled by codes of few atoms, H×W×3.  atoms: K×n."""
    plane = sparse_coding.filled(atoms, sample.corrupted[..., 0], sample.mask > 0)
    return np.repeat(plane[..., None], 3, 2)


def as_bytes(photo: Array) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    """Values in [0, 1] as 8 bits."""
    return np.asarray(np.rint(np.clip(photo, 0, 1) * 255), np.uint8)


def saved_picture(file: Path, picture: Array) -> None:
    """Write a picture, H×W×3 in [0, 1], as PNG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(as_bytes(picture)).save(file)


def whole(filled: Sequence[Array], damaged: Sequence[Sample]) -> list[float]:
    """The PSNR of each whole photo, as the paper measures it."""
    return [metrics.psnr(one, sample.clean) for one, sample in zip(filled, damaged, strict=True)]


def inside(filled: Sequence[Array], damaged: Sequence[Sample]) -> list[float]:
    """The PSNR of each photo inside its holes."""
    return [
        metrics.psnr_inside(one, sample.clean, sample.mask)
        for one, sample in zip(filled, damaged, strict=True)
    ]


def table(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[float]]]) -> str:
    """A table of numbers in dB with column heads and named rows, as text."""
    wide = max(len(name) for name, _ in rows) + 2
    columns = [max(9, len(head) + 2) for head in heads]
    lines = [" " * wide + "".join(f"{head:>{width}}" for head, width in zip(heads, columns, strict=True))]
    lines += [
        f"{name:<{wide}}"
        + "".join(f"{value:>{width}.2f}" for value, width in zip(values, columns, strict=True))
        for name, values in rows
    ]
    return "\n".join(lines)


def against(context: ExperimentContext, damage: str, networks: Mapping[str, tuple[MaskMLP, bool]]) -> str:
    """A table of networks beside the classical methods and a dictionary, which have the mask.

    Means over the photos.

    networks: by name, each with whether it is blind.
    """
    damaged = context.damaged(damage)
    answers = {"input": [sample.corrupted for sample in damaged]}
    answers |= {id: [by_method(id, sample) for sample in damaged] for id in CLASSICAL_METHODS}
    atoms = context.dictionary()
    answers[DICTIONARY_NAME] = [by_dictionary(atoms, sample) for sample in damaged]
    answers |= {
        name: [by_network(network, sample, blind=blind) for sample in damaged]
        for name, (network, blind) in networks.items()
    }
    rows = [(name, (fmean(whole(a, damaged)), fmean(inside(a, damaged)))) for name, a in answers.items()]
    best = max(values[1] for name, values in rows if name in CLASSICAL_METHODS)
    return table(("PSNR", "inside", "gain"), [(name, (*values, values[1] - best)) for name, values in rows])
