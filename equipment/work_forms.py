"""Forms of work orders and of the proposals for them."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from borderpost.forms import at_most, choices
from equipment import words
from equipment.forms import shown
from equipment.offers import key, locations_at
from equipment.services.repairing import PartSaid, Return
from projects.forms import MoneyField, currency_choices

_REQUIRED = DataRequired(_l("Fill this in."))


class _OfOrder(FlaskForm):  # type: ignore[misc]
    """A form on an order, which was shown in one version of it."""

    version = HiddenField()

    def seen(self) -> int | None:
        """The version that was shown with the form."""
        return shown(self.version)


class RepairForm(_OfOrder):
    """Send the thing of an order to repair."""


class TestForm(_OfOrder):
    """A test after a repair."""

    result = RadioField(
        _l("Result of the test"),
        [_REQUIRED],
        choices=choices([("passed", _l("It passed")), ("failed", _l("It failed"))]),
    )
    finding = TextAreaField(_l("What was tested, what was found"), [_REQUIRED, at_most(300)])


class PartForm(_OfOrder):
    """A part that the repair took."""

    label = StringField(_l("Part"), [_REQUIRED, at_most(120)])
    quantity = MoneyField(_l("Quantity"), [_REQUIRED])
    cost = MoneyField(_l("Cost of all of them"))
    currency = SelectField(_l("Currency"), [Optional()])

    def offer(self) -> None:
        """Fill the list of currencies."""
        self.currency.choices = currency_choices()

    def said(self) -> PartSaid:
        """What the services need to know."""
        quantity = self.quantity.amount or Decimal()
        return PartSaid(self.label.data, quantity, self.cost.amount, self.currency.data or "")


class CloseForm(_OfOrder):
    """The return from repair."""

    cause = TextAreaField(_l("Cause of the failure"), [_REQUIRED, at_most(300)])
    location_id = SelectField(_l("Store or workshop where it lies now"), [_REQUIRED])
    condition = SelectField(_l("Condition"), [Optional()])

    def offer(self, post_id: UUID) -> None:
        """Fill the lists."""
        self.location_id.choices = locations_at(post_id, empty="", is_store=True)
        self.condition.choices = choices(words.CONDITIONS.items(), empty=_l("as it was"))

    def said(self) -> Return:
        """What the services need to know."""
        return Return(self.cause.data or "", key(self.location_id.data), self.condition.data or "")


class FilterForm(FlaskForm):  # type: ignore[misc]
    """What the list is filtered by; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Number, tag, model or failure"))
    closed = SelectField(
        _l("State"), choices=choices([("", _l("Open")), ("1", _l("Closed"))]), validate_choice=False
    )

    def words(self) -> str:
        """What is looked for."""
        return (self.q.data or "").strip()[:100]


class AcceptForm(FlaskForm):  # type: ignore[misc]
    """Accept a proposal."""

    note = StringField(_l("Note for whoever repairs it"), [Optional(), at_most(150)])


class DismissForm(FlaskForm):  # type: ignore[misc]
    """Dismiss a proposal, with the reason."""

    reason = TextAreaField(_l("Why no work order is needed"), [_REQUIRED, at_most(300)])
