"""PURE: the standing of a thing from its events, and what does not fit in them.

Each event tells where the thing stood before and after; the fold refuses a gap (somebody kept it
whom no event names), an overlap, a step that the table does not have, and a number twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from equipment.states import GONE, STARTS, STEPS, Standing, Status

PLAIN = frozenset(  # kinds without a step
    {"register", "describe", "check", "correct", "maintain", "join", "leave", "title", "plate"}
)
RECLAIM = "reclaim"  # a reversed donation brings back what had left with it


class Event(Protocol):
    """One event, as its table has it."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def status_before(self) -> str | None: ...
    @property
    def status(self) -> str: ...
    @property
    def condition_before(self) -> str | None: ...
    @property
    def condition(self) -> str: ...
    @property
    def holder_before(self) -> UUID | None: ...
    @property
    def holder_id(self) -> UUID | None: ...
    @property
    def location_before(self) -> UUID | None: ...
    @property
    def location_id(self) -> UUID | None: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


@dataclass
class Folded:
    """What the events come to: the standing, the described facts, and the faults found."""

    standing: Standing | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    faults: list[str] = field(default_factory=list)


def folded(events: Iterable[Event]) -> Folded:
    """Go through the events of one thing, in their order."""
    found = Folded()
    for event in events:
        found.faults += _faults(found, event)
        found.version = event.seq
        found.standing = _after(found.standing, event)
        for name, (_before, after) in event.facts.items():
            found.facts[name] = after
    return found


def _after(before: Standing | None, event: Event) -> Standing:
    status = Status(event.status)
    resumes = before.resumes if before and before.status == status else None
    if status in GONE and before and before.status != status:
        resumes = before.status
    return Standing(status, event.holder_id, event.location_id, event.condition, resumes)


def _faults(found: Folded, event: Event) -> Iterator[str]:
    now = found.standing
    if event.seq != found.version + 1:
        yield f"event {event.seq} follows {found.version}"
    told = (event.status_before, event.holder_before, event.location_before, event.condition_before)
    if now is None:
        if told != (None,) * 4 or event.status not in STARTS:
            yield f"event {event.seq} begins nothing"
        return
    if told != (now.status, now.holder_id, now.location_id, now.condition):
        yield f"event {event.seq} does not follow what stood before"
    for name, (before, _after_it) in event.facts.items():
        if (found.facts.get(name) or "") != (before or ""):
            yield f"event {event.seq} changes {name} from what it was not"
    if event.kind in PLAIN:
        return
    if event.kind == RECLAIM and now.status is Status.TRANSFERRED:
        if event.status != Status.IN_STORE:
            yield f"event {event.seq} brings it back into no store"
        return
    step = STEPS.get(event.kind)
    target = (step.target or now.resumes or Status.IN_STORE) if step else None
    if step is None or now.status not in step.sources or event.status != target:
        yield f"event {event.seq} is no step from {now.status}: {event.kind}"
