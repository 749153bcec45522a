"""What the table of fees asks of one traveller: for the desk's sheet, and for the screen after the
decision, with the one key that writes the receipt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol
from uuid import UUID

from flask_babel import gettext as _

from borderpost import locale
from borderpost.desk_notes import Note
from borderpost.fees import Fee, Passed, Traveller
from borderpost.posts import queries as posts
from cashdesk import Permission, words
from cashdesk.models import Tariff, Unit
from cashdesk.queries import receipts, tariffs, tills

KEY = "Shift+F6"
_OF_A_TRAVELLER = {Unit.PERSON, Unit.DOCUMENT}  # vehicles and animals are not on the sheet


class Officer(Protocol):
    """Who stands at the desk, and what they may do."""

    @property
    def officer_id(self) -> UUID: ...
    @property
    def post_id(self) -> UUID | None: ...
    @property
    def permissions(self) -> Collection[str]: ...


def of_a_traveller(post_id: UUID, traveller: Traveller) -> Iterator[Fee]:
    """What is to pay of the rows in force today, then what is said to be free."""
    for row in concerning(post_id, traveller):
        yield Fee(row.label(locale.code()), words.price(row), row.basis, row.is_free)


def concerning(post_id: UUID, traveller: Traveller) -> Sequence[Tariff]:
    """The rows in force today that are counted by person or document and concern the traveller."""
    way, nationality = traveller.direction, traveller.nationality
    rows = tariffs.in_force(post_id, posts.today(post_id))
    return [row for row in rows if row.unit in _OF_A_TRAVELLER and row.concerns(way, nationality)]


def after_passage(passed: Passed, officer: Officer) -> Note | None:
    """What is due of who has just passed, and the key: it writes the receipt where one fee is the
    only one, and leads on where somebody must choose. Who takes no money is told where it is paid.
    """
    if officer.post_id is None:
        return None
    rows = concerning(officer.post_id, passed.traveller)
    priced = [row for row in rows if not row.is_free]
    said = _said(passed, priced)
    if Permission.TAKE not in officer.permissions:
        where = _("It is paid at the cash desk.")
        return Note(f"{said} {where}" if priced else said)
    if written := receipts.about(passed.reference, officer.post_id):
        told = _("%(reference)s: receipt %(number)s is written.", reference=passed.reference,
                 number=written.number)  # fmt: skip
        return Note(told, _("Show it"), "receipts.show", {"receipt_id": written.id}, KEY)
    return _way(said, priced or rows, passed, officer)


def _way(said: str, rows: Sequence[Tariff], passed: Passed, officer: Officer) -> Note:
    mine = tills.open_of(officer.officer_id, officer.post_id)
    if not rows:
        return Note(said)
    if not mine:
        return Note(said, _("Open a till"), "taking.open_till", {}, KEY)
    if len(rows) > 1:
        return Note(said, _("Choose the fee"), "taking.show", {"about": passed.reference}, KEY)
    label = (
        _("Write the receipt of a free passage")
        if rows[0].is_free
        else (_("The money is taken: write the receipt"))
    )
    values = {"tariff_id": rows[0].id, "about": passed.reference}
    return Note(said, label, "taking.take_after", values, KEY, sends=True)


def _said(passed: Passed, priced: Sequence[Tariff]) -> str:
    if not priced:
        return _("%(reference)s: nothing to pay, passage is free.", reference=passed.reference)
    fees = "; ".join(f"{row.label(locale.code())} {words.plain_price(row)}" for row in priced)
    return _("%(reference)s: to pay: %(fees)s.", reference=passed.reference, fees=fees)
