"""Köhler, Schuler, Schölkopf, Harmeling, "Mask-specific inpainting with deep neural networks", GCPR 2014."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.job import Job
from engine.methods.shared import mask_shape
from engine.methods.shared.stride import QUALITY_OPTION, stride
from engine.models import weights
from engine.models.method import Array, MethodInfo, Request, SizeRule
from engine.models.network import NetworkMethod
from engine.options import Choice, Toggle
from engine.text import Text, mark

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "mask-mlp"
VARIANTS = weights.variants(ID)
AUTO_VARIANT = "auto"
WEIGHTS_OPTION = Choice(
    id="weights",
    title="Trained on",
    values=(AUTO_VARIANT, *VARIANTS),
    default=AUTO_VARIANT,
    help="Auto takes the network whose damage looks most like the marked one",
)
WINDOW_OPTION = Toggle(
    id="window", title="Soft patches", default=False, help="Answers count less towards the rim of their patch"
)
# From this difference of shapes on, a note says that the network learnt others.
SHAPE_DIFFERENCE_NOTED_FROM = 0.6
UNLIKE_NOTE = mark("Filling; this network was trained on other damage: {damage}")


class MaskMLPMethod(NetworkMethod):
    info = MethodInfo(
        id=ID,
        title="Mask MLP",
        year=2014,
        paper="Köhler, Schuler, Schölkopf, Harmeling, Mask-specific inpainting with deep neural networks, "
        "GCPR 2014",
        purpose="One known kind of thin damage all over the photo, such as text, a watermark or lines",
        limits="Damage of another shape than it was trained on; holes wider than some 8 px become a blur",
        holes="thin",
        options=(WEIGHTS_OPTION, QUALITY_OPTION, WINDOW_OPTION),
        size=SizeRule(most=1024),
        context=0.0,
        context_least=32,  # px: what the largest patch sees around a pixel
        weights=VARIANTS,
        departure="Other than in the paper, its network corrects a first fill by diffusion",
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def variant(self, request: Request[Array]) -> str:
        """The weights asked for, or those whose damage looks most like the mask."""
        asked = str(request.options[WEIGHTS_OPTION.id])
        if asked != AUTO_VARIANT or not (request.mask > 0).any():
            return VARIANTS[0] if asked == AUTO_VARIANT else asked
        return min(VARIANTS, key=lambda one: _unlike(request.mask, weights.card(ID, one).more))

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.mask_mlp import MaskMLP, from_card

        network = MaskMLP(from_card(card))
        network.trained_on = card.more
        return network

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        from engine.models.precision import autocast
        from engine.networks.mask_mlp import MaskMLP, restored

        assert isinstance(network, MaskMLP)
        mask = request.mask[0, 0].cpu().numpy()
        if (
            mask.any()
            and network.trained_on
            and _unlike(mask, network.trained_on) > SHAPE_DIFFERENCE_NOTED_FROM
        ):
            job = job.part(0.0, 1.0, Text(UNLIKE_NOTE, damage=network.trained_on["damage"]))
        with autocast(request.image.device):
            return restored(
                network,
                request.image,
                request.mask,
                stride=stride(network.architecture.outer, request.options),
                windowed=bool(request.options[WINDOW_OPTION.id]),
                step=job.step,
            ).clamp(0, 1)


def _unlike(mask: Array, trained_on: Mapping[str, Any]) -> float:
    """How far a mask is from what weights were trained on."""
    return mask_shape.difference(mask_shape.measure(mask), mask_shape.from_json(trained_on["shape"]))


METHOD = MaskMLPMethod()
