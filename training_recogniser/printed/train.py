"""Training: strips made while they are needed, each seen once, until updates or time run out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from training_recogniser.lines import normalise
from training_recogniser.printed.lines import BLANK, Fonts, Generator
from training_recogniser.printed.model import PrintRecogniser
from training_recogniser.train import PEAK_RATE, WEIGHT_DECAY, average, column_loss, rate

_SAVE_EVERY = 60.0  # seconds
_REPORT_EVERY = 100  # updates


@dataclass(frozen=True)
class Plan:
    """How long to train, on what. ``updates`` > 0 is exact; ``minutes`` depends on the machine."""

    seed: int = 20261125
    updates: int = 0
    minutes: float = 30.0
    batch: int = 12
    workers: int = 1
    checkpoint: Path = Path("build/printed/weights.pt")
    fonts: Fonts = Fonts()


class Batches(Dataset[tuple[Tensor, Tensor]]):
    """Batch ``n`` of a plan: normalised strips and their columns' classes."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._generator: Generator | None = None  # made in the worker that uses it

    def __len__(self) -> int:
        return self._plan.updates or 10_000_000

    def __getitem__(self, number: int) -> tuple[Tensor, Tensor]:
        if self._generator is None:
            self._generator = Generator(self._plan.seed, fonts=self._plan.fonts)
        first = number * self._plan.batch
        lines = [self._generator.line(first + i) for i in range(self._plan.batch)]
        strips = np.stack([line.strip for line in lines])
        wanted = np.stack([line.targets for line in lines])
        return torch.from_numpy(normalise(strips)), torch.from_numpy(wanted)


def train(plan: Plan) -> Path:
    """Train from nothing; the averaged weights' checkpoint."""
    torch.manual_seed(plan.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = PrintRecogniser().to(device)
    averaged = {name: value.clone() for name, value in network.state_dict().items()}
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=WEIGHT_DECAY)
    saved, losses, update = time.monotonic(), [], 0
    for update, (progress, strips, wanted) in enumerate(_schedule(plan), 1):
        for group in optimiser.param_groups:
            group["lr"] = rate(progress, PEAK_RATE)
        losses.append(_step(network, optimiser, strips.to(device), wanted.to(device)))
        average(averaged, network, update)
        if update % _REPORT_EVERY == 0:
            print(f"{update:6d} {progress:6.1%} loss {np.mean(losses[-100:]):.4f}", flush=True)
        if time.monotonic() - saved > _SAVE_EVERY:
            _save(plan, averaged, update)
            saved = time.monotonic()
    _save(plan, averaged, update)
    return plan.checkpoint


def _schedule(plan: Plan) -> Iterator[tuple[float, Tensor, Tensor]]:
    """Batches in order, each with the share of the plan that is behind."""
    loader: DataLoader[tuple[Tensor, Tensor]] = DataLoader(
        Batches(plan),
        batch_size=None,
        num_workers=plan.workers,
        prefetch_factor=8 if plan.workers else None,
    )
    start = time.monotonic()
    for number, (strips, wanted) in enumerate(loader):
        spent = (time.monotonic() - start) / 60 / plan.minutes
        progress = number / plan.updates if plan.updates else spent
        if progress >= 1:
            return
        yield progress, strips, wanted


def _step(
    network: nn.Module, optimiser: torch.optim.Optimizer, strips: Tensor, wanted: Tensor
) -> float:
    """One update; its mean loss in nats a column."""
    loss = column_loss(network(strips), wanted, BLANK)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimiser.step()
    return float(loss.detach())


def _save(plan: Plan, averaged: dict[str, Tensor], update: int) -> None:
    plan.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "weights": {name: value.cpu() for name, value in averaged.items()},
        "seed": plan.seed,
        "updates": update,
        "lines": update * plan.batch,
    }
    torch.save(state, plan.checkpoint)
