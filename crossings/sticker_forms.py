"""Forms of the stock of visa stickers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from borderpost.forms import at_most, choices
from crossings import sticker_words, supporting_words
from crossings.queries.stickers import Sought
from crossings.services.stickers import Receipt

_REQUIRED = DataRequired(_l("Fill this in."))


class StickersForm(FlaskForm):  # type: ignore[misc]
    """What to look for in the stock; read from the address, so that it can be kept."""

    class Meta:
        csrf = False

    q = StringField(_l("Number"), [Optional(), at_most(30)])
    state = SelectField(
        _l("State"), [Optional()], choices=choices(sticker_words.STATES.items(), empty=_l("All"))
    )

    def sought(self) -> Sought:
        """The search; a part that makes no sense does not filter and is told on the form."""
        self.validate()
        return Sought(
            number="" if self.q.errors else (self.q.data or "").strip(),
            state="" if self.state.errors else self.state.data or "",
        )


class ReceiveForm(FlaskForm):  # type: ignore[misc]
    """A series that arrives at the post."""

    prefix = StringField(_l("Letters before the number"), [Optional(), at_most(12)])
    first = StringField(_l("First number"), [_REQUIRED, at_most(12)])
    last = StringField(_l("Last number"), [_REQUIRED, at_most(12)])
    months = IntegerField(
        _l("Good for months"),
        [Optional(), NumberRange(0, 24, message=_l("A number from 0 to 24."))],
        default=1,
    )
    days = IntegerField(
        _l("and days"),
        [Optional(), NumberRange(0, 366, message=_l("A number from 0 to 366."))],
        default=0,
    )
    entries = SelectField(_l("Entries"), choices=choices(supporting_words.ENTRIES.items()))
    max_days = IntegerField(
        _l("Days of stay at most"),
        [Optional(), NumberRange(1, 366, message=_l("A number from 1 to 366."))],
    )
    cite = StringField(_l("Text that says so"), [_REQUIRED, at_most(200)])

    def receipt(self) -> Receipt:
        """What was typed."""
        return Receipt(
            prefix=self.prefix.data or "",
            first=(self.first.data or "").strip(),
            last=(self.last.data or "").strip(),
            months=self.months.data or 0,
            days=self.days.data or 0,
            entries=self.entries.data,
            max_days=self.max_days.data,
            cite=self.cite.data or "",
        )


class CountForm(FlaskForm):  # type: ignore[misc]
    """The stickers that lie there, counted by hand."""

    counted = IntegerField(
        _l("Stickers that lie there"),
        [
            InputRequired(_l("Fill this in.")),
            NumberRange(0, 999_999, message=_l("A number from 0 on.")),
        ],
    )
    note = StringField(_l("What explains a difference"), [Optional(), at_most(300)])


class SpoilForm(FlaskForm):  # type: ignore[misc]
    """Why a sticker is taken out of use."""

    reason = StringField(_l("Why"), [_REQUIRED, at_most(300)])
