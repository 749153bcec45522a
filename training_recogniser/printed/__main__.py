"""``python -m training_recogniser.printed``: train, export into ``docreader/model``, measure."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training_recogniser.printed.evaluate import evaluate
from training_recogniser.printed.export import SHIPPED, export
from training_recogniser.printed.lines import Fonts
from training_recogniser.printed.train import Plan, train


def main() -> None:
    """Do what the command line asks."""
    asked = _arguments()
    torch.set_num_threads(asked.threads)
    plan = Plan(
        seed=asked.seed,
        updates=asked.updates,
        minutes=asked.minutes,
        batch=asked.batch,
        workers=asked.workers,
        views=asked.views,
        checkpoint=asked.checkpoint,
        fonts=Fonts(asked.fonts),
    )
    if not asked.export_only:
        train(plan)
    model = export(plan.checkpoint, asked.out)
    for name, score in evaluate(model, asked.lines).items():
        print(
            f"{name}: {score.right:.1%} of {score.lines} strips right, "
            f"character errors {score.character_errors:.2%}, {score.milliseconds:.1f} ms a strip"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m training_recogniser.printed", description=__doc__
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--updates", type=int, default=0, help="exact length: same weights again")
    length.add_argument("--minutes", type=float, default=Plan.minutes, help="length by the clock")
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--batch", type=int, default=Plan.batch, help="strips an update")
    parser.add_argument("--workers", type=int, default=Plan.workers, help="processes making strips")
    parser.add_argument(
        "--views", type=int, default=Plan.views, help="how often a strip is seen (for a GPU)"
    )
    parser.add_argument("--threads", type=int, default=1, help="of the training process")
    parser.add_argument("--checkpoint", type=Path, default=Plan.checkpoint)
    parser.add_argument("--export-only", action="store_true", help="use the checkpoint as it is")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder of the ONNX file")
    parser.add_argument("--fonts", type=Path, default=Fonts().folder, help="where the faces lie")
    parser.add_argument("--lines", type=int, default=400, help="of each held-out set")
    return parser.parse_args()


if __name__ == "__main__":
    main()
