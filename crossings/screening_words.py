"""Words for what a screening said of a traveller and of the document's number, as the sheet and the
register tell it."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from watchlist.outcome import Papers

DOCUMENTS: Mapping[Papers, LazyString] = {
    Papers.CLEAR: _l("Stolen and lost documents: this number is not listed."),
    Papers.HIT: _l("Stolen and lost documents: this number is listed."),
    Papers.MISREAD: _l("Stolen and lost documents: possible misread of a listed number."),
    Papers.STALE: _l("Stolen and lost documents: not listed, but the list is stale."),
    Papers.NOT_CHECKED: _l("Stolen and lost documents: not checked."),
}
# What the register says of a crossing's screening and of its document.
RESULTS: Mapping[str, LazyString] = {
    "none": _l("Alerts: screened, nothing for the desk."),
    "possible_dismissed": _l("Alerts: a possible hit was cleared."),
    "hit_stop": _l("Alerts: hit, stop."),
    "hit_refer": _l("Alerts: hit, refer."),
    "hit_inform": _l("Alerts: hit, for information."),
    "list_stale": _l("Alerts: screened against a stale list."),
    "no_list": _l("Alerts: nobody was screened, there was no list."),
    "not_checked": _l("Alerts: not screened."),
}
DOCUMENT_RESULTS: Mapping[str, LazyString] = {str(one): words for one, words in DOCUMENTS.items()}
