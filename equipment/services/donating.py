"""Preparing a donation: the draft with its schedule, its check by a second person, its drop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import Asset, Donation, DonationLine, StockCard
from equipment.models.donation import CHECKED, DRAFT, DROPPED
from equipment.queries import donations as queries
from equipment.services import bulk, fitness, kit_parts
from equipment.services.paper_numbers import Paper, next_number
from equipment.services.stock_writing import check_quantity

MOST = 1000  # lines of one certificate


@dataclass(frozen=True)
class Deed:
    """What a form says of a certificate: who gives, who receives, whether the things leave."""

    giver: str
    receiver: str
    giver_name: str = ""
    receiver_name: str = ""
    leaves: bool = False
    reference: str = ""
    note: str = ""


@dataclass(frozen=True)
class Supply:
    """So many of a lot at a place, with what they cost together; None: not known."""

    card_id: UUID
    quantity: int
    budget_line_id: UUID | None = None
    cost: Decimal | None = None
    currency: str = ""


def prepare(post_id: UUID, deed: Deed, codes: str = "", *, by: Actor) -> Donation:
    """A new draft with its number, and the things that scanned or typed codes name.

    Raises ``Refused``, naming the thing, and then there is no draft.
    """
    with transaction() as session:
        _check(deed)
        year, serial, number = next_number(post_id, Paper.DONATION)
        donation = Donation(
            id=new_id(), post_id=post_id, number=number, year=year, serial=serial,
            created_by=by.officer_id, changed_by=by.officer_id, **vars(deed),
        )  # fmt: skip
        session.add(donation)
        session.flush()
        audit.record(Act.DONATION_PREPARED, donation, by=by, number=number)
        if codes.strip():
            _add(session, donation, bulk.named(codes, post_id), by)
    return donation


def change(donation_id: UUID, deed: Deed, version: int | None, *, by: Actor) -> None:
    """Change the head of a draft; what was checked is to be checked again."""
    with transaction() as session:
        donation = _draft(session, donation_id, version)
        _check(deed)
        for name, value in vars(deed).items():
            setattr(donation, name, value)
        for line in donation.lines:
            fitness.check(donation, line)
        _changed(donation, by)


def add(donation_id: UUID, codes: str, *, by: Actor) -> None:
    """Put things on the schedule by their codes: all of them, or none and the reason."""
    with transaction() as session:
        donation = _draft(session, donation_id)
        _add(session, donation, bulk.named(codes, donation.post_id), by)
        _changed(donation, by)


def add_all(donation_id: UUID, project_id: UUID | None, donor_id: UUID | None, *, by: Actor) -> int:
    """Put everything of a project or a donor on it that the giver owns, that is here, and that
    is on no other draft; how many things. Raises ``Refused`` when there is nothing."""
    with transaction() as session:
        donation = _draft(session, donation_id)
        if project_id is None and donor_id is None:
            raise Refused(_l("Choose a project or a donor."), field="project_id")
        present = {line.asset_id for line in donation.lines}
        owned = queries.owned(donation, project_id, donor_id)
        fit = [one for one in owned if one.id not in present and fitness.allows(donation, one)]
        if not fit:
            raise Refused(
                _l("%(giver)s has nothing of it here that could be added.", giver=donation.giver),
                field="project_id",
            )
        _add(session, donation, fit, by)
        _changed(donation, by)
    return len(fit)


def add_stock(donation_id: UUID, supply: Supply, *, by: Actor) -> None:
    """Put so many of a lot on the schedule. They leave the shelf when it is signed."""
    with transaction() as session:
        donation = _draft(session, donation_id)
        check_quantity(supply.quantity)
        card = session.get(StockCard, supply.card_id)
        if card is None or card.item.post_id != donation.post_id:
            raise Refused(_l("Choose a lot and its place from the list."), field="card_id")
        if any(line.card_id == card.id for line in donation.lines):
            raise Refused(_l("This lot is on it already. Take it off first."), field="card_id")
        if (supply.cost is None) != (not supply.currency):
            raise Refused(_l("A cost needs its currency, and a currency its cost."), field="cost")
        line = DonationLine(donation=donation, created_by=by.officer_id, **vars(supply))
        session.add(line)
        session.flush()
        fitness.check(donation, line)
        _changed(donation, by)


def strike(donation_id: UUID, line_id: UUID, *, by: Actor) -> None:
    """Take a line off the schedule of a draft."""
    with transaction() as session:
        donation = _draft(session, donation_id)
        line = session.get(DonationLine, line_id)
        if line is None or line.donation_id != donation.id:
            raise Refused(_l("This line is not on it any more."))
        session.delete(line)
        _changed(donation, by)


def check(donation_id: UUID, version: int | None, *, by: Actor) -> None:
    """Say that the schedule is right. Somebody else checks than who changed it last."""
    with transaction() as session:
        donation = _draft(session, donation_id, version)
        if not donation.lines:
            raise Refused(_l("Nothing is on the schedule yet. Add the things first."))
        if by.officer_id is None or by.officer_id == donation.changed_by:
            raise Refused(_l("You prepared it or changed it last. Ask a colleague to check it."))
        for line in donation.lines:
            fitness.check(donation, line)
        donation.state, donation.checked_at = CHECKED, clock.now()
        donation.checked_by = by.officer_id
        audit.record(Act.DONATION_CHECKED, donation, by=by, lines=len(donation.lines))


def drop(donation_id: UUID, why: str, *, by: Actor) -> None:
    """Give a draft up: its number stays spent, its things are free again."""
    with transaction() as session:
        donation = _draft(session, donation_id)
        if not why.strip():
            raise Refused(_l("Say why it is dropped."), field="why")
        for line in donation.lines:
            line.claimed_id = None
        donation.state, donation.ended_why = DROPPED, why.strip()[:300]
        donation.ended_at, donation.ended_by = clock.now(), by.officer_id
        audit.record(Act.DONATION_DROPPED, donation, by=by)


def _draft(session: Session, donation_id: UUID, version: int | None = None) -> Donation:
    donation = session.get_one(Donation, donation_id)
    if not donation.is_open:
        raise Refused(
            _l("%(number)s is signed or ended, and stays as it is. A signed one is reversed.",
               number=donation.number)
        )  # fmt: skip
    if version is not None and version != donation.version:
        raise Refused(
            _l("%(number)s was changed meanwhile. Look at it again before you go on.",
               number=donation.number)
        )  # fmt: skip
    return donation


def _changed(donation: Donation, by: Actor) -> None:
    """A draft that was changed is to be checked anew."""
    donation.version += 1
    donation.changed_by = by.officer_id
    donation.state, donation.checked_at, donation.checked_by = DRAFT, None, None
    db.session.flush()
    audit.record(Act.DONATION_CHANGED, donation, by=by, version=donation.version)


def _add(session: Session, donation: Donation, things: Iterable[Asset], by: Actor) -> None:
    present = {line.asset.id: line.asset for line in donation.lines if line.asset}
    if donation.leaves:  # a kit leaves with its parts
        things = kit_parts.whole([*present.values(), *things])
    for thing in things:
        if thing.id in present:
            continue
        fitness.check_thing(donation, thing)
        line = DonationLine(asset=thing, claimed_id=thing.id, created_by=by.officer_id)
        donation.lines.append(line)
    if len(donation.lines) > MOST:
        raise Refused(_l("At most %(most)s things at once.", most=MOST), field="codes")
    session.flush()


def _check(deed: Deed) -> None:
    if deed.giver.casefold() == deed.receiver.casefold():
        raise Refused(_l("Giver and receiver are one. Name the new owner."), field="receiver")
