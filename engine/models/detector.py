"""The interface of a detector: it gives every pixel of an image a confidence for each kind of damage."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from engine.job import Job
from engine.models.method import Array, MethodInfo
from engine.models.network import Networks, tensor
from engine.options import Value
from engine.pixels.box import Box
from engine.text import mark

if TYPE_CHECKING:
    import torch

# A detection stores confidences as uint8, 255 = certain.  From this value on a pixel counts as damage at the
# default sensitivity.
CONFIDENCE_THRESHOLD = 128


@dataclass(frozen=True)
class Kind:
    """A kind of damage that a detector distinguishes: its id and the name that people read.

    largest_part_share, largest_disc_share: shares of the photo's area.  A find is implausible where a
    connected part of it is larger than the first, or where a disc larger than the second fits into it.
    coarse_gated: in a pyramid, finer scales may find this kind only where the coarsest scale has it too.  A
    detail of the photo, such as a petal, can look like paint when seen without its surroundings.
    finer_scales_replace: in a pyramid, near a find of a finer scale the blurred answers of coarser scales are
    discarded.
    exact_edges: finds of this kind end to the pixel, so their mask is not dilated before it is filled.
    thin: finds of this kind are compared with the scene (engine.detection.scene_lines and scene_specks).
    overlaid: finds of this kind lie over the photo, so their edges are sharp; where they are soft, a
    person is asked to look (engine.detection.letter_edges).
    may_be_scene: finds of this kind are often a part of the scene, so a person is asked to look at each photo
    of a folder in which one was filled.
    """

    id: str
    title: str
    largest_part_share: float = 1.0
    largest_disc_share: float = 1.0
    coarse_gated: bool = False
    finer_scales_replace: bool = False
    exact_edges: bool = False
    thin: bool = False
    overlaid: bool = False
    may_be_scene: bool = False


@dataclass(frozen=True)
class Evidence:
    """So many `finds` of at least this `confidence` show that a photo is damaged.

    Then its finds with a pixel of at least `kept_from` are damage too.  Confidences are in [0, 1].
    """

    finds: int
    confidence: float
    kept_from: float


ANY_DAMAGE = (Kind("damage", mark("Damage")),)
ReadRegion = Callable[[Box], Array]  # The pixels of a box of the photo, H×W×3 in [0, 1].
ScaleMode = Literal["reduced", "native", "pyramid"]


class Refiner(Protocol):
    """Corrects a detector's confidences by looking at the colours of the photo."""

    def refine(
        self,
        region: ReadRegion,
        kinds: tuple[Kind, ...],
        confidence: NDArray[np.uint8],
        job: Job,
        device: str,
    ) -> NDArray[np.bool_] | None:
        """Change `confidence`, K×H×W of the photo with 255 = certain, in place.

        Returns H×W, True where the edge of the damage is known to the pixel; None where it is known nowhere.
        """


class Detector(ABC):
    """A way to find damage.  The engine owns size: it scales, cuts into tiles and pads to `info.size`.

    scale_mode: how a large photo is shown to `find`.  "reduced": whole, scaled down to `info.size.most`, for
    finds that need the whole photo.  "native": at full size, in tiles of that side.  "pyramid": whole, with a
    short side of `coarsest_side_px`, then at scales up to four times larger each, in tiles, until
    `finest_area_px`; each pixel keeps the highest confidence of all scales.
    partial_damage_threshold: only for a detector of partial damage.  The share lost from which a pixel counts
    as damaged.  Its answer is `engine.detection.partial.confidence` of that share, and methods that take soft
    masks are given the shares as the mask.
    min_certain_px: certain pixels that a view of 256×256 px must hold for a kind; larger views need more.
    With fewer, the view's confidences for that kind are halved.  0 switches the check off.
    coarsest_side_px: the short side of the smallest scale of a pyramid.
    finest_area_px: the largest scale of a pyramid has at most this area; None is the photo's own size.
    evidence: without any of it in the whole photo, the confidences of all finds are halved (see
    engine.detection.evidence).  Empty: no evidence is asked for.
    finds_are_spread: finds of its damage lie all over a photo; those in one part of it are halved.
    yields_to: for a kind, the id of another whose damage it may be taken for: where most of its finds hold
    one of the other, none of them counts.
    refiners: run in this order on the confidences of the whole photo.
    specialists: for a kind, the id of another detector that is asked for it too, where its weights are
    installed; the surer answer of the two counts.
    doubts_drawings: what it finds on drawings and screenshots is doubtful (engine.detection.flat_pictures).
    needs_infrared: it works only on scans with an infrared channel, so it is offered only there.
    """

    info: MethodInfo
    kinds: tuple[Kind, ...] = ANY_DAMAGE
    scale_mode: ScaleMode = "reduced"
    partial_damage_threshold: float | None = None
    min_certain_px: int = 0
    coarsest_side_px: int = 256
    finest_area_px: int | None = None
    evidence: tuple[Evidence, ...] = ()
    finds_are_spread: bool = False
    yields_to: Mapping[str, str] = MappingProxyType({})
    refiners: tuple[Refiner, ...] = ()
    specialists: Mapping[str, str] = MappingProxyType({})
    doubts_drawings: bool = False
    needs_infrared: bool = False

    @abstractmethod
    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:
        """image H×W×3 float32 in [0, 1] → K×H×W float32 in [0, 1]: the confidence of each of `kinds`.

        Calibrated: from 0.5 on, a pixel counts as damage at the default sensitivity.
        """


class NetworkDetector(Networks, Detector):
    """A detector on torch tensors."""

    def search(
        self,
        network: torch.nn.Module,
        image: torch.Tensor,
        options: Mapping[str, Value],  # noqa: ARG002
        job: Job,
    ) -> torch.Tensor:
        """image 1×3×H×W in [0, 1] → 1×K×H×W in [0, 1], the network's own `confidence` of it."""
        from engine.models.precision import autocast

        job.step(0.0)
        with autocast(image.device):
            confidence: torch.Tensor = cast(Any, network).confidence(image)
        return confidence

    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:
        import torch

        network = self.loaded(device, self.default_variant(options), job)
        with torch.inference_mode():
            confidence = self.search(network, tensor(image, device), options, job)
        result: Array = confidence[0].float().cpu().numpy()
        return result
