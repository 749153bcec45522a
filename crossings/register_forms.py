"""Forms of register sheets: printing, accounting, the head, and one line typed from the paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from borderpost import clock
from borderpost.forms import at_most, choices
from borderpost.imports.fields import DayField, TimeField, is_day, is_time
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.signatures import LARGEST_PAPER
from crossings import codes, papers
from crossings.forms import NUMBER
from crossings.models import Fate, RegisterSheet
from crossings.paper_forms import a_date_or_age, is_a_state, state_code
from crossings.queries.register_sheets import Sought
from crossings.register_words import ACTS, FATES, FIELDS
from crossings.services.paper_crossing import Entry
from crossings.services.register_lines import Head
from crossings.services.register_sheets import MOST

_REQUIRED = DataRequired(_l("Fill this in."))
_WAYS = ("E", "X")
_DECISIONS = ("admit", "refuse", "withdrawn")
_OF_A_SHEET = (
    "surname", "given_names", "sex", "document_code", "document_number",
)  # fmt: skip


class SheetsForm(FlaskForm):  # type: ignore[misc]
    """What to look for among the sheets; read from the address, so that it can be kept."""

    class Meta:
        csrf = False

    q = StringField(_l("Number"), [Optional(), at_most(24)])
    fate = SelectField(
        _l("What became of it"), [Optional()], choices=choices(FATES.items(), empty=_l("All"))
    )

    def sought(self) -> Sought:
        """The search; a part that makes no sense does not filter and is told on the form."""
        self.validate()
        return Sought(
            number="" if self.q.errors else (self.q.data or "").strip(),
            fate="" if self.fate.errors else self.fate.data or "",
        )


class PrintForm(FlaskForm):  # type: ignore[misc]
    """How many blank sheets are printed."""

    many = IntegerField(
        _l("Blank sheets"),
        [
            InputRequired(_l("Fill this in.")),
            NumberRange(1, MOST, message=_l("A number from 1 to %(most)s.", most=MOST)),
        ],
        default=5,
    )


class HandForm(FlaskForm):  # type: ignore[misc]
    """To whom a blank sheet is given."""

    handed_to = SelectField(_l("Handed to"), [_REQUIRED])


class FateForm(FlaskForm):  # type: ignore[misc]
    """What became of a sheet that was not written on."""

    fate = SelectField(_l("What became of it"), [_REQUIRED])
    why = StringField(_l("What happened"), [Optional(), at_most(300)])

    def offer(self, ways: list[Fate]) -> None:
        """The ways that are open to the sheet."""
        self.fate.choices = choices((way, ACTS[way]) for way in ways if way in ACTS)


class ScanForm(FlaskForm):  # type: ignore[misc]
    """A picture or PDF of the sheet that was written on."""

    paper = FileField(_l("Photo or scan of the sheet"), [FileRequired(_l("Choose a file."))])

    def content(self) -> bytes:
        """The file, read no further than one byte beyond what is taken."""
        return bytes(self.paper.data.read(LARGEST_PAPER + 1))


class HeadForm(FlaskForm):  # type: ignore[misc]
    """What is written at the head of a sheet."""

    day = DateField(_l("Day on the sheet"), [InputRequired(_l("Fill this in."))])
    officer_id = SelectField(_l("Officer who wrote it"), [_REQUIRED])
    lane_id = SelectField(_l("Lane"), [_REQUIRED])
    direction = SelectField(_l("Direction of the sheet"), [Optional()])
    written = IntegerField(_l("Lines with writing on them"), [InputRequired(_l("Fill this in."))])

    def offer(self, post_id: UUID) -> None:
        """Who and what there is at the post."""
        self.officer_id.choices = choices(people(post_id), empty="")
        self.lane_id.choices = choices((str(row.id), row.code) for row in posts.lanes(post_id))
        self.direction.choices = choices(
            ((way, codes.DIRECTIONS[way]) for way in _WAYS), empty=_l("Both: each line says it")
        )

    def head(self) -> Head:
        """What the service needs to know."""
        return Head(
            self.day.data, UUID(self.officer_id.data), UUID(self.lane_id.data),
            self.direction.data or "", self.written.data,
        )  # fmt: skip


def _when_the_paper_has_one(form: FlaskForm, field: StringField) -> None:
    if (field.data or "").strip():
        return
    is_asked = "document_number" in papers.required(form.document_code.data or "")
    raise StopValidation(_l("Fill this in.") if is_asked else None)


def _birth(form: FlaskForm, field: StringField) -> None:
    a_date_or_age(clock.today())(form, field)


class LineForm(FlaskForm):  # type: ignore[misc]
    """One line of a register sheet, in the order of its columns."""

    at = TimeField(FIELDS["at"], [_REQUIRED, is_time])
    direction = SelectField(FIELDS["direction"], [_REQUIRED])
    surname = StringField(FIELDS["surname"], [_REQUIRED, at_most(120)])
    given_names = StringField(FIELDS["given_names"], [Optional(), at_most(120)])
    birth_date = StringField(FIELDS["birth_date"], [Optional(), at_most(10), _birth])
    sex = SelectField(FIELDS["sex"], [Optional()])
    nationality = StringField(FIELDS["nationality"], [_REQUIRED, is_a_state])
    document_code = SelectField(FIELDS["document_code"], [_REQUIRED])
    document_number = StringField(FIELDS["document_number"], [_when_the_paper_has_one, NUMBER])
    issuing_state = StringField(FIELDS["issuing_state"], [Optional(), is_a_state])
    transport = SelectField(FIELDS["transport"], [Optional()])
    decision = SelectField(FIELDS["decision"], [_REQUIRED])
    reasons = StringField(FIELDS["reasons"], [Optional(), at_most(80)])
    note = StringField(FIELDS["note"], [Optional(), at_most(300)])
    day = DayField(FIELDS["day"], [_REQUIRED, is_day])
    officer_id = SelectField(FIELDS["officer_id"], [_REQUIRED])

    def offer(self, post_id: UUID, day: date | None) -> None:
        """The choices, each with its letter in front as the paper has it."""
        self.direction.choices = choices(((way, codes.DIRECTIONS[way]) for way in _WAYS), empty="")
        self.sex.choices = choices(codes.SEXES.items(), empty="")
        self.document_code.choices = choices(codes.DOCUMENTS.items(), empty="")
        self.transport.choices = choices(codes.TRANSPORT.items(), empty="")
        self.decision.choices = choices((code, codes.DECISIONS[code]) for code in _DECISIONS)
        self.officer_id.choices = choices(people(post_id, day))

    def validate_reasons(self, field: StringField) -> None:
        """Only a refusal has reasons; which, the service says."""
        if field.data and self.decision.data != "refuse":
            raise ValidationError(
                _("Only a refusal has a reason. Empty this, or correct the decision.")
            )

    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: str(self[name].data or "").strip() for name in FIELDS}

    def entry(self) -> Entry:
        """What the service needs to know."""
        birth, is_estimated = papers.birth((self.birth_date.data or "").strip(), self._day())
        nationality = state_code(self.nationality.data)
        issuer = state_code(self.issuing_state.data) or nationality
        fields = {name: (self[name].data or "").strip() for name in _OF_A_SHEET}
        return Entry(
            day=self._day(),
            at=time.fromisoformat(self.at.data),
            direction=self.direction.data,
            decision=self.decision.data,
            reasons=tuple((self.reasons.data or "").replace(",", " ").upper().split()),
            officer_id=UUID(self.officer_id.data),
            fields=fields
            | {"birth_date": birth, "nationality": nationality, "issuing_state": issuer},
            estimated=frozenset({"birth_date"} if is_estimated else ()),
            transport=self.transport.data or "",
            note=(self.note.data or "").strip(),
        )

    def _day(self) -> date:
        return date.fromisoformat(self.day.data)


def line_form(sheet: RegisterSheet, kept: Mapping[str, str] | None = None) -> LineForm:
    """The form of a line: as it was typed before, or with what the sheet's head says."""
    head = {
        "day": sheet.day.isoformat() if sheet.day else "",
        "direction": sheet.direction,
        "officer_id": str(sheet.officer_id or ""),
        "decision": "admit",
    }
    form = LineForm(data={**head, **(kept or {})})
    form.offer(sheet.post_id, sheet.day)
    return form


def people(post_id: UUID | None, day: date | None = None) -> list[tuple[str, str]]:
    """Who may have written at a post on a day, for a choice."""
    return [(str(row.id), row.name) for row in officers.posted_at(post_id, day)]
