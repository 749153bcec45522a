"""Each form counts once: a double click, a reload, a retry after a lost answer."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import func, select

from borderpost import clock, submission
from borderpost.db import db
from borderpost.posts.models import Post
from borderpost.submission import Submission
from tests.desk import browser

NARA = {"code": "NAR", "name": "Nara", "country": "MLI", "zone": "Africa/Bamako"}


def rows(app: Flask, model: type[Post] | type[Submission]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_same_form_twice_changes_nothing_and_says_so(machine: Flask) -> None:
    admin, key = browser(machine, "administrator"), uuid.uuid4()
    first = admin.send("/posts/new", key, **NARA)
    second = admin.send("/posts/new", key, **(NARA | {"code": "NIO", "name": "Nioro"}))

    assert (first.status_code, second.status_code) == (302, 302)
    assert rows(machine, Post) == 3
    assert "alert-info" in admin.told()


def test_a_refused_form_may_be_sent_again_with_its_key(machine: Flask) -> None:
    admin, key = browser(machine, "administrator"), uuid.uuid4()
    refused = admin.send("/posts/new", key, **(NARA | {"code": "AAA"}))
    corrected = admin.send("/posts/new", key, **NARA)

    assert (refused.status_code, corrected.status_code) == (422, 302)
    assert rows(machine, Post) == 3


def test_a_double_click_on_two_threads_takes_effect_once(machine: Flask) -> None:
    key, at_once = uuid.uuid4(), threading.Barrier(2)
    admins = [browser(machine, "administrator") for _ in range(2)]

    def click(which: int) -> int:
        at_once.wait()
        return admins[which].send("/posts/new", key, **NARA).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(click, range(2)))

    assert answers == [302, 302]
    assert rows(machine, Post) == 3


def test_two_forms_at_once_both_take_effect(machine: Flask) -> None:
    admins = [browser(machine, "administrator") for _ in range(4)]

    def click(which: int) -> int:
        told = NARA | {"code": f"NA{which}"}
        return admins[which].send("/posts/new", **told).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(click, range(4)))

    assert answers == [302] * 4
    assert rows(machine, Post) == 6
    assert machine.test_cli_runner().invoke(args=["verify"]).exit_code == 0


def test_a_form_without_its_key_is_not_taken(machine: Flask) -> None:
    admin = browser(machine, "administrator")

    for key in ("", "no key", "0"):
        answer = admin.client.post("/posts/new", data=NARA | {"form_key": key})
        assert answer.status_code == 400
    assert rows(machine, Post) == 2


def test_the_key_of_one_request_does_not_stay_for_the_next(machine: Flask) -> None:
    browser(machine, "administrator").send("/posts/new", **NARA)

    assert submission.current_key() is None


def test_every_form_of_a_page_has_a_key_of_its_own(machine: Flask) -> None:
    page = browser(machine, "administrator").get("/posts/").text
    keys = [part.partition('"')[0] for part in page.split('name="form_key" value="')[1:]]

    assert len(keys) >= 3
    assert len(set(keys)) == len(keys)


def test_old_keys_are_forgotten(machine: Flask) -> None:
    browser(machine, "administrator").send("/posts/new", **NARA)
    with machine.app_context():
        kept = submission.purge(timedelta(days=30))
        with time_machine.travel(clock.now() + timedelta(days=31)):
            forgotten = submission.purge(timedelta(days=30))

    assert (kept, forgotten) == (0, 1)
    assert rows(machine, Submission) == 0
