"""Words for questions, indicators, outcomes, languages and contacts."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

QUESTIONS: Mapping[str, LazyString] = {
    "fear": _l("Is the traveller afraid to go back?"),
    "alone": _l("Is the traveller under 18 and alone?"),
    "coercion": _l("Are there signs of coercion, debt, or papers withheld by somebody else?"),
    "medical": _l("Does the traveller need medical care?"),
}
NEEDS: Mapping[str, LazyString] = {
    "pregnant": _l("Pregnant, or with a newborn child"),
    "elderly": _l("Elderly and in need of help"),
    "disability": _l("Disability or chronic illness"),
    "separated": _l("Separated from the family on the way"),
    "injury": _l("Injured"),
    "food_water": _l("Food or water needed now"),
    "shelter": _l("No place for the night"),
    "lost_papers": _l("Papers or belongings lost or withheld"),
}
INDICATORS: Mapping[str, LazyString] = {
    "wants_asylum": _l("Fear of return, seeks protection"),
    "unaccompanied_child": _l("Child alone"),
    "possible_trafficking": _l("Signs of coercion or trafficking"),
    "serious_medical": _l("Medical need"),
    "spontaneous_disclosure": _l("Told something in confidence"),
    **NEEDS,
}
OUTCOMES: Mapping[str, LazyString] = {
    "information_only": _l("Information given"),
    "assisted_here": _l("Assisted here"),
    "referred": _l("Referred to a partner"),
    "declined": _l("Help declined"),
    "emergency": _l("Emergency services"),
}
# Languages spoken at the posts of the Sahel; a word for each, no list of a standard.
LANGUAGES: Mapping[str, LazyString] = {
    "fr": _l("French"),
    "ar": _l("Arabic"),
    "hassaniya": _l("Hassaniya"),
    "bambara": _l("Bambara"),
    "pulaar": _l("Pulaar"),
    "soninke": _l("Soninke"),
    "wolof": _l("Wolof"),
    "tamasheq": _l("Tamasheq"),
    "en": _l("English"),
    "other": _l("Another language"),
}
CONTACTS: Mapping[str, LazyString] = {
    "asylum": _l("Asylum: UNHCR or the national commission for refugees (CNCR)"),
    "iom": _l("IOM"),
    "child": _l("Child protection"),
    "hospital": _l("Hospital or health post"),
    "focal_point": _l("Protection focal point"),
}
