"""The donor pack, a project's reach, and a run copied from the last one."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from borderpost.refusal import Refused
from projects import services as ledger
from projects.models import BudgetLine
from projects.services import LineFacts, ProjectFacts
from tests.desk import Browser, english
from tests.training.course import COURSE, halves, made
from tests.training.exam import opened, typed
from training.exam_models import When
from training.models import Course, Run
from training.queries import papers
from training.services import copying, courses, running, targets


@pytest.fixture
def run(inside: Flask) -> Run:
    """A run of five people, three women among them, that a project pays for."""
    run = made(people=5)
    project = ledger.add_project(ProjectFacts("DM-1", "Exemple"), by=None)
    donor = ledger.add_donor("FDM", "Fonds", by=None)
    facts = LineFacts("TR-1", "Formation", donor.id)
    ledger.add_line(project.id, facts, by=None)
    line = db.session.scalars(select(BudgetLine)).one()
    db.session.get_one(Run, run.id).budget_line_id = line.id
    db.session.commit()
    return run


def lines(at: Browser, run: Run, public: str = "") -> list[dict[str, str]]:
    text = at.get(f"/training/runs/{run.id}/report.csv{public}").text.lstrip("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_has_tags_and_rows_that_sum_to_the_total(inside: Flask, run: Run) -> None:
    tags, total, *rows = lines(english(inside, "auditor"), run)

    assert (tags["participants"], tags["start"]) == ("#reached+ind", "#date+start")
    assert (total["participants"], total["start"]) == ("5", "2026-03-02")
    by_sex = {row["group"]: row["participants"] for row in rows if row["dimension"] == "sex"}
    assert by_sex == {"F": "3", "M": "2", "X": "0", "": "0"}
    (cell,) = [row for row in rows if row["dimension"] == "country+agency"]
    assert (cell["agency"], cell["female"], cell["male"]) == ("Police", "3", "2")


def test_the_public_file_has_empty_cells_and_says_so(inside: Flask, run: Run) -> None:
    _tags, total, *rows = lines(english(inside, "auditor"), run, "?public=1")

    assert total["participants"] == "5"
    women = next(row for row in rows if row["dimension"] == "sex" and row["group"] == "F")
    assert (women["participants"], women["withheld"]) == ("", "yes")
    assert not [row for row in rows if row["dimension"] == "country+agency"]


def test_the_report_says_what_is_known_and_what_is_not(inside: Flask, run: Run) -> None:
    typed(run, opened(run, When.PRE), [1, 1, 1, 1, None])
    typed(run, opened(run, When.POST), [3, 3, 3, 3, 3])
    at = english(inside, "trainer")

    page = at.get(f"/training/runs/{run.id}/report").text
    public = at.get(f"/training/runs/{run.id}/report?public=1").text

    assert "DM-1 · TR-1" in page
    assert "not recorded: the ledger" in page
    assert "50.0" in page  # 25 to 75
    assert "Session 1" in page
    assert "Withheld: fewer than 5 persons" in public
    assert "Police" not in public.partition("By country, service")[2]
    answer = at.get(f"/training/runs/{run.id}/report.pdf?public=1")
    assert answer.data.startswith(b"%PDF-")


def test_a_project_says_reached_of_target(inside: Flask, run: Run) -> None:
    at = english(inside, "trainer")
    line = db.session.scalars(select(BudgetLine)).one()
    page = f"/training/projects/{line.project_id}"

    assert at.send(f"{page}/target", country="Mali", persons="130").status_code == 422
    at.send(f"{page}/target", country="mli", persons="130")
    at.send(f"{page}/target", country="mrt", persons="150")
    at.send(f"{page}/target", country="mrt", persons="")

    told = at.get(page).text
    assert "130" in told
    assert "150" not in told
    assert english(inside, "supervisor").send(f"{page}/target").status_code == 403
    targets.put(line.project_id, "MLI", 131, by=None)
    assert "131" in at.get(page).text


def test_a_run_is_copied_with_its_half_days_and_tests_and_without_people(run: Run) -> None:
    opened(run, When.PRE)
    running.cancel_session(halves(run)[1].id, "Sandstorm", by=None)

    new = copying.copy(run.id, "pepm-1/2026-2", date(2026, 9, 7), by=None)

    assert (new.code, new.ends_on, new.state) == ("PEPM-1/2026-2", date(2026, 9, 11), "draft")
    assert [one.starts_at for one in halves(new)] == [
        datetime(2026, 9, 7, 8, tzinfo=UTC),
        datetime(2026, 9, 8, 8, tzinfo=UTC),
        datetime(2026, 9, 8, 13, tzinfo=UTC),
    ]
    assert [(one.kind, one.state, len(one.lines)) for one in papers.of_run(new.id)] == [
        ("pre", "draft", 4)
    ]
    with pytest.raises(Refused, match="Another run"):
        copying.copy(run.id, "PEPM-1/2026-2", date(2026, 9, 7), by=None)


def test_a_copy_is_of_the_newest_version(run: Run) -> None:
    opened(run, When.PRE)
    second = courses.change(run.course_id, COURSE, by=None)

    new = copying.copy(run.id, "NEW", date(2026, 9, 7), by=None)

    assert db.session.get_one(Course, new.course_id).version == second.version == 2
    assert papers.of_run(new.id) == []


def test_a_run_says_whether_a_per_diem_is_paid(inside: Flask, run: Run) -> None:
    at = english(inside, "trainer")
    page = f"/training/runs/{run.id}"
    told = {
        "code": run.code,
        "course_id": str(run.course_id),
        "venue": "Nioro",
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-06",
        "zone": "Africa/Bamako",
    }

    at.send(f"{page}/edit", **told, has_per_diem="y")
    assert at.send(f"{page}/copy", code="", starts_on="2026-09-07").status_code == 422
    copied = at.send(f"{page}/copy", code="again", starts_on="2026-09-07").location

    assert "Per diem</th><td>paid" in at.get(f"{copied}/report").text
