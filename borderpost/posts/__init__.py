"""Border posts, their lanes, and which post this machine is."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with posts."""

    READ = "posts:post:read"
    WRITE = "posts:post:write"
    STATUS = "posts:status:write"


class Act(StrEnum):
    """What the audit log says of posts."""

    POST_CREATED = "posts:post:create"
    POST_CHANGED = "posts:post:change"
    LANE_CREATED = "posts:lane:create"
    LANE_CHANGED = "posts:lane:change"
    LETTERHEAD_CHANGED = "posts:letterhead:change"
    STATUS_CHANGED = "posts:status:change"
    MACHINE_ASSIGNED = "posts:machine:assign"


FEATURE = Feature(
    name="posts",
    label=_l("Posts and lanes"),
    blueprints=(
        "borderpost.posts.views:bp",
        "borderpost.posts.letterhead_views:bp",
        "borderpost.posts.status_views:bp",
    ),
    models="borderpost.posts.models",
    permissions=Permission,
    grants={
        Role.ADMINISTRATOR: frozenset({Permission.READ, Permission.WRITE}),
        Role.SUPERVISOR: frozenset({Permission.READ, Permission.STATUS}),
    },
    navigation=(NavItem(_l("Posts and lanes"), "posts.index", "building", order=80),),
    demo="borderpost.posts.demo:fill",
)
