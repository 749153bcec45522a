"""What the audit log is searched for."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, SelectField, StringField
from wtforms.validators import Optional

from borderpost import features
from borderpost.audit.queries import Wanted
from borderpost.forms import choices


class FilterForm(Form):  # type: ignore[misc]
    """The search of the log; it stands in the address, so that it can be kept."""

    who = StringField(_l("Officer"))
    area = SelectField(_l("Field of work"), [Optional()])
    since = DateField(_l("From"), [Optional()])
    until = DateField(_l("Until"), [Optional()])
    act = StringField(_l("Act begins with"))

    def offer(self) -> None:
        """Fill the list of subjects."""
        known = [(one.name, one.label) for one in features.loaded()]
        self.area.choices = choices(known, empty=_l("All fields"))

    def wanted(self) -> Wanted:
        """The search; a part that makes no sense does not filter and is told on the form."""
        self.validate()
        return Wanted(
            who=(self.who.data or "").strip(),
            area="" if self.area.errors else self.area.data or "",
            act=(self.act.data or "").strip(),
            since=self.since.data if isinstance(self.since.data, date) else None,
            until=self.until.data if isinstance(self.until.data, date) else None,
        )
