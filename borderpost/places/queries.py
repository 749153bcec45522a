"""Reading the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from borderpost.db import db
from borderpost.places.models import Place

DEEPEST = 4  # levels of the gazetteer


@dataclass(frozen=True)
class WantedPlaces:
    """What the list is filtered by; empty parts do not filter."""

    words: str = ""
    country: str = ""
    level: int | None = None
    on: date | None = None


def places(wanted: WantedPlaces) -> Select[tuple[Place]]:
    """The rows of the gazetteer by code, the newest validity first."""
    chosen = select(Place).order_by(Place.code, Place.valid_from.desc())
    if wanted.words:
        found = (column.icontains(wanted.words, autoescape=True) for column in _SEARCHED)
        chosen = chosen.where(or_(*found))
    if wanted.country:
        chosen = chosen.where(Place.country == wanted.country)
    if wanted.level:
        chosen = chosen.where(Place.level == wanted.level)
    return chosen.where(valid_on(wanted.on)) if wanted.on else chosen


_SEARCHED = (Place.name, Place.code)


def valid_on(day: date) -> ColumnElement[bool]:
    """True for the rows that say how things stood on ``day``."""
    return and_(Place.valid_from <= day, or_(Place.valid_to.is_(None), Place.valid_to >= day))


def place(place_id: UUID) -> Place | None:
    """One row, or None."""
    return db.session.get(Place, place_id)


def place_coded(code: str, on: date) -> Place | None:
    """The place that a code named on a day, or None."""
    return db.session.scalar(select(Place).where(Place.code == code, valid_on(on)))


def versions(code: str) -> Sequence[Place]:
    """Everything that a code has stood for, newest first."""
    wanted = select(Place).where(Place.code == code).order_by(Place.valid_from.desc())
    return db.session.scalars(wanted).all()


def parents(row: Place, on: date) -> list[Place]:
    """The places around this one on a day, the outermost first; it is left out itself."""
    found: list[Place] = []
    code = row.parent_code
    for _step in range(DEEPEST):
        around = place_coded(code, on)
        if around is None:
            break
        found.append(around)
        code = around.parent_code
    return found[::-1]


def children(code: str, on: date) -> Sequence[Place]:
    """The places directly within one on a day, by name."""
    wanted = select(Place).where(Place.parent_code == code, valid_on(on)).order_by(Place.name)
    return db.session.scalars(wanted).all()


def names(country: str, on: date) -> Sequence[str]:
    """The names of a country's places on a day, each once: what a destination offers."""
    wanted = (
        select(Place.name).where(Place.country == country, valid_on(on)).order_by(Place.name)
    ).distinct()
    return db.session.scalars(wanted).all()


def countries() -> Sequence[str]:
    """The countries that the gazetteer has places of."""
    return db.session.scalars(select(Place.country).distinct().order_by(Place.country)).all()


def is_empty() -> bool:
    """Whether no place was loaded yet."""
    return db.session.scalar(select(Place.id).limit(1)) is None
