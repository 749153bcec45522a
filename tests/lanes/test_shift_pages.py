"""Shifts at their pages: opened, handed over, taken, printed, found again; and who may not."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Iterator

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import func, select

from borderpost.db import db
from crossings.services import stickers
from crossings.services.stickers import Receipt
from lanes.models import Incident, Shift
from lanes.queries import shifts as queries
from lanes.services import shift_log
from tests.crossings.work import acts
from tests.desk import Browser, english, officer, post_id
from tests.house.cast import PASSWORD
from tests.lanes.shift import books, offered, opened, taken

STOCK = Receipt("MLV", "0101", "0110", 1, 0, "1", 30, "Texte inventé")


@pytest.fixture
def post(machine: Flask) -> Iterator[Flask]:
    """A post with ten stickers and a key."""
    with machine.app_context():
        chief = officer(machine, "supervisor")
        stickers.receive(STOCK, by=chief)
        shift_log.add_key("Safe", "Office", by=chief)
    yield machine


def fields(app: Flask, **other: str) -> dict[str, str]:
    """The form of a count as a browser fills it in; ``stickers="9"`` states another number."""
    with app.app_context():
        said = {f"stated_{one.key}": one.expected for one in books().values()}
        for name, value in other.items():
            kind, _, part = name.partition("__")
            said[f"{part or 'stated'}_{books()[kind].key}"] = value
    return {**said, "password": PASSWORD}


def shift_of(app: Flask) -> Shift:
    """The shift that runs, or the latest."""
    with app.app_context():
        row = queries.running(post_id()) or queries.latest(post_id())
        assert row is not None
        return row


def officer_id(app: Flask, name: str) -> str:
    with app.app_context():
        return str(officer(app, name).officer_id)


def handed(app: Flask) -> tuple[Browser, str]:
    """A shift that the officer handed over to the supervisor, and where it stands."""
    with app.app_context():
        awa, chief = officer(app, "officer"), officer(app, "supervisor")
        row = offered(opened(awa), awa, chief.officer_id, stickers=("9", "One is torn"))
        taken(row, chief)
        return english(app, "supervisor"), f"/shifts/{row.id}"


def test_a_shift_from_its_opening_to_the_next_one(post: Flask) -> None:
    awa, chief = english(post, "officer"), english(post, "supervisor")
    assert "No shift yet" in awa.get("/shifts/").text
    assert "Nobody has the shift" in awa.get("/desk/").text
    where = awa.send("/shifts/new", **fields(post)).location
    assert "You have it" in awa.told(where)
    assert "Hand the shift over" in awa.get(where).text
    second = officer_id(post, "supervisor")
    assert awa.send(f"{where}/hand-over", taker=second, note="Fuel is low", **fields(post)).location
    assert "hands the shift over to you" in chief.get("/home").text
    assert "Fuel is low" in chief.get(f"{where}/take").text
    done = chief.send(f"{where}/take", goes_on="1", **fields(post))

    assert done.location == where
    page = chief.get(where).text
    assert "handed over" in page and "Digest (SHA-256)" in page and "altered" not in page
    assert shift_of(post).number != re.search(r"AAA-T\d{4}-\d{5}", page)[0]  # type: ignore[index]
    assert "Shift:" in chief.get("/desk/").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"stickers": "-1"}, "whole number from 0 on"),
        ({"stickers": "ten"}, "whole number from 0 on"),
        ({"stickers": ""}, "0 for none"),
        ({"stickers": "9"}, "the books say 10"),
        ({"sticker_first": "<b>"}, "as it is printed"),
    ],
)
def test_a_wrong_count_is_told_and_nothing_typed_is_lost(
    post: Flask, typed: dict[str, str], sentence: str
) -> None:
    awa = english(post, "officer")
    answer = awa.send("/shifts/new", **fields(post, **typed, sticker_last="MLV0109"))

    assert answer.status_code == 422
    assert sentence in answer.text and 'value="MLV0109"' in answer.text
    assert "Nobody has the shift" in awa.get("/shifts/").text


def test_a_wrong_password_signs_nothing_and_often_wrong_waits(post: Flask) -> None:
    awa = english(post, "officer")
    for _try in range(5):
        answer = awa.send("/shifts/new", **{**fields(post), "password": "not my password"})
        assert answer.status_code == 422 and "This is not your password" in answer.text
    answer = awa.send("/shifts/new", **fields(post))

    assert answer.status_code == 422 and "Too many wrong tries" in answer.text
    assert "Nobody has the shift" in awa.get("/shifts/").text


def test_a_form_that_is_sent_twice_counts_once(post: Flask) -> None:
    awa, key = english(post, "officer"), uuid.uuid4()
    said = fields(post)
    assert awa.send("/shifts/new", key, **said).status_code == 302
    awa.send("/shifts/new", key, **said)

    with post.app_context():
        assert db.session.scalar(select(func.count()).select_from(Shift)) == 1


def test_of_two_who_open_at_once_one_has_the_shift(post: Flask) -> None:
    said = fields(post)
    found = [english(post, name) for name in ("officer", "supervisor")]
    told: list[int] = []
    both = threading.Barrier(2)

    def send(at: Browser) -> None:
        both.wait()
        told.append(at.send("/shifts/new", **said).status_code)

    threads = [threading.Thread(target=send, args=(one,)) for one in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == [302, 422]
    with post.app_context():
        assert db.session.scalar(select(func.count()).select_from(Shift)) == 1


def test_the_same_person_is_not_offered_and_not_taken(post: Flask) -> None:
    awa = english(post, "officer")
    where = awa.send("/shifts/new", **fields(post)).location
    me = officer_id(post, "officer")
    page = awa.get(f"{where}/hand-over").text
    assert me not in page

    assert awa.send(f"{where}/hand-over", taker=me, **fields(post)).status_code == 422
    assert awa.send(f"{where}/take", goes_on="1", absent_why="x", **fields(post)).status_code == 422
    assert shift_of(post).state == "open"


def test_who_is_signed_out_signs_nothing(post: Flask) -> None:
    awa = english(post, "officer")
    where = awa.send("/shifts/new", **fields(post)).location
    said = fields(post)
    awa.send("/sign-out")
    answer = awa.send(f"{where}/hand-over", taker=officer_id(post, "supervisor"), **said)

    assert answer.status_code != 302 or "/sign-in" in answer.location
    assert shift_of(post).state == "open"


def test_another_post_sees_nothing_and_an_auditor_changes_nothing(post: Flask) -> None:
    _chief, where = handed(post)
    stranger, auditor = english(post, "stranger"), english(post, "auditor")

    assert stranger.get(where).status_code == 404
    assert auditor.get(where).status_code == 200
    assert auditor.get(f"{where}/take").status_code == 403
    assert english(post, "cashier").get("/shifts/").status_code == 403


def test_a_difference_stands_on_the_page_in_the_list_and_in_the_file(post: Flask) -> None:
    chief, where = handed(post)

    assert "books: 10" in chief.get(where).text and "One is torn" in chief.get(where).text
    assert "check-bad" in chief.get("/shifts/?state=closed").text
    file = chief.get("/shifts/export.csv?state=closed").text
    assert "differences" in file and re.search(r",1,True|,1,1|;1;", file), file
    with post.app_context():
        assert acts()[-1] == "lanes:shift:export"
    assert "No shift fits" in chief.get("/shifts/?q=nobody").text
    assert "No shift fits" in chief.get("/shifts/?since=2099-01-01").text
    assert "AAA-T" in chief.get("/shifts/?q=AAA-T").text


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_paper_is_a_pdf_in_three_languages(post: Flask, language: str) -> None:
    chief, where = handed(post)
    answer = chief.get(f"{where}/sheet.pdf?lang={language}")

    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")
    assert len(pypdfium2.PdfDocument(answer.data)) == 1


def test_incidents_are_written_searched_and_resolved_once(post: Flask) -> None:
    awa = english(post, "officer")
    assert "No incident yet" in awa.get("/incidents/").text
    assert awa.send("/incidents/new", kind="EQU", what=" ").status_code == 422
    assert awa.send("/incidents/new", kind="XXX", what="Barrier").status_code == 422
    late = awa.send("/incidents/new", kind="EQU", what="Barrier", happened_at="2099-01-01T10:00")
    assert late.status_code == 422 and "This time is not yet" in late.text
    awa.send("/incidents/new", kind="EQU", what="Barrier is stuck")
    with post.app_context():
        address = f"/incidents/{db.session.scalars(select(Incident.id)).one()}/resolve"
    assert awa.send(address, outcome="").status_code == 422
    assert awa.send(address, outcome="Oiled").status_code == 302
    assert awa.send(address, outcome="Again").status_code == 422
    assert "Oiled" in awa.get("/incidents/?state=resolved&kind=EQU&q=barrier").text
    assert "No incident fits" in awa.get("/incidents/?state=open").text
    assert "Oiled" in awa.get("/incidents/export.csv").text


def test_keys_are_moved_with_their_history(post: Flask) -> None:
    chief, awa = english(post, "supervisor"), english(post, "officer")
    assert awa.get("/keys/new").status_code == 403
    assert chief.send("/keys/new", name="Safe").status_code == 422  # there is one
    address = re.search(r'href="(/keys/[0-9a-f-]{36})"', awa.get("/keys/").text)
    assert address is not None
    me = officer_id(post, "officer")
    assert awa.send(address[1], holder=me).status_code == 302
    assert awa.send(address[1], holder=me).status_code == 422
    assert awa.send(address[1], holder=officer_id(post, "stranger")).status_code == 422
    assert awa.send(address[1], holder="").status_code == 302
    assert awa.get(address[1]).text.count("<li>") >= 2
    chief.send(f"{address[1]}/retire")
    assert "No key yet" in chief.get("/keys/").text
