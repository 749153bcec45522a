"""Files of marks: checked by the grid's own words, nothing written before consent, undone whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from borderpost.imports import loading, services
from borderpost.imports.models import Import
from borderpost.refusal import Refused
from tests.desk import browser, officer
from tests.training.course import FIRST, halves, made, seats
from training.importing import IMPORTER
from training.models import Mark, Run
from training.numbers import Status
from training.queries import codes
from training.services import badging, marking, running
from training.services.marking import Said

HEAD = "run;session;participant;mark\n"
CODE = "PEPM-1/2026-1"


@pytest.fixture
def run(inside: Flask) -> Run:
    row = made(people=3, sessions=3)
    badging.give(row.id, by=None)
    return row


def asked(app: Flask, folder: Path, text: str, *words: str) -> Result:
    file = folder / "marks.csv"
    file.write_text(HEAD + text, encoding="utf-8")
    return app.test_cli_runner().invoke(args=["training", "import-marks", str(file), *words])


def marks() -> set[tuple[str, int, str]]:
    db.session.rollback()
    return {(one.status, one.credited, one.source) for one in db.session.scalars(select(Mark))}


def loaded(app: Flask, text: str) -> Import:
    by = officer(app, "trainer")
    one = services.upload(IMPORTER, "marks.csv", (HEAD + text).encode(), by=by)
    services.choose_columns(IMPORTER, one.id, one.mapping, by=by)
    loading.begin(one.id, whole=True, by=by)
    return loading.go_on(IMPORTER, one.id, by=by, seconds=None)


def test_a_dry_run_tells_and_writes_nothing(inside: Flask, run: Run, tmp_path: Path) -> None:
    badge = codes.of_run(run.id)[2].badge
    text = (f"{CODE};1;Officer SPECIMEN 00;P\n{CODE};2026-03-02 13:00;specimen 01 officer;12\n"
            f"{CODE.lower()};2;{badge};Absent\n")  # fmt: skip

    answer = asked(inside, tmp_path, text, "--dry-run", "--json")

    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.output) == {"rows": 3, "new": 3, "same": 0, "errors": []}
    assert marks() == set()
    asked(inside, tmp_path, text)
    assert marks() == {("present", 180, "file"), ("late", 168, "file"), ("absent", 0, "file")}


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("NO-RUN;1;Officer SPECIMEN 00;P", "run", "no run that is under way"),
        (f"{CODE};9;Officer SPECIMEN 00;P", "session", "no session of this run"),
        (f"{CODE};{'9' * 5000};Officer SPECIMEN 00;P", "session", "no session of this run"),
        (f"{CODE};3;Officer SPECIMEN 00;P", "session", "has not begun yet"),
        (f"{CODE};1;Nobody KNOWN;P", "participant", "nobody of this run"),
        (f"{CODE};1;Officer SPECIMEN 00;zz", "mark", "no mark"),
        (f"{CODE};1;Officer SPECIMEN 00;180", "mark", "Late by 1 to 179"),
        (f"{CODE};1;Officer SPECIMEN 01;A", "mark", "marked already: Present"),
        (f"{CODE};1;;P", "participant", "Fill this in"),
    ],
)
def test_each_fault_is_told_at_its_cell(
    inside: Flask, run: Run, tmp_path: Path, line: str, column: str, words: str
) -> None:
    second = (halves(run)[0].id, seats(run)[1].id)
    marking.mark(run.id, {second: Said(Status.PRESENT)}, by=None)
    good = f"{CODE};1;Officer SPECIMEN 02;P\n"
    with time_machine.travel(FIRST.replace(hour=15), tick=False):
        answer = asked(inside, tmp_path, good + line + "\n", "--json")

    (fault,) = json.loads(answer.output)["errors"]
    assert answer.exit_code == 1
    assert (fault["row"], fault["column"]) == (3, column)
    assert words in fault["message"]
    assert len(marks()) == 1  # that of before


def test_a_double_and_what_stands_already(inside: Flask, run: Run, tmp_path: Path) -> None:
    second = (halves(run)[0].id, seats(run)[1].id)
    marking.mark(run.id, {second: Said(Status.PRESENT)}, by=None)
    text = (f"{CODE};1;Officer SPECIMEN 01;P\n{CODE};1;Officer SPECIMEN 02;P\n"
            f"{CODE};1;specimen 02 officer;A\n")  # fmt: skip
    told = json.loads(asked(inside, tmp_path, text, "--dry-run", "--json").output)

    assert (told["new"], told["same"]) == (1, 1)
    assert [(one["row"], one["code"]) for one in told["errors"]] == [(4, "double")]


def test_a_file_is_undone_whole_unless_a_mark_was_corrected(inside: Flask, run: Run) -> None:
    by = officer(inside, "trainer")
    one = loaded(inside, f"{CODE};1;Officer SPECIMEN 00;P\n{CODE};1;Officer SPECIMEN 01;P\n")
    loading.undo(IMPORTER, one.id, by=by)
    assert marks() == set()

    again = loaded(inside, f"{CODE};2;Officer SPECIMEN 00;P\n{CODE};2;Officer SPECIMEN 01;P\n")
    cell = (halves(run)[1].id, seats(run)[0].id)
    marking.mark(run.id, {cell: Said(Status.ABSENT)}, by=None)
    with pytest.raises(Refused, match="Rows 2:"):
        loading.undo(IMPORTER, again.id, by=by)
    assert len(db.session.scalars(select(Mark)).all()) == 3


def test_a_trainer_finds_the_importer_and_an_officer_does_not(inside: Flask) -> None:
    assert "Marques de présence" in browser(inside, "trainer").get("/imports/").text
    assert browser(inside, "officer").get("/imports/").status_code == 403


def test_the_figures_of_a_run(inside: Flask, run: Run) -> None:
    first, second, third = halves(run)
    f1, m1, f2 = seats(run)
    said = {
        (first.id, f1.id): Said(Status.PRESENT), (first.id, m1.id): Said(Status.LATE, 45),
        (first.id, f2.id): Said(Status.EXCUSED), (second.id, f1.id): Said(Status.PRESENT),
        (second.id, m1.id): Said(Status.ABSENT), (second.id, f2.id): Said(Status.PRESENT),
    }  # fmt: skip
    marking.mark(run.id, said, by=None)
    running.cancel_session(third.id, "Tempête", by=None)

    answer = inside.test_cli_runner().invoke(args=["training", "stats", CODE, "--json"])
    told = json.loads(answer.output)

    # 180 + 135 + 180 + 0 + 180 of 5 x 180 minutes: the excused half day leaves both sums
    assert told["attendance"] == {
        "credited": 675, "held": 900, "unmarked": 0, "percentage": 75.0,
    }  # fmt: skip
    assert told["marks"] == {"absent": 1, "excused": 1, "late": 1, "present": 3}
    assert (told["persons"], told["participations"], told["completions"]) == (3, 3, 0)
    assert told["by_sex"]["female"]["attendance"]["percentage"] == 100.0
    assert told["by_sex"]["male"]["attendance"]["percentage"] == 37.5
    assert told["by_sex"]["not_recorded"]["attendance"]["percentage"] is None
    assert sum(one["persons"] for one in told["by_sex"].values()) == told["persons"]
    assert (told["gain"]["paired"], told["gain"]["mean_gain"]) == (0, None)
    assert told["by_sex"]["female"]["gain"]["mean_normalised"] is None
    none = inside.test_cli_runner().invoke(args=["training", "stats", "X"])
    assert none.exit_code == 1
