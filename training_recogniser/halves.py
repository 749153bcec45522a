"""Weights kept in half precision, so that a model takes half the room on disk.

The reader computes in single precision as before: each weight is widened when the model
is loaded. A weight changes by at most one part in 2,048.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_SMALL = 256  # numbers: biases stay as they are


def keep_in_halves(path: Path) -> None:
    """Rewrite the ONNX file at ``path`` with its large float32 weights as float16.

    Raises ValueError where a weight is too large for half precision.
    """
    model = onnx.load(str(path))
    graph = model.graph
    widened = [_halved(one) for one in graph.initializer if _is_large(one)]
    for cast in reversed(widened):
        graph.node.insert(0, cast)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def _is_large(weight: TensorProto) -> bool:
    return weight.data_type == TensorProto.FLOAT and np.prod(weight.dims) > _SMALL


def _halved(weight: TensorProto) -> onnx.NodeProto:
    """Narrow ``weight`` in place; the node that widens it under its own name."""
    name = weight.name
    with np.errstate(over="ignore"):
        half = numpy_helper.to_array(weight).astype(np.float16)
    if not np.isfinite(half).all():
        raise ValueError(f"{name} does not fit half precision")
    weight.CopyFrom(numpy_helper.from_array(half, f"{name}.half"))
    return helper.make_node("Cast", [weight.name], [name], to=TensorProto.FLOAT)
