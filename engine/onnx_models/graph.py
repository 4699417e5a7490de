"""Checks the content of an ONNX file before anything runs it: it may come from anybody.

Refused are files that refer to other files, operators that onnxruntime does not bring itself, and tensors
larger than a network has.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from engine.onnx_models.errors import ModelInvalid, OnnxMissing
from engine.text import Text

MAX_MODEL_BYTES = 1 << 30  # LaMa has 208 million.
MAX_TENSOR_VALUES = 1 << 28  # LaMa's largest tensor has 1.2 million.
MAX_NAME_CHARACTERS = 60  # Of a name that is shown.
# Operators that onnxruntime brings itself; com.microsoft has those of quantised files.
KNOWN_DOMAINS = frozenset({"", "ai.onnx", "ai.onnx.ml", "com.microsoft"})
# Its node names a compiled file that is loaded from the disk.
FORBIDDEN_OPERATORS = frozenset({"EPContext"})
NO_MODEL = Text("it is cut off, or no ONNX file")
TOO_LARGE = Text("it is larger than {gigabytes} GB", gigabytes=MAX_MODEL_BYTES >> 30)


def check_graph(data: bytes) -> None:
    """Raise ModelInvalid where the file must not be run, OnnxMissing without the library onnx."""
    try:
        import onnx
        from google.protobuf.message import DecodeError
    except ImportError as error:
        raise OnnxMissing(str(error.name)) from error
    try:
        model = onnx.load_model_from_string(data)
    except (DecodeError, ValueError, RecursionError) as error:
        raise ModelInvalid(NO_MODEL) from error
    if not (model.graph.node and model.graph.input and model.graph.output):
        raise ModelInvalid(NO_MODEL)
    own_domains = {function.domain for function in model.functions}
    for node in _nodes(model):
        if node.domain not in KNOWN_DOMAINS | own_domains or node.op_type in FORBIDDEN_OPERATORS:
            operator = f"{node.domain}.{node.op_type}".strip(".")[:MAX_NAME_CHARACTERS]
            raise ModelInvalid(Text("it needs code that is not in it: {operator}", operator=operator))
    for tensor in _tensors(model):
        if tensor.data_location == onnx.TensorProto.EXTERNAL or tensor.external_data:
            raise ModelInvalid(Text("its weights are in other files, which are not read"))
        if any(side < 0 for side in tensor.dims) or math.prod(tensor.dims) > MAX_TENSOR_VALUES:
            raise ModelInvalid(Text("it has a tensor larger than any network needs"))


def _nodes(model: Any) -> Iterator[Any]:
    """All nodes: of the graph, of the graphs inside nodes, and of functions."""
    yield from _nodes_of(model.graph.node)
    for function in model.functions:
        yield from _nodes_of(function.node)


def _nodes_of(nodes: Any) -> Iterator[Any]:
    for node in nodes:
        yield node
        for attribute in node.attribute:
            for graph in (attribute.g, *attribute.graphs):
                yield from _nodes_of(graph.node)


def _tensors(model: Any) -> Iterator[Any]:
    """All tensors that are stored in the file."""
    yield from _initializers(model.graph)
    for node in _nodes(model):
        for attribute in node.attribute:
            if attribute.HasField("t"):
                yield attribute.t
            yield from attribute.tensors
            for sparse in (attribute.sparse_tensor, *attribute.sparse_tensors):
                yield from (sparse.values, sparse.indices)
            for graph in (attribute.g, *attribute.graphs):
                yield from _initializers(graph)


def _initializers(graph: Any) -> Iterator[Any]:
    yield from graph.initializer
    for sparse in graph.sparse_initializer:
        yield from (sparse.values, sparse.indices)
