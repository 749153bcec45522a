"""The lists of the cash desk: what a row shows and what a file holds."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import func, select

from borderpost import cells, locale
from borderpost.access import may_open
from borderpost.listing import Column, Listed
from borderpost.officers.models import Officer
from cashdesk import money, words
from cashdesk.models import PaperReceipt, Receipt, Tariff, Till


def _code(row: Tariff) -> Markup:
    if not may_open("tariffs.end"):
        return cells.latin(row.code)
    return cells.link(url_for("tariffs.end", tariff_id=row.id), cells.latin(row.code))


def _last_day(row: Tariff) -> object:
    if row.ends_on and row.ends_on < row.starts_on:
        return cells.tag(_l("withdrawn"))
    return locale.day(row.ends_on)


def _number(row: Receipt) -> Markup:
    return cells.link(url_for("receipts.show", receipt_id=row.id), cells.latin(row.number))


def _receipt_state(row: Receipt) -> Markup:
    state = words.receipt_state(row)
    return cells.tag(words.RECEIPT_STATES[state], words.TONES[state])


def _till(row: Till) -> Markup:
    at = cells.instant(row.created_at)
    return cells.link(url_for("tills.show", till_id=row.id), at)


def _received(row: Till) -> Markup | str:
    return words.amount(row.closing.received, row.currency) if row.closing else ""


def _difference(row: Till) -> Markup | str:
    return words.amount(row.closing.difference, row.currency) if row.closing else ""


# When the money changed hands: the paper's time where one was written by hand.
_PAPER_AT = select(PaperReceipt.taken_at).where(PaperReceipt.receipt_id == Receipt.id)
_TAKEN_AT = func.coalesce(_PAPER_AT.scalar_subquery(), Receipt.created_at)

TARIFFS: Listed[Tariff] = Listed(
    "tariffs.index",
    (
        Column("code", lambda row: row.code, _l("Code"), _code, [Tariff.code]),
        Column("label", lambda row: row.label(locale.code()), _l("What it is for")),
        Column("amount", lambda row: money.written(row.amount, row.currency), _l("Amount"),
               words.price, [Tariff.amount]),
        Column("currency", lambda row: row.currency),
        Column("unit", lambda row: row.unit, _l("For"), lambda row: str(words.UNITS[row.unit])),
        Column("direction", lambda row: row.direction),
        Column("states", lambda row: row.states, _l("Asked of"), words.concerned),
        Column("starts_on", lambda row: row.starts_on, _l("First day"),
               lambda row: locale.day(row.starts_on), [Tariff.starts_on]),
        Column("ends_on", lambda row: row.ends_on or "", _l("Last day"), _last_day,
               [Tariff.ends_on]),
        Column("basis", lambda row: row.basis, _l("Text that says so")),
        Column("post", lambda row: row.post.code, _l("Post"),
               lambda row: cells.latin(row.post.code)),
        Column("label_fr", lambda row: row.label_fr),
        Column("label_en", lambda row: row.label_en),
        Column("label_ar", lambda row: row.label_ar),
    ),
    tie=(Tariff.code, Tariff.starts_on, Tariff.id),
)  # fmt: skip
RECEIPTS: Listed[Receipt] = Listed(
    "receipts.index",
    (
        Column("number", lambda row: row.number, _l("Number"), _number, [Receipt.year,
               Receipt.serial]),
        Column("at_utc", lambda row: row.created_at.isoformat(timespec="seconds"), _l("Time"),
               lambda row: cells.instant(row.taken_at), [_TAKEN_AT]),
        Column("way", words.way, _l("How"), lambda row: str(words.WAYS[words.way(row)])),
        Column("paper_at_utc", lambda row: row.taken_at.isoformat(timespec="seconds")
               if row.paper else ""),
        Column("tariff", lambda row: row.tariff.code, _l("Tariff"),
               lambda row: row.tariff.label(locale.code()), [Tariff.code]),
        Column("quantity", lambda row: row.quantity, _l("How many"), None, [Receipt.quantity]),
        Column("amount", lambda row: money.written(row.amount, row.currency), _l("Amount"),
               words.paid, [Receipt.amount]),
        Column("currency", lambda row: row.currency),
        Column("state", words.receipt_state, _l("State"), _receipt_state),
        Column("reason", lambda row: row.void.reason if row.void else "", _l("Why void")),
        Column("about", lambda row: row.about, _l("Reference"),
               lambda row: cells.latin(row.about)),
        Column("lane", lambda row: words.lane(row.till), _l("Lane")),
        Column("officer", lambda row: row.till.officer.name, _l("Cashier")),
        Column("written_by", lambda row: row.paper.officer.name
               if row.paper and row.paper.officer else ""),
        Column("paper_why", lambda row: row.paper.why if row.paper else ""),
    ),
    tie=(Receipt.year, Receipt.serial),
)  # fmt: skip
TILLS: Listed[Till] = Listed(
    "tills.index",
    (
        Column("opened_at_utc", lambda row: row.created_at.isoformat(timespec="seconds"),
               _l("Opened"), _till, [Till.created_at]),
        Column("officer", lambda row: row.officer.name, _l("Cashier"),
               lambda row: cells.name(row.officer.name), [Officer.surname, Officer.given_names]),
        Column("lane", words.lane, _l("Lane")),
        Column("currency", lambda row: row.currency, _l("Currency"),
               lambda row: cells.latin(row.currency), [Till.currency]),
        Column("state", words.till_state, _l("State"),
               lambda row: cells.tag(words.TILL_STATES[words.till_state(row)])),
        Column("float", lambda row: money.written(row.float_amount, row.currency)),
        Column("expected", lambda row: money.written(row.closing.expected, row.currency)
               if row.closing else ""),
        Column("received", lambda row: money.written(row.closing.received, row.currency)
               if row.closing else "", _l("Handed over"), _received),
        Column("difference", lambda row: money.written(row.closing.difference, row.currency)
               if row.closing else "", _l("Difference"), _difference),
        Column("reason", lambda row: row.closing.reason if row.closing else "",
               _l("What explains it")),
        Column("closer", lambda row: row.closing.closer.name
               if row.closing and row.closing.closer else "", _l("Closed by")),
        Column("closed_at_utc", lambda row: row.closing.created_at.isoformat(timespec="seconds")
               if row.closing else ""),
    ),
    tie=(Till.created_at, Till.id),
)  # fmt: skip
