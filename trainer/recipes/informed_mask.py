"""informed-mask: predicts how much of each pixel is lost, then its edges, then the picture.

The phases, each from the weights of the last:
train informed-mask --option phase=mpn; then phase=epn --from …, phase=ipn, phase=edges (mask and edges
together) and phase=joint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from engine.networks.deepfill_v2 import SNPatchGAN
from engine.networks.edge_connect import PatchCritic
from engine.networks.informed_mask import SIZES_BY_NAME, EstimatedEdges, InformedMask, replaced_share
from engine.networks.layers.edges import canny, grey
from engine.options import Choice, Slider, Value
from trainer import corruption
from trainer.corruption import Between
from trainer.corruption.contract import Pool
from trainer.data import photos as photo_folder
from trainer.data.photos import Photos, middle
from trainer.losses import hinge, nsgan
from trainer.losses.feature_matching import feature_matching
from trainer.losses.l1 import l1
from trainer.losses.l1_mask import l1_mask
from trainer.losses.self_adaptive_bce import self_adaptive_bce
from trainer.losses.total import total
from trainer.training.optimisers import adam
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors, undistributed


@dataclass(frozen=True, kw_only=True)
class Phase:
    """The networks that a phase trains, and how.

    The paper gives no rates: these are EdgeConnect's and DeepFill's.
    """

    trains: frozenset[str]
    rate: float
    betas: tuple[float, float]
    constant_share: float = 0.4


PHASES_BY_NAME = {
    "mpn": Phase(trains=frozenset({"mpn"}), rate=1e-3, betas=(0.9, 0.999), constant_share=0.0),
    "epn": Phase(trains=frozenset({"epn"}), rate=1e-4, betas=(0.0, 0.9)),
    "ipn": Phase(trains=frozenset({"ipn"}), rate=1e-4, betas=(0.5, 0.999)),
    "edges": Phase(trains=frozenset({"mpn", "epn"}), rate=1e-5, betas=(0.0, 0.9)),
    "joint": Phase(trains=frozenset({"mpn", "epn", "ipn"}), rate=1e-5, betas=(0.5, 0.999)),
}
OPTIONS = (
    Choice(id="phase", title="Phase", values=tuple(PHASES_BY_NAME), default="mpn"),
    Choice(id="size", title="Size", values=tuple(SIZES_BY_NAME), default="full", help="slim: for two cores"),
    Slider(id="crop", title="Crop", low=64, high=512, default=256, step=64, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=256, default=8, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=0, help="0: the phase's own"),
    Slider(id="adversarial", title="Critic of the picture", low=0, high=1, default=1, help="Its weight"),
    Slider(id="exact", title="Exactness of the mask", low=0, high=10, default=1, help="Weight of its L1"),
    Slider(
        id="noise", title="More noise", low=0, high=1, default=0, help="Share of photos that are only noisy"
    ),
    Slider(id="clean", title="Clean", low=0, high=1, default=0, help="Share of photos without damage"),
)
# With a weight of 1 the balanced cross-entropy outweighs the mask's L1 where little is lost: a sample's clean
# pixels then count a twentieth of its damaged ones, and a fifth of clean photos was marked.
LOSS_WEIGHTS = {"bce": 1.0, "mask": 1.0, "edge": 1.0, "match": 10.0, "coarse": 1.0, "fine": 1.0, "hinge": 1.0}
JOINT_MASK_FACTOR = 2.0  # In phases that train several networks the mask's losses count twice.
CRITIC_RATE_FACTOR = 0.1  # EdgeConnect's critic learns at a tenth of the rate.
TRUE_MASK_SHARE = 0.25  # Of the joint phases' samples: so the later networks still see correct masks.
NOISE_LEVELS = Between(0.02, 0.35, log=True)  # Half of them are below 0.085, where the noise of photos is.
CHECK_CROPS = 4
CHECK_SIDE_PX = 128
BEST_PSNR_DB = 60  # of equal pictures, whose PSNR is infinite


def build(options: Mapping[str, Value]) -> Recipe:
    phase, size = PHASES_BY_NAME[str(options["phase"])], str(options["size"])
    rate = float(options["rate"]) or phase.rate
    width = SIZES_BY_NAME[size].edge_width
    weights = {"mask": float(options["exact"]), "hinge": float(options["adversarial"])}
    losses = InformedMaskLosses(phase.trains, LOSS_WEIGHTS | weights)

    network_adam = adam(rate, phase.betas)
    objectives = [Objective(trains="network", loss=losses.loss, optimiser=network_adam)]
    if "epn" in phase.trains:
        critic_adam = adam(rate * CRITIC_RATE_FACTOR, phase.betas)
        objectives.insert(0, Objective(trains="edge_critic", loss=losses.edge_critic, optimiser=critic_adam))
    if "ipn" in phase.trains and weights["hinge"]:
        objectives.insert(0, Objective(trains="critic", loss=losses.critic, optimiser=network_adam))
    return Recipe(
        id="informed-mask",
        models=lambda: {
            "network": InformedMask(SIZES_BY_NAME[size]),
            "edge_critic": PatchCritic(2, width=width, instance_norm=True),
            "critic": SNPatchGAN(5, width=width),
        },
        objectives=tuple(objectives),
        draw=InformedMaskBatch(
            batch=int(options["batch"]),
            crop=int(options["crop"]),
            noise=float(options["noise"]),
            clean=float(options["clean"]),
        ),
        check=held_out,
        score=score,
        preview=preview,
        minutes=60,
        seed=23,
        warm_up_steps=50,
        constant_share=phase.constant_share,
        facts={"size": size, "mask": "share lost; noise of deviation s is s/0.5"},
    )


@dataclass(frozen=True, kw_only=True)
class InformedMaskBatch:
    """Draws a batch: image = (1 − mask)·clean + mask·filler, clipped, and Canny's edges of image and clean.

    noise, clean: shares of photos that are only noisy and undamaged; the rest is the mixture `informed`.
    """

    batch: int
    crop: int
    noise: float = 0.0
    clean: float = 0.0

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        pool = Pool([file.name for file in photos.files], photos.pixels)
        samples = [self._sample(photos, pool, rng) for _ in range(self.batch)]
        return stack_samples(samples)

    def _sample(self, photos: Photos, pool: Pool, rng: np.random.Generator) -> corruption.Sample:
        index = int(rng.integers(len(photos)))
        pixels = photo_folder.piece(photos.pixels[index], self.crop, rng, scales=(0.5, 1.0))
        clean = pixels.astype(np.float32) / np.float32(255)
        kind, params = self._damage(float(rng.random()))
        seed, name = int(rng.integers(2**31)), photos.files[index].name
        return corruption.generate(kind, clean, params, seed, pool=pool, source=name)

    def _damage(self, drawn: float) -> tuple[str, dict[str, Any]]:
        if drawn < self.clean:
            return "noise_uniform", {"level": 0.0}
        if drawn < self.clean + self.noise:
            return "noise_uniform", {"level": NOISE_LEVELS}
        return "informed", {"short_side": 256}  # Sizes in px are those on a whole photo of 256 px.


def stack_samples(samples: Iterable[corruption.Sample]) -> Batch:
    """A batch of the planes that the losses need, N×C×H×W: image, clean, mask, edges, true_edges."""
    kept = list(samples)
    planes = {
        name: np.ascontiguousarray(np.stack([getattr(one, source) for one in kept]).transpose(0, 3, 1, 2))
        for name, source in (("image", "corrupted"), ("clean", "clean"))
    }
    mask = np.stack([one.alpha for one in kept])[:, None]
    edges = {
        name: canny(grey(torch.from_numpy(planes[source]))).numpy()
        for name, source in (("edges", "image"), ("true_edges", "clean"))
    }
    return {**planes, "mask": mask, **edges}


@dataclass(frozen=True)
class InformedMaskLosses:
    """The losses of one phase.  trains: the networks that learn."""

    trains: frozenset[str]
    weights: Mapping[str, float]

    def loss(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """The network's.

        Mask: cross-entropy and L1.  Edges: adversarial and feature matching.  Picture: L1 of both stages and
        adversarial.
        """
        network = undistributed(models["network"], InformedMask)
        parts: dict[str, Tensor] = {}
        weights = dict(self.weights)
        mask = batch["mask"]
        if "mpn" in self.trains:
            logits = network.mpn(batch["image"])
            parts["bce"] = self_adaptive_bce(logits, batch["mask"])
            parts["mask"] = l1_mask(logits.sigmoid(), batch["mask"])
            mask = self._mixed(logits.sigmoid(), batch["mask"])
        if len(self.trains) > 1:
            weights |= {name: JOINT_MASK_FACTOR * weights[name] for name in ("bce", "mask")}
        if self.trains & {"epn", "ipn"}:
            edges = self._edges(network, batch, mask)
            if "epn" in self.trains:
                parts |= self._edge_losses(models["edge_critic"], batch, edges)
            if "ipn" in self.trains:
                parts |= self._picture_losses(models["critic"], network, batch, mask, edges)
        return total(parts, {name: weights[name] for name in parts})

    def edge_critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """The edge critic's: true against drawn edges, beside the gray photo."""
        with torch.no_grad():
            mask = self._mask(models, batch)
            drawn = self._edges(undistributed(models["network"], InformedMask), batch, mask).drawn
        tones, judge = grey(batch["clean"]), models["edge_critic"]
        real, fake = (
            judge(torch.cat([tones, edges], 1))[-1].float() for edges in (batch["true_edges"], drawn)
        )
        error = nsgan.critic(real, fake)
        return error, {"edge": error}

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """The picture critic's: clean photos against painted ones, with the same edges and mask."""
        network = undistributed(models["network"], InformedMask)
        with torch.no_grad():
            mask = self._mask(models, batch)
            edges = self._edges(network, batch, mask).whole
            fake = network.paint(batch["image"], mask, edges).whole
        real, made = (
            models["critic"](torch.cat([picture * 2 - 1, edges, mask], 1)).float()
            for picture in (batch["clean"], fake)
        )
        error = hinge.critic(real, made)
        return error, {"hinge": error}

    def _mask(self, models: Models, batch: Tensors) -> Tensor:
        """The mask for the later networks: the true one unless the mask network is trained with them."""
        if "mpn" not in self.trains:
            return batch["mask"]
        return self._mixed(undistributed(models["network"], InformedMask).mask(batch["image"]), batch["mask"])

    def _mixed(self, found: Tensor, true: Tensor) -> Tensor:
        """The found masks, some of them replaced by the true ones."""
        kept = torch.rand(len(true), 1, 1, 1, device=true.device) < TRUE_MASK_SHARE
        return torch.where(kept, true, found)

    def _edges(self, network: InformedMask, batch: Tensors, mask: Tensor) -> EstimatedEdges:
        with torch.set_grad_enabled(torch.is_grad_enabled() and "epn" in self.trains):
            return network.edges(batch["image"], mask, batch["edges"])

    def _edge_losses(self, judge: nn.Module, batch: Tensors, edges: EstimatedEdges) -> dict[str, Tensor]:
        tones = grey(batch["clean"])
        fake = judge(torch.cat([tones, edges.drawn], 1))
        with torch.no_grad():
            real = judge(torch.cat([tones, batch["true_edges"]], 1))
        return {"edge": nsgan.generator(fake[-1].float()), "match": feature_matching(fake, real)}

    def _picture_losses(
        self, judge: nn.Module, network: InformedMask, batch: Tensors, mask: Tensor, edges: EstimatedEdges
    ) -> dict[str, Tensor]:
        """On the raw outputs over all pixels, in the network's own range [−1, 1], as in DeepFill v2."""
        made = network.paint(batch["image"], mask, edges.whole)
        parts = {"coarse": 2 * l1(made.coarse, batch["clean"]), "fine": 2 * l1(made.fine, batch["clean"])}
        if self.weights["hinge"]:
            seen = torch.cat([made.whole * 2 - 1, edges.whole, mask], 1)
            parts["hinge"] = hinge.generator(judge(seen).float())
        return parts


def held_out(photos: Photos) -> dict[str, Batch]:
    """The same crops in every run: noise of four levels, soft strokes, holes, and no damage."""
    cases: dict[str, tuple[str, list[dict[str, Any]]]] = {
        "noise": ("noise_uniform", [{"level": level} for level in (0.05, 0.1, 0.2, 0.3)]),
        "noise 0.1": ("noise_uniform", [{"level": 0.1}]),
        "soft": ("soft_strokes", [{}]),
        "holes": ("freeform", [{}]),
        "clean": ("noise_uniform", [{"level": 0.0}]),
    }
    crops = [
        middle(pixels, CHECK_SIDE_PX).astype(np.float32) / np.float32(255)
        for pixels in photos.pixels[:CHECK_CROPS]
    ]
    return {
        name: stack_samples(
            corruption.generate(kind, crop, params[number % len(params)], number)
            for number, crop in enumerate(crops)
        )
        for name, (kind, params) in cases.items()
    }


def score(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Of the mask, minus its mean absolute error and its mean; of the picture, PSNR and gain as it ships.

    Where the crops differ in noise level, also the correlation of found and true means of the mask.
    """
    assert isinstance(network, InformedMask)
    image, clean = batch["image"], batch["clean"]
    found, _, painted = network(image)
    share = replaced_share(image, painted.fine, found)
    out = image * (1 - share) + painted.fine * share
    before, after = psnr(image, clean), psnr(out, clean)
    scores = {
        "mask": -float((found - batch["mask"]).abs().mean()),
        "marked": float(found.mean()),
        "fine": psnr(painted.fine, clean),
        "psnr": after,
        "gain": after - before,
    }
    means = torch.stack([found.mean((1, 2, 3)), batch["mask"].mean((1, 2, 3))])
    if float(means[1].std()) > 0.01:
        scores["correlation"] = float(torch.corrcoef(means)[0, 1])
    return scores


def psnr(picture: Tensor, clean: Tensor) -> float:
    """The mean over the batch, in dB; at most BEST_PSNR_DB."""
    error = ((picture.float().clamp(0, 1) - clean) ** 2).mean((1, 2, 3)).clamp(min=10 ** (-BEST_PSNR_DB / 10))
    return float((-10 * torch.log10(error)).mean())


def preview(network: nn.Module, batch: Tensors) -> list[Tensor]:
    """Photo, true mask, found mask, edges, both stages, the repaired photo, the clean one."""
    assert isinstance(network, InformedMask)
    mask, edges, painted = network(batch["image"])
    share = replaced_share(batch["image"], painted.fine, mask)
    whole = batch["image"] * (1 - share) + painted.fine * share
    gray = [plane.expand(-1, 3, -1, -1) for plane in (batch["mask"], mask, edges.whole)]
    return [batch["image"], *gray, painted.coarse, painted.fine, whole, batch["clean"]]
