"""What codes of convoys are called, and to whom people are handed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from lanes import convoy_kinds
from lanes.convoy_reckoning import ConvoyStanding
from lanes.models import ConvoyState

STATES: Mapping[str, LazyString] = {
    ConvoyState.EXPECTED: _l("Expected"),
    ConvoyState.ARRIVED: _l("Here"),
    ConvoyState.CLOSED: _l("Closed"),
    ConvoyState.DROPPED: _l("Does not come"),
}
STANDINGS: Mapping[str, LazyString] = {
    ConvoyStanding.HERE: _l("Here, not screened yet"),
    ConvoyStanding.AT_DESK: _l("At the desk, not decided"),
    ConvoyStanding.REFERRED: _l("In second line"),
    ConvoyStanding.DECIDED: _l("Decided"),
    ConvoyStanding.ON_SHEET: _l("Hand-over not signed"),
    ConvoyStanding.AWAITED: _l("Not seen yet"),
    ConvoyStanding.MISSING: _l("Missing"),
    ConvoyStanding.HANDED: _l("Handed over"),
}
TONES: Mapping[str, str] = {
    ConvoyStanding.HERE: "check-look",
    ConvoyStanding.AT_DESK: "check-look",
    ConvoyStanding.REFERRED: "check-look",
    ConvoyStanding.ON_SHEET: "check-look",
    ConvoyStanding.MISSING: "check-bad",
    ConvoyStanding.HANDED: "check-ok",
}
# What an officer has to see to before anybody of such a convoy is received.
NOTICES: Mapping[str, LazyString] = {
    convoy_kinds.EXPULSION: _l(
        "Ask for the decision that expels each person: a group is not expelled as a group. "
        "Whoever is afraid, ill, alone or under 18 is seen by the protection focal point first."
    ),
    convoy_kinds.READMISSION: _l(
        "Verify each nationality: a national is not refused. Who is not a national comes under an "
        "agreement alone; name it."
    ),
    convoy_kinds.RETURN: _l(
        "A return is assisted only if it is wanted: each person signed so, may still say no, and "
        "is not detained. Ask for the declarations, and for the organisation that assists."
    ),
}
OUTCOMES: Mapping[str, LazyString] = {
    "received": _l("Received"),
    "missing": _l("Missing"),
    "unexpected": _l("Unexpected: not on the list"),
    "awaited": _l("Not seen yet"),
}
RECEIVERS: Mapping[str, LazyString] = {
    "iom": _l("IOM"),
    "red_cross": _l("Red Cross or Red Crescent"),
    "asylum": _l("UNHCR or the commission for refugees"),
    "child": _l("Child protection"),
    "hospital": _l("Hospital or health post"),
    "family": _l("Family"),
    "authority": _l("Authority"),
    "nobody": _l("Goes on alone, as wished"),
}
# To these somebody is handed over even while an answer waits for the focal point: they are help.
ASSISTANCE = frozenset({"iom", "red_cross", "asylum", "child", "hospital"})
FACTS: Mapping[str, Any] = {
    "reference": _l("Reference of the other side"),
    "kind": _l("Kind"),
    "authority": _l("Authority that sends"),
    "from_place": _l("From which post"),
    "expected_at": _l("Expected"),
    "leader": _l("Who leads the convoy"),
    "plates": _l("Plates"),
    "basis": _l("Decision or agreement, as the other side names it"),
    "transport": _l("Vehicle"),
}
PERSON: Mapping[str, Any] = {
    "born": _l("Birth date, year or age"),
    "family": _l("Family, by a name or number"),
    "document_number": _l("Document number, if there is one"),
    "nationality": _l("Nationality as declared"),
}
