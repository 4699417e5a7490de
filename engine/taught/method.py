"""A taught method: it finds one kind of damage, and removes it where it is translucent or fills it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.job import Job
from engine.models.detector import Kind, NetworkDetector
from engine.models.method import Array, Method, MethodInfo, Request, SizeRule
from engine.models.weights import Card
from engine.options import resolve
from engine.taught.card import damage, design, title

if TYPE_CHECKING:
    import torch

# About the share of a fill's time that the network takes, the rest being the fill of the remaining hole.
UNBLEND_TIME_SHARE = 0.4
# Finds are dilated by this much before they are filled.
FIND_DILATION_PX = 1
# As for `finder`, from whose weights training starts.
MIN_CERTAIN_PX = 12


class TaughtMethod(NetworkDetector, Method):
    """A method that a person taught or imported.

    Its weights at `path` are read when they are first needed.
    """

    scale_mode = "native"  # It has learned damage of one size.
    min_certain_px = MIN_CERTAIN_PX

    def __init__(self, card: Card, path: Path) -> None:
        super().__init__()
        self.card, self.path = card, path
        self.info = _info(card)
        self.kinds = (Kind("taught", self.info.title),)

    def build(self, card: Card) -> torch.nn.Module:
        from engine.networks.taught import Taught

        return Taught(design(card))

    def weights_path(self, variant: str) -> Path:  # noqa: ARG002
        return self.path

    def run(self, request: Request[Array], job: Job, device: str) -> Array:
        """Remove translucent damage.

        Opaque damage is filled by the method that `auto` takes for thin holes.
        """
        from engine.repair.auto import recommended
        from engine.repair.call import run_padded

        network = self.loaded(device, "", job.part(0.0, UNBLEND_TIME_SHARE))
        picture, hole = unblend(network, request, device)
        job.step(UNBLEND_TIME_SHARE)
        if not hole.any():
            return picture[None]
        filler = recommended("thin")
        rest = replace(
            request,
            image=picture,
            mask=hole.astype(np.float32),
            guides={},
            options=resolve(filler.info.options, {}),
        )
        filled = run_padded(filler, rest, job.part(UNBLEND_TIME_SHARE, 1.0), device)[:1]
        return np.where(hole[..., None], filled, picture)


def unblend(
    network: torch.nn.Module, request: Request[Array], device: str
) -> tuple[Array, np.ndarray[tuple[int, int], np.dtype[np.bool_]]]:
    """Remove the translucent damage of a region.

    Returns the image without it, H×W×3 in [0, 1], and the remaining hole, H×W: where the damage is too
    opaque, and where a person marked pixels that are not beside any found damage.  Marked pixels beside found
    damage come from the dilation of finds and are sound.
    """
    import torch

    from engine.models.precision import autocast
    from engine.networks.taught import Taught, unblended

    assert isinstance(network, Taught)
    image, mask = (
        torch.from_numpy(np.ascontiguousarray(plane))[None].to(device)
        for plane in (request.image.transpose(2, 0, 1), request.mask[None])
    )
    window = 2 * FIND_DILATION_PX + 1
    with torch.inference_mode(), autocast(image.device):
        matte = network.matte(image)
        found = matte.logit > 0
        near = torch.nn.functional.max_pool2d(found.float(), window, 1, FIND_DILATION_PX) > 0
        opaque = matte.alpha >= network.opaque
        clean = unblended(image, matte).float().clamp(0, 1)
        picture = torch.where((mask > 0) & found & ~opaque, clean, image)
        hole = (mask > 0) & torch.where(found, opaque, ~near)
    return picture[0].permute(1, 2, 0).cpu().numpy(), hole[0, 0].cpu().numpy()


def _info(card: Card) -> MethodInfo:
    stored = card.more
    return MethodInfo(
        id=card.id,
        title=title(card),
        year=int(str(stored["made"])[:4]),
        paper="Taught in Lacuna, from the weights of its finder",
        purpose=damage(card),
        limits=card.limits,
        holes="thin",
        blind=True,
        size=SizeRule(least=64, multiple=32, most=1024),
        context=0.5,
        context_least=48,  # As for `restore`, which fills opaque damage.
        weights=("",),
        licence=card.licence,
    )
