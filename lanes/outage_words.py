"""What the kinds of outages are called, and how long one was, in words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from lanes.models.outage import Kind

KINDS: Mapping[str, LazyString] = {
    Kind.POWER: _l("Power"),
    Kind.LINK: _l("Link to the outside"),
    Kind.GENERATOR: _l("Generator"),
    Kind.READER: _l("Document reader"),
    Kind.OTHER: _l("Something else"),
}
GONE: Mapping[str, LazyString] = {
    Kind.POWER: _l("The power is gone"),
    Kind.LINK: _l("The link is gone"),
    Kind.GENERATOR: _l("The generator stands still"),
    Kind.READER: _l("The reader does not work"),
}
BACK: Mapping[str, LazyString] = {
    Kind.POWER: _l("The power is back"),
    Kind.LINK: _l("The link is back"),
    Kind.GENERATOR: _l("The generator runs again"),
    Kind.READER: _l("The reader works again"),
    Kind.OTHER: _l("It is over"),
}


def lasted(minutes: int) -> str:
    """A length of time, such as 3 h 05 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min", minutes=rest)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=f"{rest:02d}")
