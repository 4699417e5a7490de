"""What a detector is: it says how sure it is, pixel by pixel, that there is damage of each kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from engine.errors import mark
from engine.job import Job
from engine.models.method import Array, MethodInfo
from engine.models.network import Networks, tensor
from engine.options import Value

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Kind:
    """A kind of damage that a detector tells from others: its id and what people call it.

    largest_part_share, largest_disc_share: shares of the photo's area.  A find is implausible where a
    connected part of it is larger than the first, or where a disc larger than the second fits into it.
    """

    id: str
    title: str
    largest_part_share: float = 1.0
    largest_disc_share: float = 1.0


ANY_DAMAGE = (Kind("damage", mark("Damage")),)
Sight = Literal["reduced", "native", "pyramid"]


class TextReader(Protocol):
    """Tells where a find of text goes on, from the planes of engine.detection.text.seen."""

    @property
    def there(self) -> bool:
        """Whether its weights are installed."""

    def read(self, planes: Array, passes: int, job: Job, device: str) -> Array:
        """planes H×W×12 → H×W in [0, 1]: how likely a pixel is written.  passes: how often it reads, each
        time with what it found before."""


class Detector(ABC):
    """A way to find damage.  The engine owns size: it scales, cuts into tiles and pads to info.size.

    sight: how a large photo is shown to it.  "reduced": whole, scaled down to info.size.most, where a find
    needs the whole photo; "native": in tiles of that side, as it is; "pyramid": whole, its short side
    256 px, then up to four times as large each time until it is at full size, in tiles; the surest answer
    counts.
    large: kinds that are found where the photo is seen whole, or not at all: in a tile of it a petal may be
    paint.  Larger views tell their edges.
    begins: for a detector of partial damage, the share lost from which a pixel counts as damaged; its answer
    is then `confidence` of that share, and a soft method is given the shares as its mask.
    evidence: px of full confidence that a kind needs somewhere in a view of 256 px a side, more in a larger
    one; without them all that it finds there is doubtful.  Damage comes in numbers; sound content that looks
    like it is seldom beyond all doubt.  0: each pixel speaks for itself.
    written: the kind that is drawn in few colours, whose finds are completed by their ink, by what
    `reader` reads (engine/detection/text.py).
    scratched: the kind whose finds have one colour each, along which they are followed
    (engine/detection/scratches.py).
    tight: kinds whose finds are filled as they are, without a pixel more all around.
    whole_px: the short side of a pyramid's smallest view.
    needs_certain_pixel: a connected find without a pixel of full confidence is doubtful as a whole, unless
    the photo is crowded: damage comes in numbers, what looks like it in a sound photo does not.
    crowded_from: the confidence of pixels that count for that, and the share of the photo they must have.
    specialists: for a kind, the id of the detector that answers for it in this one's place, where its
    weights are installed.
    """

    info: MethodInfo
    kinds: tuple[Kind, ...] = ANY_DAMAGE
    sight: Sight = "reduced"
    begins: float | None = None
    evidence: int = 0
    written: str | None = None
    reader: TextReader | None = None
    scratched: str | None = None
    large: frozenset[str] = frozenset()
    tight: frozenset[str] = frozenset()
    whole_px: int = 256
    needs_certain_pixel: bool = False
    crowded_from: tuple[float, float] = (1.0, 1.0)
    specialists: Mapping[str, str] = MappingProxyType({})

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
        """image 1×3×H×W in [0, 1] → 1×K×H×W in [0, 1]: what the network's own `confidence` says of it."""
        from engine.models.precision import autocast

        job.step(0.0)
        with autocast(image.device):
            found: torch.Tensor = cast(Any, network).confidence(image)
        return found

    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:
        import torch

        network = self.loaded(device, self.default_variant(options), job)
        with torch.inference_mode():
            found = self.search(network, tensor(image, device), options, job)
        result: Array = found[0].float().cpu().numpy()
        return result
