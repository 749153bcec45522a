"""What the donor's report is filtered by."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import Optional

from borderpost.forms import choices
from equipment import words
from equipment.offers import key
from equipment.queries.donor_report import WITH, WITHOUT, Wanted
from projects import queries as ledger

_EITHER = (WITH, WITHOUT)


class ReportForm(FlaskForm):  # type: ignore[misc]
    """What the report shows; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Tag, serial or model"))
    project_id = SelectField(_l("Project"), [Optional()], validate_choice=False)
    donor_id = SelectField(_l("Donor"), [Optional()], validate_choice=False)
    status = SelectField(_l("State"), [Optional()], validate_choice=False)
    plate = SelectField(_l("Donor's plate"), [Optional()], validate_choice=False)
    deed = SelectField(_l("Certificate"), [Optional()], validate_choice=False)

    def offer(self) -> None:
        """Fill the lists."""
        rows = [(str(one.id), f"{one.code} · {one.title}") for one in ledger.all_projects()]
        self.project_id.choices = choices(rows, empty=_l("All projects"))
        rows = [(str(one.id), f"{one.code} · {one.name}") for one in ledger.all_donors()]
        self.donor_id.choices = choices(rows, empty=_l("All donors"))
        self.status.choices = choices(words.STATUSES.items(), empty=_l("All states"))
        either = ((WITH, _l("with")), (WITHOUT, _l("without")))
        for field in (self.plate, self.deed):
            field.choices = choices(either, empty=_l("With and without"))

    def wanted(self) -> Wanted:
        """The filter; what makes no sense does not filter."""
        status, plate, deed = (field.data or "" for field in (self.status, self.plate, self.deed))
        return Wanted(
            (self.q.data or "").strip(),
            key(self.project_id.data),
            key(self.donor_id.data),
            status if status in words.STATUSES else "",
            plate if plate in _EITHER else "",
            deed if deed in _EITHER else "",
        )
