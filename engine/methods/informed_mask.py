"""informed-mask: finds how much of each pixel is lost, draws missing edges, paints.  Noise is damage too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.detection.partial import confidence
from engine.job import Job
from engine.models.detector import NetworkDetector
from engine.models.method import MethodInfo, Request, SizeRule
from engine.models.network import NetworkMethod
from engine.options import Slider, Toggle, Value

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card
    from engine.networks.informed_mask import InformedMask

ID = "informed-mask"
SIDE_MULTIPLE_PX = 16  # The sides of what the networks get must divide by this.
GAIN_OPTION = Slider(
    id="gain",
    title="Strength",
    low=0.5,
    high=5,
    default=1,
    step=0.1,
    help="Multiplies what counts as lost: more takes faint damage away whole, and fine texture with it",
)
FLOOR_OPTION = Slider(
    id="floor",
    title="Leave alone below",
    low=0,
    high=0.5,
    default=0.03,
    help="Pixels that lost no more than this share are not changed",
)
STEADY_OPTION = Toggle(
    id="steady",
    title="Steady",
    default=False,
    help="Paints four times, shifted by a pixel or two, and takes the mean: a little better, slower",
)
# Offsets (right, down) of the 4 × 4 cells that the networks work in; the answers are averaged.
GRID_SHIFTS_PX = ((0, 0), (2, 1), (1, 3), (3, 2))
# A pixel counts as damaged from this share lost, which is noise of 0.04; a lower limit marks clean texture.
DAMAGED_FROM_SHARE = 0.08


class InformedMaskMethod(NetworkMethod, NetworkDetector):
    info = MethodInfo(
        id=ID,
        title="Informed mask",
        year=2020,
        paper="Anonymous, Image Inpainting with Informed Mask Generation (conference submission)",
        purpose="Damage that leaves something: noise, stains, fading, translucent marks; found by itself",
        limits="Trained for minutes, good at noise alone: text and stains are hardly found, "
        "fine texture goes with the noise",
        holes="any",
        blind=True,
        options=(GAIN_OPTION, FLOOR_OPTION, STEADY_OPTION),
        size=SizeRule(least=64, multiple=SIDE_MULTIPLE_PX, most=256, margin=8),
        context=0.5,
        context_least=64,
        soft=True,
        weights=("",),
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )
    scale_mode = "native"
    partial_damage_threshold = DAMAGED_FROM_SHARE

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.informed_mask import SIZES_BY_NAME, InformedMask

        return InformedMask(SIZES_BY_NAME[card.more["size"]])

    def search(
        self,
        network: torch.nn.Module,
        image: torch.Tensor,
        options: Mapping[str, Value],  # noqa: ARG002
        job: Job,
    ) -> torch.Tensor:
        from engine.models.precision import autocast

        job.step(0.0)
        with autocast(image.device):
            share = _informed(network).mask(image)
        return confidence(share.float(), DAMAGED_FROM_SHARE)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        """The picture that, blended in by the mask, replaces as much as `replaced_share` says.

        The mask is taken as the shares lost.  Where more is replaced than was lost, the answer lies beyond
        the painted picture by as much, and may be beyond black or white.
        """
        import torch

        from engine.networks.informed_mask import replaced_share

        image, share = request.image, request.mask
        shifts = GRID_SHIFTS_PX if request.options[STEADY_OPTION.id] else GRID_SHIFTS_PX[:1]
        fine = torch.zeros_like(image)
        for number, shift in enumerate(shifts):
            job.step(number / len(shifts))
            fine += _painted(_informed(network), image, share, shift) / len(shifts)
        gain, floor = float(request.options[GAIN_OPTION.id]), float(request.options[FLOOR_OPTION.id])
        wanted = replaced_share(image, fine, share, gain, floor)
        return image + wanted / request.mask.clamp(min=1e-3) * (fine - image)


def _painted(
    network: InformedMask, image: torch.Tensor, share: torch.Tensor, shift: tuple[int, int]
) -> torch.Tensor:
    """The fine picture, drawn on the photo moved by `shift` px, down and right."""
    from torch.nn.functional import pad

    from engine.models.precision import autocast

    height, width = image.shape[2:]
    down, right = shift
    if shift != (0, 0):
        margin = (right, SIDE_MULTIPLE_PX - right, down, SIDE_MULTIPLE_PX - down)
        image, share = (pad(plane, margin, mode="reflect") for plane in (image, share))
    with autocast(image.device):
        fine: torch.Tensor = network(image, share)[2].fine
    return fine.float()[..., down : down + height, right : right + width]


def _informed(network: torch.nn.Module) -> InformedMask:
    from engine.networks.informed_mask import InformedMask

    assert isinstance(network, InformedMask)
    return network


METHOD = InformedMaskMethod()
