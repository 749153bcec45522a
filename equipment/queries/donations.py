"""Reading donations: the list, one certificate, and what a giver still owns."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from borderpost.db import db
from equipment.models import Asset, AssetEvent, Donation, DonationLine, StockCard
from equipment.models.donation import KEPT, OPEN
from equipment.queries.reach import of_post
from projects.models import BudgetLine

_TITLES = ("title", "transfer", "reclaim")  # events by which a title passed


def donations(post_id: UUID | None, words: str = "", state: str = "") -> Select[tuple[Donation]]:
    """The certificates of a post, the latest first."""
    wanted = select(Donation).options(selectinload(Donation.lines))
    wanted = wanted.where(*of_post(Donation.post_id, post_id))
    if words:
        sought = (Donation.number, Donation.giver, Donation.receiver, Donation.reference)
        wanted = wanted.where(or_(*(one.icontains(words, autoescape=True) for one in sought)))
    if state == "open":
        wanted = wanted.where(Donation.state.in_(OPEN))
    elif state:
        wanted = wanted.where(Donation.state == state)
    return wanted.order_by(Donation.number.desc())


def donation(donation_id: UUID, post_id: UUID | None) -> Donation | None:
    """One certificate of the post with its schedule, None for another post's."""
    things = selectinload(Donation.lines).joinedload(DonationLine.asset)
    lots = selectinload(Donation.lines).joinedload(DonationLine.card)
    paid = selectinload(Donation.lines).joinedload(DonationLine.budget_line)
    return db.session.scalar(
        select(Donation)
        .options(
            things.joinedload(Asset.model), things.joinedload(Asset.project),
            things.joinedload(Asset.budget_line), things.joinedload(Asset.donor),
            lots.joinedload(StockCard.item), lots.joinedload(StockCard.lot),
            paid.joinedload(BudgetLine.project), paid.joinedload(BudgetLine.donor),
        )
        .where(Donation.id == donation_id, *of_post(Donation.post_id, post_id))
    )  # fmt: skip


def of_thing(asset_id: UUID) -> Sequence[Donation]:
    """The certificates that a thing is or was on, dropped ones left out, the latest first."""
    wanted = (
        select(Donation)
        .join(Donation.lines)
        .where(DonationLine.asset_id == asset_id, Donation.state.in_((*OPEN, *KEPT)))
        .order_by(Donation.number.desc())
    )
    return db.session.scalars(wanted).all()


def is_named(asset_id: UUID) -> bool:
    """Whether any certificate has a thing on its schedule, dropped ones too."""
    wanted = select(DonationLine.id).where(DonationLine.asset_id == asset_id).limit(1)
    return db.session.scalar(wanted) is not None


def of_movements(act_id: UUID) -> Donation | None:
    """The certificate by which stock left the shelf."""
    wanted = select(Donation).join(Donation.lines).where(DonationLine.act_id == act_id)
    return db.session.scalars(wanted).first()


def last_title(asset_id: UUID) -> AssetEvent | None:
    """The latest event by which the title of a thing passed."""
    wanted = select(AssetEvent).where(AssetEvent.asset_id == asset_id, AssetEvent.kind.in_(_TITLES))
    return db.session.scalars(wanted.order_by(AssetEvent.seq.desc()).limit(1)).first()


def owned(donation: Donation, project_id: UUID | None, donor_id: UUID | None) -> Sequence[Asset]:
    """What the giver owns of a project or a donor at the certificate's post, by tag."""
    wanted = select(Asset).where(Asset.post_id == donation.post_id)
    if project_id is not None:
        wanted = wanted.where(Asset.project_id == project_id)
    if donor_id is not None:
        wanted = wanted.where(Asset.donor_id == donor_id)
    return db.session.scalars(wanted.order_by(Asset.tag)).all()


def owners(post_id: UUID) -> Sequence[str]:
    """Whose things stand at a post, as the register names them."""
    wanted = select(Asset.owner).where(Asset.post_id == post_id, Asset.owner != "").distinct()
    return db.session.scalars(wanted.order_by(Asset.owner)).all()
