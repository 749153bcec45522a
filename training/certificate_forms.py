"""Forms of certificates."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField
from wtforms.validators import DataRequired, Optional

from borderpost.forms import at_most

_REQUIRED = DataRequired(_l("Fill this in."))
LONGEST_NAME = 160


class IssueForm(FlaskForm):  # type: ignore[misc]
    """The day from which the certificates of a run are valid."""

    issued_on = DateField(_l("Issued on, and valid from"), [_REQUIRED])


class SupersedeForm(FlaskForm):  # type: ignore[misc]
    """What a corrected certificate says."""

    name = StringField(_l("Name"), [_REQUIRED, at_most(LONGEST_NAME)])
    name_arabic = StringField(_l("Name in Arabic letters"), [Optional(), at_most(LONGEST_NAME)])
    why = StringField(_l("What was wrong"), [_REQUIRED, at_most(300)])


class CheckForm(FlaskForm):  # type: ignore[misc]
    """The code of a certificate, typed by anybody; it changes nothing."""

    class Meta:
        csrf = False

    code = StringField(_l("Code of the certificate"), [_REQUIRED, at_most(60)])


class RequireForm(FlaskForm):  # type: ignore[misc]
    """From which day a post asks for qualifications."""

    since = DateField(_l("From this day on"), [_REQUIRED])
