"""Reading the register: lists, one thing, and the lives of things, people and locations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from borderpost.db import db
from borderpost.officers.models import folded
from equipment import codes
from equipment.models import Asset, AssetEvent, AssetModel
from equipment.queries.reach import of_post
from equipment.states import TERMINAL

HELD = "held"  # the filter «with a person»
LATEST = 500  # events of a person or a location, each way
IN_REGISTER = "live"  # the filter «in the register»: not lost, disposed or transferred


@dataclass(frozen=True)
class Wanted:
    """What the list is filtered by; empty parts do not filter."""

    words: str = ""
    status: str = ""  # a state, or ``IN_REGISTER``
    category: str = ""
    location_id: UUID | None = None
    holder_id: UUID | None = None
    held: bool = False
    project_id: UUID | None = None
    donor_id: UUID | None = None

    def filters(self) -> dict[str, str]:
        """The parts that filter."""
        return {name: str(value) for name, value in vars(self).items() if value}


def listed(wanted: Wanted, post_id: UUID | None) -> Select[tuple[Asset]]:
    """The things of a post by tag; of every post for headquarters."""
    return (
        select(Asset)
        .options(
            joinedload(Asset.model), joinedload(Asset.holder), joinedload(Asset.location),
            joinedload(Asset.project), joinedload(Asset.donor), joinedload(Asset.budget_line),
        )
        .where(*of_post(Asset.post_id, post_id), *_conditions(wanted))
        .order_by(Asset.tag)
    )  # fmt: skip


def asset(asset_id: UUID, post_id: UUID | None) -> Asset | None:
    """One thing of the post, None for another post's."""
    return db.session.scalar(
        select(Asset).where(Asset.id == asset_id, *of_post(Asset.post_id, post_id))
    )


def tagged(tag: str) -> Asset | None:
    """The thing with this tag, whichever post it is at."""
    return db.session.scalar(select(Asset).where(Asset.tag == tag))


def meant(text: str, post_id: UUID | None) -> Sequence[Asset]:
    """The things that a scanned or typed text may mean: by tag, else an older tag, else serial."""
    for candidate in codes.tags_meant(text):
        serial = codes.serial_key(folded(candidate))
        for same in (Asset.tag == candidate, Asset.former_tag == candidate,
                     (Asset.serial_key == serial) if serial else None):  # fmt: skip
            if same is None:
                continue
            found = db.session.scalars(
                select(Asset).where(same, *of_post(Asset.post_id, post_id)).limit(20)
            )
            if rows := found.all():
                return rows
    return []


def events(asset_id: UUID) -> Select[tuple[AssetEvent]]:
    """What happened to a thing, the latest first."""
    return select(AssetEvent).where(AssetEvent.asset_id == asset_id).order_by(AssetEvent.seq.desc())


def held_by(officer_id: UUID, post_id: UUID | None) -> Select[tuple[AssetEvent]]:
    """What a person ever held: each hand-over to them, from them, or lost by them; the latest
    ``LATEST`` both ways."""
    return _lives((AssetEvent.holder_id, AssetEvent.holder_before), officer_id, post_id)


def kept_at(location_id: UUID, post_id: UUID | None) -> Select[tuple[AssetEvent]]:
    """What came to a location or left it; the latest ``LATEST`` both ways."""
    moved = AssetEvent.location_id.is_distinct_from(AssetEvent.location_before)
    columns = (AssetEvent.location_id, AssetEvent.location_before)
    return _lives(columns, location_id, post_id).where(moved)


def counts(post_id: UUID | None) -> dict[str, int]:
    """How many things are in each state."""
    wanted = (
        select(Asset.status, func.count())
        .where(*of_post(Asset.post_id, post_id))
        .group_by(Asset.status)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def models(words: str = "") -> Select[tuple[AssetModel]]:
    """The models by maker and name."""
    wanted = select(AssetModel).order_by(AssetModel.manufacturer, AssetModel.name)
    if words:
        sought = (AssetModel.manufacturer, AssetModel.name, AssetModel.number)
        wanted = wanted.where(or_(*(one.icontains(words, autoescape=True) for one in sought)))
    return wanted


def all_models() -> Sequence[AssetModel]:
    """Every model, by maker and name."""
    return db.session.scalars(models()).all()


def model(model_id: UUID) -> AssetModel | None:
    """One model, or None."""
    return db.session.get(AssetModel, model_id)


def _lives(
    columns: Sequence[InstrumentedAttribute[UUID | None]], key: UUID, post_id: UUID | None
) -> Select[tuple[AssetEvent]]:
    """Each way by its own index, so that no history is too long to be read."""
    ways = [
        select(AssetEvent.id).where(one == key).order_by(AssetEvent.at.desc()).limit(LATEST)
        for one in columns
    ]
    known = union(*(select(way.subquery().c.id) for way in ways)).subquery()
    return (
        select(AssetEvent)
        .join(known, known.c.id == AssetEvent.id)
        .join(AssetEvent.asset)
        .options(joinedload(AssetEvent.asset).joinedload(Asset.model))
        .where(*of_post(Asset.post_id, post_id))
        .order_by(AssetEvent.at.desc(), AssetEvent.id.desc())
    )


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    for word in folded(wanted.words).split():
        yield Asset.search_key.contains(word, autoescape=True)
    if wanted.status == IN_REGISTER:
        yield Asset.status.not_in(sorted(TERMINAL))
    elif wanted.status:
        yield Asset.status == wanted.status
    if wanted.category:
        same = select(AssetModel.id).where(AssetModel.category == wanted.category)
        yield Asset.model_id.in_(same)
    if wanted.held:
        yield Asset.holder_id.is_not(None)
    for name in ("location_id", "holder_id", "project_id", "donor_id"):
        if value := getattr(wanted, name):
            yield getattr(Asset, name) == value
