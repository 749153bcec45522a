"""Words for stays: where they stand, how they were found, what nobody could see."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from borderpost.locale import day
from crossings.queries.stays import Told
from crossings.rules.coverage import Coverage

STATES: Mapping[str, LazyString] = {
    "open": _l("No exit seen"),
    "overstay": _l("Past the last lawful day"),
    "closed": _l("Left"),
    "merged": _l("Left (files joined by an officer)"),
    "orphan_exit": _l("Exit without a known entry"),
    "presumed_left": _l("Presumed to have left"),
}
GROUNDS: Mapping[str, LazyString] = {
    "document": _l("the same document"),
    "person": _l("another document of the same person"),
    "personal_number": _l("the person’s own number in both documents"),
    "officer": _l("an officer said that it is one person"),
}
RULES: Mapping[str, LazyString] = {
    "told": _l("Another post or authority said so"),
    "stamp": _l("A stamp or paper shows the exit"),
    "resident": _l("Lives at the border and was seen at home"),
    "long_ago": _l("So long ago that no exit will be seen here"),
    "entered_again": _l("Came in again later"),
}
LIKENESS: Mapping[str, LazyString] = {
    "name": _l("Name"),
    "birth_date": _l("Born on"),
    "nationality": _l("Nationality"),
    "sex": _l("Sex"),
    "personal_number": _l("Own number"),
}


def sentences(told: Told, direction: str) -> list[str]:
    """What a sheet says of the traveller's stay, sentence by sentence."""
    stay = told.stay
    if stay is None:
        return [_("Leaves without a known entry here; may have entered elsewhere.")]
    about = {"day": day(stay.entry_on), "lane": stay.entry.lane.code if stay.entry else ""}
    if direction == "X":
        return [_("Entered on %(day)s by lane %(lane)s.", **about), *_counted(told)]
    unseen = _(
        "Entered on %(day)s by lane %(lane)s; no exit was seen here, may have left elsewhere.",
        **about,
    )
    return [unseen, *_counted(told)]


def _counted(told: Told) -> list[str]:
    stay = told.stay
    if stay is None or stay.authorised_until is None:
        return []
    until = day(stay.authorised_until)
    if told.over:
        return [
            ngettext(
                "%(num)s day past the last lawful day, %(day)s.",
                "%(num)s days past the last lawful day, %(day)s.",
                told.over,
                day=until,
            )
        ]
    return [
        ngettext(
            "%(num)s day used, %(left)s left, last lawful day %(day)s.",
            "%(num)s days used, %(left)s left, last lawful day %(day)s.",
            told.used,
            left=told.left,
            day=until,
        )
    ]


def covered(seen: Coverage) -> str:
    """Who could have seen the exit, in one sentence that accuses nobody."""
    if seen.known <= 1:
        return _("Only this post is known here: may have left elsewhere")
    about = {"number": seen.connected, "all": seen.known}
    if seen.since:
        return _(
            "%(number)s of %(all)s posts connected since %(day)s: may have left elsewhere",
            **about,
            day=day(seen.since),
        )
    return _("%(number)s of %(all)s posts connected: may have left elsewhere", **about)
