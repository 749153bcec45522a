"""The pages of training, from a course to a closed run, and who opens them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from borderpost.roles import Role
from tests.desk import Browser, browser
from tests.training.course import halves, made, seats
from training.models import Run
from training.queries import runs
from training.services import running

READING = {Role.TRAINER, Role.SUPERVISOR, Role.AUDITOR}
COURSE = {"code": "pepm-1", "title_fr": "Passeports", "hours": "20", "min_attendance": "80"}
RUN = {"code": "pepm-1/1", "venue": "Nioro", "starts_on": "2026-03-02", "ends_on": "2026-03-06",
       "zone": "Africa/Bamako"}  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_and_who_writes(machine: Flask, role: Role) -> None:
    at = browser(machine, role.value)

    assert at.get("/training/runs/").status_code == (200 if role in READING else 403)
    assert at.get("/training/courses/new").status_code == (200 if role is Role.TRAINER else 403)


def test_a_course_is_given_from_its_first_page_to_its_closing(machine: Flask) -> None:
    at = browser(machine, "trainer")
    course = at.send("/training/courses/new", **COURSE).location
    run = at.send("/training/runs/new", **RUN, course_id=course.rpartition("/")[2]).location
    half = {"title": "Zone lisible", "day": "2026-03-02", "starts": "08:00", "minutes": "180"}
    at.send(f"{run}/sessions/new", **half)
    person = re.findall(r'type="checkbox" value="([^"]+)"', at.get(f"{run}/nominate").text)
    at.send(f"{run}/to/open")
    at.send(f"{run}/nominate", officer_ids=person[0])
    at.send(f"{run}/to/running")
    page = at.get(f"{run}/grid").text
    (cell,) = re.findall(r'name="(m-[^"]+)"', page)
    at.send(f"{run}/grid", **{cell: "p"})
    at.send(f"{run}/to/closed")

    assert "100.0 %" in at.get(run).text or "100,0 %" in at.get(run).text
    assert "PEPM-1/1" in at.get("/training/runs/?q=nioro").text
    assert "PEPM-1/1" in at.get("/training/runs/export.csv").text
    assert "PEPM-1" in at.get("/training/courses/export.csv").text
    assert "PEPM-1/1" in at.get(course).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": "0"}, {"hours": ""}, {"min_attendance": "101"}, {"code": "a b"},
        {"title_fr": ""}, {"pass_mark": "-1"}, {"topics": "cooking"},
    ],
)  # fmt: skip
def test_a_course_that_cannot_stand_is_refused(machine: Flask, wrong: dict[str, str]) -> None:
    at = browser(machine, "trainer")

    assert at.send("/training/courses/new", **{**COURSE, **wrong}).status_code == 422


@pytest.mark.parametrize("wrong", [{"zone": "Mars"}, {"ends_on": "2026-03-01"}, {"venue": ""}])
def test_a_run_that_cannot_stand_is_refused(machine: Flask, wrong: dict[str, str]) -> None:
    at = browser(machine, "trainer")
    course = at.send("/training/courses/new", **COURSE).location.rpartition("/")[2]

    answer = at.send("/training/runs/new", **{**RUN, **wrong}, course_id=course)

    assert answer.status_code == 422
    assert "pepm-1/1" in answer.text


@pytest.fixture
def marked(inside: Flask) -> tuple[Browser, Run]:
    """A trainer's browser, and a run under way of two people and two half days."""
    return browser(inside, "trainer"), made(people=2, sessions=2)


def names(run: Run) -> list[str]:
    return [f"m-{one.id}-{who.id}" for who in seats(run) for one in halves(run)]


def test_what_cannot_be_read_is_shown_and_nothing_is_written(marked: tuple[Browser, Run]) -> None:
    at, run = marked
    first, second, *_others = names(run)

    answer = at.send(f"/training/runs/{run.id}/grid", **{first: "p", second: "zz"})

    assert answer.status_code == 422
    assert re.search(rf'is-invalid" name="{second}" value="zz"', answer.text)
    assert re.search(rf'name="{first}" value="p"', answer.text)
    assert 'value="P"' not in at.get(f"/training/runs/{run.id}/grid").text


def test_everybody_came_fills_the_empty_cells_of_one_session(marked: tuple[Browser, Run]) -> None:
    at, run = marked
    first = names(run)[0]

    at.send(f"/training/runs/{run.id}/grid", all=str(halves(run)[0].id), **{first: "a"})

    page = at.get(f"/training/runs/{run.id}/grid").text
    assert re.findall(r'class="mark" name="[^"]+" value="([^"]*)"', page) == ["A", "", "P", ""]


def test_a_mark_is_not_emptied(marked: tuple[Browser, Run]) -> None:
    at, run = marked
    first = names(run)[0]
    at.send(f"/training/runs/{run.id}/grid", **{first: "a"})
    seen = re.findall(r'name="seen" value="([^"]+)"', at.get(f"/training/runs/{run.id}/grid").text)

    answer = at.send(f"/training/runs/{run.id}/grid", seen=seen[0], **{first: ""})

    assert answer.status_code == 422


def test_what_somebody_else_marked_meanwhile_stands(marked: tuple[Browser, Run]) -> None:
    at, run = marked
    first, second, *_others = names(run)
    at.send(f"/training/runs/{run.id}/grid", seen="", **{first: "a"})

    at.send(f"/training/runs/{run.id}/grid", seen="", **{first: "p", second: "p"})

    page = at.get(f"/training/runs/{run.id}/grid").text
    assert re.search(rf'name="{first}" value="A"', page)
    assert re.search(rf'name="{second}" value="P"', page)


def test_a_supervisor_marks_and_changes_no_run(inside: Flask) -> None:
    at, run = browser(inside, "supervisor"), made(people=1, sessions=1)
    (cell,) = names(run)

    assert at.send(f"/training/runs/{run.id}/grid", **{cell: "p"}).status_code == 302
    assert at.send(f"/training/runs/{run.id}/to/closed").status_code == 403
    assert at.get(f"/training/runs/{run.id}/edit").status_code == 403


def test_who_leaves_and_who_comes_is_said_on_the_run(marked: tuple[Browser, Run]) -> None:
    at, run = marked
    first, second = seats(run)
    page = at.get(f"/training/participants/{first.id}/replace").text
    other = re.findall(r'<option value="([0-9a-f-]{36})"', page)[0]

    at.send(f"/training/participants/{first.id}/replace", officer_id=other, why="En congé")
    at.send(f"/training/participants/{second.id}/withdraw", why="Malade")

    told = at.get(f"/training/runs/{run.id}").text
    assert "En congé" in told
    assert "Malade" in told
    assert len(runs.seated(run.id)) == 1


def test_a_session_that_was_not_held_is_said_on_the_run(marked: tuple[Browser, Run]) -> None:
    at, run = marked
    half = halves(run)[0]

    assert at.send(f"/training/runs/sessions/{half.id}/not-held", why="").status_code == 422
    at.send(f"/training/runs/sessions/{half.id}/not-held", why="Tempête de sable")

    assert "Tempête de sable" in at.get(f"/training/runs/{run.id}").text
    assert running.unsettled(run).id == run.id
