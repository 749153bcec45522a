"""Forms of receptions: the head, a packing list, what arrives, confirming and settling."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    IntegerField,
    MultipleFileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from borderpost.forms import at_most, choices
from equipment import reception_words as words
from equipment.models import Reception
from equipment.offers import key, locations_at
from equipment.queries import assets, stock
from equipment.services.arrivals import Count
from equipment.services.receiving import Consignment
from equipment.services.stock_writing import MOST
from equipment.services.taking_in import Confirmed
from projects import queries as ledger
from projects.forms import MoneyField, currency_choices

_REQUIRED = DataRequired(_l("Fill this in."))
_MANY = [InputRequired(_l("Fill this in.")), NumberRange(1, MOST, _l("Enter a whole number."))]


class ConsignmentForm(FlaskForm):  # type: ignore[misc]
    """The head of a reception."""

    supplier = StringField(_l("Who sends it"), [_REQUIRED, at_most(80)])
    document = StringField(_l("Waybill or contract"), [Optional(), at_most(120)])
    owner = StringField(_l("Whose the things will be"), [Optional(), at_most(80)])
    expected_on = DateField(_l("Expected on"), [Optional()])

    def said(self) -> Consignment:
        """What the services need to know."""
        texts = ("supplier", "document", "owner")
        said = {name: " ".join((self[name].data or "").split()) for name in texts}
        return Consignment(**said, expected_on=self.expected_on.data)


class ListForm(FlaskForm):  # type: ignore[misc]
    """A packing list as a table: pasted, or a file."""

    text = TextAreaField(_l("Pasted table, its headings in the first row"),
                         [Optional(), at_most(200_000)])  # fmt: skip
    file = FileField(_l("Or a file: XLSX, ODS or CSV"), [Optional()])


class LineForm(FlaskForm):  # type: ignore[misc]
    """One line, typed."""

    item = SelectField(_l("Model or item of stock"), [_REQUIRED])
    quantity = IntegerField(_l("Quantity"), _MANY)
    serials = TextAreaField(_l("Serial numbers where the list gives them"),
                            [Optional(), at_most(20_000)])  # fmt: skip
    line = SelectField(_l("Budget line"), [Optional()])
    project = SelectField(_l("Project"), [Optional()])
    donor = SelectField(_l("Donor"), [Optional()])
    cost = MoneyField(_l("Cost of one, empty when not known"))
    currency = SelectField(_l("Currency"), [Optional()])
    lot = StringField(_l("Lot of stock, as its label says"), [Optional(), at_most(40)])
    expires_on = DateField(_l("Last good day of the lot"), [Optional()])

    def offer(self, post_id: UUID) -> None:
        """Fill the lists."""
        rows = [(f"model {one.id}", one.title) for one in assets.all_models()]
        rows += [(f"item {one.id}", f"{one.code} · {one.name}") for one in stock.all_items(post_id)]
        self.item.choices = choices(rows, empty="")
        lines = [(str(one.id), f"{one.project.code} · {one.code} · {one.label}")
                 for one in ledger.all_lines()]  # fmt: skip
        self.line.choices = choices(lines, empty="–")
        projects = [(str(one.id), f"{one.code} · {one.title}") for one in ledger.all_projects()]
        self.project.choices = choices(projects, empty="–")
        donors = [(str(one.id), f"{one.code} · {one.name}") for one in ledger.all_donors()]
        self.donor.choices = choices(donors, empty="–")
        self.currency.choices = currency_choices()

    def cells(self) -> dict[str, str]:
        """The line as a table would say it, but for what was chosen from a list."""
        said = {name: str(self[name].data or "") for name in ("quantity", "serials", "currency",
                                                             "lot", "expires_on")}  # fmt: skip
        said["cost"] = str(self.cost.amount) if self.cost.amount is not None else ""
        return said


class ScanForm(FlaskForm):  # type: ignore[misc]
    """What was scanned: by a hand scanner, typed, or on a photo."""

    codes = TextAreaField(_l("Serial numbers and tags, one a line"), [Optional(), at_most(20_000)])
    picture = MultipleFileField(
        _l("Or photos: of the codes on a box, or of a whole sheet of them"), [Optional()]
    )
    line_id = SelectField(_l("Line of serial numbers that the list does not name"), [Optional()])

    def offer(self, reception: Reception) -> None:
        """Fill the list of lines."""
        rows = [(str(one.id), f"{one.title} · {one.quantity}")
                for one in reception.lines if one.model_id is not None]  # fmt: skip
        self.line_id.choices = choices(rows, empty=_l("none: refuse them"))


class CountForm(FlaskForm):  # type: ignore[misc]
    """So many of a line."""

    line_id = SelectField(_l("Line"), [_REQUIRED])
    quantity = IntegerField(_l("Number that came"), _MANY)
    lot = StringField(_l("Lot of stock, if it is another one"), [Optional(), at_most(40)])
    expires_on = DateField(_l("Last good day, if it is another one"), [Optional()])
    is_damaged = BooleanField(_l("All of these are damaged"))
    note = StringField(_l("What is damaged"), [Optional(), at_most(200)])

    def offer(self, reception: Reception) -> None:
        """Fill the list of lines."""
        rows = [(str(one.id), f"{one.title} · {one.quantity}") for one in reception.lines]
        self.line_id.choices = choices(rows, empty="")

    def count(self) -> Count:
        """What the service needs to know."""
        return Count(UUID(self.line_id.data), self.quantity.data, self.lot.data or "",
                     self.expires_on.data, self.is_damaged.data, self.note.data or "")  # fmt: skip


class DamageForm(FlaskForm):  # type: ignore[misc]
    """What is damaged."""

    note = StringField(_l("What is damaged"), [_REQUIRED, at_most(200)])
    photo = FileField(_l("Photo"), [Optional()])


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """Into which store it came, and when."""

    location_id = SelectField(_l("Store"), [_REQUIRED])
    received_on = DateField(_l("Day it came, if not today"), [Optional()])

    def offer(self, post_id: UUID) -> None:
        """Fill the list of stores."""
        self.location_id.choices = locations_at(post_id, empty="", is_store=True)

    def confirmed(self) -> Confirmed:
        """What the service needs to know."""
        return Confirmed(UUID(self.location_id.data), self.received_on.data)


class SettleForm(FlaskForm):  # type: ignore[misc]
    """What became of a difference."""

    settlement = SelectField(_l("How it was settled"), [_REQUIRED])
    reason = StringField(_l("Why, or by which paper"), [_REQUIRED, at_most(300)])

    def offer(self, kind: str) -> None:
        """Fill the list of ways."""
        ways = ((one, words.SETTLEMENTS[one]) for one in words.WAYS[kind])
        self.settlement.choices = choices(ways, empty="")


class DropForm(FlaskForm):  # type: ignore[misc]
    """Why it will not come."""

    why = StringField(_l("Why it is dropped"), [_REQUIRED, at_most(300)])


class FilterForm(FlaskForm):  # type: ignore[misc]
    """What the list is filtered by; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Number, sender or waybill"))
    state = SelectField(_l("State"), [Optional()], validate_choice=False)

    def offer(self) -> None:
        """Fill the list."""
        self.state.choices = choices(words.SHOWN.items(), empty=_l("All states"))

    def wanted(self) -> tuple[str, str]:
        """Words and state; what makes no sense does not filter."""
        state = self.state.data or ""
        return (self.q.data or "").strip(), state if state in words.SHOWN else ""


def chosen(form: LineForm, line: Any) -> None:
    """Put what was chosen from the lists into a line; a budget line brings project and donor."""
    kind, _space, found = (form.item.data or "").partition(" ")
    setattr(line, f"{kind}_id", key(found))
    line.project_id, line.donor_id = key(form.project.data), key(form.donor.data)
    paid = ledger.line(line_id) if (line_id := key(form.line.data)) else None
    if paid is not None:
        line.budget_line_id = paid.id
        line.project_id, line.donor_id = paid.project_id, paid.donor_id
