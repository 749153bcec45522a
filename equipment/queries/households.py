"""Reading the households of a distribution: for the protection focal point alone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from borderpost.db import db
from equipment.models import Distribution, DistributionRecord, HouseholdSheet, SignedList
from equipment.queries.reach import of_post


def sheets(distribution_id: UUID) -> Sequence[HouseholdSheet]:
    """Who received at a distribution, in the order of the records."""
    wanted = (
        select(HouseholdSheet)
        .join(HouseholdSheet.record)
        .options(contains_eager(HouseholdSheet.record))
        .where(DistributionRecord.distribution_id == distribution_id)
        .order_by(DistributionRecord.seq)
    )
    return db.session.scalars(wanted).all()


def sheet(sheet_id: UUID, post_id: UUID | None) -> HouseholdSheet | None:
    """One household of the post, None for another post's."""
    wanted = select(HouseholdSheet).join(HouseholdSheet.record)
    wanted = wanted.join(DistributionRecord.distribution).where(HouseholdSheet.id == sheet_id)
    return db.session.scalar(wanted.where(*of_post(Distribution.post_id, post_id)))


def signed_lists(distribution_id: UUID) -> Sequence[SignedList]:
    """The scans of its signed lists."""
    wanted = select(SignedList).where(SignedList.distribution_id == distribution_id)
    return db.session.scalars(wanted.order_by(SignedList.id)).all()


def signed_list(list_id: UUID, post_id: UUID | None) -> SignedList | None:
    """One scan of the post, None for another post's."""
    wanted = select(SignedList).join(Distribution, Distribution.id == SignedList.distribution_id)
    wanted = wanted.where(SignedList.id == list_id)
    return db.session.scalar(wanted.where(*of_post(Distribution.post_id, post_id)))
