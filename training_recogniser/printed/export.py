"""From a checkpoint to the ONNX file that ships, and its hash and origin beside it."""

from __future__ import annotations

from pathlib import Path

from docreader.print_alphabet import ALPHABET
from training_recogniser.export import SHIPPED, Shape, ship
from training_recogniser.halves import keep_in_halves
from training_recogniser.printed import GENERATOR
from training_recogniser.printed.model import PrintRecogniser

PRINT = Shape(
    widths=(384, 192, 576, 768),
    axes={"strips": {0: "n", 3: "width"}, "columns": {0: "n", 1: "half"}},
    tolerance=2e-2,  # half precision moves a logarithm by less
)


def export(checkpoint: Path, folder: Path = SHIPPED) -> Path:
    """Write ``printed.onnx`` and ``printed.json`` to ``folder``; the path of the first.

    Raises ValueError if OpenCV computes other numbers from the file than PyTorch does.
    """
    origin = {"classes": ALPHABET, "generator": GENERATOR}  # the blank follows
    path = folder / "printed.onnx"
    return ship(PrintRecogniser(), checkpoint, path, PRINT, origin, smaller=keep_in_halves)
