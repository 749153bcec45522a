"""Forms of distributions: the plan, what leaves, what became of it; the filter of the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, DecimalField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from borderpost.forms import at_most, choices
from equipment import distribution_words as words
from equipment import stock_words
from equipment.models import Allocation, DistributionItem, StockItem, StockLot
from equipment.offers import key
from equipment.queries.distributions import Wanted
from equipment.services.dispatching import Transport
from equipment.services.distributing import Plan
from equipment.services.stock_writing import MOST, Said
from projects import queries as ledger

_REQUIRED = DataRequired(_l("Fill this in."))
_FILLED = InputRequired(_l("Fill this in."))
SOME = NumberRange(1, MOST, _l("Enter a whole number."))
ANY = NumberRange(0, MOST, _l("Enter a whole number."))
ROWS = 4


class PlanForm(FlaskForm):  # type: ignore[misc]
    """Where, when, for how many households, and what each receives."""

    site = StringField(_l("Site"), [_REQUIRED, at_most(120)])
    planned_on = DateField(_l("Day"), [_REQUIRED])
    households = IntegerField(_l("Households planned"), [_FILLED, SOME])
    project_id = SelectField(_l("Project"), [Optional()])
    area = StringField(_l("P-code of the area"), [Optional(), at_most(16)])
    latitude = DecimalField(
        _l("Latitude in degrees, south with a minus"),
        [Optional(), NumberRange(-90, 90, _l("Latitudes are from -90 to 90."))], places=None,
    )  # fmt: skip
    longitude = DecimalField(
        _l("Longitude in degrees, west with a minus"),
        [Optional(), NumberRange(-180, 180, _l("Longitudes are from -180 to 180."))], places=None,
    )  # fmt: skip

    def offer(self, items: Iterable[StockItem]) -> None:
        """Fill the lists of projects and items."""
        self.project_id.choices = choices(_projects(), empty="–")
        offered = choices([(str(one.id), f"{one.code} · {one.name}") for one in items], empty="–")
        for row in range(1, ROWS + 1):
            self[f"item_{row}"].choices = offered

    def plan(self) -> Plan:
        """What the services need to know."""
        found: dict[UUID, int] = {}
        for row in range(1, ROWS + 1):
            item = key(self[f"item_{row}"].data)
            if item is not None:
                found[item] = found.get(item, 0) + (self[f"number_{row}"].data or 0)
        return Plan(
            self.site.data.strip(), self.planned_on.data, self.households.data, found,
            (self.area.data or "").strip().upper(), self.latitude.data, self.longitude.data,
            key(self.project_id.data),
        )  # fmt: skip


for _row in range(1, ROWS + 1):
    setattr(PlanForm, f"item_{_row}", SelectField(_l("Item %(row)s", row=_row), [Optional()]))
    setattr(PlanForm, f"number_{_row}", IntegerField(
        _l("How many of item %(row)s for each household", row=_row), [Optional(), SOME]
    ))  # fmt: skip


class SetAsideForm(FlaskForm):  # type: ignore[misc]
    """So many of an item are set aside for the distribution."""

    item_id = SelectField(_l("Item"), [_REQUIRED])
    source_id = SelectField(_l("Out of what"), [Optional()])
    quantity = IntegerField(_l("Quantity"), [_FILLED, SOME])

    def offer(self, items: Sequence[DistributionItem], sources: Sequence[Allocation]) -> None:
        """Fill the lists of items and of what they may come out of."""
        rows = [(str(one.item_id), one.item.name) for one in items]
        self.item_id.choices = choices(rows, empty="" if len(rows) > 1 else None)
        told = [
            (str(one.id), f"{stock_words.ALLOCATIONS[one.kind]}: {one.left} · {one.item.code} · "
             f"{one.purpose}")
            for one in sources
        ]  # fmt: skip
        self.source_id.choices = choices(told, empty=_l("of what is available"))


class MovedForm(FlaskForm):  # type: ignore[misc]
    """What leaves or comes back: from where or to where, and when."""

    location_id = SelectField(_l("Place in the stock"), [_REQUIRED])
    on = DateField(_l("Day it happened, if not today"), [Optional()])
    reason = StringField(_l("Note"), [Optional(), at_most(300)])

    def said(self) -> Said:
        """What the services need to know."""
        return Said(self.on.data, self.reason.data or "")


class _CarriedForm(MovedForm):
    carrier = StringField(_l("Carried by"), [Optional(), at_most(80)])
    vehicle = StringField(_l("Vehicle, its plate"), [Optional(), at_most(40)])

    def transport(self) -> Transport:
        """Who carries the goods."""
        return Transport(self.carrier.data or "", self.vehicle.data or "")


def waybill_form(items: Sequence[DistributionItem]) -> Any:
    """The form of a waybill: how many of each item leave."""
    fields = {
        f"out_{one.item_id.hex}": IntegerField(
            _l("How many leave: %(item)s", item=one.item.name), [Optional(), ANY]
        )
        for one in items
    }
    return type("WaybillForm", (_CarriedForm,), fields)()


def return_form(lots: Sequence[tuple[StockLot, int]]) -> Any:
    """The form of what came back: how many of each lot that went out."""
    fields = {
        f"back_{lot.id.hex}": IntegerField(
            _l("Came back: %(item)s, lot %(lot)s (at most %(left)s)", item=lot.item.name,
               lot=lot.code or "–", left=left),
            [Optional(), ANY],
        )
        for lot, left in lots
    }  # fmt: skip
    return type("ReturnForm", (MovedForm,), fields)()


def numbers(form: Any, start: str) -> dict[UUID, int]:
    """The numbers of the fields that begin so, by the id that their names go on with."""
    return {
        UUID(hex=name.removeprefix(start)): value
        for name, value in form.data.items()
        if name.startswith(start) and value
    }


class LossForm(FlaskForm):  # type: ignore[misc]
    """What was lost or damaged on the way or at the site."""

    item_id = SelectField(_l("Item"), [_REQUIRED])
    kind = SelectField(_l("What happened to it"), [_REQUIRED],
                       choices=lambda: choices(words.LOSSES.items()))  # fmt: skip
    quantity = IntegerField(_l("Quantity"), [_FILLED, SOME])
    reason = StringField(_l("What happened"), [_REQUIRED, at_most(300)])

    def offer(self, items: Sequence[DistributionItem]) -> None:
        """Fill the list of items."""
        self.item_id.choices = choices([(str(one.item_id), one.item.name) for one in items])


class WhyForm(FlaskForm):  # type: ignore[misc]
    """Why something is struck or cancelled."""

    reason = StringField(_l("Reason"), [_REQUIRED, at_most(300)])


class ListForm(FlaskForm):  # type: ignore[misc]
    """The scan of a signed list."""

    paper = FileField(_l("Scan of the signed list"), [FileRequired(_l("Choose a file."))])


class PurposeForm(FlaskForm):  # type: ignore[misc]
    """What names are needed for."""

    purpose = StringField(_l("What you need the names for"), [_REQUIRED, at_most(120)])


class FilterForm(FlaskForm):  # type: ignore[misc]
    """What the list is filtered by; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Number, site or P-code"))
    stage = SelectField(_l("State"), [Optional()], validate_choice=False)
    project_id = SelectField(_l("Project"), [Optional()], validate_choice=False)

    def offer(self) -> None:
        """Fill the lists."""
        self.stage.choices = choices(words.STAGES.items(), empty=_l("All states"))
        self.project_id.choices = choices(_projects(), empty=_l("All projects"))

    def wanted(self) -> Wanted:
        """The filter; what makes no sense does not filter."""
        stage = self.stage.data or ""
        return Wanted(
            (self.q.data or "").strip(),
            stage if stage in words.STAGES else "",
            key(self.project_id.data),
        )


def _projects() -> list[tuple[str, str]]:
    return [(str(one.id), f"{one.code} · {one.title}") for one in ledger.all_projects()]
