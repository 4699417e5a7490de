"""Runs a model on a drawn picture, and finds by its answer how it takes pictures and masks.

`examine` is for a process that may be killed: `engine.onnx_models.examination` starts one for it.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array
from engine.onnx_models.contract import (
    CORRECTABLE_VALUES,
    MAX_SIDE_PX,
    Contract,
    KnownFile,
    known_file,
)
from engine.onnx_models.errors import ContractUnclear, ModelInvalid
from engine.onnx_models.graph import check_graph
from engine.onnx_models.session import NUMPY_TYPES, decoded, open_session, reason, run_model
from engine.system.failure import is_out_of_memory
from engine.text import Text

# For models that take any size: the sizes of a call, and the multiples that sides may have to have.
LEAST_SIDE_PX, MOST_SIDE_PX = 256, 1024
SIDE_MULTIPLES_PX = (8, 32, 64)
# Mean absolute differences from the drawn picture, in [0, 1]: with larger ones the answer is none of it.
# What stands in the hole differs from the picture by 0.5, and noise from it by 0.3.
MAX_KNOWN_DIFFERENCE = 0.12
MAX_HOLE_DIFFERENCE = 0.25
# A contract that is tried later counts as better where its difference is below this share of the best's.
BETTER_SHARE = 0.8
# The disc that is filled in the trial: its centre and its radius, in units of the sides.
DISC_Y, DISC_X, DISC_RADIUS = 0.45, 0.55, 0.125


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What was found out about a model.

    title: of the published file that it looks like, or "".  difference: of its answer in the hole from the
    drawn picture, mean absolute, in [0, 1].  seconds: of one call.  before, after: the drawn picture with its
    hole and the answer, H×W×3 uint8.
    """

    contract: Contract
    title: str
    difference: float
    seconds: float
    before: NDArray[np.uint8]
    after: NDArray[np.uint8]


@dataclass(frozen=True)
class _Ports:
    """The inputs and the output of a model, as onnxruntime describes them: name, type, shape."""

    image: Any
    mask: Any
    output: Any

    @property
    def names(self) -> tuple[str, str, str]:
        return self.image.name, self.mask.name, self.output.name


@dataclass(frozen=True)
class _Result:
    contract: Contract
    known_difference: float
    hole_difference: float
    seconds: float
    answer: Array

    @property
    def difference(self) -> float:
        return self.known_difference + self.hole_difference

    @property
    def sound(self) -> bool:
        return self.known_difference <= MAX_KNOWN_DIFFERENCE and self.hole_difference <= MAX_HOLE_DIFFERENCE


def examine(data: bytes, corrections: Mapping[str, str]) -> Examination:
    """Check the content of an ONNX file, load it and find its contract.

    corrections: values of CORRECTABLE_VALUES that a person gave.  Raises ModelInvalid, ContractUnclear,
    OnnxMissing or MemoryError.
    """
    check_graph(data)
    session = open_session(data)
    ports = _ports(session)
    known = known_file(ports.names, ports.image.type)
    results: list[_Result] = []
    failure: Exception | None = None
    for contracts in _tried_in_order(ports, known, corrections):
        for contract in contracts:
            try:
                results += _results(session, contract, free_range="output_range" not in corrections)
            except Exception as error:  # onnxruntime's own classes, and answers of another shape
                if is_out_of_memory(error):
                    raise MemoryError from error
                failure = error
        if any(one.sound for one in results):
            break
    if not results:
        assert failure is not None
        raise ModelInvalid(Text("it does not run: {reason}", reason=reason(failure))) from failure
    best = results[0]
    for result in results[1:]:
        if (result.sound, -result.difference) > (best.sound, -best.difference * BETTER_SHARE):
            best = result
    if not best.sound:
        raise ContractUnclear(Text("its answer is not the picture that it was given, with the hole filled"))
    return _examination(best, known)


def drawn_picture(height: int, width: int) -> tuple[Array, Array, NDArray[np.bool_]]:
    """A smooth picture, H×W×3 in [0, 1]; the same with chequers where the hole is; and the hole, H×W."""
    rows = (np.arange(height, dtype=np.float32)[:, None] + 0.5) / height
    columns = (np.arange(width, dtype=np.float32)[None] + 0.5) / width
    wave = 0.05 * np.sin(2 * np.pi * (2 * rows + columns))
    planes = (0.4 + 0.3 * columns + wave, 0.35 + 0.3 * rows + wave, 0.65 - 0.3 * columns * rows + wave)
    picture = np.stack(planes, axis=-1).astype(np.float32)
    short = min(height, width)
    away = np.hypot((rows - DISC_Y) * height, (columns - DISC_X) * width)
    hole = away < DISC_RADIUS * short
    chequers = ((np.arange(height)[:, None] // 8 + np.arange(width)[None] // 8) % 2).astype(np.float32)
    colours = np.stack([chequers, 1 - chequers, chequers], axis=-1)
    return picture, np.where(hole[..., None], colours, picture), hole


def _ports(session: Any) -> _Ports:
    """The image, the mask and the answer, by their channels and names.  Raises ModelInvalid."""
    inputs, outputs = session.get_inputs(), session.get_outputs()
    if len(inputs) != 2:
        raise ModelInvalid(
            Text("it does not take an image and a mask: it has {count} of inputs", count=len(inputs))
        )
    pictures = [one for one in inputs if 3 in _channels(one)]
    masks = [one for one in inputs if one not in pictures and (1 in _channels(one) or len(one.shape) < 4)]
    if not (pictures and masks):  # sides that the file leaves open
        masks = [one for one in inputs if "mask" in one.name.lower()]
        pictures = [one for one in inputs if one not in masks and len(one.shape) in (0, 4)]
    if len(pictures) != 1 or len(masks) != 1:
        raise ModelInvalid(Text("its inputs are not an image of three channels and a mask of one"))
    answers = [one for one in outputs if 3 in _channels(one)] or list(outputs)
    ports = _Ports(pictures[0], masks[0], answers[0])
    for port in (ports.image, ports.mask, ports.output):
        if port.type not in NUMPY_TYPES:
            raise ModelInvalid(Text("its {name} is of type {type}", name=repr(port.name), type=port.type))
    return ports


def _channels(port: Any) -> tuple[int, ...]:
    """The two places of a shape where the channels may stand."""
    return (port.shape[1], port.shape[3]) if len(port.shape) == 4 else ()


def _tried_in_order(
    ports: _Ports, known: KnownFile | None, corrections: Mapping[str, str]
) -> Iterator[Sequence[Contract]]:
    """Contracts to try, the first of a published file; the others only if none before was sound."""
    names: dict[str, Any] = dict(zip(("image", "mask", "output"), ports.names, strict=True))
    layouts = [corrections["layout"]] if "layout" in corrections else _layouts(ports.image)
    for layout in layouts:
        sides = list(_sides(ports.image, layout, known))
        for rule in sides:
            base = Contract(**names, layout=layout, **rule)
            if known is not None:
                yield [base.corrected({**known.facts, **corrections})]
            yield [base.corrected({**values, **corrections}) for values in _values(ports)]


def _layouts(image: Any) -> list[str]:
    if 3 not in _channels(image):
        return list(CORRECTABLE_VALUES["layout"])
    return ["nchw" if image.shape[1] == 3 else "nhwc"]


def _sides(image: Any, layout: str, known: KnownFile | None) -> Iterator[dict[str, Any]]:
    """The size rules to try, px.  Raises ModelInvalid for a fixed size that no call can have."""
    places = slice(2, 4) if layout == "nchw" else slice(1, 3)
    given = [side for side in image.shape[places] if isinstance(side, int)] if len(image.shape) == 4 else []
    if given:
        if min(given) < 1 or max(given) > MAX_SIDE_PX:
            raise ModelInvalid(
                Text("it takes pictures of {sides} px", sides=" × ".join(map(str, image.shape[places])))
            )
        if len(set(given)) > 1:
            raise ModelInvalid(Text("it takes pictures that are not square"))
        yield _fixed(given[0])
    elif known is not None and known.side is not None:
        yield _fixed(known.side)
    else:
        for multiple in SIDE_MULTIPLES_PX:
            yield {"least": LEAST_SIDE_PX, "multiple": multiple, "most": MOST_SIDE_PX}
        yield _fixed(512)


def _fixed(side: int) -> dict[str, Any]:
    return {"least": side, "multiple": side, "most": side}


def _values(ports: _Ports) -> Iterator[dict[str, str]]:
    """All ranges and mask values that the types of a model allow."""
    whole = NUMPY_TYPES[ports.image.type] is np.uint8
    mask_range = "0..255" if NUMPY_TYPES[ports.mask.type] is np.uint8 else "0..1"
    for image_range, hole in itertools.product(
        ("0..255",) if whole else CORRECTABLE_VALUES["image_range"], CORRECTABLE_VALUES["mask_hole"]
    ):
        yield {
            "image_range": image_range,
            "mask_range": mask_range,
            "mask_hole": hole,
            "output_range": "0..255" if NUMPY_TYPES[ports.output.type] is np.uint8 else image_range,
        }


def _results(session: Any, contract: Contract, *, free_range: bool) -> list[_Result]:
    """One call, judged by every output range that the contract may have."""
    side = contract.least
    width = side if contract.least == contract.most else side + contract.multiple
    picture, damaged, hole = drawn_picture(side, width)
    begun = time.perf_counter()
    raw = run_model(session, replace(contract, output_range="0..1"), damaged, hole)
    seconds = time.perf_counter() - begun
    if not np.isfinite(raw).all():
        raise ValueError("values that are no numbers")
    ranges = [contract.output_range]
    if free_range:
        ranges += [one for one in CORRECTABLE_VALUES["output_range"] if one != contract.output_range]
    found = []
    for value_range in ranges:
        tried = replace(contract, output_range=value_range, layout="nhwc", colours="rgb")
        answer = decoded(raw, tried, hole.shape)
        away = np.minimum(np.abs(answer - picture), 1).mean(axis=2)
        judged = replace(contract, output_range=value_range)
        known, filled = float(away[~hole].mean()), float(away[hole].mean())
        found.append(_Result(judged, known, filled, seconds, answer))
    return found


def _examination(result: _Result, known: KnownFile | None) -> Examination:
    contract = result.contract
    _, damaged, _ = drawn_picture(*result.answer.shape[:2])
    published = known is not None and all(
        getattr(contract, name) == value for name, value in known.facts.items()
    )
    return Examination(
        contract=contract,
        title=known.title if known is not None and published else "",
        difference=result.hole_difference,
        seconds=result.seconds,
        before=_as_bytes(damaged),
        after=_as_bytes(result.answer),
    )


def _as_bytes(picture: Array) -> NDArray[np.uint8]:
    return np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)
