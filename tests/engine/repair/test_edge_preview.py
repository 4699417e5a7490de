"""Edge previews go the way of a repair: regions, scale, padding, progress, cancel."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import MaskEmpty
from engine.job import Cancelled, Job
from engine.models.catalog import catalog
from engine.models.method import Array, GuideEstimator, Request, SizeRule
from engine.photo import Photo
from engine.repair.edge_preview import preview_guide
from tests.engine.conftest import Told

Bytes = NDArray[np.uint8]


class Brightness(Told, GuideEstimator):
    """EdgePreview an edge where the photo is bright, or what the person says."""

    estimated_guide = "edges"

    def estimate_guide(self, request: Request[Array], job: Job, device: str) -> Array:  # noqa: ARG002
        job.step(0.0)
        said = request.guides.get("edges", np.full_like(request.mask, 0.5))
        own: Array = request.image.mean(2)
        return np.where(said == 0.5, own, said)


@pytest.fixture
def method() -> Brightness:
    return Brightness(lambda request: request.image, guides=frozenset({"edges"}), size=SizeRule(least=48))


def test_a_guess_stands_where_the_photo_is_missing(method: Brightness, photo: Photo, mask: Bytes) -> None:
    plane = preview_guide(photo, mask, method, device="cpu")
    bright = photo.pixels.mean(2)
    assert plane.dtype == np.uint8 and plane.shape == mask.shape
    assert np.abs(plane[mask > 0] - bright[mask > 0]).max() <= 1
    assert not plane[mask == 0].any()


def test_what_the_person_said_is_part_of_it(method: Brightness, photo: Photo, mask: Bytes) -> None:
    said = np.where(mask > 0, np.uint8(51), np.uint8(0))
    assert (preview_guide(photo, mask, method, guides={"edges": said}, device="cpu")[mask > 0] == 51).all()


def test_nothing_missing_is_refused_and_cancel_stops_it(
    method: Brightness, photo: Photo, mask: Bytes
) -> None:
    with pytest.raises(MaskEmpty):
        preview_guide(photo, np.zeros_like(mask), method)
    job = Job(lambda fraction, note: job.cancel())  # noqa: ARG005
    with pytest.raises(Cancelled):
        preview_guide(photo, mask, method, job=job, device="cpu")


@pytest.mark.parametrize("entry", [one for one in catalog().values() if isinstance(one, GuideEstimator)])
def test_who_guesses_a_guide_takes_it(entry: Any) -> None:
    assert entry.estimated_guide in entry.info.guides
