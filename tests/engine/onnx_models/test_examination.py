"""Examinations run in a process of their own, with limits."""

from __future__ import annotations

import multiprocessing

import pytest

from engine.job import Cancelled, Job
from engine.onnx_models.errors import ModelInvalid
from engine.onnx_models.examination import examined
from tests.fakes.onnx_files import onnx_bytes

pytestmark = pytest.mark.slow


def test_what_is_found_comes_back() -> None:
    assert examined(onnx_bytes("small"), {}, Job()).title == "LaMa"


def test_a_model_that_would_take_all_memory_is_refused() -> None:
    with pytest.raises(ModelInvalid, match="memory") as refused:
        examined(onnx_bytes("huge_memory"), {}, Job())
    assert "\n" not in str(refused.value)


def test_cancelling_ends_the_process() -> None:
    job = Job(lambda *_: job.cancel())
    with pytest.raises(Cancelled):
        examined(onnx_bytes("lama"), {}, job)
    assert not multiprocessing.active_children()
