"""The hand-over of people of a convoy: a numbered sheet that both sides sign.

Nobody is put on one before the desk has decided and the protection questions and needs were asked;
while an answer waits for the focal point, assistance alone receives. Trying leaves a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from borderpost import audit, clock, counters, gates
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from borderpost.signatures import drawing, paper_kind
from lanes.convoy_acts import Act
from lanes.convoy_reckoning import BEFORE_DECISION, ConvoyStanding, Member
from lanes.convoy_words import ASSISTANCE, RECEIVERS
from lanes.models import Convoy, ConvoyCounter, ConvoyHandOver, ConvoyHandOverLine, ConvoyMember
from lanes.queries import convoy_people
from lanes.services import convoys

_LETTER = "V"  # of convoys, in the numbers of papers
_TO_NOBODY = "nobody"
_TO_OTHERS = "hand_over"  # the decision that protection's gate is asked about


@dataclass(frozen=True)
class HandingOver:
    """Who is handed over to whom. ``with_them`` names papers and belongings by person."""

    member_ids: Sequence[UUID]
    receiver_kind: str
    receiver: str = ""
    received_by: str = ""
    happened_at: datetime | None = None
    with_them: Mapping[UUID, str] = field(default_factory=dict)
    apart_why: str = ""


def hand_over(convoy_id: UUID, order: HandingOver, *, by: Actor) -> ConvoyHandOver:
    """A new sheet. Raises ``Refused`` for somebody who may not be handed over to this receiver
    now, who is on a sheet already, or whose family would be parted without a reason."""
    watched = audit.attempts_watched(Act.ATTEMPTED, Convoy, convoy_id, by=by)
    with watched, transaction() as session:
        row = convoys.here(session.get_one(Convoy, convoy_id))
        everybody = convoy_people.people(row)
        chosen = _chosen(everybody, order)
        _check_receiver(order)
        for one in chosen:
            _check_member(one, session.get_one(ConvoyMember, one.id), order.receiver_kind)
        _check_families(everybody, chosen, order)
        over = _written(row, order, by)
        session.add(over)
        session.flush()
        session.add_all(_lines(over, chosen, order, by))
        session.flush()
        audit.record(
            Act.HAND_OVER, over, by=by, receiver=over.receiver_kind,
            members=[str(one.id) for one in chosen],
        )  # fmt: skip
    return over


def sign(hand_over_id: UUID, giver: str, receiver: str, *, by: Actor) -> None:
    """Keep both drawn signatures, sealed. ``giver`` and ``receiver`` are data addresses of PNG."""
    drawn = drawing(giver, "giver"), drawing(receiver, "receiver")
    with transaction() as session:
        over = _unsigned(session.get_one(ConvoyHandOver, hand_over_id))
        over.giver_signature, over.receiver_signature = drawn
        _signed(over, "drawn", by)


def attach(hand_over_id: UUID, content: bytes, *, by: Actor) -> None:
    """Keep the scan of the signed paper, sealed; it is never decoded here."""
    kind = paper_kind(content)
    with transaction() as session:
        over = _unsigned(session.get_one(ConvoyHandOver, hand_over_id))
        over.paper, over.paper_kind = content, kind
        _signed(over, "paper", by)


def make_void(hand_over_id: UUID, why: str, *, by: Actor) -> None:
    """Say that an unsigned sheet does not count; its people may go on another one, its number is
    kept. Raises ``Refused`` without a reason, and once it is signed."""
    reason = " ".join(why.split())[:200]
    if not reason:
        raise Refused(_l("Write why this sheet does not count."), field="why")
    with transaction() as session:
        over = _unsigned(session.get_one(ConvoyHandOver, hand_over_id))
        gone = delete(ConvoyHandOverLine).where(ConvoyHandOverLine.hand_over_id == over.id)
        session.execute(gone)
        over.void_at, over.void_why = clock.now(), reason
        audit.record(Act.VOID, over, by=by)


def _chosen(everybody: Sequence[Member], order: HandingOver) -> list[Member]:
    wanted = set(order.member_ids)
    chosen = [one for one in everybody if one.id in wanted]
    if not chosen or len(chosen) != len(wanted):
        raise Refused(_l("Choose who is handed over."), field="members")
    return chosen


def _check_receiver(order: HandingOver) -> None:
    if order.receiver_kind not in RECEIVERS:
        raise Refused(_l("Choose to whom they are handed over."), field="receiver_kind")
    if order.receiver_kind == _TO_NOBODY:
        return
    if not order.receiver.strip():
        raise Refused(_l("Name the authority, organisation or family."), field="receiver")
    if not order.received_by.strip():
        raise Refused(_l("Write who receives them: the name that signs."), field="received_by")
    if order.happened_at and order.happened_at > clock.now():
        raise Refused(_l("This time is not yet. Write when they were handed over."), field="at")


def _check_member(one: Member, row: ConvoyMember, receiver_kind: str) -> None:
    name = one.person.name
    if one.standing in (ConvoyStanding.ON_SHEET, ConvoyStanding.HANDED):
        raise Refused(
            _l("%(name)s is on %(number)s already. Nobody is handed over twice.",
               name=name, number=one.hand_over),
            field="members", attempt="hand_over_twice",
        )  # fmt: skip
    if not one.is_here:
        raise Refused(_l("%(name)s is not here. Tick who came first.", name=name), field="members")
    sheet = convoy_people.gated_sheet(row)
    gate = gates.blocking(sheet, gates.NEEDS) if sheet else None
    if gate or sheet is None:
        raise Refused(
            _l("%(name)s: ask the protection questions and the needs first, in private.",
               name=name),
            field="members", attempt="not_asked",
        )  # fmt: skip
    if one.standing in BEFORE_DECISION:
        raise Refused(
            _l("%(name)s is not decided yet. Decide at the desk first.", name=name),
            field="members", attempt="not_decided",
        )  # fmt: skip
    if receiver_kind not in ASSISTANCE and gates.blocking(sheet, _TO_OTHERS):
        raise Refused(
            _l("%(name)s is handed over to assistance alone until the protection focal point has "
               "answered. Call the focal point, or choose assistance.", name=name),
            field="members", attempt="gate_open",
        )  # fmt: skip


def _check_families(
    everybody: Sequence[Member], chosen: Sequence[Member], order: HandingOver
) -> None:
    """A family that came together goes together, unless somebody writes why not."""
    if order.apart_why.strip():
        return
    here = {one.id for one in chosen}
    left = (ConvoyStanding.HANDED, ConvoyStanding.ON_SHEET)
    for one in chosen:
        kin = [
            other for other in everybody
            if one.person.family and other.person.family == one.person.family
            and other.id not in here and other.is_here and other.standing not in left
        ]  # fmt: skip
        if kin:
            raise Refused(
                _l("%(name)s came with %(kin)s. Choose the whole family, or write why they part.",
                   name=one.person.name, kin=", ".join(other.person.name for other in kin)),
                field="apart_why", attempt="family_parted",
            )  # fmt: skip


def _written(row: Convoy, order: HandingOver, by: Actor) -> ConvoyHandOver:
    number, year, serial = _number(row.post_id)
    return ConvoyHandOver(
        convoy_id=row.id,
        post_id=row.post_id,
        number=number,
        year=year,
        serial=serial,
        receiver_kind=order.receiver_kind,
        receiver=" ".join(order.receiver.split())[:120],
        received_by=" ".join(order.received_by.split())[:120],
        happened_at=order.happened_at or clock.now(),
        apart_why=" ".join(order.apart_why.split())[:200],
        created_by=by.officer_id,
    )


def _number(post_id: UUID) -> tuple[str, int, int]:
    post = db.session.get_one(Post, post_id)
    year = clock.today(post.zone).year
    serial = counters.take(ConvoyCounter, post_id=post_id, year=year)
    return f"{post.code}-{_LETTER}{year}-{serial:05d}", year, serial


def _lines(
    over: ConvoyHandOver, chosen: Sequence[Member], order: HandingOver, by: Actor
) -> list[ConvoyHandOverLine]:
    return [
        ConvoyHandOverLine(
            hand_over_id=over.id,
            member_id=one.id,
            with_them=" ".join(order.with_them.get(one.id, "").split())[:200],
            created_by=by.officer_id,
        )
        for one in chosen
    ]


def _unsigned(over: ConvoyHandOver) -> ConvoyHandOver:
    if over.signed_at is not None:
        raise Refused(_l("%(number)s is signed already.", number=over.number))
    if over.void_at is not None:
        raise Refused(_l("%(number)s does not count. Write a new sheet.", number=over.number))
    return over


def _signed(over: ConvoyHandOver, how: str, by: Actor) -> None:
    over.signed_how, over.signed_at = how, clock.now()
    audit.record(Act.SIGNED, over, by=by, how=how)
