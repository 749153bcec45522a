"""The words about minors: relations, the authorisation, ages."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from crossings.accompaniment import Relation, Seen

RELATIONS: Mapping[str, LazyString] = {
    Relation.MOTHER: _l("Mother"),
    Relation.FATHER: _l("Father"),
    Relation.GUARDIAN: _l("Legal guardian"),
    Relation.RELATIVE: _l("Other relative"),
    Relation.TEACHER: _l("Teacher or group leader"),
    Relation.OTHER: _l("Other adult"),
}
AUTHORISATIONS: Mapping[str, LazyString] = {
    Seen.SEEN: _l("Seen"),
    Seen.NOT_SEEN: _l("Not seen"),
    Seen.BOTH_PARENTS: _l("Not needed: mother and father travel along"),
}
AUTHORISED: Mapping[str, LazyString] = {**AUTHORISATIONS, "not_said": _l("Nobody said")}
AGES: Mapping[str, LazyString] = {
    "certain": _l("By the birth date"),
    "said_minor": _l("By the officer’s word: the birth date leaves it open"),
    "said_adult": _l("No, by the officer’s word: the birth date leaves it open"),
}
