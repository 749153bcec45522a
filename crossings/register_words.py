"""Words of register sheets: what became of each, where a line stands, how it was captured."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from crossings import words
from crossings.models import Fate, LineState

FATES: Mapping[str, LazyString] = {
    Fate.PRINTED: _l("printed, blank"),
    Fate.OUT: _l("handed out, blank"),
    Fate.USED: _l("used"),
    Fate.RETURNED: _l("brought back blank"),
    Fate.SPOILED: _l("spoiled"),
    Fate.MISSING: _l("missing"),
}
ACTS: Mapping[str, LazyString] = {
    Fate.RETURNED: _l("It came back blank"),
    Fate.SPOILED: _l("It is spoiled"),
    Fate.MISSING: _l("It is missing"),
}
LINES: Mapping[str, LazyString] = {
    LineState.WAITING: _l("kept as typed: something is wrong"),
    LineState.SECOND: _l("waits for a second person"),
    LineState.DIFFERS: _l("typed differently by two people"),
    LineState.CAPTURED: _l("in the register"),
    LineState.STRUCK: _l("struck through: nobody"),
}
WAYS: Mapping[str, LazyString] = {
    "live": _l("Live, at the machine"),
    "paper": _l("Captured from paper afterwards"),
    "import": _l("Loaded from an old register"),
}
FIELDS: Mapping[str, LazyString] = {
    "day": _l("Day"),
    "at": _l("Time on the paper"),
    "direction": _l("Direction"),
    "surname": words.FIELDS["surname"],
    "given_names": words.FIELDS["given_names"],
    "birth_date": _l("Born on, or age"),
    "sex": words.FIELDS["sex"],
    "nationality": words.FIELDS["nationality"],
    "document_code": words.FIELDS["document_code"],
    "document_number": words.FIELDS["document_number"],
    "issuing_state": words.FIELDS["issuing_state"],
    "transport": _l("Transport"),
    "decision": _l("Decision"),
    "reasons": _l("Reasons of a refusal"),
    "note": _l("Remark on the paper"),
    "officer_id": _l("Written by"),
}
