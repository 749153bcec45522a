"""Training of the network that reads the zone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch

from training_recogniser.fitting import SECOND_PEAK, Length, Start, fit
from training_recogniser.lines import BLANK, DEBIAN, Fonts, Generator
from training_recogniser.model import Recogniser, parameters
from training_recogniser.resume import weights_of


@dataclass(frozen=True)
class Plan:
    """How long to train, on what. ``updates`` > 0 is exact; ``minutes`` depends on the machine."""

    seed: int = 20261123
    updates: int = 0
    minutes: float = 60.0
    batch: int = 16
    workers: int = 1
    views: int = 1  # how often a line is seen, damaged anew each time
    checkpoint: Path = Path("build/recogniser/weights.pt")
    fonts: Fonts = DEBIAN
    after: Path | None = None  # a checkpoint or ONNX file to go on from, with unseen lines


def train(plan: Plan) -> Path:
    """Train from nothing, or on from ``plan.after``; the averaged weights' checkpoint."""
    torch.manual_seed(plan.seed)
    network = Recogniser()
    print(f"{parameters(network):,} parameters", flush=True)
    length = Length(plan.updates, plan.minutes, plan.batch, plan.workers, plan.views)
    drawn = partial(Generator, plan.seed, fonts=plan.fonts)
    fit(network, drawn, BLANK, length, _start(plan, network), plan.checkpoint)
    return plan.checkpoint


def _start(plan: Plan, network: Recogniser) -> Start:
    """Updates made and lines seen before this run; loads the weights they led to."""
    if plan.after is None:
        return Start(plan.seed)
    before = weights_of(plan.after)
    network.load_state_dict(before.weights)
    return Start(plan.seed, SECOND_PEAK, before.updates, before.lines)
