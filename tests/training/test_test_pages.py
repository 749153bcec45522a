"""The pages of tests: written by trainers, answered by participants, typed from paper."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask

from borderpost.db import db
from borderpost.roles import Role
from tests.desk import browser, english, officer
from tests.training.course import made, seats
from tests.training.exam import opened, typed
from training.exam_models import When
from training.models import Run
from training.queries import papers, questions, results
from training.services import enrolling

QUESTION = {"kind": "single", "points": "1", "text_fr": "Combien de lignes ?",
            "options_fr": "une\n*deux\ntrois"}  # fmt: skip


@pytest.fixture
def run(inside: Flask) -> Run:
    return made(people=2)


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_questions_who_results_and_everybody_their_own(
    inside: Flask, run: Run, role: Role
) -> None:
    at = browser(inside, role.value)

    key = at.get(f"/training/courses/{run.course_id}/questions").status_code
    assert key == (200 if role is Role.TRAINER else 403)
    reads = role in (Role.TRAINER, Role.SUPERVISOR, Role.AUDITOR)
    assert at.get(f"/training/runs/{run.id}/results").status_code == (200 if reads else 403)
    assert at.get("/training/mine").status_code == 200


def test_a_question_is_written_shown_changed_and_retired(inside: Flask, run: Run) -> None:
    at = english(inside, "trainer")
    bank = f"/training/courses/{run.course_id}/questions"
    at.send(f"{bank}/new", **QUESTION)
    (row,) = questions.bank(run.course_id)

    assert "*deux" in at.get(f"/training/questions/{row.id}").text
    at.send(f"/training/questions/{row.id}", **(QUESTION | {"text_fr": "Quelle longueur ?"}))
    assert "Quelle longueur ?" in at.get(bank).text
    at.send(f"/training/questions/{row.id}/retire")
    assert "retired" in at.get(bank).text
    assert at.get(f"/training/questions/{row.id}/picture.jpg").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"text_fr": ""}, {"points": "0"}, {"options_fr": "une\ndeux"}, {"options_en": "*one"},
     {"kind": "number", "number": "six"}],
)  # fmt: skip
def test_a_question_that_cannot_stand_is_refused_and_stays_typed(
    inside: Flask, run: Run, wrong: dict[str, str]
) -> None:
    at = browser(inside, "trainer")

    answer = at.send(f"/training/courses/{run.course_id}/questions/new", **(QUESTION | wrong))

    assert answer.status_code == 422
    assert "Combien de lignes ?" in answer.text or "text_fr" in wrong
    assert questions.bank(run.course_id) == []


def test_a_picture_that_is_none_is_refused(inside: Flask, run: Run) -> None:
    at = browser(inside, "trainer")
    picture = (io.BytesIO(b"GIF89a"), "x.gif")

    answer = at.send(
        f"/training/courses/{run.course_id}/questions/new", **QUESTION, picture=picture
    )

    assert answer.status_code == 422


def test_a_paper_asks_by_the_places_that_were_typed(inside: Flask, run: Run) -> None:
    at = browser(inside, "trainer")
    for text in ("un", "deux", "trois"):
        sent = QUESTION | {"text_fr": text}
        at.send(f"/training/courses/{run.course_id}/questions/new", **sent)
    first, second, third = questions.bank(run.course_id)
    places = {f"place-{third.id}": "1", f"place-{first.id}": "2", f"place-{second.id}": ""}

    wrong = at.send(f"/training/runs/{run.id}/tests/new", kind="post", **{f"place-{first.id}": "x"})
    assert wrong.status_code == 422
    none = at.send(f"/training/runs/{run.id}/tests/new", kind="post", minutes="20")
    assert none.status_code == 422
    at.send(f"/training/runs/{run.id}/tests/new", kind="post", minutes="20", **places)

    (paper,) = papers.of_run(run.id)
    assert [one.text_fr for one in paper.questions] == ["trois", "un"]
    at.send(f"/training/tests/{paper.id}", kind="post", **{f"place-{second.id}": "1"})
    at.send(f"/training/tests/{paper.id}/to/open")
    db.session.rollback()
    assert [one.text_fr for one in papers.of_run(run.id)[0].questions] == ["deux"]
    assert papers.of_run(run.id)[0].state == "open"


def cells(page: str) -> list[str]:
    return re.findall(r'class="mark[^"]*" name="(a-[^"]+)"', page)


def test_answers_are_typed_a_sheet_at_a_time_or_not_at_all(inside: Flask, run: Run) -> None:
    at = browser(inside, "trainer")
    paper = opened(run, many=2)
    grid = f"/training/tests/{paper.id}/answers"
    names = cells(at.get(grid).text)

    half = at.send(grid, **{names[0]: "b"})
    assert half.status_code == 422
    assert re.search(rf'is-invalid" name="{names[1]}"', half.text)
    assert f'name="{names[0]}" value="b"' in half.text
    at.send(grid, **{names[0]: "b", names[1]: "-"})

    assert [one.points for one in results.after(run).values()] == [1]
    page = at.get(grid).text
    assert f'name="{names[0]}" value="B"' in page
    assert at.send(grid, **{names[0]: "b", names[1]: "b"}).status_code == 422  # without a reason
    assert at.send(grid, **{names[0]: "b", names[1]: "b"}, why="Mal lu").status_code == 302


def test_a_participant_writes_on_screen_and_hands_in(inside: Flask, run: Run) -> None:
    enrolling.nominate(run.id, [officer(inside, "officer").officer_id], by=None)
    paper, at = opened(run, many=2), english(inside, "officer")
    seat = next(row for row in seats(run) if row.officer.account)

    page = at.send(f"/training/mine/{seat.id}/begin/post").location
    assert "Combien" in at.get(page).text
    assert 'value="1" checked' not in at.get(page).text
    second = at.send(page, option="1").location
    assert 'value="1" checked' in at.get(page).text
    last = at.send(second, option="9").location
    assert "1 question has no answer" in at.get(last).text
    at.send(f"{page.rpartition('/')[0]}/hand-in")

    assert [one.points for one in results.after(run).values()] == [1]
    assert "handed in" in at.get("/training/mine").text
    assert at.send(page, option="1").status_code == 422
    assert browser(inside, "trainer").get(page).status_code == 404  # somebody else's
    assert at.get(f"/training/tests/{paper.id}/items").status_code == 403


def test_results_say_what_is_not_defined(inside: Flask, run: Run) -> None:
    at = english(inside, "trainer")
    assert at.get(f"/training/runs/{run.id}/results").text.count("not defined") > 2
    typed(run, opened(run, When.PRE), [1, 2])
    paper = opened(run, When.POST)
    typed(run, paper, [3, None])

    page = at.get(f"/training/runs/{run.id}/results").text

    assert "50.0" in page  # 25 to 75
    assert "0.67" in page  # 50 of 75
    assert "not written" in page
    assert "50.0" in at.get(f"/training/runs/{run.id}/results.csv").text
    assert "not defined" in at.get(f"/training/tests/{paper.id}/items").text


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("sheet", ["sheets", "key"])
def test_a_test_is_printed(inside: Flask, run: Run, language: str, sheet: str) -> None:
    paper, at = opened(run, many=2), browser(inside, "trainer")

    answer = at.get(f"/training/tests/{paper.id}/{sheet}.pdf?lang={language}")

    assert answer.data.startswith(b"%PDF-")
    assert at.get(f"/training/tests/{paper.id}/other.pdf").status_code == 404
