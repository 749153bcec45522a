"""Forms of projects, budget lines and donors."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, FileField, SelectField, StringField
from wtforms.validators import DataRequired, Optional, Regexp, ValidationError

from borderpost.forms import at_most, choices
from projects import money, queries
from projects.services import LineFacts, ProjectFacts

_REQUIRED = DataRequired(_l("Fill this in."))
CODE = Regexp(
    r"^[A-Za-z0-9][A-Za-z0-9./_-]{0,19}$",
    message=_l("Use up to 20 letters, digits, points or dashes, without spaces."),
)


class MoneyField(StringField):
    """An amount as people type it. ``amount`` is the Decimal, None for an empty field."""

    data: Any
    amount: Decimal | None = None

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what is no amount."""
        if not (self.data or "").strip():
            return
        try:
            self.amount = money.parsed(self.data)
        except ValueError as error:
            raise ValidationError(_l("Write an amount such as 1250.50.")) from error


def currency_choices() -> list[Any]:
    """The currencies that the projects use."""
    return choices(zip(money.CURRENCIES, money.CURRENCIES, strict=True), empty="–")


class ProjectForm(FlaskForm):  # type: ignore[misc]
    """A project."""

    code = StringField(_l("Code"), [_REQUIRED, CODE])
    title = StringField(_l("Title"), [_REQUIRED, at_most(200)])
    starts_on = DateField(_l("First day"), [Optional()])
    ends_on = DateField(_l("Last day"), [Optional()])

    def facts(self) -> ProjectFacts:
        """What the services need to know."""
        return ProjectFacts(
            self.code.data.strip().upper(),
            self.title.data.strip(),
            self.starts_on.data,
            self.ends_on.data,
        )


class LineForm(FlaskForm):  # type: ignore[misc]
    """A budget line."""

    code = StringField(_l("Code"), [_REQUIRED, CODE])
    label = StringField(_l("What it pays for"), [_REQUIRED, at_most(120)])
    donor_id = SelectField(_l("Donor"), [_REQUIRED])
    amount = MoneyField(_l("Amount"))
    currency = SelectField(_l("Currency"), [Optional()])

    def offer(self) -> None:
        """Fill the lists of donors and currencies."""
        named = [(str(row.id), f"{row.code} · {row.name}") for row in queries.all_donors()]
        self.donor_id.choices = choices(named, empty="")
        self.currency.choices = currency_choices()

    def facts(self) -> LineFacts:
        """What the services need to know."""
        return LineFacts(
            self.code.data.strip().upper(),
            self.label.data.strip(),
            UUID(self.donor_id.data),
            self.amount.amount,
            self.currency.data or "",
        )


class PlateForm(FlaskForm):  # type: ignore[misc]
    """What a donor's plates say in three languages, and its picture."""

    plate_fr = StringField(_l("Sentence in French"), [Optional(), at_most(160)])
    plate_en = StringField(_l("Sentence in English"), [Optional(), at_most(160)])
    plate_ar = StringField(_l("Sentence in Arabic"), [Optional(), at_most(160)])
    logo = FileField(_l("Logo"), [Optional()])
    drop_logo = BooleanField(_l("Without the present logo"))


class DonorForm(FlaskForm):  # type: ignore[misc]
    """A donor."""

    code = StringField(_l("Code"), [_REQUIRED, CODE])
    name = StringField(_l("Name"), [_REQUIRED, at_most(120)])

    def facts(self) -> tuple[str, str]:
        """Its code and name, as the services take them."""
        return self.code.data.strip().upper(), self.name.data.strip()
