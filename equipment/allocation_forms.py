"""Forms of allocations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from borderpost.forms import at_most, choices
from equipment import stock_words as words
from equipment.offers import key
from equipment.services.allocating import Wish
from equipment.services.stock_writing import MOST
from projects import queries as ledger

_REQUIRED = DataRequired(_l("Fill this in."))


class AllocateForm(FlaskForm):  # type: ignore[misc]
    """So many are planned for somebody, or set aside."""

    kind = SelectField(_l("Kind"), [_REQUIRED], choices=choices(words.ALLOCATIONS.items()))
    quantity = IntegerField(
        _l("Quantity"),
        [InputRequired(_l("Fill this in.")), NumberRange(1, MOST, _l("Enter a whole number."))],
    )
    purpose = StringField(_l("For whom or for what"), [_REQUIRED, at_most(200)])
    area = StringField(_l("P-code of the area"), [Optional(), at_most(16)])
    until = DateField(_l("Until which day"), [Optional()])
    project_id = SelectField(_l("Project"), [Optional()])

    def offer(self) -> None:
        """Fill the list of projects."""
        rows = [(str(one.id), f"{one.code} · {one.title}") for one in ledger.all_projects()]
        self.project_id.choices = choices(rows, empty="–")

    def wish(self) -> Wish:
        """What the services need to know."""
        area = (self.area.data or "").strip().upper()
        return Wish(
            self.kind.data, self.quantity.data, self.purpose.data.strip(), area,
            self.until.data, key(self.project_id.data),
        )  # fmt: skip


class ReleaseForm(FlaskForm):  # type: ignore[misc]
    """Why an allocation is released."""

    reason = StringField(_l("Why it is released"), [_REQUIRED, at_most(300)])
