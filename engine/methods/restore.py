"""restore: Lacuna's own network for thin damage.  Two diffusion fills, weighed and corrected by a U-Net."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.job import Job
from engine.models.method import MethodInfo, Request, SizeRule
from engine.models.network import NetworkMethod
from engine.options import Toggle

if TYPE_CHECKING:
    import torch

    from engine.models.weights import Card

ENSEMBLE_OPTION = Toggle(
    id="ensemble",
    title="Finest",
    default=False,
    help="Takes the mean of two fills, one of them turned and mirrored, also where the region is large",
)
ALWAYS_TWICE_UP_TO_PIXELS = 512 * 512  # Up to this size nobody notices the time of a second run.
# Quarter turns and whether mirrored.  All eight views gained 0.01 dB more, at four times the work.
ENSEMBLE_VIEWS = ((0, False), (1, True))
# About as much of a repair's time goes into the diffusion that the network corrects.
FIRST_FILL_TIME_SHARE = 0.5


class RestoreMethod(NetworkMethod):
    info = MethodInfo(
        id="restore",
        title="Restore",
        year=2026,
        paper="Lacuna's own: a residual U-Net on two diffusion fills",
        purpose="Thin damage of any colour: text, lines, scratches, dust, strokes up to some 20 px",
        limits="Invents nothing: holes wider than some 20 px become a blur",
        holes="thin",
        options=(ENSEMBLE_OPTION,),
        size=SizeRule(least=32, multiple=8, most=1024),
        context=0.5,
        context_least=48,  # the network looks some 50 px far
        weights=("",),
        licence="CC BY 4.0 (LICENSE-WEIGHTS)",
    )

    def build(self, card: Card) -> torch.nn.Module:  # noqa: ARG002
        from engine.networks.restore import Restore

        return Restore()

    def fill(self, network: torch.nn.Module, request: Request[torch.Tensor], job: Job) -> torch.Tensor:
        import torch

        from engine.models.precision import autocast
        from engine.networks.layers.prefill import first_fills

        membrane, plate = first_fills(request.image, request.mask > 0)
        planes = torch.cat([membrane, plate, (request.mask > 0).float()], 1)
        found = torch.zeros_like(plate)
        twice = request.options[ENSEMBLE_OPTION.id] or request.mask.numel() <= ALWAYS_TWICE_UP_TO_PIXELS
        views = ENSEMBLE_VIEWS if twice else ENSEMBLE_VIEWS[:1]
        for number, (turn, mirror) in enumerate(views):
            job.step(FIRST_FILL_TIME_SHARE + (1 - FIRST_FILL_TIME_SHARE) * number / len(views))
            seen = rotated(planes, turn, mirror)
            with autocast(planes.device):
                answer = network(seen[:, :3], seen[:, 3:6], seen[:, 6:]).float()
            found += rotated(answer.flip(3) if mirror else answer, -turn, False) / len(views)
        return found.clamp(0, 1)


def rotated(planes: torch.Tensor, turn: int, mirror: bool) -> torch.Tensor:
    """Planes N×C×H×W rotated by quarter turns, then mirrored."""
    planes = planes.rot90(turn, (2, 3))
    return planes.flip(3) if mirror else planes


METHOD = RestoreMethod()
