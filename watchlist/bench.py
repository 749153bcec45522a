"""Figures of screening on this machine, with its own lists: how long, and what is still found."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import select

from borderpost.db import db
from watchlist import damages
from watchlist.listed import of_plain
from watchlist.matching import Identity
from watchlist.models import Entry, Holds
from watchlist.queries import entries, lists
from watchlist.screening import Searched, screen

_SEED = 2014


def measured(travellers: int) -> dict[str, Any]:
    """Milliseconds of CPU and of the clock, and recall by date quality and kind of damage, over
    ``travellers`` damaged copies of listed people."""
    tried: dict[str, list[bool]] = {}
    cpu, wall = [], []
    for kind, quality, key, who in islice(_copies(travellers), travellers):
        began, cpu_began = time.perf_counter(), time.thread_time()
        found = screen(who)
        wall.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.thread_time() - cpu_began))
        is_found = any(hit.entry == key for hit in found.hits)
        for name in (f"quality {quality}", f"damage {kind}", "all"):
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


def searched() -> tuple[Searched, ...]:
    """How each list of this machine stands."""
    return screen(Identity()).searched


def _copies(many: int) -> Iterator[tuple[str, str, str, Identity]]:
    dice = random.Random(_SEED)
    for one in lists.active():
        if one.holds != Holds.PEOPLE:
            continue
        wanted = select(Entry.id).where(Entry.list_id == one.id, entries.standing(one.version))
        ids = db.session.scalars(wanted.order_by(Entry.id)).all()
        for entry_id in dice.sample(ids, min(many, len(ids))):
            row = db.session.get_one(Entry, entry_id)
            listed, kind = of_plain(row.content), dice.choice(damages.KINDS)
            born = f"{listed.dates[0]}-06-15"[:10] if listed.dates else ""
            who = damages.damaged(listed.name, born, entries.identity(listed), kind, row.key)
            yield kind, row.quality, str(row.id), who


def _percentiles(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    at = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    if not ordered:
        return dict.fromkeys(at, 0.0)
    return {name: round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)
            for name, share in at.items()}  # fmt: skip
