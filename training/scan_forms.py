"""Forms of scanned sheets: files that come in, and the session of a page."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import SelectField
from wtforms.validators import DataRequired, ValidationError

from borderpost.forms import choices
from borderpost.locale import instant
from training.models import Run
from training.scanned_sheets import MOST_FILES


class ScansForm(FlaskForm):  # type: ignore[misc]
    """Scans of signed sheets."""

    files = MultipleFileField(_l("Scanned sheets, as PDF or pictures"))

    def validate_files(self, field: Any) -> None:
        """At least one file, and no more than are read in one go."""
        sent = [one for one in field.data or () if one]
        if not sent:
            raise ValidationError(_l("Choose the scanned sheets."))
        if len(sent) > MOST_FILES:
            raise ValidationError(_l("At most %(most)s files at once.", most=MOST_FILES))

    def contents(self) -> list[tuple[str, bytes]]:
        """The name and the bytes of each file."""
        return [(one.filename or "", one.read()) for one in self.files.data if one]


class AssignForm(FlaskForm):  # type: ignore[misc]
    """The session of a page that is kept aside."""

    session_id = SelectField(_l("Session of this page"), [DataRequired(_l("Fill this in."))])

    def offer(self, run: Run) -> None:
        """The sessions of its run."""
        zone = ZoneInfo(run.zone).key
        told = [(str(one.id), f"{instant(one.starts_at, zone)} · {one.title}") for one in
                run.sessions]  # fmt: skip
        self.session_id.choices = choices(told, empty="")
