"""The form of a run that is copied."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import DateField, StringField

from training import words
from training.forms import CODE, REQUIRED


class CopyForm(FlaskForm):  # type: ignore[misc]
    """Its code and its first day; everything else is that of the other run."""

    code = StringField(words.RUN["code"], [REQUIRED, CODE])
    starts_on = DateField(words.RUN["starts_on"], [REQUIRED])
