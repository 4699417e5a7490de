"""What is learnt from: the arrays of one step, drawn on the CPU, and the tensors made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

Batch = dict[str, NDArray[np.float32]]  # arrays N×C×H×W, or whatever the recipe's loss expects
Tensors = Mapping[str, Tensor]


def judged_batch(
    crops: Iterable[tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]],
) -> Batch:
    """image N×3×H×W, truth and judged N×1×H×W, of crops: image H×W×3 in [0, 1], truth and judged H×W.

    truth: 1 = damaged.  judged: 0 = either answer is right.
    """
    image, truth, judged = (np.stack(planes) for planes in zip(*crops, strict=True))
    return {
        "image": np.ascontiguousarray(image.transpose(0, 3, 1, 2)),
        "truth": truth[:, None],
        "judged": judged[:, None],
    }
