"""What the reversal of an act means for the distribution whose paper it was.

Everything here runs inside the caller's transaction.
"""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.refusal import Refused
from equipment.models import Distribution, DistributionReturn, StockDraw, Waybill
from equipment.queries import distributed


def give_back(act_id: UUID) -> None:
    """Let an act be reversed: what a waybill took is set aside again. Raises ``Refused`` when the
    distribution is closed, or when more than then remains issued is accounted for already."""
    bill = db.session.scalar(select(Waybill).where(Waybill.act_id == act_id))
    back = db.session.scalar(select(DistributionReturn).where(DistributionReturn.act_id == act_id))
    paper = bill or back
    if paper is None:
        return
    row = db.session.get_one(Distribution, paper.distribution_id)
    if not row.is_open:
        raise Refused(
            _l("Distribution %(number)s is closed: its goods are accounted for and stay so.",
               number=row.number)
        )  # fmt: skip
    if bill is not None:
        _check(row, bill)
        for draw in db.session.scalars(select(StockDraw).where(StockDraw.act_id == act_id)):
            draw.undone_at = clock.now()


def _check(row: Distribution, bill: Waybill) -> None:
    accounts = distributed.accounts(row)
    for movement, number in distributed.issued_by(bill):
        found = accounts[movement.card.item_id]
        if found.outstanding < number:
            raise Refused(
                _l("Of what %(waybill)s carried, %(number)s are accounted for already. Strike "
                   "those records or reverse what came back first.",
                   waybill=bill.number, number=number - found.outstanding)
            )  # fmt: skip
