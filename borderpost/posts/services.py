"""Changing posts and lanes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit, clock, features
from borderpost.audit.chain import Actor
from borderpost.db import db, transaction
from borderpost.places import queries as places
from borderpost.posts import Act, queries
from borderpost.posts.models import Direction, Lane, Machine, Post
from borderpost.refusal import Refused


@dataclass(frozen=True)
class PostFacts:
    """What a form says of a post."""

    code: str
    name: str
    country: str
    zone: str
    place_code: str = ""  # P-code of the smallest area around it


@dataclass(frozen=True)
class LaneFacts:
    """What a form says of a lane."""

    code: str
    name: str
    default_direction: str
    is_open: bool = True


def create_post(facts: PostFacts, *, by: Actor | None) -> Post:
    """Add a post; the first one becomes this machine's. Raises ``Refused``."""
    with transaction() as session:
        _check(facts, None)
        post = Post(**vars(facts), created_by=by.officer_id if by else None)
        session.add(post)
        session.flush()
        audit.record(Act.POST_CREATED, post, by=by, code=facts.code)
        if session.get(Machine, 1) is None:
            _assign(post, by)
    return post


def change_post(post_id: UUID, facts: PostFacts, *, by: Actor) -> Post:
    """Change a post's name, country or zone. Its code stays: papers carry it."""
    with transaction() as session:
        post = session.get_one(Post, post_id)
        _check(facts, post)
        for name in ("name", "country", "zone", "place_code"):
            setattr(post, name, getattr(facts, name))
        audit.record(Act.POST_CHANGED, post, by=by)
    return post


def assign_machine(post_id: UUID, *, by: Actor | None) -> None:
    """Say which post this machine is."""
    with transaction() as session:
        _assign(session.get_one(Post, post_id), by)


def create_lane(post_id: UUID, facts: LaneFacts, *, by: Actor | None) -> Lane:
    """Add a lane to a post. Raises ``Refused`` when its code is taken there."""
    with transaction() as session:
        _check_lane(post_id, facts, None)
        lane = Lane(post_id=post_id, created_by=by.officer_id if by else None, **vars(facts))
        lane.position = 1 + max((row.position for row in queries.lanes(post_id)), default=0)
        session.add(lane)
        session.flush()
        audit.record(Act.LANE_CREATED, lane, by=by, code=facts.code)
    return lane


def change_lane(lane_id: UUID, facts: LaneFacts, *, by: Actor, confirmed: bool = False) -> Lane:
    """Rename, turn round, open or close a lane.

    Raises ``Refused`` when work stands open at a lane to be closed, unless ``confirmed``.
    """
    with transaction() as session:
        lane = session.get_one(Lane, lane_id)
        _check_lane(lane.post_id, facts, lane)
        if lane.is_open and not facts.is_open and not confirmed:
            _refuse_open_work(lane)
        for name, value in vars(facts).items():
            setattr(lane, name, value)
        audit.record(Act.LANE_CHANGED, lane, by=by, direction=facts.default_direction)
    return lane


def move_lane(lane_id: UUID, steps: int, *, by: Actor) -> None:
    """Put a lane ``steps`` places further down its post's list, up when negative; at the end
    of the list nothing changes."""
    with transaction() as session:
        lane = session.get_one(Lane, lane_id)
        rows = list(queries.lanes(lane.post_id))
        before = rows.index(lane)
        after = min(max(0, before + steps), len(rows) - 1)
        if after == before:
            return
        rows.insert(after, rows.pop(before))
        for place, row in enumerate(rows, 1):
            row.position = place
        audit.record(Act.LANE_CHANGED, lane, by=by, position=after + 1)


def _assign(post: Post, by: Actor | None) -> None:
    machine = db.session.get(Machine, 1) or Machine(id=1)
    machine.post_id = post.id
    db.session.add(machine)
    audit.record(Act.MACHINE_ASSIGNED, post, by=by)


def _check(facts: PostFacts, known: Post | None) -> None:
    if facts.zone not in available_timezones():
        raise Refused(_l("Choose a time zone from the list."), field="zone")
    _check_place(facts, known)
    if known is not None:
        if facts.code != known.code:
            raise Refused(_l("The code of a post stays: printed papers carry it."), field="code")
        return
    if db.session.scalar(select(Post).where(Post.code == facts.code)):
        raise Refused(_l("Another post has this code. Choose another code."), field="code")


def _check_place(facts: PostFacts, known: Post | None) -> None:
    """A place is looked up when it is chosen; one that ended later stays on the post."""
    if not facts.place_code or (known and known.place_code == facts.place_code):
        return
    place = places.place_coded(facts.place_code, clock.today(facts.zone))
    if place is None or place.country != facts.country:
        raise Refused(
            _l("No place of this country has this P-code now. Look it up under Places."),
            field="place_code",
        )


def _refuse_open_work(lane: Lane) -> None:
    """Nobody finds the lane of a traveller closed without having been asked."""
    work = [told for ask in features.contributions("lane_work") for told in ask(lane.id)]
    if work:
        raise Refused(
            _l("Open at this lane: %(work)s. Have them decided first.", work=" · ".join(work)),
            field="confirmed",
        )


def _check_lane(post_id: UUID, facts: LaneFacts, known: Lane | None) -> None:
    if facts.default_direction not in set(Direction):
        raise Refused(_l("Choose entry or exit."), field="default_direction")
    same = select(Lane).where(Lane.post_id == post_id, Lane.code == facts.code)
    found = db.session.scalar(same)
    if found and found is not known:
        raise Refused(_l("This post already has a lane with this code."), field="code")
