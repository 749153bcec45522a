"""Forms of stock: an item, one form for each act, the filter of the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from borderpost import locale
from borderpost.forms import at_most, choices
from equipment import stock_words as words
from equipment.models import StockCard, StockItem
from equipment.offers import key, locations_at
from equipment.queries import stock
from equipment.queries.stock import Wanted
from equipment.services.picking import Picked
from equipment.services.stock import Lot
from equipment.services.stock_items import ItemFacts
from equipment.services.stock_writing import MOST, Said
from projects import queries as ledger

_REQUIRED = DataRequired(_l("Fill this in."))
_NUMBER = NumberRange(-MOST, MOST, _l("Enter a whole number."))
_LEVEL = NumberRange(0, MOST, _l("Enter a whole number."))


class ChangeForm(FlaskForm):  # type: ignore[misc]
    """How an item is called and when it is ordered again."""

    name = StringField(_l("Name"), [_REQUIRED, at_most(80)])
    kind = SelectField(_l("Kind"), [_REQUIRED], choices=choices(words.KINDS.items()))
    unit = StringField(_l("Unit, such as piece, box or kit"), [_REQUIRED, at_most(20)])
    least = IntegerField(_l("Order again below"), [Optional(), _LEVEL])
    most = IntegerField(_l("Order up to"), [Optional(), _LEVEL])

    def facts(self, code: str) -> ItemFacts:
        """What the services need to know; the code and whether it expires stay."""
        return ItemFacts(
            code, self.name.data.strip(), self.kind.data, self.unit.data.strip(),
            least=self.least.data, most=self.most.data,
        )  # fmt: skip


class ItemForm(ChangeForm):
    """A new item."""

    code = StringField(_l("Code"), [_REQUIRED, at_most(24)])
    has_expiry = BooleanField(_l("It expires: each lot has a last good day"))

    def new_facts(self) -> ItemFacts:
        """What the services need to know."""
        code = "".join((self.code.data or "").split()).upper()
        return ItemFacts(**{**vars(self.facts(code)), "has_expiry": self.has_expiry.data})


class MoveForm(FlaskForm):  # type: ignore[misc]
    """What every movement says: the day it happened, why, and its paper."""

    on = DateField(_l("Day it happened, if not today"), [Optional()])
    reason = StringField(_l("Why, for whom or for what"), [Optional(), at_most(300)])
    document = StringField(_l("Paper: number, day, signatory"), [Optional(), at_most(120)])
    project_id = SelectField(_l("Project"), [Optional()])

    def offer(self, item: StockItem) -> None:
        """Fill the lists of places, lots and projects that the form has."""
        rows = [(str(one.id), f"{one.code} · {one.title}") for one in ledger.all_projects()]
        self.project_id.choices = choices(rows, empty="–")
        if "location_id" in self:
            self["location_id"].choices = locations_at(item.post_id, empty="")
        if "card_id" in self:
            self["card_id"].choices = choices(_named(stock.cards(item.id)), empty="")

    def said(self) -> Said:
        """What the services need to know."""
        return Said(
            self.on.data,
            self.reason.data or "",
            self.document.data or "",
            key(self.project_id.data),
        )

    def id_of(self, name: str) -> UUID:
        """The id that a required select holds."""
        return UUID(self[name].data)


class ReceiveForm(MoveForm):
    """So many of a lot come in."""

    quantity = IntegerField(_l("Quantity"), [InputRequired(_l("Fill this in.")), _NUMBER])
    location_id = SelectField(_l("Where it is put"), [_REQUIRED])
    lot = StringField(_l("Lot, as its label says"), [Optional(), at_most(40)])
    expires_on = DateField(_l("Last good day"), [Optional()])

    def offer(self, item: StockItem) -> None:
        """Fill the lists; what does not expire has no last good day."""
        super().offer(item)
        if not item.has_expiry:
            del self.expires_on

    def lot_said(self) -> Lot:
        """The lot as its label says it."""
        expires_on = self.expires_on.data if "expires_on" in self else None
        return Lot(self.lot.data or "", expires_on)


class IssueForm(MoveForm):
    """So many are issued from a place: what expires first, or a lot that is chosen."""

    quantity = IntegerField(_l("Quantity"), [InputRequired(_l("Fill this in.")), _NUMBER])
    location_id = SelectField(_l("From which place"), [_REQUIRED])
    card_id = SelectField(_l("Lot, if not the one that expires first"), [Optional()])
    why_lot = StringField(_l("Why this lot goes first"), [Optional(), at_most(140)])

    def offer(self, item: StockItem) -> None:
        """Fill the lists: the places where it lies, and its lots if it has any."""
        super().offer(item)
        rows = [one for one in stock.cards(item.id) if one.on_hand > 0]
        there = {str(one.location_id): one.location for one in rows}
        places = [(place, f"{one.code} · {one.name}") for place, one in there.items()]
        if places:
            self.location_id.choices = choices(places, empty="" if len(places) > 1 else None)
        if not any(one.lot.code for one in rows):
            del self.card_id, self.why_lot
            return
        self.card_id.choices = choices(_named(rows), empty=_l("what expires first goes first"))

    def picked(self) -> Picked | None:
        """The lot that was chosen, None: what expires first."""
        card_id = key(self.card_id.data) if "card_id" in self else None
        return Picked(card_id, self.why_lot.data or "") if card_id else None


class TransferForm(MoveForm):
    """So many of a lot go to another place."""

    card_id = SelectField(_l("Lot and place"), [_REQUIRED])
    quantity = IntegerField(_l("Quantity"), [InputRequired(_l("Fill this in.")), _NUMBER])
    location_id = SelectField(_l("To which place"), [_REQUIRED])


class AdjustForm(MoveForm):
    """More or fewer of a lot are there."""

    card_id = SelectField(_l("Lot and place"), [_REQUIRED])
    quantity = IntegerField(
        _l("Difference; with a minus when there are fewer"),
        [InputRequired(_l("Fill this in.")), _NUMBER],
    )


class CountForm(MoveForm):
    """How many of a lot are there."""

    card_id = SelectField(_l("Lot and place"), [_REQUIRED])
    quantity = IntegerField(_l("Number found"), [InputRequired(_l("Fill this in.")), _LEVEL])


class ReverseForm(FlaskForm):  # type: ignore[misc]
    """Why a movement is reversed."""

    reason = StringField(_l("Why it is reversed"), [_REQUIRED, at_most(300)])


FORMS: dict[str, type[MoveForm]] = {
    "receive": ReceiveForm,
    "issue": IssueForm,
    "transfer": TransferForm,
    "adjust": AdjustForm,
    "count": CountForm,
}


class FilterForm(FlaskForm):  # type: ignore[misc]
    """What the list is filtered by; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Code or name"))
    kind = SelectField(_l("Kind"), [Optional()], validate_choice=False)
    location_id = SelectField(_l("Location"), [Optional()], validate_choice=False)
    shown = SelectField(_l("State"), [Optional()], validate_choice=False)

    def offer(self, post_id: UUID | None) -> None:
        """Fill the lists."""
        self.kind.choices = choices(words.KINDS.items(), empty=_l("All kinds"))
        self.location_id.choices = locations_at(post_id, empty=_l("All locations"))
        self.shown.choices = choices(words.SHOWN.items(), empty=_l("All states"))

    def wanted(self) -> Wanted:
        """The filter; what makes no sense does not filter."""
        kind, shown = self.kind.data or "", self.shown.data or ""
        return Wanted(
            (self.q.data or "").strip(),
            kind if kind in words.KINDS else "",
            key(self.location_id.data),
            shown if shown in words.SHOWN else "",
        )


def lot_name(card: StockCard) -> str:
    """A lot and its last good day, as lists and forms say it."""
    name = card.lot.code or _("without a lot")
    if card.lot.expires_on is None:
        return name
    return _("%(lot)s, good until %(day)s", lot=name, day=locale.day(card.lot.expires_on))


def _named(cards: Iterable[StockCard]) -> list[tuple[str, Any]]:
    return [
        (str(one.id), f"{one.location.code} · {lot_name(one)} · {one.on_hand}") for one in cards
    ]
