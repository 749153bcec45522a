"""``python -m training_recogniser``: train, export into ``docreader/model`` and print figures."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training_recogniser.evaluate import evaluate
from training_recogniser.export import SHIPPED, export
from training_recogniser.lines import DEBIAN, Fonts
from training_recogniser.train import Plan, train


def main() -> None:
    """Do what the command line asks."""
    asked = _arguments()
    torch.set_num_threads(asked.threads)
    fonts = Fonts(asked.ocrb, tuple(asked.faces))
    plan = Plan(
        seed=asked.seed,
        updates=asked.updates,
        minutes=asked.minutes,
        batch=asked.batch,
        workers=asked.workers,
        views=asked.views,
        checkpoint=asked.checkpoint,
        fonts=fonts,
        after=asked.after,
    )
    if not asked.export_only:
        train(plan)
    model = export(plan.checkpoint, asked.out)
    for name, score in evaluate(model, asked.lines, fonts).items():
        print(
            f"{name}: {score.right:.1%} of {score.lines} lines right, "
            f"character errors {score.character_errors:.2%}, {score.milliseconds:.1f} ms a line"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training_recogniser", description=__doc__)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--updates", type=int, default=0, help="exact length: same weights again")
    length.add_argument("--minutes", type=float, default=60.0, help="length by the clock")
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--batch", type=int, default=Plan.batch, help="lines an update")
    parser.add_argument("--workers", type=int, default=Plan.workers, help="processes making lines")
    parser.add_argument(
        "--views", type=int, default=Plan.views, help="how often a line is seen (for a GPU)"
    )
    parser.add_argument("--threads", type=int, default=1, help="of the training process")
    parser.add_argument("--checkpoint", type=Path, default=Plan.checkpoint)
    parser.add_argument(
        "--after", type=Path, help="go on from this checkpoint or ONNX file, at half the rate"
    )
    parser.add_argument("--export-only", action="store_true", help="use the checkpoint as it is")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder of the ONNX file")
    parser.add_argument("--ocrb", type=Path, default=DEBIAN.ocrb, help="folder of the OCR-B cuts")
    parser.add_argument(
        "--faces", type=Path, nargs="*", default=DEBIAN.others, help="other monospaced faces"
    )
    parser.add_argument("--lines", type=int, default=1000, help="of each held-out set")
    return parser.parse_args()


if __name__ == "__main__":
    main()
