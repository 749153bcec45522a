"""Whether a thing or a lot may be donated: asked when it is added, when the schedule is checked,
and once more when both sides sign."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost.db import db
from borderpost.refusal import Refused
from equipment import words
from equipment.models import Asset, Donation, DonationLine
from equipment.services import register
from equipment.states import DOWN, USABLE, Status

STAYS = USABLE | DOWN | {Status.RECEIVED}  # what is here, working or not


def check(donation: Donation, line: DonationLine) -> None:
    """Raises ``Refused``, naming what does not fit and why."""
    if line.asset is not None:
        check_thing(donation, line.asset)
        return
    card = line.card
    if card is None or card.on_hand < line.quantity:
        raise Refused(
            _l("Only %(there)s of %(item)s lie there.",
               there=card.on_hand if card else 0, item=card.item.name if card else "?"),
            field="quantity",
        )  # fmt: skip
    if not donation.leaves:
        raise Refused(
            _l("%(item)s: stock has no owner while it lies here. Put it on a certificate whose "
               "things leave the post.", item=card.item.name),
            field="card_id",
        )  # fmt: skip


def check_thing(donation: Donation, thing: Asset) -> None:
    """Raises ``Refused``, naming the thing."""
    _refuse_gone(donation, thing)
    _refuse_anothers(donation, thing)
    if donation.leaves:
        register.refuse_leaving(thing, "transfer")
    other = claim(thing, donation)
    if other is not None:
        raise Refused(
            _l("%(tag)s is on certificate %(number)s, which is not signed yet. Take it off there "
               "first.", tag=thing.tag, number=other.number),
            field="codes",
        )  # fmt: skip


def allows(donation: Donation, thing: Asset) -> bool:
    """Whether a thing may be added."""
    try:
        check_thing(donation, thing)
    except Refused:
        return False
    return True


def claim(thing: Asset, but: Donation | None = None) -> Donation | None:
    """The open certificate that has a thing on its schedule, other than ``but``."""
    wanted = select(Donation).join(Donation.lines).where(DonationLine.claimed_id == thing.id)
    if but is not None:
        wanted = wanted.where(Donation.id != but.id)
    return db.session.scalars(wanted).first()


def _refuse_gone(donation: Donation, thing: Asset) -> None:
    status = words.STATUSES[thing.status]
    if Status(thing.status) not in STAYS:
        raise Refused(
            _l("%(tag)s is “%(status)s” now. Only what is here can be donated.",
               tag=thing.tag, status=status),
            field="codes",
        )  # fmt: skip
    if donation.leaves and Status(thing.status) not in USABLE:
        raise Refused(
            _l("%(tag)s is “%(status)s” now. What leaves the post with its title is in a store or "
               "in service.", tag=thing.tag, status=status),
            field="codes",
        )  # fmt: skip


def _refuse_anothers(donation: Donation, thing: Asset) -> None:
    if not thing.owner:
        raise Refused(
            _l("The register does not say whose %(tag)s is. Describe it anew first.",
               tag=thing.tag),
            field="codes",
        )  # fmt: skip
    if thing.owner.casefold() != donation.giver.casefold():
        raise Refused(
            _l("%(tag)s belongs to %(owner)s, not to %(giver)s.",
               tag=thing.tag, owner=thing.owner, giver=donation.giver),
            field="codes",
        )  # fmt: skip
