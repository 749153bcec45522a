"""Manifests of a post, and whose page an officer goes on to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, or_, select

from borderpost.db import db
from borderpost.ways_on import Way
from lanes.announced import number_key
from lanes.models import Manifest, ManifestLine, ManifestScan, State


def manifest(manifest_id: UUID, post_id: UUID | None) -> Manifest | None:
    """One manifest of this post; None for another post's."""
    wanted = select(Manifest).where(Manifest.id == manifest_id, Manifest.post_id == post_id)
    return db.session.scalar(wanted)


def listed(post_id: UUID | None, words: str = "", state: str = "") -> Select[tuple[Manifest]]:
    """The manifests of a post, those at work first, then the expected, then the newest."""
    at_work = Manifest.state == State.ARRIVED
    wanted = select(Manifest).where(Manifest.post_id == post_id)
    if state:
        wanted = wanted.where(Manifest.state == state)
    if words:
        wanted = wanted.where(
            or_(
                Manifest.plate_key.contains(number_key(words) or "-", autoescape=True),
                Manifest.carrier.icontains(words, autoescape=True),
            )
        )
    order = (at_work.desc(), (Manifest.state == State.EXPECTED).desc(), Manifest.id.desc())
    return wanted.order_by(*order)


def at_work(post_id: UUID | None) -> Sequence[Manifest]:
    """The vehicles that are here now, the longest first."""
    wanted = select(Manifest).where(Manifest.post_id == post_id, Manifest.state == State.ARRIVED)
    return db.session.scalars(wanted.order_by(Manifest.arrived_at)).all()


def of_sheet(inspection_id: UUID, post_id: UUID | None) -> Manifest | None:
    """The manifest from which a sheet was scanned."""
    wanted = (
        select(Manifest)
        .join(ManifestScan, ManifestScan.manifest_id == Manifest.id)
        .where(ManifestScan.inspection_id == inspection_id, Manifest.post_id == post_id)
    )
    return db.session.scalar(wanted)


def way_on(inspection_id: UUID, post_id: UUID | None) -> Way | None:
    """Back to the manifest whose vehicle is still here, from a sheet that was scanned from it."""
    found = of_sheet(inspection_id, post_id)
    if found is None or found.state != State.ARRIVED:
        return None
    return Way("manifests.show", {"manifest_id": found.id}, _l("Back to the manifest"))


def released(post_id: UUID | None, since: datetime) -> Sequence[Manifest]:
    """The vehicles that were released since then, oldest first."""
    wanted = select(Manifest).where(
        Manifest.post_id == post_id, Manifest.state == State.RELEASED, Manifest.released_at >= since
    )
    return db.session.scalars(wanted.order_by(Manifest.released_at)).all()


def numbers(found: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many were announced, and how many documents scanned, by manifest."""
    counts = []
    for model in (ManifestLine, ManifestScan):
        grouped = select(model.manifest_id, func.count()).where(model.manifest_id.in_(found))
        rows = db.session.execute(grouped.group_by(model.manifest_id))
        counts.append({row[0]: int(row[1]) for row in rows})
    return {one: (counts[0].get(one, 0), counts[1].get(one, 0)) for one in found}
