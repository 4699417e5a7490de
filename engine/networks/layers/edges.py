"""Canny's edges, as EdgeConnect and its heirs see them."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Plane = NDArray[np.float32]
BLUR_SIGMA_PX = 2.0
# Shares of the value range, on unnormalised 3×3 Sobel differences.
LOW_CANNY_THRESHOLD, HIGH_CANNY_THRESHOLD = 0.1, 0.2
LUMA_WEIGHTS = (0.2125, 0.7154, 0.0721)
SOBEL_SCALE = 1024  # OpenCV wants the differences as whole numbers.
MIN_KNOWN_SHARE = 1e-6  # Keeps the mean over known pixels finite where there are none.


def grey(image: Tensor) -> Tensor:
    """N×3×H×W in [0, 1] → N×1×H×W."""
    return (image * image.new_tensor(LUMA_WEIGHTS).view(1, 3, 1, 1)).sum(1, keepdim=True)


def canny(plane: Tensor, missing: Tensor | None = None) -> Tensor:
    """N×1×H×W in [0, 1] → edges, 0 or 1, of the same shape.  No gradient; computed on the CPU.

    missing: N×1×H×W, above 0 where the plane is not to be looked at: no edge there, nor along its rim.
    """
    planes = plane.detach().float().cpu()[:, 0].numpy()
    if missing is None:
        found = [_found(cv2.GaussianBlur(one, (0, 0), BLUR_SIGMA_PX)) for one in planes]
    else:
        known = (missing <= 0).cpu()[:, 0].numpy()
        found = [_known(one, mask) for one, mask in zip(planes, known, strict=True)]
    return torch.from_numpy(np.stack(found))[:, None].to(plane.device)


def _known(plane: Plane, known: NDArray[np.bool_]) -> Plane:
    """Smoothed over known pixels alone; a slope that an unknown pixel has a part in is none."""
    share = cv2.GaussianBlur(known.astype(np.float32), (0, 0), BLUR_SIGMA_PX)
    smooth = cv2.GaussianBlur(np.where(known, plane, np.float32(0)), (0, 0), BLUR_SIGMA_PX)
    inner = cv2.erode(known.astype(np.uint8), np.ones((3, 3), np.uint8))
    return _found(
        np.asarray(smooth / np.maximum(share, MIN_KNOWN_SHARE), np.float32), np.asarray(inner, np.uint8)
    )


def _found(smooth: Plane, inner: NDArray[np.uint8] | None = None) -> Plane:
    """inner: H×W, 0 where slopes do not count."""
    across, down = (
        np.rint(cv2.Sobel(smooth, cv2.CV_32F, *order, scale=SOBEL_SCALE)).astype(np.int16)
        for order in ((1, 0), (0, 1))
    )
    if inner is not None:
        across, down = across * inner, down * inner
    found = cv2.Canny(
        across, down, LOW_CANNY_THRESHOLD * SOBEL_SCALE, HIGH_CANNY_THRESHOLD * SOBEL_SCALE, L2gradient=True
    )
    return (found > 0).astype(np.float32)
