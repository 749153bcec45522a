"""Forms of people who come in: the code on the wall, a badge."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import DataRequired, Optional

from borderpost.forms import at_most

_SIGNS = {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}


class CheckInForm(FlaskForm):  # type: ignore[misc]
    """The code on the wall, and the personal code of who is not signed in."""

    code = StringField(
        _l("Code on the wall"), [DataRequired(_l("Fill this in.")), at_most(40)], render_kw=_SIGNS
    )
    personal = StringField(
        _l("Your personal code"), [Optional(), at_most(40)], render_kw=_SIGNS
    )  # fmt: skip


class BadgeForm(FlaskForm):  # type: ignore[misc]
    """A badge that was scanned or typed, or a photo of some."""

    badge = StringField(_l("Badge"), [Optional(), at_most(400)], render_kw=_SIGNS)
    picture = FileField(_l("Or a photo of badges"))
