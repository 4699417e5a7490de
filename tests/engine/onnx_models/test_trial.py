"""The contract of a model is found by a trial run; what is no such model is refused in one clear line."""

from __future__ import annotations

import pytest

from engine.errors import LacunaError
from engine.onnx_models.errors import ContractUnclear, ModelInvalid
from engine.onnx_models.trial import examine
from tests.fakes.onnx_files import onnx_bytes, with_external_data, with_huge_tensor

FLOATS = {"image_range": "0..1", "mask_range": "0..1", "mask_hole": "white", "layout": "nchw"}
BYTES = {"image_range": "0..255", "mask_range": "0..255", "mask_hole": "black", "output_range": "0..255"}
FOUND = {
    "lama": ("LaMa", FLOATS | {"output_range": "0..255", "most": 512}),
    "zoo": ("LaMa", FLOATS | {"output_range": "0..255", "most": 512}),
    "migan_pipeline": ("MI-GAN", BYTES | {"most": 512}),
    "migan": ("MI-GAN", BYTES | {"most": 512}),
    "small": ("LaMa", FLOATS | {"output_range": "0..255", "least": 64, "most": 64}),
    "any_size": ("LaMa", FLOATS | {"output_range": "0..255", "least": 256, "multiple": 8}),
    "unit_output": ("", FLOATS | {"output_range": "0..1"}),
    "centred_last": (
        "",
        {
            "image_range": "-1..1",
            "output_range": "-1..1",
            "mask_hole": "black",
            "layout": "nhwc",
            "most": 256,
        },
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_the_contract_is_found(name: str) -> None:
    title, facts = FOUND[name]
    found = examine(onnx_bytes(name), {})
    assert {key: getattr(found.contract, key) for key in facts} == facts
    assert found.title == title


def test_a_correction_is_obeyed() -> None:
    assert examine(onnx_bytes("small"), {"colours": "bgr"}).contract.colours == "bgr"
    with pytest.raises(ContractUnclear):
        examine(onnx_bytes("small"), {"mask_hole": "black"})


REFUSED = {
    "nothing": (b"", "no ONNX file"),
    "a photo": (b"\xff\xd8\xff\xe0" + b"1" * 99, "no ONNX file"),
    "text": (b"a photo of a model" * 9, "no ONNX file"),
    "cut off": (onnx_bytes("small")[:-40], "cut off"),
    "other files": (with_external_data("small", "../../etc/passwd"), "other files"),
    "a huge tensor": (with_huge_tensor("small"), "larger than any network"),
    "huge sides": (onnx_bytes("huge_sides"), "100000"),
    "an operator of its own": (onnx_bytes("own_operator"), r"code .* other\.place\.Run"),
    "one input": (onnx_bytes("one_input"), "image and a mask"),
    "a classifier": (onnx_bytes("classes"), "1 × 3"),
    "fills nothing": (onnx_bytes("unchanged"), "with the hole filled"),
}


@pytest.mark.parametrize("data, words", REFUSED.values(), ids=REFUSED)
def test_what_is_no_model_for_holes_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(ModelInvalid, match=words) as refused:
        examine(data, {})
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 300
    assert isinstance(refused.value, LacunaError)


def test_every_truncation_is_refused_or_whole() -> None:
    data = onnx_bytes("small")
    for length in range(0, len(data), max(1, len(data) // 25)):
        with pytest.raises(ModelInvalid):
            examine(data[:length], {})
