"""Words for supporting documents: what they are, whose, and whether they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from borderpost import locale
from crossings.grant_words import long_day
from crossings.rules import dates
from crossings.rules.explaining import Explanation
from crossings.rules.supporting import (
    Lack,
    SupportingDocument,
    SupportingKind,
    Weighed,
    entries_left,
)
from crossings.supporting import Attached, How, Link

KINDS: Mapping[str, LazyString] = {
    SupportingKind.VISA: _l("Visa"),
    SupportingKind.PERMIT: _l("Residence card or permit"),
    SupportingKind.AUTHORISATION: _l("Parental authorisation"),
    SupportingKind.VACCINATION: _l("Vaccination certificate"),
}
# The parents' authorisation is said with the minor, where both parents may stand for it.
TYPED = {kind: label for kind, label in KINDS.items() if kind != SupportingKind.AUTHORISATION}
ENTRIES: Mapping[str, LazyString] = {
    "1": _l("One entry"),
    "2": _l("Two entries"),
    "MULT": _l("Several entries"),
}
WAYS: Mapping[str, LazyString] = {
    How.ZONE: _l("read from its zone"),
    How.TYPED: _l("typed"),
    How.STICKER: _l("issued here"),
}
LINKS: Mapping[str, LazyString] = {
    Link.AGREES: _l("name, birth date and nationality agree"),
    Link.OFFICER: _l("an officer says that it is this traveller’s"),
    Link.ASKED: _l("not linked: it counts for nothing"),
}
DIFFERENCES: Mapping[str, LazyString] = {
    "name": _l("the name"),
    "birth_date": _l("the birth date"),
    "nationality": _l("the nationality"),
    "sex": _l("the sex"),
    "checks": _l("a check digit"),
}


def question(document: Attached) -> str:
    """What an officer is asked about a visa that does not agree with the sheet."""
    if document.differs == ("checks",):
        return _("A check digit of this visa does not agree. Compare its zone with the paper.")
    if "name" in document.differs or "birth_date" in document.differs:
        return _("This visa names another person. Is it this traveller’s?")
    return _("This visa does not agree with the document. Is it this traveller’s?")


def facts(document: Attached) -> str:
    """What a supporting document says: state, number, days and entries, in one line."""
    found = [
        locale.state_name(document.issuer) if len(document.issuer) == 3 else document.issuer,
        document.number,
        _("from %(day)s", day=_day(document.since)) if document.since else "",
        _("valid until %(day)s", day=_day(document.until)) if document.until else "",
        str(ENTRIES.get(document.entries, document.entries)),
        ngettext("%(num)s day", "%(num)s days", document.max_days) if document.max_days else "",
    ]
    return " · ".join(one for one in found if one)


def sentences(told: Explanation) -> Iterator[str]:
    """By which linked supporting document the rule is met; or why none of them meets it."""
    if told.met_by:
        yield from _met(told.met_by)
        return
    for one in told.supporting:
        yield lacking(one, told.case.country)


def lacking(one: Weighed, country: str) -> str:
    """Why a linked supporting document does not hold."""
    document = one.document
    named = {"paper": str(KINDS[document.kind]), "number": document.number}
    told = {
        Lack.OTHER_STATE: _(
            "%(paper)s %(number)s: issued by %(state)s, it does not open the way to %(country)s.",
            state=locale.state_name(document.issuer),
            country=locale.state_name(country),
            **named,
        ),
        Lack.NOT_YET: _(
            "%(paper)s %(number)s: not valid before %(day)s.", day=_day(document.since), **named
        ),
        Lack.EXPIRED: _(
            "%(paper)s %(number)s: valid until %(day)s, that day is over.",
            day=_day(document.until),
            **named,
        ),
        Lack.NO_END: _(
            "%(paper)s %(number)s: its last day is not known. Complete it first.", **named
        ),
        Lack.USED_UP: _(
            "%(paper)s %(number)s: every entry was used as far as this post knows. Look at the "
            "stamps.",
            **named,
        ),
    }
    return str(told[one.lack]) if one.lack else ""


def _met(document: SupportingDocument) -> Iterator[str]:
    named = {"number": document.number, "day": _day(document.until)}
    if document.kind == SupportingKind.PERMIT:
        yield _(
            "The linked residence permit %(number)s meets this: valid until %(day)s. Days under "
            "it do not count.",
            **named,
        )
    elif document.kind == SupportingKind.AUTHORISATION:
        yield _("A linked authorisation meets this.")
    else:
        yield _("The linked visa %(number)s meets this: valid until %(day)s.", **named)
        yield from _entries(document)


def _entries(document: SupportingDocument) -> Iterator[str]:
    if entries_left(document) is not None:
        yield _(
            "Entries used with it as far as this post knows: %(used)s of %(all)s.",
            used=document.used,
            all=document.entries,
        )
    elif document.entries:
        yield _("It lets in several times.")
    else:
        yield _("How many entries it allows was not said: look at it.")


def _day(told: str) -> str:
    """A date as precise as it was told."""
    if len(told) == dates.DAY:
        return long_day(dates.first_day(told))
    return told
