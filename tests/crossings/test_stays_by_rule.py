"""A rule that grants days gives the stay its last lawful day; the day after is an overstay."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from borderpost.posts.models import Post
from crossings.models import Crossing
from crossings.queries import stays as stay_queries
from crossings.services import staying
from docreader.specimens import specimen_lines, specimen_people
from tests.crossings.rules.test_at_the_desk import put_in_force
from tests.crossings.stay_desk import stays
from tests.crossings.work import all_crossings, answer_no, inspect
from tests.desk import Browser, browser, field

pytestmark = pytest.mark.usefixtures("morning")
DAYS = 90
SECOND_LINE = {"detain", "hand_over", "protect"}
GIVEN = {"authority": "Gendarmerie", "reason_text": "Warrant"}


@pytest.fixture
def grace(inside: Flask, morning: time_machine.Coordinates) -> Browser:
    """The second-line officer, with a rule in force that gives Mauritanians ninety days."""
    put_in_force(inside, "R06", max_days=DAYS)
    return browser(inside, "second_line_officer")


def decided(app: Flask, at: Browser, decision: str, **more: str) -> Crossing:
    """A Mauritanian's sheet, decided with every form's hidden mark of the rule."""
    person = specimen_people(7, 1, ("MRT",))[0]
    sheet = inspect(at, "\n".join(specimen_lines(person, "TD3")))
    if decision not in {"admit", "withdrawn"}:
        answer_no(at, sheet)
    if decision in SECOND_LINE:
        at.send(f"{sheet}/refer", referral_reason="Photo", version="1")
    page = at.get(sheet).text
    forms = [part.partition("</form>")[0] for part in page.split("<form")]
    deciding = [part for part in forms if f'action="{sheet}/decide"' in part]
    assert len(deciding) == (4 if decision in SECOND_LINE else 2)
    assert all(f'name="rule_shown" value="{field(page, "rule_shown")}"' in one for one in deciding)
    shown = field(page, "rule_shown")
    sent = {"decision": decision, "version": "1", "rule_shown": shown} | more
    assert at.send(f"{sheet}/decide", **sent).status_code == 302
    return all_crossings(app)[-1]


def is_over(person_id: UUID, day: date) -> bool:
    post = db.session.scalars(select(Post).order_by(Post.code)).first()
    assert post is not None
    told = stay_queries.told(person_id, post, "X", day)
    return bool(told and told.over)


def test_the_last_lawful_day_of_the_rule_is_the_stays(
    inside: Flask, grace: Browser, morning: time_machine.Coordinates
) -> None:
    crossing = decided(inside, grace, "admit")
    last = date(2026, 3, 3) + timedelta(days=DAYS - 1)

    assert (crossing.rule_code, crossing.authorised_until) == ("R06", last)
    assert [(row.entry_id, row.authorised_until) for row in stays()] == [(crossing.id, last)]
    assert not is_over(crossing.person_id, last)
    assert is_over(crossing.person_id, last + timedelta(days=1))


def test_a_rebuild_takes_the_last_lawful_day_from_the_crossing(
    inside: Flask, grace: Browser
) -> None:
    crossing = decided(inside, grace, "admit")
    kept = [(row.id, row.authorised_until) for row in stays()]
    staying.forget([crossing.id])
    db.session.commit()

    assert stays() == []
    assert staying.rebuild() == 1
    assert [(row.id, row.authorised_until) for row in stays()] == kept


def test_a_refused_entry_keeps_the_rule_and_opens_no_stay(inside: Flask, grace: Browser) -> None:
    crossing = decided(inside, grace, "refuse", reasons="ML-01")

    assert (crossing.rule_code, crossing.authorised_until) == ("R06", None)
    assert stays() == []


@pytest.mark.parametrize("decision", ["detain", "hand_over"])
def test_who_is_given_to_an_authority_has_the_rule_and_no_stay(
    inside: Flask, grace: Browser, decision: str
) -> None:
    crossing = decided(inside, grace, decision, **GIVEN)

    assert (crossing.decision, crossing.rule_code) == (decision, "R06")
    assert crossing.authorised_until is None
    assert stays() == []


def test_nothing_in_the_record_tells_who_is_protected_from_who_is_admitted(
    inside: Flask, grace: Browser
) -> None:
    crossing = decided(inside, grace, "protect")
    last = date(2026, 3, 3) + timedelta(days=DAYS - 1)

    assert (crossing.decision, crossing.rule_code) == ("admit", "R06")
    assert (crossing.days_granted, crossing.authorised_until) == (DAYS, last)
    assert [row.authorised_until for row in stays()] == [last]
