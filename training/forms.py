"""Forms of courses, runs, sessions and participants."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from borderpost import locale
from borderpost.forms import at_most, choices, ticked
from borderpost.officers.models import Officer
from projects import queries as projects
from training import words
from training.models import Session
from training.queries import courses as courses_read
from training.queries import runs as runs_read
from training.services.courses import CourseFacts
from training.services.running import RunFacts, SessionFacts

REQUIRED = DataRequired(_l("Fill this in."))
CODE = Regexp(
    r"^[A-Za-z0-9][A-Za-z0-9./_-]{0,29}$",
    message=_l("Use up to 30 letters, digits, points or dashes, without spaces."),
)
_TICKS: dict[str, Any] = {
    "widget": ListWidget(prefix_label=False),
    "option_widget": CheckboxInput(),
}
MOST_OFFERED = 200  # people to nominate, on one page


def between(least: int, most: int) -> NumberRange:
    """A number within bounds, refused in the reader's language."""
    words_ = _l("A number from %(least)s to %(most)s.", least=least, most=most)
    return NumberRange(min=least, max=most, message=words_)


class CourseForm(FlaskForm):  # type: ignore[misc]
    """A course."""

    code = StringField(words.COURSE["code"], [REQUIRED, CODE, at_most(20)])
    title_fr = StringField(words.COURSE["title_fr"], [REQUIRED, at_most(120)])
    title_en = StringField(words.COURSE["title_en"], [Optional(), at_most(120)])
    title_ar = StringField(words.COURSE["title_ar"], [Optional(), at_most(120)])
    hours = IntegerField(words.COURSE["hours"], [InputRequired(_l("Fill this in.")),
                                                 between(1, 2000)])  # fmt: skip
    objectives = TextAreaField(words.COURSE["objectives"], [Optional(), at_most(2000)])
    topics = SelectMultipleField(
        words.COURSE["topics"], choices=lambda: choices(words.TOPICS.items()), **_TICKS
    )
    min_attendance = IntegerField(
        words.COURSE["min_attendance"], [InputRequired(_l("Fill this in.")), between(0, 100)],
        default=80,
    )  # fmt: skip
    pass_mark = IntegerField(words.COURSE["pass_mark"], [Optional(), between(0, 100)])
    validity_months = IntegerField(words.COURSE["validity_months"], [Optional(), between(1, 600)])
    grants = SelectMultipleField(
        words.COURSE["grants"], choices=lambda: choices(words.GRANTS.items()), **_TICKS
    )

    def facts(self) -> CourseFacts:
        """What the service needs to know."""
        return CourseFacts(
            code=self.code.data.strip().upper(),
            title_fr=self.title_fr.data.strip(),
            title_en=(self.title_en.data or "").strip(),
            title_ar=(self.title_ar.data or "").strip(),
            hours=self.hours.data,
            objectives=(self.objectives.data or "").strip(),
            topics=self.topics.data or (),
            min_attendance=self.min_attendance.data,
            pass_mark=self.pass_mark.data,
            validity_months=self.validity_months.data,
            grants=self.grants.data or (),
        )


class RunForm(FlaskForm):  # type: ignore[misc]
    """A run of a course."""

    code = StringField(words.RUN["code"], [REQUIRED, CODE])
    course_id = SelectField(words.RUN["course_id"], [REQUIRED])
    venue = StringField(words.RUN["venue"], [REQUIRED, at_most(120)])
    starts_on = DateField(words.RUN["starts_on"], [REQUIRED])
    ends_on = DateField(words.RUN["ends_on"], [REQUIRED])
    zone = StringField(words.RUN["zone"], [REQUIRED, at_most(40)])
    seats = IntegerField(words.RUN["seats"], [Optional(), between(1, 1000)])
    trainers = StringField(words.RUN["trainers"], [Optional(), at_most(300)])
    budget_line_id = SelectField(words.RUN["budget_line_id"], [Optional()])
    has_per_diem = BooleanField(words.RUN["has_per_diem"])

    def offer(self, known: UUID | None = None) -> None:
        """Fill the lists: courses that are given, ``known`` among them, and budget lines."""
        offered = list(courses_read.offered())
        if known is not None and known not in {one.id for one in offered}:
            offered += [one for one in (courses_read.course(known),) if one]
        told = [(str(one.id), f"{one.code} · {one.title(locale.code())} ({one.version})")
                for one in offered]  # fmt: skip
        self.course_id.choices = choices(told)
        lines = [(str(line.id), f"{line.project.code} · {line.code} · {line.label}")
                 for line in projects.all_lines()]  # fmt: skip
        self.budget_line_id.choices = choices(lines, empty="–")

    def validate_zone(self, field: Any) -> None:
        """Refuse what is no zone."""
        if field.data not in available_timezones():
            raise ValidationError(_l("A name such as Africa/Bamako."))

    def facts(self) -> RunFacts:
        """What the service needs to know."""
        line = self.budget_line_id.data
        return RunFacts(
            self.code.data.strip().upper(), UUID(self.course_id.data), self.venue.data.strip(),
            self.starts_on.data, self.ends_on.data, self.zone.data, (), self.seats.data,
            (self.trainers.data or "").strip(), UUID(line) if line else None,
            self.has_per_diem.data,
        )  # fmt: skip


class SessionForm(FlaskForm):  # type: ignore[misc]
    """A half day of a run."""

    title = StringField(_l("What is taught"), [REQUIRED, at_most(120)])
    day = DateField(_l("Day"), [REQUIRED])
    starts = TimeField(_l("Begins at"), [InputRequired(_l("Fill this in."))])
    minutes = IntegerField(_l("Minutes"), [InputRequired(_l("Fill this in.")), between(10, 720)],
                           default=180)  # fmt: skip

    def fill(self, session: Session, zone: ZoneInfo) -> None:
        """Show the session as the venue's clock tells it."""
        at = session.starts_at.astimezone(zone)
        self.title.data, self.minutes.data = session.title, session.minutes
        self.day.data, self.starts.data = at.date(), at.time()

    def facts(self, zone: ZoneInfo) -> SessionFacts:
        """What the service needs to know."""
        at = datetime.combine(self.day.data, self.starts.data, zone)
        return SessionFacts(self.title.data.strip(), at, self.minutes.data)


def _people(words_: str, without: set[UUID]) -> list[tuple[str, str]]:
    found = runs_read.nominable(words_, MOST_OFFERED + len(without) + 1)
    return [(str(row.id), _told(row)) for row in found if row.id not in without]


def _told(row: Officer) -> str:
    post = row.post.code if row.post else ""
    return " · ".join(filter(None, (row.name, row.rank, row.service, post)))


class NominateForm(FlaskForm):  # type: ignore[misc]
    """Whom to put into a run."""

    officer_ids = SelectMultipleField(
        _l("Participants"), [ticked(_l("Choose at least one person."))], **_TICKS
    )

    def offer(self, words_: str, without: set[UUID]) -> bool:
        """The people found by their names or numbers; whether there were more than are shown."""
        told = _people(words_, without)
        self.officer_ids.choices = choices(told[:MOST_OFFERED])
        return len(told) > MOST_OFFERED


class WhyForm(FlaskForm):  # type: ignore[misc]
    """A reason."""

    why = StringField(_l("Why?"), [REQUIRED, at_most(300)])


class ReplaceForm(WhyForm):
    """Who takes the seat, and why."""

    officer_id = SelectField(_l("Who takes the seat"), [REQUIRED])

    def offer(self, without: set[UUID]) -> None:
        """The people who do not stand in the run."""
        self.officer_id.choices = choices(_people("", without), empty="")


class SearchForm(FlaskForm):  # type: ignore[misc]
    """What to search runs for; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Code, course, venue or trainer"))
    state = SelectField(
        _l("State"), [Optional()], choices=lambda: choices(words.STATES.items(), empty=_l("All"))
    )

    def chosen_state(self) -> str:
        """The state to filter by, '' for all and for none that there is."""
        return self.state.data if self.state.data in words.STATES else ""
