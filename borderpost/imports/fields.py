"""Fields of rows: text as people write it in lists, taken over as the record keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import ValidationError

from borderpost.locale import LOCALES

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})(?: 0{1,2}:00(?::00)?)?")
_TIME = re.compile(r"(\d{1,2})(?:[:hH.](\d{2}))(?::\d{2})?")


class RowForm(FlaskForm):  # type: ignore[misc]
    """One row of a file; the file's own form carries the forgery token."""

    about: Any = None  # what the importer looked up once for all rows

    class Meta:
        csrf = False


class DayField(StringField):
    """A day: ISO, or day first as in French. ``data`` is ISO once it was understood."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn ``3/2/1990`` into ``1990-02-03``; what is not understood stays."""
        super().process_formdata(valuelist)
        text = (self.data or "").strip()
        if found := _DAY_FIRST.fullmatch(text):
            text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        self.data = text


class TimeField(StringField):
    """A time of day: 9:05, 09h05. ``data`` is HH:MM once it was understood."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn ``9h5`` into ``09:05``; what is not understood stays."""
        super().process_formdata(valuelist)
        text = (self.data or "").strip()
        if found := _TIME.fullmatch(text):
            text = f"{int(found[1]):02}:{found[2]}"
        self.data = text


class CodeList:
    """A code list, and the words of every language that mean each code."""

    def __init__(self, table: Mapping[str, Any], also: Mapping[str, str] | None = None) -> None:
        self.table = table
        self.also = also or {}  # further words of old lists, such as ``in`` for E

    @cached_property
    def by_word(self) -> dict[str, str]:
        """Codes by what people write, in lower case."""
        found = {words.casefold(): code for words, code in self.also.items()}
        for locale in LOCALES:
            with force_locale(locale):
                found |= {str(words).casefold(): code for code, words in self.table.items()}
        return found | {code.casefold(): code for code in self.table}


class CodeField(StringField):
    """A code of a list, or its words in any language. ``data`` is the code."""

    data: Any

    def __init__(self, label: Any, validators: Any, *, codes: CodeList, **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.codes = codes

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn ``Entrée`` into ``E``; what is on no list stays."""
        super().process_formdata(valuelist)
        text = " ".join((self.data or "").split())
        known = self.codes.by_word.get(text.casefold(), text)
        self.data = text.upper() if text.upper() in self.codes.table else known

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what is on no list."""
        if self.data and self.data not in self.codes.table:
            raise ValidationError(_l("%(value)s is not on the list.", value=self.data[:40]))


def is_day(_form: FlaskForm, field: StringField) -> None:
    """A day that the calendar has, written as ISO."""
    try:
        date.fromisoformat(field.data)
        fits = len(field.data) == len("1990-02-03")
    except ValueError:
        fits = False
    if not fits:
        raise ValidationError(_l("Write a day such as 2019-05-31 or 31/05/2019."))


def is_time(_form: FlaskForm, field: StringField) -> None:
    """A time that the clock has."""
    found = re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", field.data)
    if not found:
        raise ValidationError(_l("Write a time such as 09:30."))
