"""The title passes: both sides have signed, and in one transaction every thing gets its event.

What stays at the post keeps its state and custodian under its new owner; what leaves it becomes
*transferred*. A reversal is a new event of every thing, with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, signatures
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from equipment import Act, schedule
from equipment.fold import RECLAIM
from equipment.models import Asset, AssetEvent, Donation, DonationLine
from equipment.models.donation import CHECKED, REVERSED, SIGNED
from equipment.queries import donations as queries
from equipment.services import fitness, kit_parts, recording, rules, stock
from equipment.services.recording import Why
from equipment.services.stock_writing import Said as Moved
from equipment.states import Said, Standing, Status


@dataclass(frozen=True)
class Signed:
    """What both sides signed: the version that they saw, and the day on which the title passes,
    None: today."""

    version: int | None = None
    title_on: date | None = None


@dataclass(frozen=True)
class Reversal:
    """Why a donation is reversed, by which paper, and into which store comes what had left."""

    reason: str
    paper: str
    location_id: UUID | None = None


def sign(donation_id: UUID, said: Signed, giver: str, receiver: str, *, by: Actor) -> None:
    """Keep both drawn signatures, sealed, and pass the title. Signatures are data addresses."""
    drawn = signatures.drawing(giver, "giver"), signatures.drawing(receiver, "receiver")

    def keep(donation: Donation) -> None:
        donation.giver_signature, donation.receiver_signature = drawn
        donation.signed_how = "drawn"

    _convey(donation_id, said, keep, by)


def attach(donation_id: UUID, said: Signed, content: bytes, *, by: Actor) -> None:
    """Keep the scan of the paper that both signed, sealed, and pass the title."""
    kind = signatures.paper_kind(content)

    def keep(donation: Donation) -> None:
        donation.paper, donation.paper_kind, donation.signed_how = content, kind, "paper"

    _convey(donation_id, said, keep, by)


def reverse(donation_id: UUID, said: Reversal, *, by: Actor) -> None:
    """Give the title back by a new event of every thing; the certificate stays as it was signed.

    Raises ``Refused``, naming the thing, when its title went on to somebody else since.
    """
    with transaction() as session:
        donation = session.get_one(Donation, donation_id)
        if donation.state != SIGNED:
            raise Refused(
                _l("%(number)s is not in force, so that nothing is to be reversed.",
                   number=donation.number)
            )  # fmt: skip
        if not said.reason.strip():
            raise Refused(_l("Say why it is reversed."), field="reason")
        if not said.paper.strip():
            raise Refused(_l("Name the paper: number, day and who signed it."), field="paper")
        donation.state, donation.ended_why = REVERSED, said.reason.strip()[:300]
        donation.ended_paper = said.paper.strip()[:120]
        donation.ended_at, donation.ended_by = clock.now(), by.officer_id
        session.flush()
        recording.told(
            [_back(line, line.asset, said, by) for line in donation.lines if line.asset], by
        )
        for line in donation.lines:
            if line.act_id is not None:
                stock.reversed_act(line.act_id, Moved(reason=said.reason, document=said.paper), by)
        audit.record(Act.DONATION_REVERSED, donation, by=by, number=donation.number)


def _convey(donation_id: UUID, said: Signed, keep: Callable[[Donation], None], by: Actor) -> None:
    with transaction() as session:
        donation = session.get_one(Donation, donation_id)
        _refuse_unready(donation, said)
        day = _day(donation, said)
        if donation.leaves:
            kit_parts.refuse_apart([line.asset for line in donation.lines if line.asset])
        for line in donation.lines:
            fitness.check(donation, line)
            line.told = schedule.present(line).plain() | _before(line)
            line.claimed_id = None
        events = [_passed(donation, line.asset, day, by) for line in donation.lines if line.asset]
        _issue(donation, day, by)
        session.flush()  # the lines first: a signed certificate takes none
        keep(donation)
        donation.title_on, donation.signed_at, donation.state = day, clock.now(), SIGNED
        recording.told(events, by)
        audit.record(
            Act.DONATION_SIGNED, donation, by=by, number=donation.number,
            lines=len(donation.lines), digest=schedule.digest(donation),
        )  # fmt: skip


def _refuse_unready(donation: Donation, said: Signed) -> None:
    if donation.signed_at is not None:
        raise Refused(_l("%(number)s is signed already.", number=donation.number))
    if donation.state != CHECKED:
        raise Refused(
            _l("%(number)s is to be checked before it is signed.", number=donation.number)
        )
    if said.version is not None and said.version != donation.version:
        raise Refused(
            _l("%(number)s was changed meanwhile. Look at it again before you go on.",
               number=donation.number)
        )  # fmt: skip


def _day(donation: Donation, said: Signed) -> date:
    today = clock.today(db.session.get_one(Post, donation.post_id).zone)
    if said.title_on is not None and said.title_on > today:
        raise Refused(_l("This day is still to come. Enter what has happened."), field="title_on")
    return said.title_on or today


def _before(line: DonationLine) -> dict[str, str]:
    """Whose it was and since when, for a reversal."""
    thing = line.asset
    if thing is None:
        return {}
    since = thing.title_transfer_on
    return {"owner": thing.owner, "title_transfer_on": str(since) if since else ""}


def _passed(donation: Donation, thing: Asset, day: date, by: Actor) -> AssetEvent:
    facts = replace(recording.facts_of(thing), owner=donation.receiver, title_transfer_on=day)
    why = Why(donation.reference, donation.number, source_id=donation.id)
    after, kind = thing.standing, "title"
    if donation.leaves:
        kind = "transfer"
        after = rules.stepped(thing, kind, Said(document=donation.number))
    return recording.changed(thing, kind, after, facts, why, by)


def _issue(donation: Donation, day: date, by: Actor) -> None:
    for line in donation.lines:
        if line.card is None:
            continue
        paid = line.budget_line
        moved = Moved(day, donation.receiver, donation.number, paid.project_id if paid else None)
        line.act_id = new_id()
        stock.issued_of(line.card, line.quantity, moved, line.act_id, by)


def _back(line: DonationLine, thing: Asset, said: Reversal, by: Actor) -> AssetEvent:
    donation = line.donation
    last = queries.last_title(thing.id)
    if last is None or last.source_id != donation.id:
        raise Refused(
            _l("The title of %(tag)s passed on since: %(paper)s. Reverse that first.",
               tag=thing.tag, paper=last.document if last else "?")
        )  # fmt: skip
    since = line.told["title_transfer_on"]
    facts = replace(
        recording.facts_of(thing),
        owner=line.told["owner"],
        title_transfer_on=date.fromisoformat(since) if since else None,
    )
    why = Why(said.reason, said.paper, source_id=donation.id)
    if not donation.leaves:
        return recording.changed(thing, "title", thing.standing, facts, why, by)
    return recording.changed(thing, RECLAIM, _in_store(thing, said), facts, why, by)


def _in_store(thing: Asset, said: Reversal) -> Standing:
    location = rules.check_location(thing.post_id, said.location_id) if said.location_id else None
    if location is None or not location.is_store:
        raise Refused(_l("Choose the store or workshop where it lies."), field="location_id")
    return Standing(Status.IN_STORE, location_id=location.id, condition=thing.condition)
