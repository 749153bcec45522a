"""What evaluation asks and shows."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost.desk_counts import Measure
from training.evaluation_models import Who

STATEMENTS: Mapping[str, LazyString] = {
    "useful": _l("What was taught is useful for my work."),
    "clear": _l("The trainers explained clearly."),
    "paced": _l("There was enough time for the exercises."),
    "organised": _l("Place, material and times were well organised."),
    "will_use": _l("I will use it at my post."),
}
MARKS: Mapping[int, LazyString] = {
    1: _l("not at all"), 2: _l("little"), 3: _l("partly"), 4: _l("mostly"), 5: _l("fully"),
}  # fmt: skip
USED: Mapping[int, LazyString] = {
    1: _l("never"), 2: _l("once or twice"), 3: _l("every month"), 4: _l("every week"),
    5: _l("every day"),
}  # fmt: skip
WHO: Mapping[str, LazyString] = {Who.SELF: _l("the participant"), Who.SUPERVISOR: _l("the chief")}
MEASURES: Mapping[str, LazyString] = {
    Measure.BY_HAND: _l("Documents typed by hand, of those at the desk"),
    Measure.OVERRIDDEN: _l("Rules set aside, of those that were shown"),
}
