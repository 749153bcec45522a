"""Numbers of papers, such as GOG-H2026-00007: post, a letter for the kind, year, serial."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from borderpost import clock, counters
from borderpost.db import db
from borderpost.posts.models import Post
from equipment.models import (
    CustodyCounter,
    DistributionCounter,
    DonationCounter,
    KitCounter,
    ReceptionCounter,
    WorkCounter,
)


class Paper(StrEnum):
    """The letter of each kind of paper; R is taken by the desk's refusals."""

    HAND_OVER = "H"
    WORK_ORDER = "T"
    KIT_BUILD = "K"
    DONATION = "D"
    RECEPTION = "P"
    DISTRIBUTION = "N"
    WAYBILL = "W"


class PaperNumber(NamedTuple):
    """The number of a paper, and what it is made of."""

    year: int
    serial: int
    number: str


_COUNTERS: dict[Paper, tuple[type[Any], dict[str, Any]]] = {
    Paper.HAND_OVER: (CustodyCounter, {}),
    Paper.WORK_ORDER: (WorkCounter, {}),
    Paper.KIT_BUILD: (KitCounter, {}),
    Paper.DONATION: (DonationCounter, {}),
    Paper.RECEPTION: (ReceptionCounter, {}),
    Paper.DISTRIBUTION: (DistributionCounter, {"kind": "N"}),
    Paper.WAYBILL: (DistributionCounter, {"kind": "W"}),
}


def next_number(post_id: UUID, paper: Paper) -> PaperNumber:
    """The post's next number of this year, inside the caller's transaction."""
    post = db.session.get_one(Post, post_id)
    year = clock.today(post.zone).year
    counter, kind = _COUNTERS[paper]
    serial = counters.take(counter, post_id=post_id, **kind, year=year)
    return PaperNumber(year, serial, f"{post.code}-{paper}{year}-{serial:05d}")
