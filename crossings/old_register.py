"""The importer of an old register: what a line may say, and how it becomes a crossing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Optional, Regexp, ValidationError

from borderpost.forms import at_most
from borderpost.imports.fields import (
    CodeField,
    CodeList,
    DayField,
    RowForm,
    TimeField,
    is_day,
    is_time,
)
from borderpost.imports.importer import Importer
from crossings import Permission, codes, words
from crossings.models import Crossing
from crossings.queries.register import number_key
from crossings.services import back_capture
from crossings.services.place import DeskOfficer

_REQUIRED = DataRequired(_l("Fill this in."))
_STATE = Regexp(r"^[A-Za-z]{3}$", message=_l("Three letters, such as MLI or MRT."))
_NUMBER = Regexp(r"^[A-Za-z0-9 /.-]{1,30}$", message=_l("Letters and digits, at most 30."))
_DIRECTIONS = CodeList(
    {code: codes.DIRECTIONS[code] for code in "EX"},
    {"in": "E", "arrivée": "E", "out": "X", "départ": "X"},
)
_SEXES = CodeList(codes.SEXES, {"h": "M", "homme": "M", "femme": "F"})
_DOCUMENTS = CodeList(codes.DOCUMENTS, {"passeport": "P", "cni": "CNI", "cin": "I"})
_DECISIONS = CodeList(
    {"admit": codes.DECISIONS["admit"], "refuse": codes.DECISIONS["refuse"],
     "withdrawn": codes.DECISIONS["withdrawn"]},
    {"exit_ok": "admit", "sorti": "admit", "ok": "admit", "refusé": "refuse"},
)  # fmt: skip


class LineForm(RowForm):
    """One line of an old register of crossings."""

    about: back_capture.Shelf

    occurred_on = DayField(_l("Day"), [_REQUIRED, is_day])
    occurred_at = TimeField(_l("Time of day"), [Optional(), is_time])
    direction = CodeField(_l("Direction"), [_REQUIRED], codes=_DIRECTIONS)
    surname = StringField(words.FIELDS["surname"], [_REQUIRED, at_most(120)])
    given_names = StringField(words.FIELDS["given_names"], [Optional(), at_most(120)])
    birth_date = DayField(words.FIELDS["birth_date"], [Optional(), is_day])
    sex = CodeField(words.FIELDS["sex"], [Optional()], codes=_SEXES)
    nationality = StringField(words.FIELDS["nationality"], [_REQUIRED, _STATE])
    document_code = CodeField(words.FIELDS["document_code"], [_REQUIRED], codes=_DOCUMENTS)
    document_number = StringField(words.FIELDS["document_number"], [_REQUIRED, _NUMBER])
    issuing_state = StringField(words.FIELDS["issuing_state"], [Optional(), _STATE])
    decision = CodeField(_l("Decision"), [Optional()], codes=_DECISIONS)
    reason = StringField(_l("Reason of a refusal"), [])
    register_number = StringField(_l("Number in the old register"), [Optional(), at_most(40)])

    def validate_occurred_on(self, field: DayField) -> None:
        """Nobody crossed in the future, nor before there was a register."""
        if not field.errors and not "1950-01-01" <= field.data <= self.about.today.isoformat():
            raise ValidationError(_l("Write a day between 1950 and today."))

    def validate_birth_date(self, field: DayField) -> None:
        """Nobody crosses before birth."""
        crossed = self.occurred_on
        latest = self.about.today.isoformat() if crossed.errors else crossed.data
        if not field.errors and field.data > latest:
            raise ValidationError(_l("This is after the day of the crossing."))

    def validate_reason(self, field: StringField) -> None:
        """A refusal has its reasons from the list, and nothing else has any."""
        given = set(_reasons(field.data))
        if unknown := given - codes.refusal_reasons().keys():
            raise ValidationError(
                _l("%(code)s is not a refusal reason. Choose from the list.", code=min(unknown))
            )
        if self.decision.data == "refuse" and not given:
            raise ValidationError(_l("A refusal needs a reason. Choose at least one."))
        if given and self.decision.data != "refuse" and not self.decision.errors:
            raise ValidationError(
                _l("Only a refusal has a reason. Correct the decision, or empty this cell.")
            )

    def validate_document_number(self, field: StringField) -> None:
        """What the register holds already is not written twice."""
        day = self.occurred_on.data or ""
        if len(day) != len("2019-05-31") or self.occurred_on.errors:
            return
        moment = back_capture.moment_of(date.fromisoformat(day), self._at(), self.about)
        known = (number_key(field.data), self.about.post.id, moment, date.fromisoformat(day))
        if back_capture.is_known(*known, self.direction.data):
            raise ValidationError(_l("The register has this crossing of this day already."))

    def entry(self) -> back_capture.Entry:
        """What the services need to know."""
        names = ("surname", "given_names", "birth_date", "sex", "document_code", "document_number")
        nationality = self.nationality.data.upper()
        return back_capture.Entry(
            day=date.fromisoformat(self.occurred_on.data),
            at=self._at(),
            direction=self.direction.data,
            decision=self.decision.data or "admit",
            reasons=_reasons(self.reason.data),
            number=(self.register_number.data or "").strip(),
            fields={
                **{name: (self[name].data or "").strip() for name in names},
                "nationality": nationality,
                "issuing_state": (self.issuing_state.data or nationality).upper(),
            },
        )

    def _at(self) -> time | None:
        """The time, if the register has one that the clock has."""
        told = self.occurred_at.data
        return time.fromisoformat(told) if told and not self.occurred_at.errors else None


def _reasons(text: str | None) -> tuple[str, ...]:
    return tuple((text or "").replace(",", " ").replace(";", " ").upper().split())


def _write(forms: Sequence[LineForm], by: DeskOfficer) -> Sequence[Crossing]:
    return back_capture.write([form.entry() for form in forms], forms[0].about, by=by)


def _same(form: LineForm) -> dict[str, object]:
    said = form.entry()
    moment = back_capture.moment_of(said.day, said.at, form.about)
    return {"document_number": (number_key(form.document_number.data), moment, said.direction)}


IMPORTER = Importer(
    name="crossings",
    label=_l("Old register of crossings"),
    advice=_l("Crossings of the past, from a paper register or another system."),
    permission=Permission.IMPORT,
    form=LineForm,
    example={
        "occurred_on": "2019-05-31",
        "occurred_at": "09:30",
        "direction": "E",
        "surname": "Specimen",
        "given_names": "Traveller",
        "birth_date": "1990-01-02",
        "sex": "F",
        "nationality": "UTO",
        "document_code": "P",
        "document_number": "L898902C3",
        "issuing_state": "UTO",
        "decision": "admit",
        "register_number": "1042/2019",
    },
    write=_write,
    undo=back_capture.erase,
    prepare=back_capture.shelf,
    same=_same,
    aliases={
        "occurred_on": ("date", "jour", "date de passage", "day"),
        "occurred_at": ("heure", "hour", "time"),
        "direction": ("sens",),
        "surname": ("nom", "name", "noms"),
        "given_names": ("prénom", "prénoms", "first name"),
        "birth_date": ("date de naissance", "né le", "ddn", "date of birth"),
        "sex": ("sexe", "genre", "gender"),
        "nationality": ("nationalité",),
        "document_code": ("type de document", "document type", "pièce"),
        "document_number": ("numéro du document", "n° document", "no passeport", "passport"),
        "issuing_state": ("pays de délivrance", "émis par", "issuer"),
        "decision": ("décision",),
        "reason": ("motif", "motif de refus"),
        "register_number": ("n°", "no", "numéro", "n° d'ordre", "registre"),
    },
)
