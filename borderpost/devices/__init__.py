"""Other devices of a post: its own certificate, phones that join by a printed code."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, Keep, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with the devices of a post."""

    READ = "devices:device:read"
    WRITE = "devices:device:write"


class Act(StrEnum):
    """What the audit log says of devices."""

    PAPER_MADE = "devices:paper:create"
    JOINED = "devices:device:join"
    RENAMED = "devices:device:rename"
    REVOKED = "devices:device:revoke"


FEATURE = Feature(
    name="devices",
    label=_l("Devices"),
    blueprints=("borderpost.devices.views:bp", "borderpost.devices.queue_views:bp"),
    models="borderpost.devices.models",
    permissions=Permission,
    grants={Role.ADMINISTRATOR: frozenset(Permission)},
    navigation=(NavItem(_l("Devices"), "devices.index", "device-desktop", order=85),),
    keeps=(Keep("joining papers", lambda: 30, "borderpost.devices.services:purge"),),
)
