"""Forms of labels and of pictures that are scanned."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DecimalField, IntegerField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from borderpost.forms import at_most, choices
from equipment.label_formats import FORMATS

LONGEST = 2000  # characters: the form is an address, and the server reads 4,094 of one


class LabelsForm(FlaskForm):  # type: ignore[misc]
    """The things that are named, the paper, and what the calibration page said of the printer."""

    class Meta:
        csrf = False  # nothing is changed by it

    codes = TextAreaField(
        _l("Tags, one a line"), [DataRequired(_l("Fill this in.")), at_most(LONGEST)]
    )
    format = SelectField(
        _l("Paper"), choices=choices((name, name) for name in FORMATS), default="A4-21"
    )
    skip = IntegerField(_l("Labels used before"), [InputRequired(), NumberRange(0, 64)], default=0)
    right = DecimalField(
        _l("Shift to the right, mm"), [InputRequired(), NumberRange(-9, 9)], default=0
    )
    down = DecimalField(_l("Shift down, mm"), [InputRequired(), NumberRange(-9, 9)], default=0)

    @property
    def shift(self) -> tuple[float, float]:
        """What the calibration page says of this printer."""
        return float(self.right.data or 0), float(self.down.data or 0)


class PictureForm(FlaskForm):  # type: ignore[misc]
    """A photo of labels."""

    picture = FileField(_l("Photo of one label or of many"), [FileRequired(_l("Choose a file."))])
