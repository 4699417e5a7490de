"""What is learnt from: the arrays of one step, drawn on the CPU, and the tensors made of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

Batch = dict[str, NDArray[np.float32]]  # arrays N×C×H×W, or whatever the recipe's loss expects
Tensors = Mapping[str, Tensor]
