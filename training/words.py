"""What the codes of training are called."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from training.models import RunState, Seated, Source
from training.numbers import Status

STATES: Mapping[str, LazyString] = {
    RunState.DRAFT: _l("Being prepared"),
    RunState.OPEN: _l("Open for nominations"),
    RunState.RUNNING: _l("Under way"),
    RunState.CLOSED: _l("Run closed"),
    RunState.CERTIFIED: _l("Certified"),
    RunState.CANCELLED: _l("Cancelled"),
}
SEATED: Mapping[str, LazyString] = {
    Seated.WAITING: _l("Waiting for a seat"),
    Seated.NOMINATED: _l("Nominated"),
    Seated.CONFIRMED: _l("Confirmed"),
    Seated.ATTENDING: _l("Takes part"),
    Seated.COMPLETED: _l("Completed"),
    Seated.FAILED: _l("Not completed"),
    Seated.WITHDRAWN: _l("Withdrawn"),
    Seated.REPLACED: _l("Replaced"),
}
STATUSES: Mapping[str, LazyString] = {
    Status.PRESENT: _l("Present"),
    Status.LATE: _l("Late"),
    Status.EXCUSED: _l("Excused"),
    Status.ABSENT: _l("Absent"),
}
SOURCES: Mapping[str, LazyString] = {
    Source.GRID: _l("Typed into the grid"),
    Source.SHEET: _l("Typed from the signed sheet"),
    Source.BADGE: _l("Badge scanned"),
    Source.WALL: _l("Code on the wall"),
    Source.FILE: _l("Loaded from a file"),
}
TOPICS: Mapping[str, LazyString] = {
    "travel_document_exam": _l("Examination of travel documents"),
    "imposter": _l("Imposters"),
    "risk_profiling": _l("Risk profiling"),
    "trafficking_interview": _l("Interviewing victims of trafficking"),
    "human_rights": _l("Human rights"),
    "child_protection": _l("Child protection"),
    "asylum": _l("Asylum"),
    "data_protection": _l("Data protection"),
    "system_use": _l("Use of the system"),
}
GRANTS: Mapping[str, LazyString] = {"clear_documents": _l("Clear a flagged document alone")}
SEXES: Mapping[str, LazyString] = {
    "F": _l("Women"),
    "M": _l("Men"),
    "X": _l("Unspecified"),
    "": _l("Not recorded"),
}
COURSE: Mapping[str, LazyString] = {
    "code": _l("Code"),
    "title_fr": _l("Title in French"),
    "title_en": _l("Title in English"),
    "title_ar": _l("Title in Arabic"),
    "hours": _l("Hours"),
    "objectives": _l("Objectives, one a line"),
    "topics": _l("Topics"),
    "min_attendance": _l("Least attendance, per cent of the minutes"),
    "pass_mark": _l("Pass mark of 100; empty: nothing is tested"),
    "validity_months": _l("Valid for months; empty: it does not expire"),
    "grants": _l("It entitles to"),
}
RUN: Mapping[str, LazyString] = {
    "code": _l("Code"),
    "course_id": _l("Course"),
    "venue": _l("Venue"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "zone": _l("Time zone of the venue"),
    "seats": _l("Seats; empty: no limit"),
    "trainers": _l("Trainers"),
    "budget_line_id": _l("Budget line"),
    "has_per_diem": _l("A per diem is paid"),
}
