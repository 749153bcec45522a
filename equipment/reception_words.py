"""Words of receptions."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

STATES: Mapping[str, LazyString] = {
    "expected": _l("expected"),
    "received": _l("received"),
    "dropped": _l("dropped"),
}
TONES: Mapping[str, str] = {  # class of the style sheet
    "expected": "check-look",
    "received": "check-ok",
    "dropped": "check-absent",
}
SHOWN: Mapping[str, LazyString] = {"unsettled": _l("with open differences"), **STATES}
KINDS: Mapping[str, LazyString] = {
    "short": _l("short"),
    "over": _l("over"),
    "damaged": _l("damaged"),
}
LATER = "arrived_later"
SETTLEMENTS: Mapping[str, LazyString] = {
    LATER: _l("It arrives later: a new list expects it"),
    "credited": _l("Credited by the supplier"),
    "written_off": _l("Written off"),
    "kept": _l("Kept as it is"),
    "sent_back": _l("Sent back"),
}
WAYS: Mapping[str, tuple[str, ...]] = {  # how each kind of difference may be settled
    "short": (LATER, "credited", "written_off"),
    "over": ("kept", "sent_back"),
    "damaged": ("credited", "kept", "sent_back", "written_off"),
}
