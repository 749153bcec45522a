"""Keeping the stays as the crossings have them, inside the caller's transaction.

A new crossing after all others of its person touches one or two rows. Whatever comes out of
order, a correction, an old register, files that were joined, has the person's stays made anew.
Both ways go through ``rules.matching.pairs``; ``flask verify`` compares.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete, insert, inspect, or_, select, update

from borderpost.db import db, transaction
from crossings.models import Crossing, PresumedDeparture, Stay
from crossings.queries import passages, persons
from crossings.queries.persons import Family
from crossings.rules.matching import ENTERED_AGAIN, Pairing, Passage, how_matched, pairs, state_of

AT_ONCE = 200  # people whose crossings are read together
_STAYS = cast(Table, Stay.__table__)
_COLUMNS = [column.key for column in inspect(Stay).columns]
_AT_ONCE_ROWS = 400

Values = dict[str, Any]
Presumed = Mapping[UUID, PresumedDeparture]  # by the entry whose exit nobody saw


def follow(crossing: Crossing) -> None:
    """Take a crossing that was just written into its person's stays."""
    new = passages.of_crossing(crossing)
    whole = persons.family(crossing.person_id)
    if crossing.supersedes_id:
        _carry_presumption(crossing)
        _make_anew([whole])
        return
    if new is None:
        return
    newest = passages.newest_stay(whole.root, new.country)
    if newest and newest.last_at >= crossing.occurred_at:
        _make_anew([whole])
        return
    events = [new]
    if newest and newest.entry_id and newest.exit_id is None:
        before = passages.one(newest.entry_id)
        events = [before, new] if before else events
    presumed = passages.presumed([events[0].id]) if len(events) > 1 else {}
    known = {newest.id: _plain(newest)} if len(events) > 1 and newest else {}
    _write(known, _rows(whole, events, presumed), never_kept={crossing.id})


def follow_all(person_ids: Iterable[UUID]) -> None:
    """Make the stays of these people anew, after crossings that came in any order."""
    _make_anew(_families(dict.fromkeys(person_ids)))


def forget(crossing_ids: Sequence[UUID]) -> None:
    """Let go of crossings that are about to be erased; the caller then has the stays of their
    people made anew."""
    for start in range(0, len(crossing_ids), _AT_ONCE_ROWS):
        some = crossing_ids[start : start + _AT_ONCE_ROWS]
        db.session.execute(delete(PresumedDeparture).where(PresumedDeparture.entry_id.in_(some)))
        db.session.execute(delete(Stay).where(or_(Stay.entry_id.in_(some), Stay.id.in_(some))))
        without = update(Stay).where(Stay.exit_id.in_(some)).values(exit_id=None, exit_on=None)
        db.session.execute(without)


def rebuild() -> int:
    """Make all stays anew, some people in each transaction; how many rows were put right."""
    changed = 0
    for some in chunks():
        with transaction():
            changed += _make_anew(_families(dict.fromkeys(some)))
    return changed


def faults() -> Iterator[str]:
    """What ``flask verify`` says of stays that the crossings do not bear out."""
    for some in chunks():
        kept, right = _compared(_families(dict.fromkeys(some)))
        for key in sorted(kept.keys() | right.keys()):
            if kept.get(key) != right.get(key):
                yield f"stay {key} is not what the crossings say: run flask crossings rebuild-stays"


def chunks() -> Iterator[list[UUID]]:
    """Everybody who crossed, some at a time; each family comes whole with its first file."""
    joined, last = persons.families(), None
    while some := passages.persons_after(last, AT_ONCE):
        last = some[-1]
        if mine := [one for one in some if one not in joined or joined[one].root == one]:
            yield mine
        roots = [joined[one].root for one in some if one in joined and joined[one].root != one]
        if roots:  # whose standing file itself may never have crossed
            yield list(dict.fromkeys(roots))


def _families(person_ids: Iterable[UUID]) -> list[Family]:
    joined = persons.families()
    found = {one: joined.get(one, Family(one, {})) for one in person_ids}
    return list({whole.root: whole for whole in found.values()}.values())


def _make_anew(whole: Sequence[Family]) -> int:
    """Bring the stays of these families to what the crossings say; rows that were not so."""
    changed = 0
    for start in range(0, len(whole), AT_ONCE):
        changed += _write(*_compared(whole[start : start + AT_ONCE]))
    return changed


def _compared(whole: Sequence[Family]) -> tuple[dict[UUID, Values], dict[UUID, Values]]:
    """The rows of these families as they are, and as they should be."""
    members = [one for family in whole for one in family.members]
    kept: dict[UUID, Values] = {}
    events: dict[UUID, list[Passage]] = {}
    for start in range(0, len(members), _AT_ONCE_ROWS):
        some = members[start : start + _AT_ONCE_ROWS]
        rows = db.session.execute(select(_STAYS).where(Stay.person_id.in_(some)))
        kept |= {row.id: dict(row._mapping) for row in rows}
        for one in passages.of_people(some):
            events.setdefault(one.person_id, []).append(one)
    entries = [one.id for known in events.values() for one in known if one.is_entry]
    presumed: dict[UUID, PresumedDeparture] = {}
    for start in range(0, len(entries), _AT_ONCE_ROWS):
        presumed |= passages.presumed(entries[start : start + _AT_ONCE_ROWS])
    right: dict[UUID, Values] = {}
    for family in whole:
        own = [one for member in family.members for one in events.get(member, ())]
        right |= _rows(family, own, presumed)
    return kept, right


def _rows(whole: Family, events: Iterable[Passage], presumed: Presumed) -> dict[UUID, Values]:
    return {pair.first.id: _values(whole, pair, presumed) for pair in pairs(events)}


def _values(whole: Family, pair: Pairing, presumed: Presumed) -> Values:
    entry, leaving = pair.entry, pair.exit
    how = how_matched(pair, whole.joined)
    believed = presumed.get(entry.id) if entry and not leaving else None
    rule, on = (believed.rule, believed.left_on) if believed else ("", None)
    if pair.again_on and not believed:
        rule, on = ENTERED_AGAIN, pair.again_on
    return {
        "id": pair.first.id,
        "person_id": whole.root,
        "entry_id": entry and entry.id,
        "entry_on": entry and entry.occurred_on,
        "entry_post_id": entry and entry.post_id,
        "exit_id": leaving and leaving.id,
        "exit_on": leaving and leaving.occurred_on,
        "exit_post_id": leaving and leaving.post_id,
        "country": pair.first.country,
        "last_at": pair.last.occurred_at,
        "authorised_until": entry and entry.authorised_until,
        "state": str(state_of(pair, how, presumed=believed is not None)),
        "matched_by": str(how),
        "presumed_rule": rule,
        "presumed_on": on,
        "under_permit": bool(entry and entry.under_permit),
    }


def _write(
    kept: Mapping[UUID, Values], right: Mapping[UUID, Values], never_kept: Collection[UUID] = ()
) -> int:
    """Change the rows that are not as they should be; how many. What is new here may stand under
    a family of before, but for what was ``never_kept``."""
    new = [row for key, row in right.items() if key not in kept]
    other = [row for key, row in right.items() if key in kept and kept[key] != row]
    moved = [row["id"] for row in new if row["id"] not in never_kept]
    gone = [*(key for key in kept if key not in right), *moved]
    db.session.flush()
    for row in [one for one in db.session if isinstance(one, Stay)]:
        db.session.expunge(row)  # written past it
    for start in range(0, len(gone), _AT_ONCE_ROWS):
        db.session.execute(delete(Stay).where(Stay.id.in_(gone[start : start + _AT_ONCE_ROWS])))
    if new:
        db.session.execute(insert(_STAYS), new)
    if other:
        db.session.execute(update(Stay), other)
    return len({*gone, *(row["id"] for row in new)}) + len(other)


def _plain(row: Stay) -> Values:
    return {name: getattr(row, name) for name in _COLUMNS}


def _carry_presumption(crossing: Crossing) -> None:
    """What was presumed of the corrected entry is presumed of its correction."""
    db.session.execute(
        update(PresumedDeparture)
        .where(PresumedDeparture.entry_id == crossing.supersedes_id)
        .values(entry_id=crossing.id, entry_on=crossing.occurred_on)
    )
