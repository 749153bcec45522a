"""The words of a hand-over."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from crossings.models.hand_over import Ending
from crossings.queries.shifts import Kind

KINDS: Mapping[str, LazyString] = {
    Kind.INTERVIEW: _l("Interview in second line"),
    Kind.REFERRAL: _l("Referred, waits in second line"),
    Kind.SHEET: _l("Open sheet"),
    Kind.SCAN: _l("Document of a scan that waits"),
}
ENDINGS: Mapping[str, LazyString] = {
    Ending.ACCEPTED: _l("accepted"),
    Ending.DECLINED: _l("declined"),
    Ending.WITHDRAWN: _l("withdrawn"),
}
