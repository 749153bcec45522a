"""Forms of stays and of files that are one person."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, NumberRange, Optional, Regexp

from borderpost.forms import at_most, choices
from crossings import stay_words
from crossings.queries.stays import Sought
from crossings.rules.matching import PRESUMED

_REQUIRED = DataRequired(_l("Fill this in."))
_STATE = Regexp(r"^[A-Za-z]{3}$", message=_l("Three letters, such as MLI or MRT."))
_OFFERED = {name: words for name, words in stay_words.STATES.items() if name != "open"}


class StaysForm(FlaskForm):  # type: ignore[misc]
    """What to look for among the stays; read from the address, so that it can be kept."""

    class Meta:
        csrf = False

    q = StringField(_l("Name or document number"))
    state = SelectField(
        _l("State"), [Optional()], choices=choices(_OFFERED.items(), empty=_l("No exit seen"))
    )
    nationality = StringField(_l("Nationality"), [Optional(), _STATE])
    over = IntegerField(
        _l("Days past, at least"),
        [Optional(), NumberRange(1, 9999, message=_l("A number from 1 to 9999."))],
    )

    def sought(self) -> Sought:
        """The search; a part that makes no sense does not filter and is told on the form."""
        self.validate()
        return Sought(
            words=(self.q.data or "").strip(),
            state="" if self.state.errors else self.state.data or "",
            nationality="" if self.nationality.errors else (self.nationality.data or "").strip(),
            days_over=None if self.over.errors else self.over.data,
        )


class PresumeForm(FlaskForm):  # type: ignore[misc]
    """That somebody left, whose exit nobody saw."""

    rule = SelectField(
        _l("What it rests on"),
        [_REQUIRED],
        choices=lambda: choices(((one, stay_words.RULES[one]) for one in PRESUMED), empty=""),
    )
    left_on = DateField(_l("Left on"), [_REQUIRED])
    reason = StringField(_l("Why"), [_REQUIRED, at_most(500)])


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """Why something is taken back."""

    undo_reason = StringField(_l("Why"), [_REQUIRED, at_most(500)])
