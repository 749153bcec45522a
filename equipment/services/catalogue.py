"""Changing models and locations."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.posts.models import Lane
from borderpost.refusal import Refused
from equipment import Act, words
from equipment.models import Asset, AssetModel, Location


@dataclass(frozen=True)
class ModelFacts:
    """What a form says of a model."""

    category: str
    manufacturer: str
    name: str
    number: str = ""
    capabilities: tuple[str, ...] = ()


@dataclass(frozen=True)
class LocationFacts:
    """What a form says of a location; a lane's has its lane, no other has one."""

    code: str
    name: str
    kind: str
    lane_id: UUID | None = None
    is_open: bool = True


def add_model(facts: ModelFacts, *, by: Actor | None) -> AssetModel:
    """A new model. Raises ``Refused`` when the maker has it already."""
    with transaction():
        model = added_model(facts, by)
        audit.record(Act.MODEL_ADDED, model, by=by)
    return model


def added_model(facts: ModelFacts, by: Actor | None) -> AssetModel:
    """As ``add_model``, inside the caller's transaction and without its audit line."""
    _check_model(facts, None)
    model = AssetModel(created_by=by.officer_id if by else None, **_columns(facts))
    db.session.add(model)
    db.session.flush()
    return model


def change_model(model_id: UUID, facts: ModelFacts, *, by: Actor) -> None:
    """Change a model; things of it are found by its new name from their next change on."""
    with transaction() as session:
        model = session.get_one(AssetModel, model_id)
        _check_model(facts, model)
        for name, value in _columns(facts).items():
            setattr(model, name, value)
        audit.record(Act.MODEL_CHANGED, model, by=by)


def add_location(post_id: UUID, facts: LocationFacts, *, by: Actor | None) -> Location:
    """A new location of a post. Raises ``Refused`` when its code is in use there."""
    with transaction() as session:
        _check_location(post_id, facts, None)
        location = Location(
            post_id=post_id, created_by=by.officer_id if by else None, **vars(facts)
        )
        session.add(location)
        session.flush()
        audit.record(Act.LOCATION_ADDED, location, by=by, code=facts.code)
    return location


def change_location(location_id: UUID, facts: LocationFacts, *, by: Actor) -> None:
    """Change a location. It is closed only when nothing lies there."""
    with transaction() as session:
        location = session.get_one(Location, location_id)
        _check_location(location.post_id, facts, location)
        held = select(func.count()).select_from(Asset).where(Asset.location_id == location_id)
        count = session.scalar(held) or 0
        if count and (not facts.is_open or facts.kind != location.kind):
            raise Refused(
                _l("%(count)s things are kept here. Move them first.", count=count), field="is_open"
            )
        for name, value in vars(facts).items():
            setattr(location, name, value)
        audit.record(Act.LOCATION_CHANGED, location, by=by, code=facts.code)


def _columns(facts: ModelFacts) -> dict[str, object]:
    return {**vars(facts), "capabilities": list(facts.capabilities)}


def _check_model(facts: ModelFacts, known: AssetModel | None) -> None:
    if facts.category not in words.CATEGORIES.known():
        raise Refused(_l("Choose a category from the list."), field="category")
    if set(facts.capabilities) - words.CAPABILITIES.keys():
        raise Refused(_l("Choose from the list what it can do."), field="capabilities")
    same = select(AssetModel).where(
        AssetModel.manufacturer == facts.manufacturer, AssetModel.name == facts.name
    )
    found = db.session.scalar(same)
    if found and found is not known:
        raise Refused(_l("This maker already has a model of this name."), field="name")


def _check_location(post_id: UUID, facts: LocationFacts, known: Location | None) -> None:
    if facts.kind not in words.KINDS:
        raise Refused(_l("Choose a kind from the list."), field="kind")
    lane = db.session.get(Lane, facts.lane_id) if facts.lane_id else None
    if (facts.kind == "lane") != (lane is not None) or (lane and lane.post_id != post_id):
        raise Refused(_l("A lane names the lane that it is; nothing else does."), field="lane_id")
    taken = {
        "code": (Location.post_id == post_id) & (Location.code == facts.code),
        "lane_id": Location.lane_id == facts.lane_id,
    }
    for field, same in taken.items():
        found = db.session.scalar(select(Location).where(same)) if getattr(facts, field) else None
        if found and found is not known:
            raise Refused(
                _l("%(name)s has this already.", name=f"{found.code} {found.name}"), field=field
            )
