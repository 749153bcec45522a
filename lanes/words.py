"""What codes of the lanes are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from lanes.models import State
from lanes.reckoning import Standing

STATES: Mapping[str, LazyString] = {
    State.EXPECTED: _l("Expected"),
    State.ARRIVED: _l("Here"),
    State.RELEASED: _l("Released"),
    State.DROPPED: _l("Does not come"),
}
STANDINGS: Mapping[str, LazyString] = {
    Standing.PARKED: _l("Parked: not decided"),
    Standing.REFERRED: _l("In second line"),
    Standing.AWAITED: _l("Not seen yet"),
    Standing.MISSING: _l("Missing: not aboard"),
    Standing.DECIDED: _l("Decided"),
}
TONES: Mapping[str, str] = {
    Standing.PARKED: "check-look",
    Standing.REFERRED: "check-look",
    Standing.AWAITED: "",
    Standing.MISSING: "check-bad",
}
FACTS: Mapping[str, Any] = {
    "plate": _l("Plate"),
    "kind": _l("Vehicle"),
    "country": _l("Country of registration"),
    "carrier": _l("Carrier"),
    "destination": _l("Destination"),
    "expected_on": _l("Expected on"),
    "direction": _l("Direction"),
}
