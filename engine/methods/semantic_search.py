"""Yeh et al., "Semantic Image Inpainting with Deep Generative Models", CVPR 2017.  Several answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import HoleTooLarge
from engine.job import Job
from engine.models import weights
from engine.models.method import MethodInfo, Request, SizeRule
from engine.models.network import NetworkMethod
from engine.options import Choice, Slider, Toggle
from engine.text import Text

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ID = "semantic-search"
AUTO_VARIANT = "auto"
VARIANTS = weights.variants(ID) or ("",)
# For each quality the steps of the search, and the number of answers.
STEPS_AND_ANSWERS = {"fast": (300, 4), "best": (1500, 8)}
QUALITY_OPTION = Choice(
    id="quality",
    title="Quality",
    values=tuple(STEPS_AND_ANSWERS),
    default="fast",
    help="Fast looks for four answers, best for eight, five times as long each",
)
PRIOR_OPTION = Slider(
    id="prior",
    title="Prior",
    low=0,
    high=0.03,
    default=0.003,
    help="How much an answer must look like what it was trained on, beside what is known of the photo",
)
BLEND_OPTION = Toggle(
    id="blend",
    title="Blend gradients",
    default=True,
    help="Takes the differences of neighbouring pixels from an answer; off: its pixels as they are",
)
SEARCH_OPTIONS = (QUALITY_OPTION, PRIOR_OPTION, BLEND_OPTION)
WEIGHTS_OPTION = Choice(
    id="weights",
    title="Trained on",
    values=(AUTO_VARIANT, *filter(None, VARIANTS)),
    default=AUTO_VARIANT,
    help="The kind of picture that is completed",
)
DRAWN_SIDE_PX = 64  # px: of what the network draws
MAX_REDUCTION = 8  # A pixel of the network stands for at most so many pixels of the photo a side.
# A pixel of the network counts as known where at least this share of the photo's pixels in it is.
KNOWN_FROM_SHARE = 0.25
SEARCH_TIME_SHARE = 0.9  # About as much of a fill's time goes into the search.


class SemanticSearchMethod(NetworkMethod):
    info = MethodInfo(
        id=ID,
        title="Semantic search",
        year=2017,
        paper="Yeh, Chen, Lim, Schwing, Hasegawa-Johnson, Do, "
        "Semantic Image Inpainting with Deep Generative Models, CVPR 2017",
        purpose="Large holes in pictures of the one kind it was trained on; gives several answers",
        limits="Knows its own kind of picture alone; draws 64 px a side, so that large holes come out soft",
        holes="large",
        options=(*SEARCH_OPTIONS, WEIGHTS_OPTION) if len(VARIANTS) > 1 else SEARCH_OPTIONS,
        size=SizeRule(least=DRAWN_SIDE_PX),
        context=0.5,  # the hole is then a quarter of what is searched for
        context_least=DRAWN_SIDE_PX,
        seeded=True,
        weights=VARIANTS,
        departure="Other than in the paper, an encoder, trained beside the "
        "generator, proposes the first answer",
        licence="Research and non-commercial (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.semantic_search import SemanticSearch, SemanticSearchDesign

        return SemanticSearch(SemanticSearchDesign(**card.more["design"])).requires_grad_(False)

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        """The answers, the one that fits its surroundings best first.  Raises HoleTooLarge."""
        import torch

        from engine.networks.latent_search import search
        from engine.networks.layers.value_range import kept_in_range
        from engine.networks.semantic_search import SemanticSearch, uniform

        assert isinstance(network, SemanticSearch)
        height, width = request.mask.shape[2:]
        if max(height, width) > MAX_REDUCTION * DRAWN_SIDE_PX:
            raise HoleTooLarge(
                Text(
                    "it takes {size} px with its surroundings, {side} are drawn",
                    size=f"{width} × {height}",
                    side=DRAWN_SIDE_PX,
                )
            )
        iterations, restarts = STEPS_AND_ANSWERS[str(request.options[QUALITY_OPTION.id])]
        start = uniform(restarts, torch.Generator().manual_seed(request.seed))
        with torch.inference_mode(False), torch.enable_grad():
            photo, missing = seen(request.image, request.mask)
            found = search(
                network.generator,
                network.critic,
                photo * 2 - 1,
                missing,
                start.to(photo.device),
                iterations=iterations,
                weight=float(request.options[PRIOR_OPTION.id]),
                step=job.part(0.0, SEARCH_TIME_SHARE, Text("Searching")).step,
            )
        pictures = (found.pictures[found.loss.argsort()] + 1) / 2
        answers = _blended(pictures, request, job.part(SEARCH_TIME_SHARE, 1.0))
        return kept_in_range(answers, request.image.cpu(), request.mask.cpu())


def seen(image: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """What the network sees of 1×3×H×W in [0, 1] and 1×1×H×W: 1×3×64×64, and 1×1×64×64 of 0 and 1.

    The longer side fits; what the shorter one leaves is missing too.  Colours are means of known pixels.
    """
    from torch.nn.functional import adaptive_avg_pool2d, pad

    margins = _margins(mask.shape[2], mask.shape[3])
    known = pad((mask <= 0).float(), margins)
    share = adaptive_avg_pool2d(known, DRAWN_SIDE_PX)
    colours = adaptive_avg_pool2d(pad(image, margins) * known, DRAWN_SIDE_PX) / share.clamp(min=1e-6)
    return colours, (share < KNOWN_FROM_SHARE).float()


def _blended(pictures: torch.Tensor, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
    """The pictures at the photo's size; their gradients, or their pixels, in its hole."""
    import numpy as np
    import torch
    from torch.nn.functional import interpolate

    from engine.pixels.poisson import poisson

    height, width = request.mask.shape[2:]
    left, _, top, _ = _margins(height, width)
    side = max(height, width)
    large = interpolate(pictures, (side, side), mode="bicubic", align_corners=False)
    drawn = large[..., top : top + height, left : left + width].permute(0, 2, 3, 1).cpu().numpy()
    known = request.image[0].permute(1, 2, 0).cpu().numpy()
    hole = (request.mask[0, 0] > 0).cpu().numpy()
    if not request.options[BLEND_OPTION.id]:
        pasted = np.where(hole[..., None], drawn, known)
        return torch.from_numpy(pasted).permute(0, 3, 1, 2)
    answers = [
        poisson(one, known, hole, job.part(number / len(drawn), (number + 1) / len(drawn)))
        for number, one in enumerate(drawn)
    ]
    return torch.from_numpy(np.stack(answers)).permute(0, 3, 1, 2)


def _margins(height: int, width: int) -> tuple[int, int, int, int]:
    """px on the left, right, top and bottom that make a square."""
    across, down = max(height - width, 0), max(width - height, 0)
    return across // 2, across - across // 2, down // 2, down - down // 2


METHOD = SemanticSearchMethod()
