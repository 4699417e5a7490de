"""A small photo, holes of every kind, and a method whose answers a test decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from skimage import data

from engine.job import Job
from engine.models.method import Array, ArrayMethod, MethodInfo, Request
from engine.photo import Photo


class Told(ArrayMethod):
    """Answers with what `rule` gives for a request, and remembers the requests."""

    def __init__(self, rule: Callable[[Request[Array]], Any], **facts: Any) -> None:
        base: dict[str, Any] = {
            "id": "told",
            "title": "Told",
            "year": 2000,
            "paper": "-",
            "purpose": "-",
            "limits": "-",
            "holes": "any",
        }
        self.info = MethodInfo(**(base | facts))
        self.rule = rule
        self.requests: list[Request[Array]] = []

    def fill(self, request: Request[Array], job: Job) -> Array:
        job.step(0.0)
        self.requests.append(request)
        answer: Array = self.rule(request)
        return answer


@pytest.fixture
def told() -> Callable[..., Told]:
    return Told


@pytest.fixture
def grey() -> Told:
    """Fills with middle grey."""
    return Told(lambda request: np.full_like(request.image, 0.5))


@pytest.fixture(scope="session")
def astronaut() -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.ascontiguousarray(data.astronaut()[60:156, 180:260])


@pytest.fixture
def photo(astronaut: np.ndarray[Any, np.dtype[np.uint8]]) -> Photo:
    """96 × 80, 8-bit RGB."""
    return Photo(astronaut.copy())


@pytest.fixture
def mask() -> np.ndarray[Any, np.dtype[np.uint8]]:
    """For `photo`: a square, a line, a corner, a soft speck."""
    marked = np.zeros((96, 80), np.uint8)
    marked[40:52, 30:42] = 255
    marked[20, 5:60] = 255
    marked[90:, 74:] = 255
    marked[70, 20] = 90
    return marked
