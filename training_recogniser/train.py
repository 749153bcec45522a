"""Training: lines made while they are needed, each seen once, until updates or time run out."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from training_recogniser.lines import BLANK, DEBIAN, EITHER, Fonts, Generator, normalise
from training_recogniser.model import Recogniser, parameters
from training_recogniser.resume import weights_of

PEAK_RATE, SECOND_PEAK, FLOOR_RATE, WARM_UP = 3e-3, 1.5e-3, 1e-5, 0.03
WEIGHT_DECAY = 1e-3
AVERAGED_OVER = 0.999  # decay of the averaged weights, which are the ones kept
_SAVE_EVERY = 120.0  # seconds
_REPORT_EVERY = 100  # updates


@dataclass(frozen=True)
class Plan:
    """How long to train, on what. ``updates`` > 0 is exact; ``minutes`` depends on the machine."""

    seed: int = 20261123
    updates: int = 0
    minutes: float = 60.0
    batch: int = 16
    workers: int = 1
    checkpoint: Path = Path("build/recogniser/weights.pt")
    fonts: Fonts = DEBIAN
    after: Path | None = None  # a checkpoint or ONNX file to go on from, with unseen lines


class Batches(Dataset[tuple[Tensor, Tensor]]):
    """Batch ``n`` of a plan: normalised strips and their columns' classes."""

    def __init__(self, plan: Plan, seen: int) -> None:
        self._plan, self._seen = plan, seen
        self._generator: Generator | None = None  # made in the worker that uses it

    def __len__(self) -> int:
        return self._plan.updates or 10_000_000

    def __getitem__(self, number: int) -> tuple[Tensor, Tensor]:
        if self._generator is None:
            self._generator = Generator(self._plan.seed, fonts=self._plan.fonts)
        first = self._seen + number * self._plan.batch
        lines = [self._generator.line(first + i) for i in range(self._plan.batch)]
        strips: NDArray[np.uint8] = np.stack([line.strip for line in lines])
        wanted = np.stack([line.targets for line in lines])
        return torch.from_numpy(normalise(strips)), torch.from_numpy(wanted)


def train(plan: Plan) -> Path:
    """Train from nothing, or on from ``plan.after``; the averaged weights' checkpoint."""
    torch.manual_seed(plan.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = Recogniser().to(device)
    before = _before(plan, network)
    peak = SECOND_PEAK if plan.after else PEAK_RATE
    averaged = {name: value.clone() for name, value in network.state_dict().items()}
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=WEIGHT_DECAY)
    print(f"{parameters(network):,} parameters on {device}", flush=True)
    saved, losses, update = time.monotonic(), [], 0
    for update, (progress, strips, wanted) in enumerate(_schedule(plan, before["lines"]), 1):
        for group in optimiser.param_groups:
            group["lr"] = rate(progress, peak)
        losses.append(_step(network, optimiser, strips.to(device), wanted.to(device)))
        average(averaged, network, update)
        if update % _REPORT_EVERY == 0:
            print(f"{update:6d} {progress:6.1%} loss {np.mean(losses[-100:]):.4f}", flush=True)
        if time.monotonic() - saved > _SAVE_EVERY:
            _save(plan, averaged, before, update)
            saved = time.monotonic()
    _save(plan, averaged, before, update)
    return plan.checkpoint


def _before(plan: Plan, network: Recogniser) -> dict[str, int]:
    """Updates made and lines seen before this run; loads the weights they led to."""
    if plan.after is None:
        return {"updates": 0, "lines": 0}
    before = weights_of(plan.after)
    network.load_state_dict(before.weights)
    return {"updates": before.updates, "lines": before.lines}


def _schedule(plan: Plan, seen: int) -> Iterator[tuple[float, Tensor, Tensor]]:
    """Batches in order, each with the share of the plan that is behind."""
    loader: DataLoader[tuple[Tensor, Tensor]] = DataLoader(
        Batches(plan, seen),
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


def rate(progress: float, peak: float) -> float:
    """A short warm-up, then half a cosine down."""
    if progress < WARM_UP:
        return peak * (0.05 + 0.95 * progress / WARM_UP)
    fall = (progress - WARM_UP) / (1 - WARM_UP)
    return FLOOR_RATE + (peak - FLOOR_RATE) * (1 + math.cos(math.pi * fall)) / 2


def _step(
    network: Recogniser, optimiser: torch.optim.Optimizer, strips: Tensor, wanted: Tensor
) -> float:
    """One update; its mean loss in nats a column."""
    loss = column_loss(network(strips), wanted)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimiser.step()
    return float(loss.detach())


def column_loss(found: Tensor, wanted: Tensor, blank: int = BLANK) -> Tensor:
    """Cross-entropy of N x columns x classes log-probabilities.

    On a glyph's rim blank is right as well: were it left free, a third character could
    flicker there and be read as an extra one.
    """
    said = found.gather(2, (wanted % EITHER)[..., None])[..., 0]
    either = torch.logaddexp(said, found[..., blank])
    return -torch.where(wanted < EITHER, said, either).mean()


def average(averaged: dict[str, Tensor], network: nn.Module, update: int) -> None:
    """Move the averaged weights towards the current ones, faster at the beginning."""
    decay = min(AVERAGED_OVER, update / (update + 10))
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                averaged[name].lerp_(value, 1 - decay)
            else:
                averaged[name].copy_(value)


def _save(plan: Plan, averaged: dict[str, Tensor], before: dict[str, int], update: int) -> None:
    plan.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "weights": {name: value.cpu() for name, value in averaged.items()},
        "seed": plan.seed,
        "updates": before["updates"] + update,
        "lines": before["lines"] + update * plan.batch,
    }
    torch.save(state, plan.checkpoint)
