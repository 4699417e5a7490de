"""Canny's edges, as EdgeConnect and its heirs see them."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from torch import Tensor

SIGMA = 2.0  # px
LOW, HIGH = 0.1, 0.2  # of the value range, on unnormalised 3×3 Sobel differences
LUMA = (0.2125, 0.7154, 0.0721)
UNITS = 1024  # OpenCV wants the differences as whole numbers


def grey(image: Tensor) -> Tensor:
    """N×3×H×W in [0, 1] → N×1×H×W."""
    return (image * image.new_tensor(LUMA).view(1, 3, 1, 1)).sum(1, keepdim=True)


def canny(plane: Tensor) -> Tensor:
    """N×1×H×W in [0, 1] → edges, 0 or 1, of the same shape.  No gradient; computed on the CPU."""
    found = [_canny(one) for one in plane.detach().float().cpu()[:, 0].numpy()]
    return torch.from_numpy(np.stack(found))[:, None].to(plane.device)


def _canny(
    plane: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    smooth = cv2.GaussianBlur(plane, (0, 0), SIGMA)
    across, down = (
        np.rint(cv2.Sobel(smooth, cv2.CV_32F, *order, scale=UNITS)).astype(np.int16)
        for order in ((1, 0), (0, 1))
    )
    found = cv2.Canny(across, down, LOW * UNITS, HIGH * UNITS, L2gradient=True)
    return (found > 0).astype(np.float32)
