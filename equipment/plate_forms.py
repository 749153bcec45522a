"""Forms of donors' plates: the sheet, and what is recorded of them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from borderpost.forms import at_most, choices
from borderpost.locale import LOCALES
from equipment.label_forms import LabelsForm
from equipment.services.plating import Plated


class SheetForm(LabelsForm):
    """The things, the paper, and the language of the plates."""

    language = SelectField(_l("Language"), choices=choices(LOCALES.items()))


class RecordForm(FlaskForm):  # type: ignore[misc]
    """What is recorded of plates."""

    codes = TextAreaField(
        _l("Scanned or typed tags, one a line"),
        [DataRequired(_l("Fill this in.")), at_most(20_000)],
    )
    what = SelectField(
        _l("What happened"),
        choices=choices((("on", _l("The plate is on it")), ("off", _l("The plate came off")))),
    )
    on = DateField(_l("Since when, if not today"), [Optional()])
    reason = StringField(_l("Why it came off"), [Optional(), at_most(200)])

    def said(self) -> Plated:
        """What the service needs to know."""
        return Plated(self.what.data == "on", self.on.data, self.reason.data or "")
