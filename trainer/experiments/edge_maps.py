"""The edge maps of informed-mask, with given and with predicted masks, and what the painter makes of them."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import cast

import numpy as np
import torch
from torch import Tensor

from engine.networks.informed_mask import InformedMask, replaced_share
from engine.networks.layers.edges import canny, grey
from trainer.corruption.contract import Sample
from trainer.evaluation import metrics
from trainer.experiments.bench import ExperimentContext, table
from trainer.training.export import read

TITLE = "Informed mask: PSNR of the edge map and of the picture, with given and predicted masks"
SHOWS = (
    "Edges are compared with Canny's of the undamaged photo.  *Seen* are Canny's of the damaged one, "
    "weakened where the mask says that something is lost; *drawn* adds what the edge network drew there.  "
    "Further networks in the folder OUT, informed-mask-NAME/informed-mask.safetensors, are measured beside "
    "the one that ships: so the edge network trained alone stands beside the one trained with the others."
)
DAMAGE_OF_NAME = {"noise 0.1": "noise_uniform:level=0.1", "soft": "soft_strokes", "holes": "freeform"}
FOLDER_OF_MORE = "informed-mask-"


def run(context: ExperimentContext) -> str:
    """Return the table of edge maps and that of pictures."""
    ships = cast(InformedMask, context.ships("informed-mask"))
    return tables(context, {"ships": ships} | _more(context, ships))


def tables(context: ExperimentContext, networks: Mapping[str, InformedMask]) -> str:
    """The table of edge maps and that of pictures, of networks by name."""
    damaged = {name: context.damaged_colour(damage) for name, damage in DAMAGE_OF_NAME.items()}
    edges: list[tuple[str, Sequence[float]]] = []
    pictures: list[tuple[str, Sequence[float]]] = [
        ("damaged", [fmean(metrics.psnr(s.corrupted, s.clean) for s in some) for some in damaged.values()])
    ]
    for name, network in networks.items():
        for mask in ("given", "predicted"):
            scores = [
                [compared(network, s, given=mask == "given") for s in some] for some in damaged.values()
            ]
            for part in ("seen", "drawn"):
                row = [fmean(one[part] for one in column) for column in scores]
                edges.append((f"{name}, {mask}, {part}", row))
            pictures.append(
                (f"{name}, {mask}", [fmean(one["picture"] for one in column) for column in scores])
            )
    heads = list(damaged)
    return f"edge map\n{table(heads, edges)}\npicture\n{table(heads, pictures)}"


@torch.inference_mode()
def compared(network: InformedMask, sample: Sample, *, given: bool) -> Mapping[str, float]:
    """PSNR of the edges that are seen, of these with the drawn ones, and of the repaired picture.

    given: the true shares lost are the mask, else the network finds it.
    """
    image, clean = (_tensor(plane) for plane in (sample.corrupted, sample.clean))
    mask = _tensor(sample.alpha[..., None]) if given else network.mask(image)
    edges = network.edges(image, mask)
    painted = network.paint(image, mask, edges.whole)
    share = replaced_share(image, painted.fine, mask)
    repaired = (image * (1 - share) + painted.fine * share).clamp(0, 1)
    truth = canny(grey(clean))
    return {
        "seen": _psnr(edges.seen, truth),
        "drawn": _psnr(edges.whole.clamp(0, 1), truth),
        "picture": _psnr(repaired, clean),
    }


def _more(context: ExperimentContext, like: InformedMask) -> dict[str, InformedMask]:
    """Networks in `out`, of the size of `like`, by the end of their folder's name."""
    found: dict[str, InformedMask] = {}
    for file in sorted(context.out.glob(f"{FOLDER_OF_MORE}*/informed-mask.safetensors")):
        network = copy.deepcopy(like)
        network.load_state_dict({name: value.float() for name, value in read(file).items()})
        found[file.parent.name.removeprefix(FOLDER_OF_MORE)] = network.eval()
    return found


def _psnr(one: Tensor, two: Tensor) -> float:
    return float(-10 * torch.log10(((one.float() - two) ** 2).mean() + 1e-6))


def _tensor(plane: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(plane)).permute(2, 0, 1)[None]
