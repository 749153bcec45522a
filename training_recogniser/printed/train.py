"""Training of the network that reads print beside the zone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch

from training_recogniser.fitting import Length, Start, fit
from training_recogniser.printed.lines import BLANK, Fonts, Generator
from training_recogniser.printed.model import PrintRecogniser


@dataclass(frozen=True)
class Plan:
    """How long to train, on what. ``updates`` > 0 is exact; ``minutes`` depends on the machine."""

    seed: int = 20261125
    updates: int = 0
    minutes: float = 30.0
    batch: int = 12
    workers: int = 1
    views: int = 1  # how often a line is seen, damaged anew each time
    checkpoint: Path = Path("build/printed/weights.pt")
    fonts: Fonts = Fonts()


def train(plan: Plan) -> Path:
    """Train from nothing; the averaged weights' checkpoint."""
    torch.manual_seed(plan.seed)
    length = Length(plan.updates, plan.minutes, plan.batch, plan.workers, plan.views)
    drawn = partial(Generator, plan.seed, fonts=plan.fonts)
    fit(PrintRecogniser(), drawn, BLANK, length, Start(plan.seed), plan.checkpoint)
    return plan.checkpoint
