"""Words of upkeep: kinds of plans, units, how work orders and proposals stand, terms."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

KINDS: Mapping[str, LazyString] = {
    "clean": _l("Clean"),
    "check": _l("Check"),
    "test": _l("Test"),
    "service": _l("Overhaul"),
    "replace": _l("Replace a worn part"),
    "calibrate": _l("Calibrate"),
}
UNITS: Mapping[str, LazyString] = {"days": _l("days"), "months": _l("months"), "uses": _l("uses")}
COUNTERS: Mapping[str, LazyString] = {
    "desk": _l("the desk's readings"),
    "meter": _l("a meter that is read"),
}
STANDINGS: Mapping[str, LazyString] = {
    "later": _l("later"),
    "soon": _l("may be done now"),
    "due": _l("due"),
    "overdue": _l("overdue"),
}
STANDING_TONES: Mapping[str, str] = {"soon": "check-look", "due": "check-look",
                                     "overdue": "check-bad"}  # fmt: skip
STAGES: Mapping[str, LazyString] = {  # of a work order
    "reported": _l("reported"),
    "in_repair": _l("in repair"),
    "failed_test": _l("failed its test"),
    "tested": _l("tested, not back yet"),
    "repaired": _l("repaired"),
    "written_off": _l("written off"),
    "withdrawn": _l("withdrawn"),
}
STAGE_TONES: Mapping[str, str] = {"reported": "check-bad", "in_repair": "check-look",
                                  "failed_test": "check-bad", "tested": "check-ok",
                                  "repaired": "check-ok"}  # fmt: skip
TERMS: Mapping[str, LazyString] = {
    "licence": _l("Licence"),
    "insurance": _l("Insurance"),
    "contract": _l("Service contract"),
}
DATES: Mapping[str, LazyString] = {
    "calibration": _l("Calibration"),
    "warranty": _l("Warranty"),
    **TERMS,
}
PROPOSALS: Mapping[str, LazyString] = {
    "open": _l("to be decided"),
    "accepted": _l("accepted"),
    "dismissed": _l("dismissed"),
}
VERDICTS: Mapping[str, LazyString] = {
    "worse": _l("worse than the others"),
    "alike": _l("no worse than the others"),
    "few": _l("too few readings to say"),
    "alone": _l("no other reader to compare with"),
}
