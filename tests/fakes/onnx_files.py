"""ONNX files of the contracts that Lacuna knows and of others: tiny graphs that fill holes with a mean.

Each is a text in ONNX's own syntax.  FILL makes `filled` of `picture` (1×3×H×W) and `hole` (1 = missing).
"""

from __future__ import annotations

from collections.abc import Mapping

HEAD = '<ir_version: 8, opset_import: ["" : 17]>\n'
FILL = """
  one = Constant<value_float = 1.0>()
  known = Sub(one, hole)
  known_picture = Mul(picture, known)
  sums = ReduceSum(known_picture, axes)
  counts = ReduceSum(known, axes)
  mean = Div(sums, counts)
  patch = Mul(mean, hole)
  filled = Add(known_picture, patch)
"""
CONSTANTS = """
  axes = Constant<value_ints = [2, 3]>()
  white = Constant<value_float = 255.0>()
  zero = Constant<value_float = 0.0>()
"""
BYTES_IN = """
  image_float = Cast<to = 1>(image)
  picture = Div(image_float, white)
  mask_float = Cast<to = 1>(mask)
  mask_share = Div(mask_float, white)
  unit = Constant<value_float = 1.0>()
  hole = Sub(unit, mask_share)
"""


def _lama(body: str, end: str, sides: str = "512, 512") -> str:
    ports = f"(float[n, 3, {sides}] image, float[n, 1, {sides}] mask) => (float[n, 3, {sides}] output)"
    return f"""{HEAD}lama {ports} {{
  {CONSTANTS} picture = Identity(image) hole = Identity(mask) {body} {end} }}"""


def _migan(sides: str) -> str:
    ports = f"(uint8[1, 3, {sides}] image, uint8[1, 1, {sides}] mask) => (uint8[1, 3, {sides}] result)"
    return f"""{HEAD}migan {ports} {{
  {CONSTANTS} {BYTES_IN} {FILL} scaled = Mul(filled, white) rounded = Round(scaled)
  limited = Clip(rounded, zero, white) result = Cast<to = 2>(limited) }}"""


SCALED_OUTPUT = "scaled = Mul(filled, white) output = Clip(scaled, zero, white)"
EIGHT_BIT = """
  scale = Constant<value_float = 0.00392157>()
  point = Constant<value = uint8 {0}>()
  small = QuantizeLinear(filled, scale, point)
  large = DequantizeLinear(small, scale, point)
  output = Mul(large, white)
"""
# A network that sees -1..1 with the channels last, and puts grey into the hole.
CENTRED_LAST = f"""{HEAD}other
  (float[1, 256, 256, 3] x, float[1, 256, 256, 1] m) => (float[1, 256, 256, 3] y) {{
  low = Constant<value_float = -1.0>() high = Constant<value_float = 1.0>()
  kept = Mul(x, m) y = Clip(kept, low, high) }}"""
TEXTS: Mapping[str, str] = {
    "lama": _lama(FILL, SCALED_OUTPUT),
    "zoo": _lama(FILL, EIGHT_BIT),
    "migan_pipeline": _migan("height, width"),
    "migan": _migan("512, 512"),
    "unit_output": _lama(FILL, "output = Identity(filled)"),
    "any_size": _lama(FILL, SCALED_OUTPUT, "height, width"),
    "small": _lama(FILL, SCALED_OUTPUT, "64, 64"),
    "centred_last": CENTRED_LAST,
    "unchanged": _lama("", "output = Mul(image, white)"),
    "huge_sides": _lama(FILL, SCALED_OUTPUT, "100000, 100000"),
    "own_operator": _lama(FILL, "output = other.place.Run(filled)").replace(
        '["" : 17]', '["" : 17, "other.place" : 1]'
    ),
    "huge_memory": _lama(
        FILL,
        "sides = Constant<value_ints = [1000000, 1000000]>() ones = ConstantOfShape(sides) "
        "sum = ReduceMean<keepdims = 0>(ones) added = Add(filled, sum) output = Mul(added, white)",
        "64, 64",
    ),
    "one_input": f"""{HEAD}one (float[1, 3, 64, 64] image) => (float[1, 3, 64, 64] output) {{
  output = Identity(image) }}""",
    "classes": f"""{HEAD}classes
  (float[1, 3, 64, 64] image, float[1, 1, 64, 64] mask) => (float[1, 3] output) {{
  hidden = Mul(image, mask) output = ReduceMean<axes = [2, 3], keepdims = 0>(hidden) }}""",
}


def onnx_bytes(name: str) -> bytes:
    """The ONNX file of one of TEXTS."""
    import onnx.parser

    model: bytes = onnx.parser.parse_model(TEXTS[name]).SerializeToString()
    return model


def with_external_data(name: str, location: str) -> bytes:
    """The same file with a tensor whose values are said to lie in another file."""
    import onnx

    model = onnx.load_model_from_string(onnx_bytes(name))
    tensor = onnx.helper.make_tensor("elsewhere", onnx.TensorProto.FLOAT, [4], b"\0" * 16, raw=True)
    tensor.ClearField("raw_data")
    tensor.data_location = onnx.TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value=location)
    model.graph.initializer.append(tensor)
    external: bytes = model.SerializeToString()
    return external


def with_huge_tensor(name: str) -> bytes:
    """The same file with a tensor that says it has 10^12 values and has none."""
    import onnx

    model = onnx.load_model_from_string(onnx_bytes(name))
    tensor = onnx.TensorProto(name="huge", data_type=onnx.TensorProto.FLOAT, dims=[1_000_000, 1_000_000])
    model.graph.initializer.append(tensor)
    huge: bytes = model.SerializeToString()
    return huge
