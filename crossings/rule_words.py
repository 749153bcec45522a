"""The sentences of the entry rules: whole ones, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from babel.lists import format_list
from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import locale
from crossings import grant_words, supporting_words
from crossings.grant_words import long_day
from crossings.rules import dates
from crossings.rules.book import OWN, Category, Requirement, Rule, Subject
from crossings.rules.case import Case
from crossings.rules.explaining import Explanation, Near
from crossings.rules.faults import Why

REQUIREMENTS: Mapping[str, LazyString] = {
    Requirement.VISA_EXEMPT: _l("No visa needed"),
    Requirement.VISA_REQUIRED: _l("Visa needed"),
    Requirement.EVISA_REQUIRED: _l("Electronic visa needed"),
    Requirement.ENTRY_SUSPENDED: _l("Entry suspended"),
    Requirement.NATIONAL_VERIFICATION: _l("National: verify the nationality"),
    Requirement.AUTHORISATION_REQUIRED: _l("Authorisation needed"),
    Requirement.NONE: _l("Adds a fact, decides nothing"),
}
CATEGORIES: Mapping[str, LazyString] = {
    Category.RESIDENT: _l("Resident foreigner"),
    Category.BORDER_RESIDENT: _l("Border resident"),
    Category.DIPLOMAT: _l("Diplomatic or service passport"),
    Category.REFUGEE: _l("Refugee"),
    Category.STATELESS: _l("Stateless"),
    Category.MINOR: _l("Minor"),
    Category.DUAL_NATIONAL: _l("Holds a second nationality"),
    Category.VISA_HOLDER: _l("Holds a valid visa"),
}
SUBJECTS: Mapping[str, LazyString] = {
    Subject.PERSON: _l("Traveller"),
    Subject.PRIVATE_VEHICLE: _l("Private vehicle"),
    Subject.COMMERCIAL_VEHICLE: _l("Commercial vehicle"),
}
GROUPS: Mapping[str, LazyString] = {"ECOWAS": _l("ECOWAS"), "AES": _l("AES")}
UNVERIFIED = _l("Unverified: nobody has compared this rule with its text yet.")
OWN_NATIONALS = _l("nationals of the post’s country")
WAYS: Mapping[str, LazyString] = {"E": _l("Entry"), "X": _l("Exit"), "EX": _l("Both ways")}


def sentence(told: Explanation) -> str:
    """What the officer is told and the record keeps: who needs what, for how long, by which
    rule, and what is known without a date."""
    parts = (
        supporting_words.sentences(told),
        grant_words.days(told),
        _conditions(told),
        _undated(told),
    )
    return " ".join([main(told), *chain.from_iterable(parts)])


def main(told: Explanation) -> str:
    """Who needs what, by which rule."""
    named = {"state": locale.state_name(told.case.nationality), "country": _country(told.case)}
    if told.requirement is Requirement.NATIONAL_VERIFICATION:
        return _(
            "A national of %(country)s: verify the nationality. Nationals are never refused entry.",
            **named,
        )
    if told.rule is None:
        return _no_rule(told.case, named)
    named |= {"rule": told.rule.code, "since": since(told.rule)}
    return _by_rule(told, named)


def _by_rule(told: Explanation, named: dict[str, str]) -> str:
    if told.case.direction != "E" or told.requirement is Requirement.AUTHORISATION_REQUIRED:
        return _leaving(told, named)
    if told.requirement is Requirement.VISA_EXEMPT:
        return _(
            "%(state)s: no visa is needed to enter %(country)s, by rule %(rule)s, in force since "
            "%(since)s.",
            **named,
        )
    if told.requirement is Requirement.VISA_REQUIRED:
        return _(
            "%(state)s: a visa is needed to enter %(country)s, by rule %(rule)s, in force since "
            "%(since)s.",
            **named,
        )
    if told.requirement is Requirement.EVISA_REQUIRED:
        return _(
            "%(state)s: an electronic visa is needed to enter %(country)s, by rule %(rule)s, in "
            "force since %(since)s.",
            **named,
        )
    return _(
        "%(state)s: entry to %(country)s is suspended, by rule %(rule)s, in force since %(since)s. "
        "See its exceptions.",
        **named,
    )


def _leaving(told: Explanation, named: dict[str, str]) -> str:
    if told.requirement is Requirement.AUTHORISATION_REQUIRED:
        return _(
            "A written authorisation is needed, by rule %(rule)s of %(country)s, in force since "
            "%(since)s.",
            **named,
        )
    asked = REQUIREMENTS[told.requirement or Requirement.NONE]
    return _(
        "Leaving %(country)s: %(asked)s, by rule %(rule)s, in force since %(since)s.",
        asked=asked,
        **named,
    )


def _no_rule(case: Case, named: dict[str, str]) -> str:
    if case.direction == "E":
        return _(
            "No rule is known here for %(state)s entering %(country)s with this document: decide "
            "by the law that you have. Nothing was checked.",
            **named,
        )
    return _(
        "No rule is known here for %(state)s leaving %(country)s with this document: decide by "
        "the law that you have. Nothing was checked.",
        **named,
    )


def _conditions(told: Explanation) -> Iterator[str]:
    if told.expires_early is None:
        return
    months = told.rule.passport_months if told.rule else None
    if told.expires_early and months:
        yield ngettext(
            "The document must be valid for %(num)s month more: it is not.",
            "The document must be valid for %(num)s months more: it is not.",
            months,
        )
    elif months:
        yield ngettext(
            "The document must be valid for %(num)s month more: it is.",
            "The document must be valid for %(num)s months more: it is.",
            months,
        )


def _undated(told: Explanation) -> Iterator[str]:
    for rule in told.undated:
        yield _(
            "Rule %(rule)s is known but has no date, and is not applied: %(title)s.",
            rule=rule.code,
            title=rule.words(locale.code()),
        )


def short(told: Explanation) -> str:
    """The rule, what it asks and for how long, in a few words."""
    if told.requirement is None:
        return _("no rule known")
    asked = str(REQUIREMENTS[told.requirement])
    rule = told.rule.code if told.rule else ""
    if not told.max_days:
        return f"{rule} {asked}".strip()
    granted = ngettext("%(num)s day", "%(num)s days", told.max_days)
    return f"{rule} {asked}, {granted}".strip()


def unchecked(told: Explanation) -> Iterator[str]:
    """What the rule asks for and this machine did not look at."""
    rule = told.rule
    if told.requirement is None:
        yield _("Entry rules: not checked, none is known for this traveller.")
    if told.requirement is Requirement.NATIONAL_VERIFICATION:
        yield _("The nationality itself: the rules take it from the document.")
    if told.met_by:
        yield _("Whether the linked paper is genuine: look at it.")
    elif told.requirement in (Requirement.VISA_REQUIRED, Requirement.EVISA_REQUIRED):
        yield _("The visa itself: look at it.")
    if told.max_days and told.grant.counted is None:
        yield _("Days of earlier stays are not counted in this sentence.")
    if rule and rule.health_certificate:
        yield _("The rule asks for a health certificate: look at it.")
    if rule and rule.passport_months and told.expires_early is None:
        yield ngettext(
            "The document must be valid for %(num)s month more: the expiry is not known.",
            "The document must be valid for %(num)s months more: the expiry is not known.",
            rule.passport_months,
        )
    if told.requirement is Requirement.VISA_EXEMPT:
        yield _("Other conditions of the text: see the rule.")


def reason(near: Near) -> str:
    """Why a rule that nearly fits does not answer."""
    fault, code = near.fault, near.rule.code
    named = {"rule": code, "other": str(GROUPS.get(fault.other, fault.other))}
    named["day"] = when(fault.day)
    if fault.why in (Why.NATIONAL_LEFT, Why.POST_LEFT):
        return _left(near, named)
    told = {
        Why.UNDATED: _("%(rule)s is known but has no date: it is not applied.", **named),
        Why.SWITCHED_OFF: _("%(rule)s is switched off.", **named),
        Why.NOT_YET: _not_yet(near.rule, named),
        Why.ENDED: _("%(rule)s: no longer in force since this last day: %(day)s.", **named),
        Why.DOCUMENT: _("%(rule)s names other documents than this one.", **named),
        Why.PURPOSE: _("%(rule)s is for other purposes.", **named),
        Why.BROADER: _("%(rule)s fits too; %(other)s is more specific.", **named),
        Why.OLDER: _("%(rule)s fits too; %(other)s is newer.", **named),
    }
    return str(told[fault.why])


def _not_yet(rule: Rule, named: dict[str, str]) -> str:
    if rule.start_open:
        return _("%(rule)s: nobody knows whether it was in force before %(day)s.", **named)
    return _("%(rule)s: not in force before this date: %(day)s.", **named)


def _left(near: Near, named: dict[str, str]) -> str:
    fault = near.fault
    of_post = fault.why is Why.POST_LEFT
    if not fault.day:
        if of_post:
            return _("%(rule)s: the post’s country is not in %(other)s on that day.", **named)
        return _("%(rule)s: this nationality is not in %(other)s on that day.", **named)
    if of_post:
        return _("%(rule)s: the post’s country was in %(other)s until %(day)s.", **named)
    return _("%(rule)s: this nationality was in %(other)s until %(day)s.", **named)


def named(names: tuple[str, ...]) -> str:
    """States and groups in words, in the order of the rule."""
    told = [_name(one) for one in names]
    return str(format_list(told, style="unit", locale=get_locale())) if told else ""


def _name(one: str) -> str:
    if one == OWN:
        return str(OWN_NATIONALS)
    return str(GROUPS[one]) if one in GROUPS else locale.state_name(one)


def when(told: str) -> str:
    """A date as precise as its source, in words."""
    if len(told) == dates.DAY:
        return long_day(date.fromisoformat(told))
    if len(told) == dates.MONTH:
        return str(format_date(dates.first_day(told), "LLLL y"))
    return told


def since(rule: Rule) -> str:
    """The start of a rule in words, and whether it may have been earlier."""
    day = when(rule.effective_from)
    return _("%(day)s at the latest", day=day) if rule.start_open and day else day


def title(rule: Rule) -> str:
    """What a rule is called, in the reader's language."""
    return rule.words(locale.code())


def note(rule: Rule) -> str:
    """What else a rule says, in the reader's language."""
    return rule.notes(locale.code())


def source(rule: Rule) -> str:
    """Who says so, when it was looked up, and whether somebody verified it."""
    told = _("Source: %(citation)s.", citation=rule.citation.rstrip("."))
    if rule.consulted:
        told = _(
            "Source: %(citation)s (consulted %(day)s).",
            citation=rule.citation,
            day=when(rule.consulted),
        )
    return told if rule.verified else f"{told} {UNVERIFIED}"


def _country(case: Case) -> str:
    return locale.state_name(case.country)
