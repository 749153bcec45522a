"""What the modes of the desk are called."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from crossings.models.desk_mode import Mode, Why

MODES: Mapping[str, LazyString] = {
    Mode.FULL: _l("In full"),
    Mode.ESSENTIAL: _l("Essential only"),
    Mode.COUNT: _l("Count only"),
}
MEANS: Mapping[str, LazyString] = {
    Mode.FULL: _l("Everything that the post asks is asked."),
    Mode.ESSENTIAL: _l(
        "Identity and decision. Purpose, destination, transport and photo are not asked; "
        "screening and protection stay."
    ),
    Mode.COUNT: _l(
        "People are counted on the keypad, as an estimate. Whoever is refused, referred or in "
        "danger is registered all the same, and then not counted."
    ),
}
REASONS: Mapping[str, LazyString] = {
    Why.LAW: _l("The law forbids to register"),
    Why.SURGE: _l("Surge: too many people"),
    Why.OUTAGE: _l("Outage: power, link or a machine"),
    Why.OTHER: _l("Another reason"),
}
