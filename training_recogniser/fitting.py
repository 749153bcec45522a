"""Fitting a network to drawn lines: each line made while it is needed, until
updates or time run out. Where the network learns faster than lines are drawn, they may be seen
again. Both recognisers are trained by it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from training_recogniser.again import Kept
from training_recogniser.lines import EITHER

PEAK_RATE, SECOND_PEAK, FLOOR_RATE, WARM_UP = 3e-3, 1.5e-3, 1e-5, 0.03
WEIGHT_DECAY = 1e-3
AVERAGED_OVER = 0.999  # decay of the averaged weights, which are the ones kept
_SAVE_EVERY = 60.0  # seconds
_REPORT_EVERY = 100  # updates


class Line(Protocol):
    """A drawn line: its strip, and the class of each column of scores."""

    strip: NDArray[np.uint8]
    targets: NDArray[np.int64]


class Lines(Protocol):
    """Lines by number, each the same whenever it is asked for."""

    def line(self, number: int) -> Line:
        """The line of this number."""
        ...


@dataclass(frozen=True)
class Length:
    """How long to train. ``updates`` > 0 is exact; ``minutes`` depends on the machine."""

    updates: int
    minutes: float
    batch: int
    workers: int
    views: int = 1  # how often a line is seen: once as it was drawn, then damaged anew


@dataclass(frozen=True)
class Start:
    """What a run begins with: its seed, and what the weights have seen before it."""

    seed: int
    peak: float = PEAK_RATE  # learning rate after the warm-up
    updates: int = 0
    lines: int = 0


class Batches(Dataset[tuple[Tensor, Tensor]]):
    """Batch ``n``: strips, uint8, and their columns' classes."""

    def __init__(self, drawn: Callable[[], Lines], length: Length, seen: int) -> None:
        self._drawn, self._length, self._seen = drawn, length, seen
        self._lines: Lines | None = None  # made in the worker that uses it

    def __len__(self) -> int:
        return math.ceil(self._length.updates / self._length.views) or 10_000_000

    def __getitem__(self, number: int) -> tuple[Tensor, Tensor]:
        if self._lines is None:
            self._lines = self._drawn()
        first = self._seen + number * self._length.batch
        lines = [self._lines.line(first + i) for i in range(self._length.batch)]
        strips: NDArray[np.uint8] = np.stack([line.strip for line in lines])
        wanted = np.stack([line.targets for line in lines])
        return torch.from_numpy(strips), torch.from_numpy(wanted)


def fit(
    network: nn.Module,
    drawn: Callable[[], Lines],
    blank: int,
    length: Length,
    start: Start,
    checkpoint: Path,
) -> None:
    """Train ``network`` on from its weights; the averaged weights are left in ``checkpoint``."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.to(device)
    averaged = {name: value.clone() for name, value in network.state_dict().items()}
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=WEIGHT_DECAY)
    saved, losses, update = time.monotonic(), [], 0
    fresh = DataLoader(
        Batches(drawn, length, start.lines),
        batch_size=None,
        num_workers=length.workers,
        prefetch_factor=8 if length.workers else None,
    )
    batches = _schedule(_views(fresh, length.views, Kept(start.seed, device)), length)
    for update, (progress, strips, wanted) in enumerate(batches, 1):
        for group in optimiser.param_groups:
            group["lr"] = rate(progress, start.peak)
        loss = column_loss(network(normalised(strips)), wanted, blank)
        losses.append(_step(network, optimiser, loss))
        average(averaged, network, update)
        if update % _REPORT_EVERY == 0:
            mean = float(torch.stack(losses[-_REPORT_EVERY:]).mean())
            print(f"{update:6d} {progress:6.1%} loss {mean:.4f}", flush=True)
        if time.monotonic() - saved > _SAVE_EVERY:
            _save(checkpoint, averaged, start, update, length)
            saved = time.monotonic()
    _save(checkpoint, averaged, start, update, length)


def _views(
    fresh: Iterable[tuple[Tensor, Tensor]], views: int, kept: Kept
) -> Iterator[tuple[Tensor, Tensor]]:
    """Each batch as it was drawn, then batches of lines seen before, on the network's device."""
    for strips, wanted in fresh:
        here = strips.to(kept.device), wanted.to(kept.device)
        yield here
        if views > 1:
            kept.add(*here)
        for _ in range(views - 1):
            yield kept.mixed()


def _schedule(
    batches: Iterator[tuple[Tensor, Tensor]], length: Length
) -> Iterator[tuple[float, Tensor, Tensor]]:
    """Batches in order, each with the share of the length that is behind."""
    begun = time.monotonic()
    for number, (strips, wanted) in enumerate(batches):
        spent = (time.monotonic() - begun) / 60 / length.minutes
        progress = number / length.updates if length.updates else spent
        if progress >= 1:
            return
        yield progress, strips, wanted


def normalised(strips: Tensor) -> Tensor:
    """As ``lines.normalise``: N x 32 x W, uint8 or float 0..255, to N x 1 x 32 x W."""
    values = strips.float()
    deviation, mean = torch.std_mean(values, (1, 2), correction=0, keepdim=True)
    return ((values - mean) / (deviation + 1e-3))[:, None]


def rate(progress: float, peak: float) -> float:
    """A short warm-up, then half a cosine down."""
    if progress < WARM_UP:
        return peak * (0.05 + 0.95 * progress / WARM_UP)
    fall = (progress - WARM_UP) / (1 - WARM_UP)
    return FLOOR_RATE + (peak - FLOOR_RATE) * (1 + math.cos(math.pi * fall)) / 2


def _step(network: nn.Module, optimiser: torch.optim.Optimizer, loss: Tensor) -> Tensor:
    """One update; its mean loss in nats a column, where the network is."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimiser.step()
    return loss.detach()


def column_loss(found: Tensor, wanted: Tensor, blank: int) -> Tensor:
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
    current = network.state_dict()
    moving = [name for name, value in current.items() if value.is_floating_point()]
    with torch.no_grad():
        torch._foreach_lerp_(
            [averaged[name] for name in moving], [current[name] for name in moving], 1 - decay
        )
        for name in current.keys() - set(moving):
            averaged[name].copy_(current[name])


def _save(
    checkpoint: Path, averaged: dict[str, Tensor], start: Start, update: int, length: Length
) -> None:
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    state: dict[str, Any] = {
        "weights": {name: value.cpu() for name, value in averaged.items()},
        "seed": start.seed,
        "updates": start.updates + update,
        "lines": start.lines + math.ceil(update / length.views) * length.batch,
    }
    torch.save(state, checkpoint)
