"""From a checkpoint to the ONNX file that ships, and its hash and origin beside it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import cv2
import numpy as np
import torch

from docreader.print_alphabet import ALPHABET
from training_recogniser.export import OPSET, SHIPPED
from training_recogniser.halves import keep_in_halves
from training_recogniser.lines import normalise
from training_recogniser.printed import GENERATOR
from training_recogniser.printed.model import PrintRecogniser

WIDTHS = (192, 384, 576, 768)  # of the strips that the reader asks it to read
_TOLERANCE = 2e-2  # nats, between the network here and OpenCV's reading of the halved file


def export(checkpoint: Path, folder: Path = SHIPPED) -> Path:
    """Write ``printed.onnx`` and ``printed.json`` to ``folder``; the path of the first.

    Raises ValueError if OpenCV computes other numbers from the file than PyTorch does.
    """
    saved = torch.load(checkpoint, weights_only=True)
    network = PrintRecogniser()
    network.load_state_dict(saved["weights"])
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "printed.onnx"
    torch.onnx.export(
        network,
        (torch.zeros(1, 1, 32, 384),),
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["strips"],
        output_names=["columns"],
        dynamic_axes={"strips": {0: "n", 3: "width"}, "columns": {0: "n", 1: "half"}},
    )
    keep_in_halves(path)
    _compare(network, path)
    facts = {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "classes": ALPHABET,  # the blank follows
        "generator": GENERATOR,
        "seed": saved["seed"],
        "updates": saved["updates"],
        "lines": saved["lines"],
    }
    (folder / "printed.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    return path


def _compare(network: PrintRecogniser, path: Path) -> None:
    net = cv2.dnn.readNetFromONNX(str(path))
    rng = np.random.default_rng(0)
    for width in WIDTHS:
        strips = normalise(rng.integers(0, 256, (3, 32, width)).astype(np.uint8))
        with torch.no_grad():
            ours = network(torch.from_numpy(strips)).numpy()
        net.setInput(strips)
        theirs = np.asarray(net.forward(), np.float32)
        if theirs.shape != ours.shape or np.abs(ours - theirs).max() > _TOLERANCE:
            raise ValueError(f"{path} differs in OpenCV: {theirs.shape}")
