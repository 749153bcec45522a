"""Dated postings: never two at once, the one in force counts, people without an account too."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers import postings, queries
from borderpost.officers.models import Officer, Posting
from borderpost.officers.postings import PersonFacts, PostingFacts
from borderpost.refusal import Refused
from tests.desk import browser, officer, post_id, visitor
from tests.house.cast import PASSWORD

DAY = timedelta(days=1)


def id_of(username: str) -> UUID:
    found = queries.account_named(username)
    assert found
    return found.officer_id


def rows(officer_id: UUID) -> list[tuple[UUID | None, date, date | None]]:
    wanted = select(Posting).where(Posting.officer_id == officer_id).order_by(Posting.since)
    return [(row.post_id, row.since, row.until) for row in db.session.scalars(wanted)]


def open_posting(officer_id: UUID) -> UUID:
    wanted = select(Posting.id).where(Posting.officer_id == officer_id, Posting.until.is_(None))
    return db.session.scalars(wanted).one()


def test_an_account_begins_with_a_posting_from_today(inside: Flask) -> None:
    assert rows(id_of("officer")) == [(post_id(), clock.today(), None)]


def test_an_overlap_is_refused_and_names_the_other_posting(inside: Flask) -> None:
    awa, admin = id_of("officer"), officer(inside, "administrator")

    with pytest.raises(Refused) as refusal:
        facts = PostingFacts(post_id("BBB"), "Police", clock.today() + 30 * DAY)
        postings.begin(awa, facts, by=admin)

    assert refusal.value.field == "since"
    assert "Gogui" in str(refusal.value.sentence)
    assert len(rows(awa)) == 1


def test_one_posting_ends_and_the_next_counts_from_its_day(inside: Flask) -> None:
    awa, admin, today = id_of("officer"), officer(inside, "administrator"), clock.today()
    postings.end(open_posting(awa), today + 6 * DAY, by=admin)
    postings.begin(awa, PostingFacts(post_id("BBB"), "Douane", today + 7 * DAY), by=admin)
    before = db.session.get_one(Officer, awa).post_id
    with time_machine.travel(clock.now() + 7 * DAY, tick=False):
        postings.settle_due()
        after = db.session.get_one(Officer, awa)

        assert before == post_id("AAA")
        assert (after.post_id, after.service) == (post_id("BBB"), "Douane")


def test_a_move_by_the_account_page_ends_the_old_posting_the_day_before(inside: Flask) -> None:
    awa, admin, today = id_of("officer"), officer(inside, "administrator"), clock.today()
    facts = PersonFacts("Officer", "Test", "Police", post_id("BBB"))
    with time_machine.travel(clock.now() + 3 * DAY, tick=False):
        postings.change_person(awa, facts, by=admin)

    assert rows(awa) == [
        (post_id("AAA"), today, today + 2 * DAY),
        (post_id("BBB"), today + 3 * DAY, None),
    ]


def test_once_the_last_posting_has_ended_nobody_signs_in(inside: Flask) -> None:
    awa, admin = id_of("officer"), officer(inside, "administrator")
    with time_machine.travel(clock.now() + 3 * DAY, tick=False):
        here = browser(inside, "officer")
        db.session.rollback()
        postings.end(open_posting(awa), clock.today() - DAY, by=admin)
        again = visitor(inside).send("/sign-in", username="officer", password=PASSWORD)
        left = here.get("/home")

    assert (again.status_code, left.status_code) == (403, 302)


def test_a_last_day_before_the_first_is_refused(inside: Flask) -> None:
    awa, admin = id_of("officer"), officer(inside, "administrator")

    with pytest.raises(Refused) as refusal:
        postings.end(open_posting(awa), clock.today() - DAY, by=admin)

    assert refusal.value.field == "until"


def test_administrators_do_not_end_their_own_posting(inside: Flask) -> None:
    admin = officer(inside, "administrator")
    with time_machine.travel(clock.now() + 3 * DAY, tick=False), pytest.raises(Refused):
        postings.end(open_posting(admin.officer_id), clock.today() - DAY, by=admin)


def test_a_person_without_an_account_is_listed_found_and_edited(machine: Flask) -> None:
    admin = browser(machine, "administrator")
    with machine.app_context():
        other = str(post_id("BBB"))
    made = admin.send("/officers/people/new", surname="Ould Ely", service="Gendarmerie", post=other)
    with machine.app_context():
        wanted = select(Officer.id).where(Officer.surname == "Ould Ely")
        person = db.session.scalars(wanted).one()
    led = admin.get(f"/officers/{person}")
    changed = admin.send(
        f"/officers/people/{person}", surname="Ould Ely", service="Douane", post=""
    )

    assert (made.status_code, led.status_code, changed.status_code) == (302, 302, 302)
    assert "Ould Ely" in admin.get("/officers/?q=ould").text
    with machine.app_context():
        found = db.session.get_one(Officer, person)
        assert (found.account, found.service, found.post_id) == (None, "Douane", None)


def test_postings_are_read_begun_and_ended_on_their_page(machine: Flask) -> None:
    admin = browser(machine, "administrator")
    with machine.app_context():
        awa, other, today = id_of("officer"), str(post_id("BBB")), clock.today()
    page = f"/officers/{awa}/postings"
    refused = admin.send(page, post=other, since=(today + 9 * DAY).isoformat())
    ended = admin.send(f"{page}/end", until=(today + 8 * DAY).isoformat())
    begun = admin.send(page, post=other, since=(today + 9 * DAY).isoformat())

    assert "field-error" in refused.text
    assert (ended.status_code, begun.status_code) == (302, 302)
    assert "Kobenni" in admin.get(page).text
    with machine.app_context():
        acts = list(db.session.scalars(select(AuditLine.act).order_by(AuditLine.seq)))[-2:]
    assert acts == ["officers:posting:end", "officers:posting:begin"]
