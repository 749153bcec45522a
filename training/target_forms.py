"""The form of a project's target."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import Optional, Regexp

from training.forms import REQUIRED, between


class TargetForm(FlaskForm):  # type: ignore[misc]
    """How many persons of a country are to be trained."""

    country = StringField(
        _l("Country, three letters (MLI, MRT)"),
        [REQUIRED, Regexp(r"^\s*[A-Za-z]{3}\s*$", message=_l("Three letters, such as MLI."))],
    )
    persons = IntegerField(_l("Persons to train; empty: no target"),
                           [Optional(), between(1, 100_000)])  # fmt: skip
