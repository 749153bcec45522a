"""How money, tariffs and tills are told to people."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from borderpost import cells, locale
from cashdesk import money
from cashdesk.models import PaperFate, Receipt, Tariff, Till, Unit, VoidState

UNITS: dict[str, LazyString] = {
    Unit.PERSON: _l("a person"),
    Unit.VEHICLE: _l("a vehicle"),
    Unit.DOCUMENT: _l("a document"),
    Unit.ANIMAL: _l("an animal"),
}
DIRECTIONS: dict[str, LazyString] = {
    "": _l("entry and exit"),
    "E": _l("entry alone"),
    "X": _l("exit alone"),
}
CURRENCIES = {"XOF": "XOF", "MRU": "MRU", "EUR": "EUR", "USD": "USD"}
RECEIPT_STATES = {
    "good": _l("paid"),
    "free": _l("free passage"),
    "asked": _l("void asked for"),
    "void": _l("void"),
}
WAYS = {"live": _l("live"), "paper": _l("on paper")}
PAPER_FATES: dict[str, LazyString] = {
    PaperFate.PRINTED: _l("printed, blank"),
    PaperFate.OUT: _l("handed out, blank"),
    PaperFate.USED: _l("used, captured"),
    PaperFate.RETURNED: _l("brought back blank"),
    PaperFate.SPOILED: _l("spoiled"),
    PaperFate.MISSING: _l("missing"),
}
PAPER_ACTS: dict[str, LazyString] = {
    PaperFate.RETURNED: _l("It came back blank"),
    PaperFate.SPOILED: _l("It is spoiled"),
    PaperFate.MISSING: _l("It is missing"),
}
PAPER_TONES = {"missing": "check-bad", "spoiled": "check-look", "out": "check-look",
               "used": "check-ok"}  # fmt: skip
TILL_STATES = {"open": _l("open"), "counted": _l("counted"), "closed": _l("closed at zero")}
TONES = {"good": "", "free": "", "asked": "check-look", "void": "check-bad"}


def amount(value: int, currency: str) -> Markup:
    """A sum and its currency, from left to right in every language."""
    return cells.latin(f"{money.grouped(value, currency)} {currency}")


def price(tariff: Tariff) -> Markup | str:
    """What one costs: a sum, or that it is free."""
    return _("FREE") if tariff.is_free else amount(tariff.amount, tariff.currency)


def concerned(tariff: Tariff) -> Markup:
    """Of whom it is asked, where it is not asked of everybody: the direction, the nationalities."""
    told = [str(DIRECTIONS[tariff.direction])] if tariff.direction else []
    told += [locale.state_name(code) for code in tariff.states.split()]
    return Markup(" · ").join(told)


def plain_price(tariff: Tariff) -> str:
    """The same without marks, for a choice."""
    return (
        _("FREE")
        if tariff.is_free
        else (f"{money.grouped(tariff.amount, tariff.currency)} {tariff.currency}")
    )


def paid(row: Receipt) -> Markup | str:
    """What was paid by a receipt: a sum, or that it was free."""
    return amount(row.amount, row.currency) if row.amount else _("FREE")


def way(row: Receipt) -> str:
    """How a receipt was written, by its name in ``WAYS``."""
    return "paper" if row.paper else "live"


def receipt_state(row: Receipt) -> str:
    """The state of a receipt by its name in ``RECEIPT_STATES``."""
    if row.void:
        return "void" if row.void.state == VoidState.APPROVED else "asked"
    return "free" if row.amount == 0 else "good"


def till_state(row: Till) -> str:
    """The state of a till by its name in ``TILL_STATES``."""
    if row.closing:
        return "closed"
    return "counted" if row.counts else "open"


def lane(row: Till) -> str:
    """The lane that a till serves."""
    return row.lane.name if row.lane else _("every lane")
