"""Yang et al., "High-Resolution Image Inpainting using Multi-Scale Neural Patch Synthesis", CVPR 2017."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from engine.job import Job
from engine.methods.shared.departures import FROM_A_MEMBRANE_WITH_OWN_FEATURES
from engine.models import weights
from engine.models.method import MethodInfo, Request, SizeRule
from engine.models.network import NetworkMethod
from engine.options import Choice
from engine.text import Text

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card
    from engine.networks.feature_extractor import FeatureExtractor

ID = "msnps"
FEATURES_WEIGHTS_ID = "features"  # The network in whose activations patches are compared.
COARSEST_SIDE_PX = 128  # About the longer side of the photo at the coarsest scale.
MAX_SCALES = 4
# The layers that are compared, and the steps at each scale from the coarsest on; further scales take as
# many as the last.
LAYERS_AND_STEPS = {
    "fast": (("relu4_1",), (40, 25, 15)),
    "best": (("relu3_1", "relu4_1"), (60, 40, 25)),
}
QUALITY_OPTION = Choice(
    id="quality",
    title="Quality",
    values=tuple(LAYERS_AND_STEPS),
    default="fast",
    help="Best also matches fine features, and takes several times as long",
)
FIRST_FILL_TIME_SHARE = 0.05  # About as much of a fill's time goes into the first fill by the network.


class MSNPSMethod(NetworkMethod):
    info = MethodInfo(
        id=ID,
        title="Neural patch synthesis",
        year=2017,
        paper="Yang, Lu, Lin, Shechtman, Wang, Li, High-Resolution Image Inpainting using "
        "Multi-Scale Neural Patch Synthesis, CVPR 2017",
        purpose="Large holes in texture: a guess whose features become those of patches around it",
        limits="Slow; a wrong guess becomes sharp, not right; regular patterns may be off by some pixels",
        holes="large",
        options=(QUALITY_OPTION,),
        size=SizeRule(least=64, multiple=8, most=512),
        context=0.5,
        context_least=64,
        weights=weights.variants(ID) or ("",),
        departure=FROM_A_MEMBRANE_WITH_OWN_FEATURES,
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.context_encoder import ContextEncoderDesign
        from engine.networks.msnps import Content

        return Content(ContextEncoderDesign(**card.more["design"]))

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        """Raises WeightsMissing where the feature network is not here."""
        import torch

        from engine.models.precision import autocast
        from engine.networks.msnps import Content

        assert isinstance(network, Content)
        hole = (request.mask > 0).float()
        job.step(0.0)
        with autocast(request.image.device):
            first_fill = network.fill(request.image, hole).float().clamp(0, 1)
        layers, steps = LAYERS_AND_STEPS[str(request.options[QUALITY_OPTION.id])]
        texture = job.part(FIRST_FILL_TIME_SHARE, 1.0, Text("Matching patches"))
        with torch.inference_mode(False), torch.enable_grad():
            image, hole, first_fill = (plane.clone() for plane in (request.image, hole, first_fill))
            found = torch.where(hole > 0, first_fill, image)
            return refined(_feature_extractor(str(image.device)), found, hole, layers, steps, texture)


def refined(
    extractor: FeatureExtractor,
    first_fill: torch.Tensor,
    hole: torch.Tensor,
    layers: tuple[str, ...],
    steps: tuple[int, ...],
    job: Job,
) -> torch.Tensor:
    """`first_fill` (1×3×H×W in [0, 1], sides divide by 8) with its hole synthesised, coarse to fine."""
    import torch
    from torch.nn.functional import adaptive_max_pool2d, interpolate

    from engine.networks.patch_synthesis import synthesise

    sizes = scales(first_fill.shape[2], first_fill.shape[3])
    found, done, whole = first_fill, 0, sum(rows * columns for rows, columns in sizes)
    for number, size in enumerate(sizes):
        shown, missing = interpolate(first_fill, size, mode="area"), adaptive_max_pool2d(hole, size)
        before = interpolate(found, size, mode="bilinear", align_corners=False) if number else shown
        start = torch.where(missing > 0, before, shown)
        part = job.part(done / whole, (done + size[0] * size[1]) / whole)
        found = synthesise(extractor, start, missing, layers, steps[min(number, len(steps) - 1)], part.step)
        done += size[0] * size[1]
    return found


def scales(height: int, width: int) -> list[tuple[int, int]]:
    """The sizes to work at, each about twice the one before; sides divide by 8."""
    longest = max(height, width)
    count = min(MAX_SCALES, max(1, math.ceil(math.log2(longest / COARSEST_SIDE_PX))) + 1)
    halvings = range(count - 1, 0, -1)
    reduced = [tuple(max(32, round(side / 2**n / 8) * 8) for side in (height, width)) for n in halvings]
    return [*((rows, columns) for rows, columns in reduced), (height, width)]


@functools.cache
def _feature_extractor(device: str) -> FeatureExtractor:
    from engine.networks.feature_extractor import FeatureExtractor

    found = FeatureExtractor()
    weights.load_into(found, FEATURES_WEIGHTS_ID)
    return found.to(device)


METHOD = MSNPSMethod()
