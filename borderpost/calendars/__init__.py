"""Dates that fall due, as a calendar that an officer's own programs subscribe to."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature


class Act(StrEnum):
    """What the audit log says of calendars."""

    MADE = "calendars:feed:make"
    REVOKED = "calendars:feed:revoke"


FEATURE = Feature(
    name="calendars",
    label=_l("Calendar"),
    blueprints=("borderpost.calendars.views:bp",),
    models="borderpost.calendars.models",
)
