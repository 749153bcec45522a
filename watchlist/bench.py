"""Figures of screening on this machine, with its own lists: how long, and what is still found."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from watchlist.models import Holds
from watchlist.queries import entries, lists
from watchlist.replay import Copy, copies
from watchlist.screening import screen


def measured(travellers: int) -> dict[str, Any]:
    """Milliseconds of CPU and of the clock, and recall by date quality and kind of damage, over
    ``travellers`` damaged copies of listed people."""
    tried: dict[str, list[bool]] = {}
    cpu, wall = [], []
    for copy in islice(_copies(travellers), travellers):
        began, cpu_began = time.perf_counter(), time.thread_time()
        found = screen(copy.who)
        wall.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.thread_time() - cpu_began))
        is_found = any(hit.entry == copy.key for hit in found.hits)
        for name in (f"quality {copy.quality}", f"damage {copy.kind}", "all"):
            tried.setdefault(name, []).append(is_found)
    return {
        "travellers": len(wall),
        "entries": sum(entries.count(one.id, one.version) for one in lists.active()),
        "cpu_ms": _percentiles(cpu),
        "wall_ms": _percentiles(wall),
        "recall": {name: round(sum(one) / len(one), 4) for name, one in sorted(tried.items())},
    }


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The figures as a person reads them."""
    yield f"{told['entries']} entries, {told['travellers']} damaged copies screened"
    for name in ("cpu_ms", "wall_ms"):
        figures = "  ".join(f"{step} {value:.1f}" for step, value in told[name].items())
        yield f"{name}: {figures}"
    for name, share in told["recall"].items():
        yield f"recall, {name}: {share:.3f}"


def _copies(many: int) -> Iterator[Copy]:
    for one in lists.active():
        if one.holds == Holds.PEOPLE:
            yield from copies(one, many)


def _percentiles(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    at = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    if not ordered:
        return dict.fromkeys(at, 0.0)
    return {name: round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)
            for name, share in at.items()}  # fmt: skip
