"""A shift: opened by a signature over what is there, handed over by two, each with an own count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, counters
from borderpost.db import db, transaction
from borderpost.officers.proving import Signature
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings.queries.shifts import colleagues
from lanes import Permission, shift_digest, shift_lines
from lanes.models import KeyMove, Shift, ShiftCounter, ShiftState
from lanes.queries import shift_log
from lanes.queries import shifts as queries
from lanes.services.shift_counting import Signer, Told, counted
from lanes.shift_acts import Act

_LONGEST = 300


@dataclass(frozen=True)
class Taking:
    """How the second signs: with the next shift or as a witness, and, where the giver did not sign,
    why not."""

    goes_on: bool = True
    absent_why: str = ""


def open_shift(told: Mapping[str, Told], signature: Signature, *, by: Signer) -> Shift:
    """Have the shift of the post from now on, over a count that follows the last hand-over.

    Raises ``Refused`` while somebody has it, and for a count that differs without a reason.
    """
    with transaction() as session:
        _own(signature, by)
        post = session.get(Post, by.post_id) if by.post_id else None
        if post is None:
            raise Refused(_l("You are posted nowhere. Ask the administrator for your posting."))
        running = queries.running(post.id)
        if running:
            raise Refused(
                _l("%(officer)s has the shift (%(number)s). Take it over from there.",
                   officer=running.officer.name, number=running.number)
            )  # fmt: skip
        last = queries.latest(post.id)
        lines = counted(queries.books(post.id, None), told)
        return _begun(post, lines, last, by)


def offer(
    shift_id: UUID, told: Mapping[str, Told], taker_id: UUID | None, note: str,
    signature: Signature, *, by: Signer,
) -> Shift:  # fmt: skip
    """The giver's count and signature; the shift stays theirs until the colleague has signed.

    Raises ``Refused`` for whoever does not have it, for oneself or a stranger as second, and while
    a till or a referral stands against it.
    """
    with _watched(shift_id, by), transaction() as session:
        _own(signature, by)
        row = _standing(session.get_one(Shift, shift_id), by)
        if row.officer_id != by.officer_id:
            raise Refused(
                _l("%(officer)s has this shift and counts it.", officer=row.officer.name),
                attempt="shift_not_own",
            )
        if row.state == ShiftState.OFFERED:
            raise Refused(_l("You signed already. Withdraw it first, to count anew."))
        taker = _taker(taker_id, by)
        _refuse_barred(queries.bars(row, taker, is_last=False))
        lines = counted(queries.books(row.post_id, row), told)
        row.given, row.given_at = [one.plain for one in lines], signature.at
        row.taker_id, row.state = taker, ShiftState.OFFERED
        row.note = " ".join(note.split())[:_LONGEST]
        audit.record(Act.OFFERED, row, by=by, taker=str(taker), differ=_differ(lines))
        return row


def withdraw(shift_id: UUID, *, by: Signer) -> Shift:
    """Take the giver's signature back while nobody signed second."""
    with _watched(shift_id, by), transaction() as session:
        row = _standing(session.get_one(Shift, shift_id), by)
        if row.officer_id != by.officer_id:
            raise Refused(_l("Only who signed takes the signature back."), attempt="shift_not_own")
        row.state, row.taker_id, row.given, row.given_at = ShiftState.OPEN, None, [], None
        audit.record(Act.WITHDRAWN, row, by=by)
        return row


def take(
    shift_id: UUID, told: Mapping[str, Told], taking: Taking, signature: Signature, *, by: Signer
) -> Shift:
    """The second signature, over an own count: the shift is closed, and the next one open unless
    the post closes. The shift that is closed.

    Raises ``Refused`` for who has the shift, for whom it was not offered to (who leads the post
    may, with a reason where the giver did not sign), and while something stands against it.
    """
    with _watched(shift_id, by), transaction() as session:
        _own(signature, by)
        row = _standing(session.get_one(Shift, shift_id), by)
        absent_why = _check_second(row, taking, by)
        _refuse_barred(queries.bars(row, by.officer_id, is_last=True, goes_on=taking.goes_on))
        lines = counted(queries.books(row.post_id, row), told)
        row.taken, row.taker_id, row.goes_on = (
            [x.plain for x in lines],
            by.officer_id,
            taking.goes_on,
        )
        row.absent_why, row.state, row.closed_at = absent_why, ShiftState.CLOSED, clock.now()
        row.incidents = shift_log.as_kept(row.post_id, row.created_at)
        session.flush()
        row.digest = shift_digest.digest(row)
        _hand_keys(row, lines, by)
        audit.record(Act.CLOSED, row, by=by, digest=row.digest, differ=_differ(lines))
        if taking.goes_on:
            _begun(session.get_one(Post, row.post_id), lines, row, by)
        return row


def _begun(post: Post, lines: Sequence[shift_lines.Line], last: Shift | None, by: Signer) -> Shift:
    year = clock.today(post.zone).year
    serial = counters.take(ShiftCounter, post_id=post.id, year=year)
    row = Shift(
        post_id=post.id, year=year, serial=serial, number=f"{post.code}-T{year}-{serial:05d}",
        officer_id=by.officer_id, after_id=last.id if last else None,
        opening=[one.plain for one in lines], created_by=by.officer_id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(Act.OPENED, row, by=by, differ=_differ(lines))
    return row


def _check_second(row: Shift, taking: Taking, by: Signer) -> str:
    """Why the giver did not sign, '' where they did."""
    if row.officer_id == by.officer_id:
        raise Refused(
            _l("You have this shift. Somebody else signs second."), attempt="shift_signed_twice"
        )
    leads = Permission.SHIFT_GOVERN in getattr(by, "permissions", ())
    if row.state == ShiftState.OFFERED:
        if row.taker_id != by.officer_id and not leads:
            raise Refused(
                _l("This shift was offered to somebody else."), attempt="shift_not_offered"
            )
        return ""
    if not leads:
        raise Refused(
            _l("%(officer)s has not signed yet. Ask for it, or call who leads the post.",
               officer=row.officer.name),
            attempt="shift_not_offered",
        )  # fmt: skip
    why = " ".join(taking.absent_why.split())[:_LONGEST]
    if not why:
        raise Refused(_l("Write why the officer does not sign."), field="absent_why")
    return why


def _hand_keys(row: Shift, lines: Sequence[shift_lines.Line], by: Signer) -> None:
    """Keys that the giver held and the second found go to the second."""
    here = {one.name for one in lines if one.kind == shift_lines.KEY and one.stated == "1"}
    for one in shift_log.keys(row.post_id):
        if one.name in here and one.holder and one.holder.id == row.officer_id:
            move = KeyMove(
                key_id=one.id, holder_id=by.officer_id, shift_id=row.id, created_by=by.officer_id
            )
            db.session.add(move)
            db.session.flush()
            audit.record(Act.KEY_MOVED, one, by=by, holder=str(by.officer_id))


def _taker(taker_id: UUID | None, by: Signer) -> UUID:
    if taker_id == by.officer_id:
        raise Refused(
            _l("You cannot hand over to yourself. Choose a colleague."),
            field="taker", attempt="shift_to_self",
        )  # fmt: skip
    if taker_id is None or taker_id not in {
        one.officer_id for one in colleagues(by.post_id, by.officer_id)
    }:
        raise Refused(
            _l("Choose a colleague of this post who works at the desk."),
            field="taker", attempt="shift_to_stranger" if taker_id else "",
        )  # fmt: skip
    return taker_id


def _standing(row: Shift, by: Signer) -> Shift:
    if row.post_id != by.post_id:
        raise Refused(_l("This is another post’s."), attempt="shift_other_post")
    if row.state == ShiftState.CLOSED:
        raise Refused(_l("Both signed already: this shift is handed over."))
    return row


def _own(signature: Signature, by: Signer) -> None:
    if signature.officer_id != by.officer_id:
        raise Refused(
            _l("This is not your password. Type it again to sign."),
            field="password", attempt="shift_signed_for_another",
        )  # fmt: skip


def _refuse_barred(sentences: Sequence[str]) -> None:
    if sentences:
        raise Refused(" ".join(sentences), attempt="shift_barred")


def _differ(lines: Sequence[shift_lines.Line]) -> list[str]:
    """The kinds of lines that differ: no name of anybody or of a key."""
    return sorted({one.kind for one in shift_lines.differing(lines)})


def _watched(shift_id: UUID, by: Signer) -> AbstractContextManager[None]:
    return audit.attempts_watched(Act.ATTEMPTED, Shift, shift_id, by=by)
