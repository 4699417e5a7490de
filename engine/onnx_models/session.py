"""Runs a model by onnxruntime: pictures are converted as its contract says, and its answer back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array
from engine.onnx_models.contract import VALUE_RANGES, Contract
from engine.onnx_models.errors import ModelInvalid, OnnxMissing
from engine.system.failure import is_out_of_memory
from engine.text import Text

NUMPY_TYPES: Mapping[str, type] = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(double)": np.float64,
    "tensor(uint8)": np.uint8,
    "tensor(bool)": np.bool_,
}
FATAL_SEVERITY = 4  # What onnxruntime logs below this goes to stderr, where nobody expects it.
MAX_REASON_CHARACTERS = 120
_STATUS_CODE = re.compile(r"^\[ONNXRuntimeError\] : \d+ : \w+ : |^/\S+:\d+ ")


def open_session(data: bytes) -> Any:
    """An onnxruntime.InferenceSession on the CPU.  Raises ModelInvalid, OnnxMissing, MemoryError."""
    try:
        import onnxruntime
    except ImportError as error:
        raise OnnxMissing(str(error.name)) from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = FATAL_SEVERITY
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own for each of its status codes
        if is_out_of_memory(error):
            raise MemoryError from error
        raise ModelInvalid(Text("onnxruntime does not read it: {reason}", reason=reason(error))) from error


def run_model(session: Any, contract: Contract, image: Array, hole: NDArray[np.bool_]) -> Array:
    """Fill one picture.  image: H×W×3 in [0, 1].  hole: H×W, True = missing.  Returns H×W×3 float32.

    Raises what onnxruntime raises, and ValueError where the answer has another shape.
    """
    inputs = {one.name: one for one in session.get_inputs()}
    feeds = {
        contract.image: _image_input(inputs[contract.image], contract, image),
        contract.mask: _mask_input(inputs[contract.mask], contract, hole),
    }
    (answer,) = session.run([contract.output], feeds, _run_options())
    return decoded(answer, contract, image.shape[:2])


def decoded(answer: NDArray[Any], contract: Contract, sides: tuple[int, int]) -> Array:
    """A model's answer as H×W×3 float32, in [0, 1] where its range is the contract's.  Raises ValueError."""
    planes = np.asarray(answer).astype(np.float32)
    planes = planes[0] if planes.ndim == 4 else planes
    if planes.ndim == 3 and contract.layout == "nchw":
        planes = planes.transpose(1, 2, 0)
    if planes.shape != (*sides, 3):
        raise ValueError(f"an answer of {' × '.join(map(str, np.shape(answer)))}")
    low, high = VALUE_RANGES[contract.output_range]
    planes = (planes - np.float32(low)) / np.float32(high - low)
    return np.ascontiguousarray(planes[..., ::-1] if contract.colours == "bgr" else planes)


def reason(error: Exception) -> str:
    """What a library says, in one line, without onnxruntime's status code and the path of its source."""
    said = " ".join(str(error).split()) or type(error).__name__
    said = said.rpartition("Status Message: ")[2]
    said = _STATUS_CODE.sub("", said)
    said = said if len(said) <= MAX_REASON_CHARACTERS else f"{said[:MAX_REASON_CHARACTERS]}…"
    return said.rstrip(" .")


def _run_options() -> Any:
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.log_severity_level = FATAL_SEVERITY
    return options


def _image_input(described: Any, contract: Contract, image: Array) -> NDArray[Any]:
    planes = image[..., ::-1] if contract.colours == "bgr" else image
    planes = planes.transpose(2, 0, 1) if contract.layout == "nchw" else planes
    return _typed(planes[None], contract.image_range, described.type)


def _mask_input(described: Any, contract: Contract, hole: NDArray[np.bool_]) -> NDArray[Any]:
    plane = (hole if contract.mask_hole == "white" else ~hole).astype(np.float32)
    rank = len(described.shape) if described.shape else 4
    if rank == 4:
        plane = plane[None, None] if contract.layout == "nchw" else plane[None, ..., None]
    elif rank == 3:
        plane = plane[None]
    return _typed(plane, contract.mask_range, described.type)


def _typed(values: Array, value_range: str, type_name: str) -> NDArray[Any]:
    """Values in [0, 1] as a model takes them."""
    kind = NUMPY_TYPES[type_name]
    if kind is np.bool_:
        return np.ascontiguousarray(values > 0.5)
    low, high = VALUE_RANGES[value_range]
    scaled = values * np.float32(high - low) + np.float32(low)
    if kind is np.uint8:
        scaled = np.clip(np.rint(scaled), 0, 255)
    return np.ascontiguousarray(scaled.astype(kind))
