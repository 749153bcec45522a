"""What codes of vehicles are called, and the sentences about their clock and papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from borderpost.locale import day
from lanes.models import Decision, Part
from lanes.vehicle_coverage import Seeing, Span
from lanes.vehicle_papers import Fault

USES: Mapping[str, LazyString] = {"private": _l("Private"), "commercial": _l("Commercial")}
DECISIONS: Mapping[str, LazyString] = {
    Decision.ADMIT: _l("Vehicle admitted"),
    Decision.HELD: _l("Vehicle held"),
    Decision.REFUSE: _l("Vehicle refused"),
}
TONES: Mapping[str, str] = {
    Decision.ADMIT: "check-ok",
    Decision.HELD: "check-look",
    Decision.REFUSE: "check-bad",
}
PARTS: Mapping[str, LazyString] = {
    Part.DRIVER: _l("Driver"),
    Part.PASSENGER: _l("Passenger"),
    Part.CREW: _l("Crew"),
}
STATES: Mapping[str, LazyString] = {
    "inside": _l("Inside: not seen to leave"),
    "beyond": _l("Inside, past the last day"),
}
FACTS: Mapping[str, LazyString] = {
    "plate": _l("Plate"),
    "country": _l("Country of registration"),
    "kind": _l("Vehicle"),
    "use": _l("Use"),
    "make": _l("Make and model"),
    "colour": _l("Colour"),
    "seats": _l("Seats"),
    "insurance_number": _l("Insurance (brown card), number"),
    "insurance_until": _l("Insurance, last day"),
    "customs_number": _l("Customs document, number"),
    "customs_from": _l("Customs document, first day"),
    "customs_until": _l("Customs document, last day"),
    "animals_kind": _l("Animals"),
    "animals": _l("Head count of the animals"),
}
FAULTS: Mapping[str, LazyString] = {
    Fault.NO_INSURANCE: _l(
        "No insurance is written down. Ask for the brown card and write it; without one, say why "
        "the vehicle may go on."
    ),
    Fault.INSURANCE_OVER: _l(
        "The insurance has ended. Ask for a new brown card and write it; without one, say why the "
        "vehicle may go on."
    ),
    Fault.INSURANCE_SHORT: _l(
        "The insurance ends before the last lawful day. Tell the driver to renew it by then."
    ),
    Fault.NO_CUSTOMS: _l(
        "No customs document is written down. Ask for it, or send the driver to customs."
    ),
    Fault.CUSTOMS_OVER: _l("The customs document has ended. Send the driver to customs."),
    Fault.CUSTOMS_SHORT: _l(
        "The customs document ends before the last lawful day. Tell the driver to renew it by then."
    ),
}


def clock(code: str, last_day: date | None, *, is_sure: bool, customs_until: date | None) -> str:
    """Until when a vehicle may stay, and on whose word."""
    if last_day and is_sure:
        return _("Last lawful day: %(day)s, rule %(rule)s.", day=day(last_day), rule=code)
    if last_day:
        return _(
            "%(day)s by %(rule)s, which is not in force here (not verified): a guide. Ask customs.",
            day=day(last_day),
            rule=code,
        )
    if customs_until:
        return _("No rule is known. The customs document ends on %(day)s.", day=day(customs_until))
    return _("No rule says how long it may stay. Ask customs.")


def beyond(days: int, *, is_sure: bool) -> str:
    """How far a stay is past its last day; '' within it."""
    if not days:
        return ""
    if is_sure:
        return ngettext("%(num)s day too long", "%(num)s days too long", days)
    return ngettext("%(num)s day past the guide", "%(num)s days past the guide", days)


def covered(seen: Seeing) -> str:
    """Who could have seen a vehicle leave, in a sentence that accuses nobody."""
    if not seen.could_be_seen:
        return _(
            "No exit of a vehicle was recorded anywhere since %(day)s: nobody could see it leave",
            day=day(seen.entered),
        )
    told = ", ".join(f"{one.post} {span(one.exits)}" for one in seen.seeing)
    if not seen.unseeing:
        return _("Exits recorded: %(posts)s", posts=told)
    return _(
        "Exits recorded: %(posts)s; not known of %(others)s: may have left there",
        posts=told,
        others=", ".join(one.post for one in seen.unseeing),
    )


def span(found: Span | None) -> str:
    """From when to when, and on how many days."""
    if found is None:
        return _("nothing known here")
    first, last = day(found.first), day(found.last)
    return ngettext(
        "%(first)s to %(last)s, on %(num)s day", "%(first)s to %(last)s, on %(num)s days",
        found.days, first=first, last=last,
    )  # fmt: skip
