"""What the register asks the database before a step: postings, locations, calibration."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import clock, locale
from borderpost.db import db
from borderpost.officers import postings
from borderpost.officers.models import Officer
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from equipment import codes, states, words
from equipment.facts import Facts
from equipment.models import Asset, AssetRemoval, Location
from equipment.states import Illegal, Said, Standing
from projects.models import BudgetLine


def stepped(asset: Asset, name: str, said: Said) -> Standing:
    """The standing after a step, all rules asked. Raises ``Refused``."""
    try:
        after = states.stepped(asset.standing, name, said)
    except Illegal as illegal:
        raise _refused(asset, illegal) from illegal
    if said.holder_id is not None:
        check_holder(said.holder_id)
    location = check_location(asset.post_id, said.location_id) if said.location_id else None
    if location is not None and location.kind == "lane":
        _check_calibration(asset)
    return after


def check_holder(officer_id: UUID) -> None:
    """Somebody with a posting in force. Raises ``Refused``."""
    officer = db.session.get(Officer, officer_id)
    if officer is None or postings.in_force(officer, clock.today()) is None:
        raise Refused(
            _l("%(name)s has no posting today. Choose somebody who serves now.",
               name=officer.name if officer else "?"),
            field="holder_id",
        )  # fmt: skip


def check_location(post_id: UUID, location_id: UUID) -> Location:
    """A location of this post that is in use. Raises ``Refused``."""
    location = db.session.get(Location, location_id)
    if location is None or location.post_id != post_id or not location.is_open:
        raise Refused(_l("Choose a location of this post from the list."), field="location_id")
    return location


def check_tag(tag: str) -> None:
    """A tag of the right form that nothing bears or ever bore. Raises ``Refused``."""
    if not codes.is_tag(tag):
        raise Refused(
            _l("A tag is 2 to 24 letters, digits, points or dashes, such as GOG-0042."), field="tag"
        )
    bearer = db.session.scalar(select(Asset).where(Asset.tag == tag))
    if bearer is not None:
        raise Refused(
            _l("%(tag)s is the tag of %(model)s, serial %(serial)s (%(status)s). "
               "A tag is never given twice.",
               tag=tag, model=bearer.model.title, serial=bearer.serial or "–",
               status=words.STATUSES[bearer.status]),
            field="tag",
        )  # fmt: skip
    if db.session.scalar(select(AssetRemoval.id).where(AssetRemoval.tag == tag).limit(1)):
        raise Refused(
            _l("%(tag)s was given by a file that was undone. Take another tag.", tag=tag),
            field="tag",
        )


def check_serial(facts: Facts, serial_key: str, but: UUID | None = None) -> None:
    """A serial number that no other thing of the model has. Raises ``Refused``."""
    if not serial_key:
        return
    same = select(Asset).where(Asset.model_id == facts.model_id, Asset.serial_key == serial_key)
    found = db.session.scalar(same)
    if found is not None and found.id != but:
        raise Refused(
            _l("%(tag)s has this serial number of this model already.", tag=found.tag),
            field="serial",
        )


def check_title(asset: Asset, facts: Facts) -> None:
    """Whose a thing is, once both sides have signed for it, no description changes."""
    if asset.title_transfer_on is not None and facts.owner != asset.owner:
        raise Refused(
            _l("%(tag)s became %(owner)s's by a signed certificate. Reverse the donation, or "
               "prepare another one.", tag=asset.tag, owner=asset.owner),
            field="owner",
        )  # fmt: skip


def check_money(facts: Facts) -> None:
    """Cost with its currency, and a budget line that is the project's and the donor's."""
    if (facts.cost is None) != (not facts.currency):
        raise Refused(_l("A cost needs its currency, and a currency its cost."), field="cost")
    if facts.budget_line_id is None:
        return
    line = db.session.get_one(BudgetLine, facts.budget_line_id)
    if facts.project_id != line.project_id or facts.donor_id != line.donor_id:
        raise Refused(
            _l("This budget line belongs to %(project)s and %(donor)s. Choose those.",
               project=line.project.code, donor=line.donor.code),
            field="budget_line_id",
        )  # fmt: skip


def _check_calibration(asset: Asset) -> None:
    post = db.session.get_one(Post, asset.post_id)
    if asset.calibrated_until and asset.calibrated_until < clock.today(post.zone):
        raise Refused(
            _l("The calibration of %(tag)s ended on %(day)s. It may not serve at a lane until it "
               "is calibrated.",
               tag=asset.tag, day=locale.day(asset.calibrated_until)),
            field="location_id",
        )  # fmt: skip


def _refused(asset: Asset, illegal: Illegal) -> Refused:
    if illegal.lacks is not None:
        return Refused(words.NEEDS[illegal.lacks], field=words.FIELDS[illegal.lacks])
    return Refused(
        _l("%(tag)s is “%(status)s” now, which does not allow: %(step)s.",
           tag=asset.tag, status=words.STATUSES[asset.status], step=words.ACTS[illegal.step])
    )  # fmt: skip
