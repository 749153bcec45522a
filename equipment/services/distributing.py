"""The life of a distribution: planned, cancelled, reconciled and closed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import new_id, transaction
from borderpost.officers.models import folded
from borderpost.places import queries as places
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import Distribution, DistributionItem, StockItem
from equipment.queries import distributed
from equipment.queries import distributions as queries
from equipment.reconciliation import Account
from equipment.services import stock_writing as writing
from equipment.services.paper_numbers import Paper, next_number


@dataclass(frozen=True)
class Plan:
    """What a form says of a distribution; ``items`` is so many for each household. The position
    is in degrees, WGS 84."""

    site: str
    planned_on: date
    households: int
    items: Mapping[UUID, int]
    area: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    project_id: UUID | None = None


def plan(post_id: UUID, said: Plan, *, by: Actor | None) -> Distribution:
    """Plan a distribution. It takes nothing from the stock and speaks for none of it."""
    with transaction() as session:
        _check(session, post_id, said)
        year, serial, number = next_number(post_id, Paper.DISTRIBUTION)
        row = Distribution(
            id=new_id(), post_id=post_id, number=number, year=year, serial=serial,
            site=said.site, area=said.area, latitude=said.latitude, longitude=said.longitude,
            planned_on=said.planned_on, project_id=said.project_id, households=said.households,
            search_key=folded(f"{number} {said.site} {said.area}")[:200],
            salt=secrets.token_bytes(16), created_by=by.officer_id if by else None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        for item_id, per_household in said.items.items():
            line = DistributionItem(
                distribution_id=row.id, item_id=item_id, per_household=per_household
            )
            line.created_by = row.created_by
            session.add(line)
        audit.record(Act.DISTRIBUTION_PLANNED, row, by=by, number=number)
    return row


def cancel(distribution_id: UUID, reason: str, *, by: Actor) -> None:
    """Cancel what has issued nothing; what was set aside for it is free again."""
    with transaction() as session:
        row = opened(session, distribution_id)
        if not reason.strip():
            raise Refused(_l("Say why it is cancelled."), field="reason")
        if any(one.issued for one in distributed.accounts(row).values()):
            raise Refused(
                _l("Goods have left for it. Reverse its waybills first, or account for them and "
                   "close it.")
            )  # fmt: skip
        row.cancelled_at, row.cancelled_why = clock.now(), reason.strip()[:300]
        _release(row, by)
        audit.record(Act.DISTRIBUTION_CANCELLED, row, by=by)


def close(distribution_id: UUID, *, by: Actor) -> None:
    """Close what is reconciled; what is still set aside for it is free again. Raises ``Refused``
    with what is missing until issued = received + returned + lost or damaged."""
    with transaction() as session:
        row = opened(session, distribution_id)
        accounts = distributed.accounts(row)
        if not any(one.issued for one in accounts.values()):
            raise Refused(_l("Nothing was issued for it. Cancel it instead."))
        for item_id, account in accounts.items():
            if not account.is_balanced:
                raise unbalanced(session.get_one(StockItem, item_id), account)
        reached = distributed.reached(row.id)
        if reached.on_paper and not queries.has_list(row.id):
            raise Refused(
                _l("%(number)s records were signed on paper. Keep the scan of the signed list "
                   "first.", number=reached.on_paper)
            )  # fmt: skip
        row.closed_at, row.closed_by = clock.now(), by.officer_id
        _release(row, by)
        told = {str(key): vars(one) for key, one in accounts.items()}
        audit.record(Act.DISTRIBUTION_CLOSED, row, by=by, accounts=told, people=reached.people)


def unbalanced(item: StockItem, account: Account) -> Refused:
    """The sentence that says what is missing until a distribution balances."""
    return Refused(
        _l("%(item)s: %(issued)s issued, but %(received)s received, %(returned)s returned, "
           "%(lost)s lost and %(damaged)s damaged make %(sum)s. Say what became of the other "
           "%(missing)s.",
           item=item.name, issued=account.issued, received=account.received,
           returned=account.returned, lost=account.lost, damaged=account.damaged,
           sum=account.accounted, missing=account.outstanding)
    )  # fmt: skip


def opened(session: Session, distribution_id: UUID) -> Distribution:
    """A distribution of which anything may still be written. Raises ``Refused``."""
    row = session.get_one(Distribution, distribution_id)
    if not row.is_open:
        raise Refused(_l("%(number)s has ended. Plan another distribution.", number=row.number))
    return row


def check_outstanding(row: Distribution, item_id: UUID, quantity: int, field: str) -> None:
    """Whether so many were issued and not accounted for yet. Raises ``Refused``."""
    account = distributed.accounts(row).get(item_id, Account())
    if quantity > account.outstanding:
        raise Refused(
            _l("%(issued)s were issued and %(accounted)s are accounted for, so at most %(left)s "
               "are left. Count again, or write the waybill first.",
               issued=account.issued, accounted=account.accounted, left=account.outstanding),
            field=field,
        )  # fmt: skip


def _release(row: Distribution, by: Actor) -> None:
    for one in queries.set_aside(row.id):
        if one.left:
            one.released_why, one.released_by = row.number, by.officer_id
            one.released_at = clock.now()
            audit.record(Act.STOCK_RELEASED, one, by=by)


def _check(session: Session, post_id: UUID, said: Plan) -> None:
    writing.check_quantity(said.households)
    today = clock.today(session.get_one(Post, post_id).zone)
    if said.area and places.place_coded(said.area, today) is None:
        raise Refused(
            _l("No place has the P-code %(code)s. Look it up under “Places”, or leave it "
               "empty.", code=said.area),
            field="area",
        )  # fmt: skip
    if (said.latitude is None) != (said.longitude is None):
        raise Refused(_l("A position is both: latitude and longitude."), field="longitude")
    if not said.items:
        raise Refused(_l("Choose at least one item."), field="item_1")
    for place, (item_id, number) in enumerate(said.items.items(), start=1):
        item = session.get(StockItem, item_id)
        if item is None or item.post_id != post_id:
            raise Refused(_l("Choose an item from the list."), field=f"item_{place}")
        if not 0 < number <= writing.MOST:
            raise Refused(
                _l("Enter a whole number from 1 to %(most)s.", most=writing.MOST),
                field=f"number_{place}",
            )
