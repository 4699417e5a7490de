"""What was taught, as a method like any other: it finds its damage, and takes it off or fills it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.job import Job
from engine.models import weights
from engine.models.detector import Kind, NetworkDetector
from engine.models.method import Array, Method, MethodInfo, Request, SizeRule
from engine.models.weights import Card
from engine.options import resolve
from engine.taught.card import design, title

if TYPE_CHECKING:
    import torch

SEEN = 0.4  # of a fill's time, about, goes into looking at it once more
GROWN = 1  # px, by which finds are widened before they are filled
EVIDENCE = 12  # px, as for `finder`, whose weights these begin at


class TaughtMethod(NetworkDetector, Method):
    """Of the weights at `path`, which are read when they are first needed."""

    sight = "native"  # the size of its damage is what it learnt
    evidence = EVIDENCE

    def __init__(self, card: Card, path: Path) -> None:
        super().__init__()
        self.card, self.path = card, path
        self.info = _info(card)
        self.kinds = (Kind("taught", self.info.title),)

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.taught import Taught

        return Taught(design(card))

    def load(self, variant: str) -> torch.nn.Module:  # noqa: ARG002
        from engine.models.precision import channels_last

        network = self.build(self.card)
        weights.load_file_into(network, self.path)
        return channels_last(network)

    def run(self, request: Request[Array], job: Job, device: str) -> Array:
        """What is see-through is taken off; what is not is filled by the method for thin damage."""
        from engine.repair.auto import recommended

        network = self.loaded(device, "", job.part(0.0, SEEN))
        picture, rest = _bare(network, request, device)
        job.step(SEEN)
        if not rest.any():
            return picture[None]
        filler = recommended("thin")
        asked = replace(
            request,
            image=picture,
            mask=rest.astype(np.float32),
            guides={},
            options=resolve(filler.info.options, {}),
        )
        filled = filler.run(asked, job.part(SEEN, 1.0), device)[:1]
        return np.where(rest[..., None], filled, picture)


def _bare(
    network: torch.nn.Module, request: Request[Array], device: str
) -> tuple[Array, np.ndarray[tuple[int, int], np.dtype[np.bool_]]]:
    """The photo without what can be seen through, H×W×3 in [0, 1], and what then has to be filled, H×W.

    That is: damage through which too little is seen, and what lies apart from all damage, where a person
    painted by hand.  Beside damage a mask is only as wide as finds are made: there the photo is sound.
    """
    import torch

    from engine.models.precision import autocast
    from engine.networks.taught import Taught, bared

    assert isinstance(network, Taught)
    image, mask = (
        torch.from_numpy(np.ascontiguousarray(plane))[None].to(device)
        for plane in (request.image.transpose(2, 0, 1), request.mask[None])
    )
    with torch.inference_mode(), autocast(image.device):
        seen = network.look(image)
        found = seen.logit > 0
        beside = torch.nn.functional.max_pool2d(found.float(), 2 * GROWN + 1, 1, GROWN) > 0
        covered = seen.alpha >= network.opaque
        bare = torch.where((mask > 0) & found & ~covered, bared(image, seen).float().clamp(0, 1), image)
        rest = (mask > 0) & torch.where(found, covered, ~beside)
    return bare[0].permute(1, 2, 0).cpu().numpy(), rest[0, 0].cpu().numpy()


def _info(card: Card) -> MethodInfo:
    told = card.more
    return MethodInfo(
        id=card.id,
        title=title(card),
        year=int(str(told["made"])[:4]),
        paper="Taught in Lacuna, from the weights of its finder",
        purpose=str(told["damage"]),
        limits=card.limits,
        holes="thin",
        blind=True,
        size=SizeRule(least=64, multiple=32, most=1024),
        context=0.5,
        context_least=48,  # as for `restore`, which fills what is opaque
        weights=("",),
        licence=card.licence,
    )
