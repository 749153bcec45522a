"""Forms of code lists."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, StringField
from wtforms.validators import DataRequired, NumberRange, Optional

from borderpost.code_lists.services import CodeFacts
from borderpost.forms import at_most

_REQUIRED = DataRequired(_l("Fill this in."))


class CodeForm(FlaskForm):  # type: ignore[misc]
    """One code of a list."""

    code = StringField(_l("Code"), [_REQUIRED, at_most(10)])
    words_fr = StringField(_l("In French"), [_REQUIRED, at_most(200)])
    words_en = StringField(_l("In English"), [_REQUIRED, at_most(200)])
    words_ar = StringField(_l("In Arabic"), [_REQUIRED, at_most(200)])
    letter = StringField(_l("Letter of the Schengen form"), [Optional(), at_most(8)])
    cite = StringField(_l("Source"), [Optional(), at_most(300)])
    since = StringField(_l("In force since"), [Optional(), at_most(10)])
    position = IntegerField(
        _l("Place in the list"),
        [Optional(), NumberRange(0, 9999, message=_l("A number from 0 to 9999."))],
    )
    is_active = BooleanField(_l("Offered for choosing"), default=True)

    def facts(self) -> CodeFacts:
        """What the services need to know."""
        return CodeFacts(
            code=(self.code.data or "").strip().upper(),
            **{name: (self[name].data or "").strip() for name in _TEXTS},
            position=self.position.data or 0,
            is_active=self.is_active.data,
        )


_TEXTS = ("words_fr", "words_en", "words_ar", "letter", "cite", "since")


class EndCodeForm(FlaskForm):  # type: ignore[misc]
    """The last day of a code."""

    last_day = DateField(_l("Last day"), [_REQUIRED])
