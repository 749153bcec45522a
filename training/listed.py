"""Courses and runs as lists: what a row shows and what a file holds."""

from __future__ import annotations

from flask import g, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells, locale
from borderpost.listing import Column, Listed
from training import words
from training.models import Course, Run, RunState
from training.queries import runs


def _course(row: Course) -> Markup:
    return cells.link(url_for("courses.show", course_id=row.id), cells.latin(row.code))


def _run(row: Run) -> Markup:
    return cells.link(url_for("runs.show", run_id=row.id), cells.latin(row.code))


def _state(row: Run) -> Markup:
    tones = {RunState.RUNNING: "check-look", RunState.CLOSED: "check-ok"}
    return cells.tag(words.STATES[row.state], tones.get(RunState(row.state), ""))


def count(rows: list[Run]) -> None:
    """Look up once how many people sit in each of these runs."""
    g.seats_taken = runs.taken([row.id for row in rows])


def _taken(row: Run) -> int:
    known: dict[object, int] = g.get("seats_taken", {})
    return known[row.id] if row.id in known else runs.taken([row.id]).get(row.id, 0)


def _course_of(row: Run) -> str:
    return row.course.title(locale.code())


COURSES: Listed[Course] = Listed(
    "courses.index",
    (
        Column("code", lambda row: row.code, words.COURSE["code"], _course, [Course.code]),
        Column("version", lambda row: row.version, _l("Version")),
        Column("title", lambda row: row.title(locale.code()), _l("Title"), None,
               [Course.title_fr]),
        Column("hours", lambda row: row.hours, words.COURSE["hours"], None, [Course.hours]),
        Column("min_attendance", lambda row: row.min_attendance, _l("Least attendance, %")),
        Column("pass_mark", lambda row: row.pass_mark, _l("Pass mark")),
        Column("validity_months", lambda row: row.validity_months, _l("Valid for months")),
        Column("topics", lambda row: " ".join(row.topics)),
        Column("objectives", lambda row: row.objectives),
    ),
    tie=(Course.code,),
    usual="code",
)  # fmt: skip
RUNS: Listed[Run] = Listed(
    "runs.index",
    (
        Column("code", lambda row: row.code, words.RUN["code"], _run, [Run.code]),
        Column("state", lambda row: row.state, _l("State"), _state, [Run.state]),
        Column("course", lambda row: row.course.code, _l("Course"), _course_of, [Course.code]),
        Column("version", lambda row: row.course.version),
        Column("starts_on", lambda row: row.starts_on, words.RUN["starts_on"],
               lambda row: locale.day(row.starts_on), [Run.starts_on]),
        Column("ends_on", lambda row: row.ends_on, words.RUN["ends_on"],
               lambda row: locale.day(row.ends_on), [Run.ends_on]),
        Column("venue", lambda row: row.venue, words.RUN["venue"],
               lambda row: cells.name(row.venue), [Run.venue]),
        Column("participants", _taken, _l("Participants")),
        Column("seats", lambda row: row.seats),
        Column("trainers", lambda row: row.trainers),
    ),
    tie=(Run.id,),
    usual="-starts_on",
)  # fmt: skip
