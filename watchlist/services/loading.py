"""Taking a file in as a new version of a list, step by step, so that the desk saves in between.

The rows of a version that is being loaded are invisible: entries are in force by their version
numbers, and the list's own number moves once, in ``forcing``. What was no good leaves nothing but a
refused version that says why; what stopped half way is cleared away by the next load.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import insert, select, update

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from watchlist import Act, files, marks, packages, shelf
from watchlist.formats import BadFile
from watchlist.listed import BY_HAND, Listed, Paper, Reject, Tally, fault, tidied
from watchlist.models import Entry, EntryPaper, Holds, ListVersion, VersionState, WatchList
from watchlist.queries import entries, lists
from watchlist.services.discarding import discard
from watchlist.services.receiving import Received, Source, received
from watchlist.services.rows import PAUSE, STEP, new_row, paper_rows

MOST_REJECTS = 0.1  # of the rows; a file with more is another file than was meant
KEPT_REJECTS = 500  # that the version shows
Say = Callable[[int], object]


@dataclass
class _Load:
    """One load under way."""

    found: WatchList
    version: ListVersion
    by: Actor | None
    say: Say
    tally: Tally = field(default_factory=Tally)
    rejects: list[Reject] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)  # keys of the file, as 64 bits
    counts: dict[str, int] = field(
        default_factory=lambda: {"entries": 0, "added": 0, "changed": 0, "removed": 0}
    )

    def reject(self, row: Reject) -> None:
        """One row more that cannot be taken."""
        self.tally.rejected += 1
        if len(self.rejects) < KEPT_REJECTS:
            self.rejects.append(row)


def load(
    list_id: UUID, source: Source, *, by: Actor | None, say: Say = lambda rows: None
) -> ListVersion:
    """Read a file into a version that waits to be put in force, or is refused; never raises for a
    bad file. ``say`` is told the rows read so far."""
    _clear_away(list_id)
    version = _begun(list_id, source, by)
    work = _Load(version.list, version, by, say)
    payload: Received | None = None
    try:
        payload = received(work.found, source)
        _read(work, payload, source)
        _check(work, source)
        _build(work)
        return _finish(work, payload)
    except BadFile as bad:
        return _refuse(work, bad)
    finally:
        if payload and payload.path != source.path:
            payload.path.unlink(missing_ok=True)


def _read(work: _Load, payload: Received, source: Source) -> None:
    if work.found.holds == Holds.DOCUMENTS:
        found = files.papers(payload.path, payload.format, source.columns)
        shelf.build_documents(work.found.id, work.version.id, _counted(work, found))
        return
    batch: list[Listed] = []
    for one in files.people(payload.path, payload.format, source.columns):
        if taken := _taken(work, one):
            batch.append(taken)
        if len(batch) >= STEP:
            _step(work, batch)
            batch = []
    _step(work, batch)
    _close_missing(work)


def _taken(work: _Load, one: Listed | Reject) -> Listed | None:
    """An entry that is good and was not in the file before."""
    work.tally.rows += 1
    if isinstance(one, Reject):
        work.reject(one)
        return None
    one = tidied(one)
    mark = _bits(one.key)
    wrong = "no_key" if one.key.startswith(BY_HAND) else fault(one)
    wrong = wrong or ("double" if mark in work.seen else "")
    if wrong:
        work.reject(Reject(one.row or work.tally.rows, wrong, one.key[:40]))
        return None
    work.seen.add(mark)
    work.tally.count(one)
    return one


def _counted(work: _Load, found: Iterator[Paper | Reject]) -> Iterator[tuple[str, str, str]]:
    for one in found:
        work.tally.rows += 1
        if work.tally.rows % STEP == 0:
            work.say(work.tally.rows)
        if isinstance(one, Reject):
            work.reject(one)
        else:
            work.counts["entries"] += 1
            yield one.issuer, one.kind, one.number


def _step(work: _Load, batch: Sequence[Listed]) -> None:
    number = work.version.number
    rows = [(one, marks.of_entry(one)) for one in batch]
    with transaction() as session:
        now = _in_force(work, [one.key for one in batch])
        changed = [now[one.key][0] for one, mark in rows if one.key in now
                   and now[one.key][1] != mark]  # fmt: skip
        fresh = [(one, mark) for one, mark in rows if now.get(one.key, ("", ""))[1] != mark]
        _close(changed, number)
        _insert(work, fresh)
        session.execute(
            update(ListVersion)
            .where(ListVersion.id == work.version.id)
            .values(rows=work.tally.rows)
        )
    work.counts["entries"] += len(batch)
    work.counts["changed"] += len(changed)
    work.counts["added"] += len(fresh) - len(changed)
    work.say(work.tally.rows)
    time.sleep(PAUSE if batch else 0)


def _in_force(work: _Load, keys: Sequence[str]) -> dict[str, tuple[UUID, str]]:
    wanted = select(Entry.key, Entry.id, Entry.digest).where(
        Entry.list_id == work.found.id,
        Entry.key.in_(keys),
        entries.standing(work.version.number - 1),
    )
    return {key: (entry_id, mark) for key, entry_id, mark in db.session.execute(wanted)}


def _insert(work: _Load, fresh: Sequence[tuple[Listed, str]]) -> None:
    made = [(new_id(), one, mark) for one, mark in fresh]
    if made:
        columns = [new_row(key, one, mark, work.found, work.version) for key, one, mark in made]
        db.session.execute(insert(Entry), columns)
    papers = [row for key, one, _mark in made for row in paper_rows(key, one)]
    if papers:
        db.session.execute(insert(EntryPaper), papers)


def _close_missing(work: _Load) -> None:
    """Entries of the version before that the file does not name any more; what two people wrote
    by hand is theirs to remove."""
    number = work.version.number
    wanted = select(Entry.id, Entry.key).where(
        Entry.list_id == work.found.id,
        Entry.since < number,
        Entry.until.is_(None),
        ~Entry.key.startswith(BY_HAND),
    )
    gone = [entry_id for entry_id, key in db.session.execute(wanted)
            if _bits(key) not in work.seen]  # fmt: skip
    for start in range(0, len(gone), STEP):
        with transaction():
            _close(gone[start : start + STEP], number)
        time.sleep(PAUSE)
    work.counts["removed"] = len(gone)


def _check(work: _Load, source: Source) -> None:
    """Refuse what cannot be the list that was meant."""
    counts, tally = work.counts, work.tally
    if not counts["entries"]:
        first = work.rejects[0] if work.rejects else Reject(0, "")
        raise BadFile("no_entries", first.row, first.reason)
    if tally.rejected > max(5, tally.rows * MOST_REJECTS):
        first = work.rejects[0]
        raise BadFile("too_many_rejects", first.row, f"{first.reason}: {tally.rejected}")
    before = lists.numbered(work.found.id, work.found.version)
    had = before.entries if before else 0
    if had >= 10 and counts["entries"] < had / 2 and not source.may_shrink:
        raise BadFile("shrunk", tally.rows, f"{had} > {counts['entries']}")


def _build(work: _Load) -> None:
    if work.found.holds == Holds.PEOPLE:
        found = entries.identities(work.found.id, work.version.number)
        shelf.build_people(work.found.id, work.version.id, found)


def _finish(work: _Load, payload: Received) -> ListVersion:
    header = payload.header
    with transaction() as session:
        row = session.get_one(ListVersion, work.version.id)
        row.state, row.format, row.issued_at = (
            VersionState.WAITING,
            payload.format,
            payload.issued_at,
        )
        row.package_version = header.version if header else None
        row.signer = header.signer if header else ""
        row.expires_at = header.expires if header else None
        _tell(row, work)
        audit.record(
            Act.LOADED, row, by=work.by, list=work.found.name, number=row.number, **work.counts
        )
    return row


def _refuse(work: _Load, bad: BadFile) -> ListVersion:
    db.session.rollback()
    discard(db.session.get_one(ListVersion, work.version.id), VersionState.REFUSED)
    with transaction() as session:
        row = session.get_one(ListVersion, work.version.id)
        row.refusal, row.refusal_row = bad.fault, bad.row or None
        _tell(row, work)
        if bad.detail:
            row.rejects = [[bad.row, bad.fault, bad.detail[:80]], *row.rejects]
        audit.record(
            Act.LOAD_REFUSED, row, by=work.by, list=work.found.name, fault=bad.fault, row=bad.row
        )
    return row


def _tell(row: ListVersion, work: _Load) -> None:
    for name, number in work.counts.items():
        setattr(row, name, number)
    row.rows, row.rejected = work.tally.rows, work.tally.rejected
    row.rejects = [[one.row, one.reason, one.detail] for one in work.rejects]
    row.quality = {str(name): number for name, number in work.tally.quality.items()}


def _begun(list_id: UUID, source: Source, by: Actor | None) -> ListVersion:
    with transaction() as session:
        row = ListVersion(
            list_id=list_id,
            number=lists.last_number(list_id) + 1,
            format=source.format,
            file_name=source.file_name[:120] or source.path.name[:120],
            sha256=packages.digest(source.path),
            issued_at=source.issued_at or clock.now(),
            created_by=by.officer_id if by else None,
        )
        session.add(row)
    return row


def _clear_away(list_id: UUID) -> None:
    """One version at a time: what stopped half way or waits gives place."""
    for row in lists.unfinished(list_id):
        discard(row, VersionState.DROPPED)


def _close(ids: Sequence[UUID], number: int) -> None:
    if ids:
        db.session.execute(update(Entry).where(Entry.id.in_(ids)).values(until=number))


def _bits(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
