"""Until when somebody may stay, in whole sentences: by the rule, its window, a visa or a permit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from crossings.models import Crossing
from crossings.rules.book import Requirement
from crossings.rules.explaining import Explanation
from crossings.rules.granting import By, Counted


def days(told: Explanation) -> Iterator[str]:
    """How long, until which day, and what earlier stays have used up."""
    grant = told.grant
    if grant.last and grant.by != By.WINDOW:
        yield from _until(told, grant.last)
    elif _is_open_ended(told):
        yield _("The text gives no number of days, and none is set here.")
    if grant.counted:
        yield from _counted(grant.counted, told.grant.last)
    elif told.max_days and told.rule and told.rule.window_days:
        yield ngettext(
            "Days of earlier stays count within any %(num)s day.",
            "Days of earlier stays count within any %(num)s days.",
            told.rule.window_days,
        )


def _is_open_ended(told: Explanation) -> bool:
    is_exempt = told.requirement is Requirement.VISA_EXEMPT and told.case.direction == "E"
    return is_exempt and not (told.max_days or told.grant.last)


def _until(told: Explanation, last: date) -> Iterator[str]:
    if told.grant.by == By.SUPPORTING_END:
        yield _("The last lawful day is %(day)s, the last day of that paper.", day=long_day(last))
    elif told.grant.by == By.SUPPORTING and told.max_days:
        yield ngettext(
            "%(num)s day by the visa, the day of entry counted: the last lawful day is %(day)s.",
            "%(num)s days by the visa, the day of entry counted: the last lawful day is %(day)s.",
            told.max_days,
            day=long_day(last),
        )
    elif told.max_days:
        yield ngettext(
            "%(num)s day, the day of entry counted: the last lawful day is %(day)s.",
            "%(num)s days, the day of entry counted: the last lawful day is %(day)s.",
            told.max_days,
            day=long_day(last),
        )


def _counted(counted: Counted, last: date | None) -> Iterator[str]:
    """What is used up of a rolling window. Nobody is guilty of an exit that nobody saw."""
    sure = counted.sure
    about = {
        "window": counted.window_days,
        "day": long_day(counted.day),
        "left": sure.left or 0,
        "last": long_day(last) if last else "",
    }
    if counted.is_full:
        yield ngettext(
            "Within the %(window)s days to %(day)s this post knows of %(num)s day of stay: none is "
            "left. Where was the traveller? Ask, and look at the stamps.",
            "Within the %(window)s days to %(day)s this post knows of %(num)s days of stay: none "
            "is left. Where was the traveller? Ask, and look at the stamps.",
            sure.used,
            **about,
        )
    elif sure.last_lawful_day and sure.last_lawful_day == last:
        yield ngettext(
            "Within the %(window)s days to %(day)s this post knows of %(num)s day of stay: "
            "%(left)s are left, and the last lawful day is %(last)s.",
            "Within the %(window)s days to %(day)s this post knows of %(num)s days of stay: "
            "%(left)s are left, and the last lawful day is %(last)s.",
            sure.used,
            **about,
        )
    else:
        yield ngettext(
            "Within the %(window)s days to %(day)s this post knows of %(num)s day of stay: "
            "%(left)s are left.",
            "Within the %(window)s days to %(day)s this post knows of %(num)s days of stay: "
            "%(left)s are left.",
            sure.used,
            **about,
        )
    yield from _unseen(counted)


def _unseen(counted: Counted) -> Iterator[str]:
    if counted.unseen:
        yield ngettext(
            "Of %(num)s earlier stay no exit was seen here: only its day of entry is counted.",
            "Of %(num)s earlier stays no exit was seen here: only their days of entry are counted.",
            counted.unseen,
        )
    if counted.might_be_over:
        yield _("Had the traveller not left, no day would be left: ask, and look at the stamps.")


def corrected(old: Crossing, new: Crossing) -> str:
    """What a correction did to the last lawful day; '' where there was none and is none."""
    before, after = old.authorised_until, new.authorised_until
    if before is None and after is None:
        return ""
    if before == after and after:
        return _("The last lawful day stays as it was: %(day)s.", day=long_day(after))
    if after is None or before is None:
        known = before or after
        day = long_day(known) if known else ""
        if after is None:
            return _(
                "By the rules of that day the corrected crossing has no last lawful day; it was "
                "%(day)s before.",
                day=day,
            )
        return _(
            "Worked out anew by the rules of that day: the last lawful day is %(day)s; there was "
            "none before.",
            day=day,
        )
    return _(
        "Worked out anew by the rules of that day: the last lawful day is %(day)s; it was "
        "%(before)s before.",
        day=long_day(after),
        before=long_day(before),
    )


def long_day(day: date) -> str:
    """A day with the month in words."""
    return str(format_date(day, "d MMMM y"))
