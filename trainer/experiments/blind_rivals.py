"""VCN's inpainting network against other fills of the mask that its own mask network finds."""

from __future__ import annotations

from statistics import fmean
from typing import cast

import numpy as np
import torch

from engine.models.method import Array
from engine.networks.layers.soften import softened
from engine.networks.vcn import VCN
from trainer.corruption.contract import Sample
from trainer.experiments.bench import ExperimentContext, by_method, inside, table

TITLE = "VCN: rivals behind its mask network, rho and blending (Wang et al. 2020)"
SHOWS = (
    "PSNR inside the true damage.  All fills get what the mask network finds: the others its pixels above "
    "0.5, VCN its probabilities.  Rho is how much of the normalisation's statistics comes from the "
    "surroundings, one number in place of what is learnt; 0 leaves the normalisation out.  Blending: the "
    "painted picture is mixed in by the probabilities softened towards the photo (as it is), by the "
    "probabilities themselves, or by those above 0.5.  In the last row VCN has the true mask."
)
DAMAGE_OF_NAME = {
    "strokes": "freeform_steps:vcn,filler=natural,edge=hard",
    "softened": "freeform_steps:vcn,filler=natural,edge=softened",
    "graffiti": "graffiti",
}
RIVALS = ("telea", "biharmonic", "patchmatch", "restore", "partial-conv")
RHO_VALUES = (0.0, 0.2, 0.5, 0.8, 1.0)
FOUND_FROM = 0.5


def run(context: ExperimentContext) -> str:
    """Return the table, a column for each damage."""
    network = cast(VCN, context.ships("vcn"))
    damaged = {name: context.damaged_colour(damage) for name, damage in DAMAGE_OF_NAME.items()}
    rows: dict[str, list[float]] = {}

    def score(name: str, filled: list[Array], some: list[Sample]) -> None:
        rows.setdefault(name, []).append(fmean(inside(filled, some)))

    for some in damaged.values():
        score("damaged", [sample.corrupted for sample in some], some)
        found = [probabilities(network, sample) for sample in some]
        for id in RIVALS:
            marked = [(one > FOUND_FROM).astype(np.float32) for one in found]
            score(id, [by_method(id, *both) for both in zip(some, marked, strict=True)], some)
        score("vcn", [painted(network, sample) for sample in some], some)
        for rho in RHO_VALUES:
            score(f"rho {rho:g}", [painted(network, sample, rho=rho) for sample in some], some)
        for blending in ("probabilities", "above 0.5"):
            score(f"by {blending}", [painted(network, s, blending=blending) for s in some], some)
        score("vcn, true mask", [painted(network, sample, true_mask=True) for sample in some], some)
    return table(list(damaged), list(rows.items()))


@torch.inference_mode()
def probabilities(network: VCN, sample: Sample) -> Array:
    """H×W in [0, 1]: how probably each pixel is damaged."""
    return np.asarray(network.mpn(_signed(sample))[0].sigmoid()[0, 0].numpy(), np.float32)


@torch.inference_mode()
def painted(
    network: VCN,
    sample: Sample,
    *,
    rho: float | None = None,
    blending: str = "softened",
    true_mask: bool = False,
) -> Array:
    """The photo with what the network painted in its damage, H×W×3.

    rho: None is what is learnt.  blending: softened, probabilities or above 0.5.  true_mask: VCN is given it.
    """
    photo = _signed(sample)
    logits, feature = network.mpn(photo)
    missing = (
        torch.from_numpy((sample.mask > 0).astype(np.float32))[None, None] if true_mask else logits.sigmoid()
    )
    drawn = network.rin(photo, missing, feature, rho)
    if blending == "softened":
        share = softened(missing)
    else:
        share = missing if blending == "probabilities" else (missing > FOUND_FROM).to(photo.dtype)
    answer = ((photo * (1 - share) + drawn * share) + 1) / 2
    return np.asarray(answer[0].permute(1, 2, 0).clamp(0, 1).numpy(), np.float32)


def _signed(sample: Sample) -> torch.Tensor:
    return torch.from_numpy(sample.corrupted).permute(2, 0, 1)[None] * 2 - 1
