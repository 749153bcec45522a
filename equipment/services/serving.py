"""What households received, one by one or in totals, with people by sex and age and a signature.

Who the household is goes sealed into world C; the record itself holds counts.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from borderpost import audit, clock, signatures
from borderpost.audit import Actor
from borderpost.db import new_id, transaction
from borderpost.officers.models import folded
from borderpost.refusal import Refused
from equipment import Act
from equipment.distribution_words import AGE_BANDS, SEXES, SIGNED
from equipment.models import (
    Distribution,
    DistributionCount,
    DistributionQuantity,
    DistributionRecord,
    HouseholdSheet,
)
from equipment.models.distribution import DRAWN, HOUSEHOLD, TOTAL
from equipment.reconciliation import Cell
from equipment.services import distributing
from equipment.services import stock_writing as writing


@dataclass(frozen=True)
class Household:
    """Who received: name, number of the card, and who came in their place ('' for nobody)."""

    name: str
    card: str = ""
    proxy: str = ""


@dataclass(frozen=True)
class Served:
    """What a form says that was received: so many of each item, people by sex and age band.

    ``signature`` is the data address of a drawn PNG. ``is_another`` says that a household of the
    same name or card is not the same.
    """

    quantities: Mapping[UUID, int] = field(default_factory=dict)
    people: Mapping[Cell, int] = field(default_factory=dict)
    households: int = 1
    no_shows: int = 0
    signed_how: str = "paper"
    signature: str = ""
    is_another: bool = False


def record(
    distribution_id: UUID, said: Served, household: Household | None, *, by: Actor
) -> DistributionRecord:
    """Write down what one household received, or a list of them in totals (``household`` None).
    Raises ``Refused`` for more than was issued, for counts that cannot be, and for a household
    that has received already."""
    with transaction() as session:
        row = distributing.opened(session, distribution_id)
        _check(said)
        drawn = _signature(said)
        for item_id, number in said.quantities.items():
            if number:
                writing.check_quantity(number)
                distributing.check_outstanding(row, item_id, number, f"got_{item_id.hex}")
        mark = _marked(session, row, household, said) if household else ""
        kept = DistributionRecord(
            id=new_id(), distribution_id=row.id, seq=_next(session, row),
            kind=HOUSEHOLD if household else TOTAL, households=said.households,
            no_shows=said.no_shows, people=sum(said.people.values()), signed_how=said.signed_how,
            by_proxy=bool(household and household.proxy.strip()), mark=mark,
            created_by=by.officer_id,
        )  # fmt: skip
        session.add(kept)
        session.flush()
        _counts(session, kept, said)
        if household:
            session.add(_sheet(kept, household, drawn))
        session.flush()
        audit.record(Act.RECEIPT_WRITTEN, kept, by=by, seq=kept.seq, households=said.households)
    return kept


def strike(record_id: UUID, reason: str, *, by: Actor) -> None:
    """Strike a record that was wrong; it stays to be read and counts no more."""
    with transaction() as session:
        kept = session.get_one(DistributionRecord, record_id)
        distributing.opened(session, kept.distribution_id)
        if kept.struck_at is not None:
            raise Refused(_l("This is struck already. Nothing more is to be done."))
        if not reason.strip():
            raise Refused(_l("Say why it is struck."), field="reason")
        kept.struck_at, kept.struck_why = clock.now(), reason.strip()[:300]
        audit.record(Act.RECEIPT_STRUCK, kept, by=by, seq=kept.seq)


def _check(said: Served) -> None:
    people, bands = sum(said.people.values()), AGE_BANDS.known()
    if min((said.households, said.no_shows, *said.people.values())) < 0:
        raise Refused(_l("Enter whole numbers of nothing or more."), field="households")
    if any(sex not in SEXES or band not in bands for sex, band in said.people):
        raise Refused(_l("The age bands were changed. Open the form again."))
    if max(said.households, said.no_shows, people) > writing.MOST:
        raise Refused(_l("Enter a whole number from 1 to %(most)s.", most=writing.MOST))
    if said.households == 0 and said.no_shows == 0:
        raise Refused(
            _l("Say how many households received, or how many did not come."), field="households"
        )
    if said.households and not any(said.quantities.values()):
        raise Refused(_l("Say how many of at least one item they received."))
    if not said.households and (people or any(said.quantities.values())):
        raise Refused(_l("Say how many households received this."), field="households")
    if people < said.households:
        raise Refused(
            _l("Count the people by sex and age: at least one in each household. People: "
               "%(people)s; households: %(households)s.", people=people, households=said.households)
        )  # fmt: skip


def _signature(said: Served) -> bytes | None:
    if said.signed_how not in SIGNED:
        raise Refused(_l("Say how it was signed."), field="signed_how")
    if said.signed_how != DRAWN:
        return None
    if not said.signature:
        raise Refused(
            _l("Have the receiver sign here, or say that the paper list was signed."),
            field="signed_how",
        )
    return signatures.drawing(said.signature, "signed_how")


def _marked(session: Session, row: Distribution, household: Household, said: Served) -> str:
    """The keyed digest by which a household is known again within this distribution."""
    if not household.name.strip():
        raise Refused(_l("Enter the name of the household."), field="name")
    known = household.card.strip().upper() or " ".join(folded(household.name).split())
    mark = hmac.digest(row.salt, known.encode(), "sha256").hex()
    twice = session.scalar(
        select(DistributionRecord).where(
            DistributionRecord.distribution_id == row.id, DistributionRecord.mark == mark,
            DistributionRecord.struck_at.is_(None),
        ).limit(1)
    )  # fmt: skip
    if twice is not None and not said.is_another:
        raise Refused(
            _l("Line %(line)s of this distribution has the same name or card. Look at the card, "
               "and tick below if it is another household.", line=twice.seq),
            field="is_another",
        )  # fmt: skip
    return mark


def _next(session: Session, row: Distribution) -> int:
    wanted = select(func.coalesce(func.max(DistributionRecord.seq), 0))
    wanted = wanted.where(DistributionRecord.distribution_id == row.id)
    return int(session.scalars(wanted).one()) + 1


def _counts(session: Session, kept: DistributionRecord, said: Served) -> None:
    for item_id, number in said.quantities.items():
        if number:
            session.add(DistributionQuantity(
                record_id=kept.id, item_id=item_id, quantity=number, created_by=kept.created_by
            ))  # fmt: skip
    for (sex, band), number in said.people.items():
        if number:
            session.add(DistributionCount(
                record_id=kept.id, sex=sex, band=band, number=number, created_by=kept.created_by
            ))  # fmt: skip


def _sheet(kept: DistributionRecord, household: Household, drawn: bytes | None) -> HouseholdSheet:
    content = {
        "name": household.name.strip()[:120],
        "card": household.card.strip()[:40],
        "proxy": household.proxy.strip()[:120],
    }
    return HouseholdSheet(
        record_id=kept.id, content=content, signature=drawn, created_by=kept.created_by
    )
