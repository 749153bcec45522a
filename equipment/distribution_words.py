"""Words for distributions, and the age bands by which people are counted: data, not code."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost.code_lists.lists import Code, CodeList

_CITE = "UNHCR, age groups of population statistics; IOM Emergency Manual, distribution toolkit"
_BANDS: Mapping[str, LazyString] = {
    "0-4": _l("0 to 4 years"),
    "5-11": _l("5 to 11 years"),
    "12-17": _l("12 to 17 years"),
    "18-59": _l("18 to 59 years"),
    "60+": _l("60 years and over"),
}
AGE_BANDS = CodeList(
    "age_bands",
    _l("Age bands of distributions"),
    (
        Code(code, shipped=word, cite=_CITE, position=10 * (place + 1))
        for place, (code, word) in enumerate(_BANDS.items())
    ),
    longest=6,
)
SEXES: Mapping[str, LazyString] = {"f": _l("Women and girls"), "m": _l("Men and boys")}
STAGES: Mapping[str, LazyString] = {
    "planned": _l("planned"),
    "set_aside": _l("set aside"),
    "issued": _l("issued"),
    "closed": _l("closed, reconciled"),
    "cancelled": _l("cancelled"),
}
LOSSES: Mapping[str, LazyString] = {"lost": _l("Lost"), "damaged": _l("Damaged")}
SIGNED: Mapping[str, LazyString] = {
    "drawn": _l("Signed here on the screen"),
    "paper": _l("Signed on the paper list"),
    "thumb": _l("Thumb print on the paper list"),
}
