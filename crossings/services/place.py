"""Where an officer works: this machine's post, a lane and a direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost.posts import queries as posts
from borderpost.posts.models import Lane, Post
from borderpost.refusal import Refused


class DeskOfficer(Protocol):
    """An officer at the desk, as the services receive one."""

    @property
    def officer_id(self) -> UUID: ...
    @property
    def post_id(self) -> UUID | None: ...
    @property
    def lane_id(self) -> UUID | None: ...
    @property
    def direction(self) -> str: ...


@dataclass(frozen=True)
class Place:
    """The post, lane and direction that a crossing is written for."""

    post: Post
    lane: Lane
    direction: str


def place_or_trouble(officer: DeskOfficer) -> tuple[Place | None, str]:
    """The officer's place, or None and the sentence that says why there is none."""
    try:
        return place_of(officer), ""
    except Refused as refusal:
        return None, str(refusal.sentence)


def place_of(officer: DeskOfficer) -> Place:
    """The officer's place; the first open lane until another is chosen.

    Raises ``Refused`` when the machine has no post or lane, or the officer another post.
    """
    post = posts.this_post()
    if post is None:
        raise Refused(_l("This machine has no post yet. Ask the administrator to name it."))
    if officer.post_id != post.id:
        raise Refused(
            _l(
                "You are not posted to %(post)s. Ask the administrator to change your posting.",
                post=post.name,
            )
        )
    lanes = posts.open_lanes(post.id)
    if not lanes:
        raise Refused(_l("No lane is open. Ask the administrator to open one."))
    lane = next((row for row in lanes if row.id == officer.lane_id), lanes[0])
    chosen = officer.direction if lane.id == officer.lane_id else ""
    return Place(post, lane, chosen or lane.default_direction)
