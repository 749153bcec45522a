"""From a checkpoint to the ONNX file that ships, and its hash and origin beside it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from docreader.mrz import ALPHABET
from training_recogniser import GENERATOR
from training_recogniser.lines import normalise
from training_recogniser.model import CLASSES, Recogniser

SHIPPED = Path(__file__).parent.parent / "docreader" / "model"
OPSET = 13
_TOLERANCE = 1e-3  # nats, between the network here and OpenCV's reading of the file


def export(checkpoint: Path, folder: Path = SHIPPED) -> Path:
    """Write ``ocrb.onnx`` and ``ocrb.json`` to ``folder``; the path of the first.

    Raises ValueError if OpenCV computes other numbers from the file than PyTorch does.
    """
    saved = torch.load(checkpoint, weights_only=True)
    network = Recogniser()
    network.load_state_dict(saved["weights"])
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ocrb.onnx"
    torch.onnx.export(
        network,
        (torch.zeros(1, 1, 32, 720),),
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["strips"],
        output_names=["columns"],
        dynamic_axes={"strips": {0: "n"}, "columns": {0: "n"}},
    )
    _compare(network, path)
    facts = {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "classes": ALPHABET,  # the blank follows, as number 37
        "generator": GENERATOR,
        "seed": saved["seed"],
        "updates": saved["updates"],
        "lines": saved["lines"],
    }
    (folder / "ocrb.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    return path


def run(path: Path, strips: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Log-probabilities, N x 180 x 38, of uint8 strips N x 32 x 720, by OpenCV."""
    net = cv2.dnn.readNetFromONNX(str(path))
    net.setInput(normalise(strips))
    return np.asarray(net.forward(), np.float32)


def _compare(network: Recogniser, path: Path) -> None:
    strips = np.random.default_rng(0).integers(0, 256, (3, 32, 720)).astype(np.uint8)
    with torch.no_grad():
        ours = network(torch.from_numpy(normalise(strips))).numpy()
    theirs = run(path, strips)
    if theirs.shape != (3, 180, CLASSES) or np.abs(ours - theirs).max() > _TOLERANCE:
        raise ValueError(f"{path} differs in OpenCV: {theirs.shape}")
