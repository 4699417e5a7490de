"""EXIF orientation 1 to 8 as array views, so that turning a photo costs no memory."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

INVERSE_ORIENTATIONS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}


def displayed(filed: NDArray[Any], orientation: int) -> NDArray[Any]:
    """A view of an H×W(×C) array of a file, rotated and mirrored for display."""
    rotated = filed.swapaxes(0, 1) if orientation >= 5 else filed
    if orientation in (3, 4, 7, 8):
        rotated = rotated[::-1]
    return rotated[:, ::-1] if orientation in (2, 3, 6, 7) else rotated


def filed(shown: NDArray[Any], orientation: int) -> NDArray[Any]:
    """A view of a displayed array, rotated and mirrored back as it is stored in the file."""
    return displayed(shown, INVERSE_ORIENTATIONS[orientation])
