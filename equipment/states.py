"""PURE: in which state a thing of the post may be, and which step leads to which state.

One table and one function guard every change; the pages only ask them what to offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID


class Status(StrEnum):
    """Where a thing stands in its life."""

    ORDERED = "ordered"
    RECEIVED = "received"
    IN_STORE = "in_store"
    IN_SERVICE = "in_service"
    OUT_OF_SERVICE = "out_of_service"
    IN_REPAIR = "in_repair"
    MISSING = "missing"
    STOLEN = "stolen"
    LOST = "lost"
    DISPOSED = "disposed"
    TRANSFERRED = "transferred"


TERMINAL = frozenset({Status.LOST, Status.DISPOSED, Status.TRANSFERRED})
GONE = frozenset({Status.MISSING, Status.STOLEN})
LIVE = frozenset(Status) - TERMINAL - GONE
USABLE = frozenset({Status.IN_STORE, Status.IN_SERVICE})
DOWN = frozenset({Status.OUT_OF_SERVICE, Status.IN_REPAIR})
EXPECTED = USABLE | DOWN | {Status.RECEIVED}  # what a stocktake looks for
STARTS = frozenset({Status.ORDERED, Status.RECEIVED, Status.IN_STORE})
CONDITIONS = ("new", "good", "worn", "broken")


class Need(StrEnum):
    """What a step cannot do without."""

    REASON = "reason"
    DOCUMENT = "document"
    LOCATION = "location"
    STORE = "store"  # a location where nothing is in use
    HOLDER = "holder"


@dataclass(frozen=True)
class Step:
    """One act upon a thing: from which states, to which, and what must be said for it."""

    name: str
    sources: frozenset[Status]
    target: Status | None  # None: what it was before it was gone
    needs: frozenset[Need] = frozenset()


def _step(
    name: str, sources: Iterable[Status], target: Status | None, *needs: Need
) -> tuple[str, Step]:
    return name, Step(name, frozenset(sources), target, frozenset(needs))


STEPS: Mapping[str, Step] = dict(
    (
        _step("receive", {Status.ORDERED}, Status.RECEIVED),
        _step("store", {Status.RECEIVED, *USABLE}, Status.IN_STORE, Need.STORE),
        _step("place", USABLE, Status.IN_SERVICE, Need.LOCATION),
        _step("give", USABLE, Status.IN_SERVICE, Need.HOLDER),
        _step("return", {Status.IN_SERVICE}, Status.IN_STORE, Need.STORE),
        _step("fault", USABLE, Status.OUT_OF_SERVICE, Need.REASON),
        _step("bring", {Status.OUT_OF_SERVICE}, Status.OUT_OF_SERVICE, Need.STORE),
        _step("repair", {Status.OUT_OF_SERVICE}, Status.IN_REPAIR),
        _step("test", {Status.IN_REPAIR}, Status.IN_STORE, Need.STORE, Need.REASON),
        _step("miss", LIVE, Status.MISSING, Need.REASON),
        _step("steal", LIVE, Status.STOLEN, Need.REASON, Need.DOCUMENT),
        _step("find", GONE, None, Need.REASON),
        _step("lose", GONE, Status.LOST, Need.REASON),
        # What no repair brings back is disposed of from there: it never passes its test.
        _step(
            "dispose",
            {Status.IN_STORE, Status.IN_REPAIR},
            Status.DISPOSED,
            Need.REASON,
            Need.DOCUMENT,
        ),
        _step("transfer", USABLE, Status.TRANSFERRED, Need.DOCUMENT),
    )
)


CUSTODY = frozenset({"give", "return"})  # acts with giver, receiver and signatures
BY_CERTIFICATE = frozenset({"transfer"})  # only a signed donation takes these steps
TAKES_AWAY = frozenset({"store", "place", "bring", "repair", "test", "transfer"})


@dataclass(frozen=True)
class Standing:
    """Where a thing stands: its state, who keeps it, its condition.

    The custodian is the holder, a person, or else the location. ``resumes`` is the state that a
    missing or stolen thing returns to.
    """

    status: Status = Status.ORDERED
    holder_id: UUID | None = None
    location_id: UUID | None = None
    condition: str = "new"
    resumes: Status | None = None


@dataclass(frozen=True)
class Said:
    """What somebody says with a step. An empty part leaves things as they are."""

    reason: str = ""
    document: str = ""
    location_id: UUID | None = None
    location_is_store: bool = False
    holder_id: UUID | None = None
    condition: str = ""
    lacking: frozenset[Need] = field(init=False)

    def __post_init__(self) -> None:
        given = {
            Need.REASON: bool(self.reason.strip()),
            Need.DOCUMENT: bool(self.document.strip()),
            Need.LOCATION: self.location_id is not None and not self.location_is_store,
            Need.STORE: self.location_id is not None and self.location_is_store,
            Need.HOLDER: self.holder_id is not None,
        }
        lacking = frozenset(need for need, is_there in given.items() if not is_there)
        object.__setattr__(self, "lacking", lacking)


class Illegal(Exception):
    """A step that this state does not allow, or that lacks what it needs (``lacks``)."""

    def __init__(self, step: str, status: Status, lacks: Need | None = None) -> None:
        super().__init__(f"{step} from {status}" + (f" lacks {lacks}" if lacks else ""))
        self.step, self.status, self.lacks = step, status, lacks


def offered(status: Status, *, is_held: bool = False) -> list[str]:
    """The names of the steps that a state allows, in the order of the table. What a person holds
    leaves these hands by an act of custody alone."""
    kept = TAKES_AWAY if is_held else frozenset[str]()
    return [name for name, step in STEPS.items() if status in step.sources and name not in kept]


def stepped(now: Standing, name: str, said: Said) -> Standing:
    """The standing after a step. Raises ``Illegal``."""
    step = STEPS[name]
    if now.status not in step.sources:
        raise Illegal(name, now.status)
    lacking = step.needs & said.lacking
    if lacking:
        raise Illegal(name, now.status, min(lacking))
    after = replace(now, condition=said.condition or now.condition)
    if step.target is None:
        back = now.resumes or Status.IN_STORE
        return replace(after, status=back, resumes=None)
    after = replace(after, status=step.target, resumes=None)
    if step.target in GONE:
        return replace(after, resumes=now.status)
    return _kept(after, step, said)


def _kept(after: Standing, step: Step, said: Said) -> Standing:
    """Who keeps the thing after the step: a person, or the location alone."""
    if Need.HOLDER in step.needs:
        return replace(after, holder_id=said.holder_id, location_id=said.location_id)
    if step.target in TERMINAL:
        return replace(after, holder_id=None, location_id=None)
    if said.location_id is not None:
        return replace(after, holder_id=None, location_id=said.location_id)
    return after
