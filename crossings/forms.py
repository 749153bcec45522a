"""Forms of the desk and the register."""

from __future__ import annotations

import re
from datetime import date

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import DataRequired, Optional, Regexp, StopValidation, ValidationError

from borderpost.forms import at_most, choices
from crossings import codes, papers, words
from crossings.health import HealthCheck
from crossings.queries.register import Wanted
from crossings.rules.against import LONGEST, Override
from crossings.services.deciding import Order
from crossings.sheet import FIELDS

_REQUIRED = DataRequired(_l("Fill this in."))
_DATE_SHAPE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_STATE = Regexp(r"^[A-Za-z]{3}$", message=_l("Three letters, such as MLI or MRT."))
NUMBER = Regexp(r"^[A-Za-z0-9 /.-]{1,30}$", message=_l("Letters and digits, at most 30."))
_DIGIT = Regexp(r"^[0-9<]?$", message=_l("One digit."))


def calendar_date(_form: FlaskForm, field: StringField) -> None:
    """A day, a month or a year that the calendar has."""
    text = field.data.strip()
    first_day = f"{text}-01-01"[:10] if _DATE_SHAPE.fullmatch(text) else ""
    try:
        date.fromisoformat(first_day)
    except ValueError as error:
        raise ValidationError(
            _l("Write year-month-day, such as 1988-02-13; or the year alone.")
        ) from error


def _if_the_paper_has_it(form: FlaskForm, field: StringField) -> None:
    """Filled in, unless the chosen document is one of those that lack it."""
    if (field.data or "").strip():
        return
    is_asked = field.short_name in papers.required(form.document_code.data or "")
    raise StopValidation(_l("Fill this in.") if is_asked else None)


class SheetForm(FlaskForm):  # type: ignore[misc]
    """The fields of a working sheet."""

    surname = StringField(words.FIELDS["surname"], [_REQUIRED, at_most(120)])
    given_names = StringField(words.FIELDS["given_names"], [Optional(), at_most(120)])
    document_code = SelectField(
        words.FIELDS["document_code"],
        [_REQUIRED],
        choices=lambda: choices(codes.DOCUMENTS.items(), empty=""),
    )
    issuing_state = StringField(words.FIELDS["issuing_state"], [_if_the_paper_has_it, _STATE])
    document_number = StringField(words.FIELDS["document_number"], [_if_the_paper_has_it, NUMBER])
    nationality = StringField(words.FIELDS["nationality"], [_REQUIRED, _STATE])
    birth_date = StringField(words.FIELDS["birth_date"], [Optional(), calendar_date])
    sex = SelectField(
        words.FIELDS["sex"], [Optional()], choices=lambda: choices(codes.SEXES.items(), empty="")
    )
    expiry_date = StringField(words.FIELDS["expiry_date"], [Optional(), calendar_date])

    def offer(self, document_code: str) -> None:
        """Keep the two-letter code of the zone on the list, with the words of its kind."""
        if document_code and document_code not in codes.DOCUMENTS.offered():
            kind = codes.DOCUMENTS.get(codes.kind_of(document_code), document_code)
            own = (document_code, f"{kind} ({document_code})")
            self.document_code.choices = choices([own, *codes.DOCUMENTS.items()])

    def values(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {name: (self[name].data or "").strip() for name in FIELDS}


class TypedForm(SheetForm):
    """A document typed by hand, with the check digits printed beside its fields."""

    document_number_digit = StringField(_l("Check digit of the number"), [Optional(), _DIGIT])
    birth_date_digit = StringField(_l("Check digit of the birth date"), [Optional(), _DIGIT])
    expiry_date_digit = StringField(_l("Check digit of the expiry date"), [Optional(), _DIGIT])

    def digits(self) -> dict[str, str]:
        """The check digits that were typed, by field."""
        names = ("document_number", "birth_date", "expiry_date")
        return {name: self[f"{name}_digit"].data or "" for name in names}


class RegisterForm(FlaskForm):  # type: ignore[misc]
    """What to search the register for; read from the address, so that it can be kept."""

    class Meta:
        csrf = False

    q = StringField(_l("Name, number or reference"))
    direction = SelectField(
        _l("Direction"),
        [Optional()],
        choices=choices(codes.DIRECTIONS.items(), empty=_l("Both ways")),
    )
    decision = SelectField(
        _l("Decision"),
        [Optional()],
        choices=choices(codes.DECISIONS.items(), empty=_l("All decisions")),
    )
    nationality = StringField(_l("Nationality"), [Optional(), _STATE])
    since = DateField(_l("From"), [Optional()])
    until = DateField(_l("Until"), [Optional()])

    def validate_until(self, field: DateField) -> None:
        """The last day is not before the first one."""
        if self.since.data and field.data and field.data < self.since.data:
            raise ValidationError(_l("The last day is before the first. Turn them round."))

    def wanted(self) -> Wanted:
        """The search; a part that makes no sense does not filter and is told on the form."""
        self.validate()
        return Wanted(
            words=(self.q.data or "").strip(),
            direction=self._kept("direction"),
            decision=self._kept("decision"),
            nationality=self._kept("nationality"),
            since=self.since.data if isinstance(self.since.data, date) else None,
            until=self.until.data if isinstance(self.until.data, date) else None,
        )

    def _kept(self, name: str) -> str:
        return "" if self[name].errors else (self[name].data or "").strip()


def order_sent(*, specimens_allowed: bool) -> Order:
    """The decision as the desk sent it."""
    sent = request.form
    return Order(
        decision=sent.get("decision", ""),
        version=sent.get("version", 0, type=int),
        compared=frozenset(sent.getlist("compared")),
        reasons=tuple(sent.getlist("reasons")),
        reason_text=sent.get("reason_text", "").strip()[:500],
        purpose=sent.get("purpose", ""),
        destination=sent.get("destination", "").strip()[:120],
        transport=sent.get("transport", ""),
        health=HealthCheck(
            outcome=sent.get("health_outcome", ""),
            certificate=sent.get("health_certificate", ""),
            valid_until=sent.get("health_valid_until", ""),
        ),
        authority=" ".join(sent.get("authority", "").split())[:120],
        form_language=sent.get("form_language", ""),
        without_face=" ".join(sent.get("without_face", "").split())[:200],
        override=Override(
            seen=sent.get("rule_seen", ""), why=" ".join(sent.get("rule_why", "").split())[:LONGEST]
        ),
        rule_shown=sent.get("rule_shown", ""),
        specimens_allowed=specimens_allowed,
    )
