"""edge-connect: an edge network and a painting network (Nazeri et al. 2019).

Both are trained in one run, or in the paper's stages, each from the weights of the last:
train edge-connect --minutes 20
train edge-connect --option phase=joint --from …
The paper's: phase=edges; phase=paint (with true edges); phase=paint true=0 (with drawn ones); phase=joint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from engine.networks.edge_connect import SLIM_DESIGN, EdgeConnect, EdgeConnectDesign, PatchCritic
from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.layers.edges import canny, grey
from engine.options import Choice, Slider, Toggle, Value
from trainer.data.large_holes import LargeHoles, composite, held_out, scoring
from trainer.data.photos import Photos
from trainer.evaluation.features import optional_extractor
from trainer.losses import nsgan
from trainer.losses.feature_matching import feature_matching
from trainer.losses.l1_masked_norm import l1_masked_norm
from trainer.losses.perceptual import perceptual
from trainer.losses.style import style
from trainer.losses.total import total
from trainer.training.optimisers import adam
from trainer.training.recipe import Batch, Models, Objective, Recipe, Tensors, undistributed

BOTH_PHASE, EDGES_PHASE, PAINT_PHASE, JOINT_PHASE = "both", "edges", "paint", "joint"
PHASE_NAMES = (BOTH_PHASE, EDGES_PHASE, PAINT_PHASE, JOINT_PHASE)
LATE_LOSSES_HELP = (
    "Share of a run after which the critic of the picture and the feature losses, which take most time, begin"
)
OPTIONS = (
    Choice(
        id="phase",
        title="Phase",
        values=PHASE_NAMES,
        default=BOTH_PHASE,
        help="both: side by side in one run",
    ),
    Slider(id="width", title="Width", low=4, high=64, default=SLIM_DESIGN.width, whole=True),
    Slider(id="blocks", title="Residual blocks", low=1, high=8, default=SLIM_DESIGN.blocks, whole=True),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM_DESIGN.begun, help="Off: as in the paper"),
    Toggle(id="edges", title="Edges", default=True, help="Off: the painter sees none, to compare with"),
    Slider(id="crop", title="Crop", low=64, high=256, default=128, step=64, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=64, default=4, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=0, help="0: the phase's own"),
    Slider(
        id="true", title="True edges", low=0, high=1, default=0.5, help="Share painted between true edges"
    ),
    Slider(id="sharp", title="Sharp from", low=0, high=1, default=0.6, help=LATE_LOSSES_HELP),
    Toggle(id="features", title="Feature losses", default=True),
)
RATE_OF_PHASE = {BOTH_PHASE: 4e-4, EDGES_PHASE: 4e-4, PAINT_PHASE: 4e-4, JOINT_PHASE: 1e-5}
CRITIC_RATE_FACTOR = 0.1  # The paper's: critics learn at a tenth of the rate.
ADAM_BETAS = (0.0, 0.9)  # The paper's, of Adam.
MATCHING_WEIGHT, ADVERSARIAL_WEIGHT = 10.0, 0.1  # The paper's.
# The paper's layers as far as Lacuna's own feature network has them; their weights are balanced by
# trainer.training.balance.
PERCEPTUAL_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1")
STYLE_LAYERS = ("relu2_2", "relu3_4", "relu4_2")
FEATURE_WEIGHTS = {"perceptual": 0.052, "style": 5.0}


def build(options: Mapping[str, Value]) -> Recipe:
    phase = str(options["phase"])
    crop, rate = int(options["crop"]), float(options["rate"]) or RATE_OF_PHASE[phase]
    design = EdgeConnectDesign(
        width=int(options["width"]),
        blocks=int(options["blocks"]),
        crop=crop,
        begun=bool(options["begun"]),
        edges=bool(options["edges"]),
    )
    extractor = optional_extractor() if options["features"] and phase != EDGES_PHASE else None
    late_begins = 0.0 if phase == JOINT_PHASE else float(options["sharp"])
    true_share = float(options["true"])

    network_adam, critic_adam = adam(rate, ADAM_BETAS), adam(rate * CRITIC_RATE_FACTOR, ADAM_BETAS)
    early = EdgeConnectLosses(phase, true_share, with_late_losses=False)
    late = EdgeConnectLosses(phase, true_share, extractor)
    objectives = [Objective(trains="network", loss=late.loss, optimiser=network_adam, begins=late_begins)]
    if late.trains_painting:
        critic = Objective(trains="critic", loss=late.critic, optimiser=critic_adam, begins=late_begins)
        objectives.insert(0, critic)
    if late.trains_edges:
        objectives.insert(0, Objective(trains="edge_critic", loss=late.edge_critic, optimiser=critic_adam))
    if late_begins:
        objectives.append(
            Objective(trains="network", loss=early.loss, optimiser=network_adam, ends=late_begins)
        )
    return Recipe(
        id="edge-connect",
        models=lambda: {
            "network": EdgeConnect(design),
            "edge_critic": PatchCritic(2, width=design.width),
            "critic": PatchCritic(3, width=design.width),
        },
        objectives=tuple(objectives),
        draw=HolesWithEdges(LargeHoles(batch=int(options["batch"]), crop=crop)),
        check=held_out,
        score=score,
        preview=preview,
        minutes=20,
        seed=31,
        warm_up_steps=50,
        facts={
            "design": asdict(design),
            "phase": phase,
            "feature_losses": extractor.id if extractor else "none",
        },
    )


@dataclass(frozen=True)
class HolesWithEdges:
    """Batches with large holes, and Canny's edges of the clean photos as "edges", N×1×H×W of 0 and 1."""

    holes: LargeHoles

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        batch = self.holes(photos, rng)
        return {**batch, "edges": canny(grey(torch.from_numpy(batch["clean"]))).numpy()}


@dataclass(frozen=True)
class EdgeConnectLosses:
    """The losses of one phase.

    true_share: of the samples that are painted with true edges, not with drawn ones.
    extractor: None leaves the feature losses out.
    with_late_losses: adds the picture's adversarial and feature losses to its L1.
    """

    phase: str
    true_share: float
    extractor: FeatureExtractor | None = None
    with_late_losses: bool = True

    @property
    def trains_edges(self) -> bool:
        """Whether the edges have losses of their own.

        In the joint phase they learn from the picture's alone.
        """
        return self.phase in (BOTH_PHASE, EDGES_PHASE)

    @property
    def trains_painting(self) -> bool:
        """Whether the picture has losses."""
        return self.phase != EDGES_PHASE

    def loss(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """The network's: of the edges, of the picture, or of both, as the phase has it."""
        network = undistributed(models["network"], EdgeConnect)
        with torch.set_grad_enabled(torch.is_grad_enabled() and self.phase != PAINT_PHASE):
            edges = network.draw(batch["clean"], batch["mask"], batch["edges"])
        parts: dict[str, Tensor] = {}
        weights: dict[str, float] = {}
        if self.trains_edges:
            parts |= _edge_losses(models["edge_critic"], batch, edges.drawn)
            weights |= {"edge": 1.0, "match": MATCHING_WEIGHT}
        if self.trains_painting:
            painted = network.paint(batch["clean"], batch["mask"], self._painting_edges(edges.whole, batch))
            parts |= self._picture_losses(models["critic"], batch, painted)
            weights |= {"l1": 1.0}
            if self.with_late_losses:
                weights |= {"adversarial": ADVERSARIAL_WEIGHT} | (FEATURE_WEIGHTS if self.extractor else {})
        return total(parts, weights)

    def edge_critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """The edge critic's: true against drawn edges, beside the gray photo."""
        with torch.no_grad():
            drawn = (
                undistributed(models["network"], EdgeConnect)
                .draw(batch["clean"], batch["mask"], batch["edges"])
                .drawn
            )
        tones, judge = grey(batch["clean"]), models["edge_critic"]
        real, fake = (judge(torch.cat([tones, one], 1))[-1].float() for one in (batch["edges"], drawn))
        error = nsgan.critic(real, fake)
        return error, {"edge": error}

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        """The picture critic's: clean against painted photos."""
        network = undistributed(models["network"], EdgeConnect)
        with torch.no_grad():
            edges = network.draw(batch["clean"], batch["mask"], batch["edges"]).whole
            painted = network.paint(batch["clean"], batch["mask"], self._painting_edges(edges, batch))
        real, fake = (models["critic"](one)[-1].float() for one in (batch["clean"], painted))
        error = nsgan.critic(real, fake)
        return error, {"critic": error}

    def _painting_edges(self, whole: Tensor, batch: Tensors) -> Tensor:
        """The edges that the picture is painted with.

        Gradients pass through them in the joint phase alone.
        """
        if self.phase == JOINT_PHASE:
            return whole
        kept = torch.rand(len(whole), 1, 1, 1, device=whole.device) < self.true_share
        return torch.where(kept, batch["edges"], whole.detach())

    def _picture_losses(self, judge: nn.Module, batch: Tensors, painted: Tensor) -> dict[str, Tensor]:
        """The picture's losses on the raw output over all pixels, as in the release.

        Style inside the holes.
        """
        clean, mask = batch["clean"], batch["mask"]
        parts = {"l1": l1_masked_norm(painted, clean, mask)}
        if self.with_late_losses:
            parts["adversarial"] = nsgan.generator(judge(painted)[-1].float())
        if self.extractor is not None:
            parts |= feature_terms(self.extractor.to(clean.device), painted, clean, mask)
        return parts


def feature_terms(extractor: FeatureExtractor, y: Tensor, x: Tensor, mask: Tensor) -> dict[str, Tensor]:
    """Perceptual loss over the photo, and style loss inside the holes; y: output, x: clean photo."""
    with torch.no_grad():
        whole, inside = extractor(x, PERCEPTUAL_LAYERS), extractor(x * mask, STYLE_LAYERS)
    return {
        "perceptual": perceptual(extractor(y, PERCEPTUAL_LAYERS), whole),
        "style": style(extractor(y * mask, STYLE_LAYERS), inside),
    }


def _edge_losses(judge: nn.Module, batch: Tensors, drawn: Tensor) -> dict[str, Tensor]:
    tones = grey(batch["clean"])
    fake = judge(torch.cat([tones, drawn], 1))
    with torch.no_grad():
        real = judge(torch.cat([tones, batch["edges"]], 1))
    return {"edge": nsgan.generator(fake[-1].float()), "match": feature_matching(fake, real)}


def score(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """PSNR in the holes, its gain over Telea, and the F1 of the edges there, exact to the pixel."""
    found, truth = drawn(network, batch) > 0.5, canny(grey(batch["clean"])) > 0.5
    inside = batch["mask"] > 0
    met = float((found & truth & inside).sum())
    f1 = 2 * met / max(float(((found.int() + truth.int()) * inside).sum()), 1)
    return scoring(filled)(network, batch) | {"edges": f1}


def preview(network: nn.Module, batch: Tensors) -> list[Tensor]:
    """The photo with its hole, the drawn edges, the repaired photo, the clean one."""
    clean, edges = batch["clean"], drawn(network, batch).expand(-1, 3, -1, -1)
    return [clean * (1 - batch["mask"]), edges, composite(filled(network, batch), batch), clean]


def drawn(network: nn.Module, batch: Tensors) -> Tensor:
    """The edges that the network predicts, N×1×H×W in [0, 1]."""
    return cast(EdgeConnect, network).estimate_edges(batch["clean"], batch["mask"])


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    """The repaired photos, as the method fills them."""
    return cast(EdgeConnect, network).fill(batch["clean"], batch["mask"])
