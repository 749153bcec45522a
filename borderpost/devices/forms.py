"""Forms of devices."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired

from borderpost.forms import at_most

_REQUIRED = DataRequired(_l("Fill this in."))


class NameForm(FlaskForm):  # type: ignore[misc]
    """What a device is called."""

    name = StringField(_l("Name of the device"), [_REQUIRED, at_most(60)])


class JoinForm(NameForm):
    """A device that joins with a printed code."""

    code = StringField(_l("Code on the paper"), [_REQUIRED, at_most(40)])
