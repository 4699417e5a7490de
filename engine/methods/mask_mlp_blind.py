"""Köhler et al., GCPR 2014, without the mask: a network for one process of damage, which finds and fills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.job import Job
from engine.methods.shared.stride import QUALITY_OPTION, stride
from engine.models.detector import NetworkDetector
from engine.models.method import MethodInfo, Request, SizeRule
from engine.models.network import NetworkMethod
from engine.options import Slider, Value

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

TOLERANCE_OPTION = Slider(
    id="tolerance",
    title="Tolerance",
    low=0.01,
    high=0.5,
    default=0.08,
    help="What the network would change by more than this is damage; of the range from black to white",
)


class MaskMLPBlindMethod(NetworkMethod, NetworkDetector):
    info = MethodInfo(
        id="mask-mlp-blind",
        title="Mask MLP, blind",
        year=2014,
        paper="Köhler, Schuler, Schölkopf, Harmeling, Mask-specific inpainting with deep neural networks, "
        "GCPR 2014",
        purpose="Text of one known font, size and colour, wherever it stands in the photo",
        limits="Every other damage: each font, size and colour needs a network of its own (lacuna train)",
        holes="thin",
        blind=True,
        options=(QUALITY_OPTION, TOLERANCE_OPTION),
        size=SizeRule(most=1024),
        context=0.0,
        context_least=32,  # px: what the largest patch sees around a pixel
        weights=("",),
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )
    scale_mode = "native"  # It has learned letters of one size.

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.mask_mlp import MaskMLP, from_card

        return MaskMLP(from_card(card))

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        """Its answer for every pixel; the mask only says which of them are taken."""
        return _answer(network, request.image, request.options, job)

    def search(
        self, network: torch.nn.Module, image: torch.Tensor, options: Mapping[str, Value], job: Job
    ) -> torch.Tensor:
        """How far it moves the channel it moves furthest: 0.5 at the tolerance, towards 1 beyond."""
        moved = (_answer(network, image, options, job) - image).abs().amax(1, keepdim=True)
        return moved / (moved + float(options[TOLERANCE_OPTION.id]))


def _answer(
    network: torch.nn.Module, image: torch.Tensor, options: Mapping[str, Value], job: Job
) -> torch.Tensor:
    """1×3×H×W in [0, 1]."""
    from engine.models.precision import autocast
    from engine.networks.mask_mlp import MaskMLP, restored

    assert isinstance(network, MaskMLP)
    with autocast(image.device):
        chosen = stride(network.architecture.outer, options)
        return restored(network, image, None, stride=chosen, step=job.step).clamp(0, 1)


METHOD = MaskMLPBlindMethod()
