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
MULTIPLE = 16  # px: sides must divide by this
GAIN = Slider(
    id="gain",
    title="Strength",
    low=0.5,
    high=5,
    default=1,
    step=0.1,
    help="Multiplies what counts as lost: more takes faint damage away whole, and fine texture with it",
)
FLOOR = Slider(
    id="floor",
    title="Leave alone below",
    low=0,
    high=0.5,
    default=0.03,
    help="Pixels that lost no more than this share are not changed",
)
STEADY = Toggle(
    id="steady",
    title="Steady",
    default=False,
    help="Paints four times, shifted by a pixel or two, and takes the mean: a little better, slower",
)
SHIFTS = ((0, 0), (2, 1), (1, 3), (3, 2))  # px: where the cells of 4 × 4 that the networks work in begin
BEGINS = 0.08  # share lost from which a pixel counts, noise of 0.04: below it clean texture is marked


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
        options=(GAIN, FLOOR, STEADY),
        size=SizeRule(least=64, multiple=MULTIPLE, most=256),
        context=0.5,
        context_least=64,
        soft=True,
        weights=("",),
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )
    scale_mode = "native"
    partial_damage_threshold = BEGINS

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.informed_mask import SIZES, InformedMask

        return InformedMask(SIZES[card.more["size"]])

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
        return confidence(share.float(), BEGINS)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        """The picture that, laid on by the mask, replaces as much as `laid_on` says.

        The mask is taken as the shares lost.  Where more is replaced than was lost, the answer lies beyond
        the painted picture by as much, and may be beyond black or white.
        """
        import torch

        from engine.networks.informed_mask import laid_on

        image, share = request.image, request.mask
        shifts = SHIFTS if request.options[STEADY.id] else SHIFTS[:1]
        fine = torch.zeros_like(image)
        for number, shift in enumerate(shifts):
            job.step(number / len(shifts))
            fine += _painted(_informed(network), image, share, shift) / len(shifts)
        gain, floor = float(request.options[GAIN.id]), float(request.options[FLOOR.id])
        wanted = laid_on(image, fine, share, gain, floor)
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
        margin = (right, MULTIPLE - right, down, MULTIPLE - down)
        image, share = (pad(plane, margin, mode="reflect") for plane in (image, share))
    with autocast(image.device):
        fine: torch.Tensor = network(image, share)[2].fine
    return fine.float()[..., down : down + height, right : right + width]


def _informed(network: torch.nn.Module) -> InformedMask:
    from engine.networks.informed_mask import InformedMask

    assert isinstance(network, InformedMask)
    return network


METHOD = InformedMaskMethod()
