"""Entering things in the register, describing them anew, and every step of their lives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import counters
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.officers.models import folded
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from equipment import codes
from equipment.facts import Facts
from equipment.models import Asset, AssetCounter, AssetEvent, AssetRemoval, Location
from equipment.queries import assets
from equipment.services import following, kit_parts, recording, rules
from equipment.services.recording import Why
from equipment.states import BY_CERTIFICATE, CUSTODY, STARTS, TAKES_AWAY, Said, Standing, Status


@dataclass(frozen=True)
class Start:
    """How a thing comes into the register; without a tag it gets the post's next one."""

    tag: str = ""
    status: str = Status.IN_STORE
    condition: str = "new"
    location_id: UUID | None = None


@dataclass(frozen=True)
class StepSaid:
    """What a form says with a step. ``version`` is the one that was shown, None: any."""

    reason: str = ""
    document: str = ""
    location_id: UUID | None = None
    holder_id: UUID | None = None
    condition: str = ""
    version: int | None = None


def enter(post_id: UUID, facts: Facts, start: Start, *, by: Actor | None) -> Asset:
    """Enter a thing. Raises ``Refused`` for a tag or serial that is taken."""
    with transaction():
        asset, event = entered(post_id, facts, start, by)
        recording.told([event], by)
    return asset


def entered(
    post_id: UUID, facts: Facts, start: Start, by: Actor | None, why: Why = recording.NOTHING
) -> tuple[Asset, AssetEvent]:
    """As ``enter``, inside the caller's transaction and without its audit line."""
    tag = codes.normal(start.tag) or next_tag(post_id)
    rules.check_tag(tag)
    rules.check_serial(facts, _serial_key(facts))
    rules.check_money(facts)
    return recording.begin(tag, post_id, facts, _first(post_id, start), why, by)


def describe(asset_id: UUID, facts: Facts, version: int | None, *, by: Actor) -> None:
    """Describe a thing anew. Raises ``Refused`` when somebody was quicker."""
    with transaction() as session:
        asset = session.get_one(Asset, asset_id)
        refuse_older(asset, version)
        facts = replace(facts, title_transfer_on=asset.title_transfer_on, plated_on=asset.plated_on)
        rules.check_title(asset, facts)
        rules.check_serial(facts, _serial_key(facts), but=asset.id)
        rules.check_money(facts)
        event = recording.described(asset, facts, recording.NOTHING, by)
        if event is not None:
            recording.told([event], by)


def step(asset_id: UUID, name: str, said: StepSaid, *, by: Actor | None) -> AssetEvent:
    """One step in a thing's life, but giving and returning, which are acts of custody.

    Raises ``Refused`` when its state does not allow it, or a person holds it who must return it.
    """
    with transaction() as session:
        asset = session.get_one(Asset, asset_id)
        refuse_held(asset, name)
        refuse_older(asset, said.version)
        event = stepped(asset, name, said, by)
        recording.told([event], by)
    return event


def stepped(
    asset: Asset, name: str, said: StepSaid, by: Actor | None, source_id: UUID | None = None
) -> AssetEvent:
    """As ``step``, inside the caller's transaction and without its audit line. The parts of a
    kit take it along; a part alone is refused it, but to be reported broken or gone."""
    kit_parts.before(asset, name, said.reason, by)
    event = stepped_alone(asset, name, said, by, source_id)
    for part, way in kit_parts.carried(asset, name):
        recording.told([stepped_alone(part, way, said, by, source_id)], by)
    return event


def stepped_alone(
    asset: Asset, name: str, said: StepSaid, by: Actor | None, source_id: UUID | None = None
) -> AssetEvent:
    """One step of one thing, for whoever takes care of its kit and its parts."""
    location = db.session.get(Location, said.location_id) if said.location_id else None
    full = Said(
        said.reason,
        said.document,
        said.location_id,
        location is not None and location.is_store,
        said.holder_id,
        said.condition,
    )
    after = rules.stepped(asset, name, full)
    if name == "test":
        following.refuse_untested(asset, source_id)
    why = Why(said.reason, said.document, source_id=source_id)
    return recording.advance(asset, name, after, why, by)


def refuse_held(asset: Asset, name: str) -> None:
    """Nothing leaves a person's hands, or comes into them, without an act of custody."""
    if name in CUSTODY:
        raise Refused(_l("Hand things over and take them back under “Custody”."))
    if name in BY_CERTIFICATE:
        raise Refused(_l("Prepare a certificate under “Donations”: both sides sign it."))
    refuse_leaving(asset, name)


def refuse_leaving(asset: Asset, name: str) -> None:
    """Nothing leaves a person's hands by a plain step."""
    if asset.holder is not None and name in TAKES_AWAY:
        raise Refused(
            _l("%(tag)s is with %(name)s. Take it back under “Custody” first.",
               tag=asset.tag, name=asset.holder.name)
        )  # fmt: skip


def refuse_older(asset: Asset, version: int | None) -> None:
    """Refuse a change that was decided on what the thing no longer is."""
    if version is not None and version != asset.version:
        raise Refused(
            _l("%(tag)s was changed meanwhile. Look at it again before you go on.", tag=asset.tag)
        )


def next_tag(post_id: UUID) -> str:
    """The post's next tag, such as GOG-0042, inside the caller's transaction."""
    post = db.session.get_one(Post, post_id)
    while True:
        tag = f"{post.code}-{counters.take(AssetCounter, post_id=post_id):04d}"
        if assets.tagged(tag) is None:
            return tag


def remove(session: Session, asset: Asset, by: Actor) -> AssetRemoval:
    """Take a thing out of the register that an undone file brought in; its tag stays spent."""
    removal = AssetRemoval(asset_id=asset.id, tag=asset.tag, created_by=by.officer_id)
    session.add(removal)
    session.flush()
    return removal


def _first(post_id: UUID, start: Start) -> Standing:
    if start.status not in STARTS:
        raise Refused(_l("A thing begins as ordered, received or in store."), field="status")
    standing = Standing(Status(start.status), condition=start.condition)
    if start.location_id is None:
        if start.status == Status.IN_STORE:
            raise Refused(_l("Choose the store or workshop where it lies."), field="location_id")
        return standing
    location = rules.check_location(post_id, start.location_id)
    if not location.is_store:
        raise Refused(_l("Enter it in a store first; then put it in service."), field="location_id")
    return replace(standing, location_id=location.id)


def _serial_key(facts: Facts) -> str:
    return codes.serial_key(folded(facts.serial))
