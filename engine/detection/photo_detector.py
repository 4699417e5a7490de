"""The interface of a detector that looks at the photo as it is stored, beside what `find` is shown."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.errors import InfraredMissing
from engine.job import Job
from engine.models.detector import Detector
from engine.models.method import Array
from engine.options import Value
from engine.photo import Photo


class PhotoDetector(Detector):
    """A detector that sees the whole photo with the further planes of its file."""

    @abstractmethod
    def search(self, photo: Photo, options: Mapping[str, Value], job: Job) -> NDArray[np.uint8]:
        """K×H×W: the confidence of each of `kinds`, 255 = certain; from 128 on a pixel is damage.

        Raises InfraredMissing or InfraredUnusable where the file does not have what it needs.
        """

    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:  # noqa: ARG002
        """Colours alone do not tell."""
        raise InfraredMissing
