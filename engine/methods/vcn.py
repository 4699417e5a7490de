"""Wang, Chen, Tao, Jia, "VCNet: A Robust Approach to Blind Image Inpainting", ECCV 2020.  Finds and fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.job import Job
from engine.methods.shared.modes import VCN_MODES, combined
from engine.models import weights
from engine.models.detector import ANY_DAMAGE, NetworkDetector
from engine.models.method import MethodInfo, Request, SizeRule
from engine.models.network import NetworkMethod
from engine.options import Choice, Slider, Value
from engine.text import Text

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "vcn"
AUTO_VARIANT = "auto"
VARIANTS = weights.variants(ID) or ("",)
MODE_OPTION = Choice(
    id="mode",
    title="Damage is",
    values=VCN_MODES,
    default="assist",
    help="Assist: what you marked and what it finds. Blind: what it finds. Manual: what you marked.",
)
RHO_OPTION = Slider(
    id="rho",
    title="From the surroundings",
    low=0,
    high=1,
    default=0,
    help="How much the repair takes from its surroundings; low values blend what is there. "
    "0 leaves it to the network",
)
WEIGHTS_OPTION = Choice(
    id="weights",
    title="Trained on",
    values=(AUTO_VARIANT, *filter(None, VARIANTS)),
    default=AUTO_VARIANT,
    help="Auto takes the network for damage of any look",
)
DETECTION_TIME_SHARE = 0.3  # About as much of a fill's time goes into finding the damage.
MIN_KNOWN_SHARE = 0.01  # of a region: with less there are no surroundings to take anything from
ALL_DAMAGED = Text("Filling; nearly all of this region counts as damage, so little is known of it")


class VCNMethod(NetworkMethod, NetworkDetector):
    info = MethodInfo(
        id=ID,
        title="VCN",
        year=2020,
        paper="Wang, Chen, Tao, Jia, VCNet: A Robust Approach to Blind Image Inpainting, ECCV 2020",
        purpose="Damage of any look that nobody marked: graffiti, stickers, pasted pieces, scribbles",
        limits="Removing a chosen object; damage that covers most of the photo; thin scratches",
        holes="any",
        blind=True,
        options=(MODE_OPTION, RHO_OPTION, WEIGHTS_OPTION) if len(VARIANTS) > 1 else (MODE_OPTION, RHO_OPTION),
        size=SizeRule(least=32, multiple=8, most=1024, margin=8),
        context=1.0,
        context_least=96,  # its statistics are those of all that is known around
        weights=VARIANTS,
        departure="Other than in the paper, a deeper network finds the damage, and the filling one adds to a "
        "fill by diffusion; it has hardly learnt, and the two were trained one after the other, not jointly",
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )
    kinds = (replace(ANY_DAMAGE[0], coarse_gated=True, exact_edges=True),)
    scale_mode = "pyramid"
    min_certain_px = 64

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.vcn import VCN, VCNDesign

        return VCN(VCNDesign(**card.more["design"]))

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from engine.models.precision import autocast
        from engine.networks.layers.soften import softened
        from engine.networks.vcn import VCN

        assert isinstance(network, VCN)
        job.step(0.0)
        with autocast(request.image.device):
            logits, feature = network.mpn(request.image * 2 - 1)
            missing = combined(
                str(request.options[MODE_OPTION.id]),
                logits.sigmoid(),
                request.mask.float(),
            )
            if float((1 - missing).mean()) < MIN_KNOWN_SHARE:
                job = job.part(0.0, 1.0, ALL_DAMAGED)
            job.step(DETECTION_TIME_SHARE)
            rho = float(request.options[RHO_OPTION.id]) or None
            painted = network.rin(request.image * 2 - 1, missing, feature, rho)
        share = softened(missing)
        filled: torch.Tensor = request.image * (1 - share) + (painted + 1) / 2 * share
        return filled

    def search(
        self, network: torch.nn.Module, image: torch.Tensor, options: Mapping[str, Value], job: Job
    ) -> torch.Tensor:
        return super().search(network, image * 2 - 1, options, job)


METHOD = VCNMethod()
