"""Words of donations."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

STATES: Mapping[str, LazyString] = {
    "draft": _l("draft"),
    "checked": _l("checked, to be signed"),
    "signed": _l("signed by both"),
    "dropped": _l("dropped"),
    "reversed": _l("reversed"),
}
TONES: Mapping[str, str] = {  # class of the style sheet
    "draft": "check-look",
    "checked": "check-look",
    "signed": "check-ok",
    "dropped": "check-absent",
    "reversed": "check-bad",
}
SHOWN: Mapping[str, LazyString] = {"open": _l("not signed yet"), **STATES}
