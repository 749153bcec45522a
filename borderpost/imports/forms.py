"""Forms of a file: the file itself, and which heading fills which column."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from borderpost.forms import choices
from borderpost.imports.importer import Importer
from borderpost.imports.models import Import


class FileForm(FlaskForm):  # type: ignore[misc]
    """The file to load."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file."))])


def columns_form(importer: Importer, one: Import) -> FlaskForm:
    """A form with a select for each column of the importer, over the file's headings."""

    class ColumnsForm(FlaskForm):  # type: ignore[misc]
        """Which heading fills which column."""

    offered = choices(((name, name) for name in one.headings), empty=_l("Not in the file"))
    for name, label in importer.columns().items():
        # The service refuses what is not a heading of the file.
        setattr(ColumnsForm, name, SelectField(label, choices=offered, validate_choice=False))
    return ColumnsForm(data=one.mapping)


def chosen(form: FlaskForm, importer: Importer) -> dict[str, str]:
    """What was chosen: field -> heading."""
    return {name: form[name].data for name in importer.columns() if form[name].data}
