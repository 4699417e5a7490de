"""edge-connect: edges and colours at once, or in the paper's stages, each from the weights of the last.

train edge-connect --minutes 20
train edge-connect --option phase=joint --from …
The paper's: phase=edges; phase=paint (between true edges); phase=paint true=0 (between drawn ones); joint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine.networks.edge_connect import SLIM, Design, EdgeConnect, PatchCritic
from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.layers.edges import canny, grey
from engine.options import Choice, Slider, Toggle, Value
from trainer.data.large_holes import LargeHoles, composite, held_out, scoring
from trainer.data.photos import Photos
from trainer.families.vcn import extractor
from trainer.losses import nsgan
from trainer.losses.feature_matching import feature_matching
from trainer.losses.l1_masked_norm import l1_masked_norm
from trainer.losses.perceptual import perceptual
from trainer.losses.style import style
from trainer.losses.total import total
from trainer.training.recipe import Batch, Models, Recipe, Tensors, Turn

BOTH, EDGES, PAINT, JOINT = "both", "edges", "paint", "joint"
PHASES = (BOTH, EDGES, PAINT, JOINT)
SHARP = (
    "Share of a run after which the critic of the picture and the feature losses, which take most time, begin"
)
OPTIONS = (
    Choice(id="phase", title="Phase", values=PHASES, default=BOTH, help="both: side by side in one run"),
    Slider(id="width", title="Width", low=4, high=64, default=SLIM.width, whole=True),
    Slider(id="blocks", title="Residual blocks", low=1, high=8, default=SLIM.blocks, whole=True),
    Toggle(id="begun", title="Begin with a membrane", default=SLIM.begun, help="Off: as in the paper"),
    Toggle(id="edges", title="Edges", default=True, help="Off: the painter sees none, to compare with"),
    Slider(id="crop", title="Crop", low=64, high=256, default=128, step=64, whole=True, unit="px"),
    Slider(id="batch", title="Batch", low=1, high=64, default=4, whole=True),
    Slider(id="rate", title="Learning rate", low=0, high=1e-1, default=0, help="0: the phase's own"),
    Slider(
        id="true", title="True edges", low=0, high=1, default=0.5, help="Share painted between true edges"
    ),
    Slider(id="sharp", title="Sharp from", low=0, high=1, default=0.6, help=SHARP),
    Toggle(id="features", title="Feature losses", default=True),
)
RATES = {BOTH: 4e-4, EDGES: 4e-4, PAINT: 4e-4, JOINT: 1e-5}
CRITIC_RATE = 0.1  # critics learn at a tenth of the rate
MATCH, ADVERSARIAL = 10.0, 0.1
# The paper's layers, as far as Lacuna's own feature network goes; weights by trainer.training.balance.
PERCEPTUAL = ("relu1_1", "relu2_1", "relu3_1", "relu4_1")
STYLE = ("relu2_2", "relu3_4", "relu4_2")
FEATURES = {"perceptual": 0.052, "style": 5.0}


def build(options: Mapping[str, Value]) -> Recipe:
    phase = str(options["phase"])
    crop, rate = int(options["crop"]), float(options["rate"]) or RATES[phase]
    design = Design(
        width=int(options["width"]),
        blocks=int(options["blocks"]),
        crop=crop,
        begun=bool(options["begun"]),
        edges=bool(options["edges"]),
    )
    eye = extractor() if options["features"] and phase != EDGES else None
    sharp = 0.0 if phase == JOINT else float(options["sharp"])
    true = float(options["true"])

    def adam(share: float) -> Callable[[Iterable[nn.Parameter]], optim.Optimizer]:
        return lambda parameters: optim.Adam(parameters, rate * share, betas=(0.0, 0.9))

    plain, whole = Learning(phase, true, sharp=False), Learning(phase, true, eye)
    turns = [Turn(trains="network", loss=whole.loss, optimiser=adam(1), begins=sharp)]
    if whole.paints:
        turns.insert(0, Turn(trains="critic", loss=whole.critic, optimiser=adam(CRITIC_RATE), begins=sharp))
    if whole.draws:
        turns.insert(0, Turn(trains="edge_critic", loss=whole.edge_critic, optimiser=adam(CRITIC_RATE)))
    if sharp:
        turns.append(Turn(trains="network", loss=plain.loss, optimiser=adam(1), ends=sharp))
    return Recipe(
        id="edge-connect",
        models=lambda: {
            "network": EdgeConnect(design),
            "edge_critic": PatchCritic(2, width=design.width),
            "critic": PatchCritic(3, width=design.width),
        },
        turns=tuple(turns),
        draw=Edged(LargeHoles(batch=int(options["batch"]), crop=crop)),
        check=held_out,
        score=score,
        preview=preview,
        minutes=20,
        seed=31,
        warm_up=50,
        facts={
            "design": asdict(design),
            "phase": phase,
            "feature_losses": eye.id if eye else "none",
        },
    )


@dataclass(frozen=True)
class Edged:
    """Batches with large holes, and Canny's edges of the clean photos, N×1×H×W."""

    holes: LargeHoles

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        batch = self.holes(photos, rng)
        return {**batch, "edges": canny(grey(torch.from_numpy(batch["clean"]))).numpy()}


@dataclass(frozen=True)
class Learning:
    """The losses of one phase.  true: share of the samples that are painted between true edges.

    sharp: with the critic of the picture, and with feature losses where there is an eye; else L1 alone.
    """

    phase: str
    true: float
    eye: FeatureExtractor | None = None
    sharp: bool = True

    @property
    def draws(self) -> bool:
        """Whether the edges have a loss of their own: in the joint phase the picture's alone teaches them."""
        return self.phase in (BOTH, EDGES)

    @property
    def paints(self) -> bool:
        return self.phase != EDGES

    def loss(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        network = _network(models)
        with torch.set_grad_enabled(torch.is_grad_enabled() and self.phase != PAINT):
            edges = network.draw(batch["clean"], batch["mask"], batch["edges"])
        parts: dict[str, Tensor] = {}
        weights: dict[str, float] = {}
        if self.draws:
            parts |= _drawn(models["edge_critic"], batch, edges.drawn)
            weights |= {"edge": 1.0, "match": MATCH}
        if self.paints:
            painted = network.paint(batch["clean"], batch["mask"], self._followed(edges.whole, batch))
            parts |= self._painted(models["critic"], batch, painted)
            weights |= {"l1": 1.0}
            if self.sharp:
                weights |= {"adversarial": ADVERSARIAL} | (FEATURES if self.eye else {})
        return total(parts, weights)

    def edge_critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        with torch.no_grad():
            drawn = _network(models).draw(batch["clean"], batch["mask"], batch["edges"]).drawn
        tones, judge = grey(batch["clean"]), models["edge_critic"]
        real, fake = (judge(torch.cat([tones, one], 1))[-1].float() for one in (batch["edges"], drawn))
        error = nsgan.critic(real, fake)
        return error, {"edge": error}

    def critic(self, models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        network = _network(models)
        with torch.no_grad():
            edges = network.draw(batch["clean"], batch["mask"], batch["edges"]).whole
            painted = network.paint(batch["clean"], batch["mask"], self._followed(edges, batch))
        real, fake = (models["critic"](one)[-1].float() for one in (batch["clean"], painted))
        error = nsgan.critic(real, fake)
        return error, {"critic": error}

    def _followed(self, whole: Tensor, batch: Tensors) -> Tensor:
        """The edges to paint between; only in the joint phase the picture's loss goes through drawn ones."""
        if self.phase == JOINT:
            return whole
        kept = torch.rand(len(whole), 1, 1, 1, device=whole.device) < self.true
        return torch.where(kept, batch["edges"], whole.detach())

    def _painted(self, judge: nn.Module, batch: Tensors, painted: Tensor) -> dict[str, Tensor]:
        """Of the raw output over all pixels, as in the release; style inside the holes."""
        clean, mask = batch["clean"], batch["mask"]
        parts = {"l1": l1_masked_norm(painted, clean, mask)}
        if self.sharp:
            parts["adversarial"] = nsgan.generator(judge(painted)[-1].float())
        if self.eye is not None:
            parts |= feature_terms(self.eye.to(clean.device), painted, clean, mask)
        return parts


def feature_terms(eye: FeatureExtractor, y: Tensor, x: Tensor, mask: Tensor) -> dict[str, Tensor]:
    with torch.no_grad():
        whole, inside = eye(x, PERCEPTUAL), eye(x * mask, STYLE)
    return {
        "perceptual": perceptual(eye(y, PERCEPTUAL), whole),
        "style": style(eye(y * mask, STYLE), inside),
    }


def _drawn(judge: nn.Module, batch: Tensors, drawn: Tensor) -> dict[str, Tensor]:
    tones = grey(batch["clean"])
    fake = judge(torch.cat([tones, drawn], 1))
    with torch.no_grad():
        real = judge(torch.cat([tones, batch["edges"]], 1))
    return {"edge": nsgan.generator(fake[-1].float()), "match": feature_matching(fake, real)}


def _network(models: Models) -> EdgeConnect:
    network = models["network"]
    return cast(EdgeConnect, getattr(network, "module", network))  # itself, or what is distributed


def score(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """dB in the holes, its gain on Telea's, and how well the edges there are met (F1, to the pixel)."""
    found, truth = drawn(network, batch) > 0.5, canny(grey(batch["clean"])) > 0.5
    inside = batch["mask"] > 0
    met = float((found & truth & inside).sum())
    f1 = 2 * met / max(float(((found.int() + truth.int()) * inside).sum()), 1)
    return scoring(filled)(network, batch) | {"edges": f1}


def preview(network: nn.Module, batch: Tensors) -> list[Tensor]:
    clean, edges = batch["clean"], drawn(network, batch).expand(-1, 3, -1, -1)
    return [clean * (1 - batch["mask"]), edges, composite(filled(network, batch), batch), clean]


def drawn(network: nn.Module, batch: Tensors) -> Tensor:
    return cast(EdgeConnect, network).guess(batch["clean"], batch["mask"])


def filled(network: nn.Module, batch: Tensors) -> Tensor:
    return cast(EdgeConnect, network).fill(batch["clean"], batch["mask"])
