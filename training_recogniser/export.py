"""From a checkpoint to the ONNX file that ships, and its hash and origin beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from docreader.mrz import ALPHABET
from training_recogniser import GENERATOR
from training_recogniser.lines import normalise
from training_recogniser.model import Recogniser

SHIPPED = Path(__file__).parent.parent / "docreader" / "model"
OPSET = 13


@dataclass(frozen=True)
class Shape:
    """What goes in and comes out of a file: strips 32 high of these widths; its free axes."""

    widths: tuple[int, ...]  # the reader's; the first is the one the file is traced with
    axes: dict[str, dict[int, str]]
    tolerance: float = 1e-3  # nats, between the network here and OpenCV's reading of the file


ZONE = Shape((720,), {"strips": {0: "n"}, "columns": {0: "n"}})


def export(checkpoint: Path, folder: Path = SHIPPED) -> Path:
    """Write ``ocrb.onnx`` and ``ocrb.json`` to ``folder``; the path of the first.

    Raises ValueError if OpenCV computes other numbers from the file than PyTorch does.
    """
    origin = {"classes": ALPHABET, "generator": GENERATOR}  # the blank follows, as number 37
    return ship(Recogniser(), checkpoint, folder / "ocrb.onnx", ZONE, origin)


def ship(
    network: nn.Module,
    checkpoint: Path,
    path: Path,
    shape: Shape,
    origin: dict[str, Any],
    smaller: Callable[[Path], None] | None = None,
) -> Path:
    """Write the network with the checkpoint's weights to ``path``, ``origin`` beside it.

    ``smaller`` rewrites the file before it is compared and hashed.
    """
    saved = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(saved["weights"])
    network.eval()
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        network,
        (torch.zeros(1, 1, 32, shape.widths[0]),),
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["strips"],
        output_names=["columns"],
        dynamic_axes=shape.axes,
    )
    if smaller is not None:
        smaller(path)
    _compare(network, path, shape)
    digest = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    facts = digest | origin | {name: saved[name] for name in ("seed", "updates", "lines")}
    path.with_suffix(".json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    return path


def run(path: Path, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Log-probabilities, N x columns x classes, of uint8 strips N x 32 x W, by OpenCV."""
    net = cv2.dnn.readNetFromONNX(str(path))
    net.setInput(normalise(strips))
    return np.asarray(net.forward(), np.float32)


def _compare(network: nn.Module, path: Path, shape: Shape) -> None:
    rng = np.random.default_rng(0)
    for width in shape.widths:
        strips = rng.integers(0, 256, (3, 32, width)).astype(np.uint8)
        with torch.no_grad():
            ours = network(torch.from_numpy(normalise(strips))).numpy()
        theirs = run(path, strips)
        if theirs.shape != ours.shape or np.abs(ours - theirs).max() > shape.tolerance:
            raise ValueError(f"{path} differs in OpenCV: {theirs.shape}")
