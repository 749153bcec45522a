"""The desk on PostgreSQL: the same services, and officers who really write at once."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from borderpost import audit
from borderpost.db import db, transaction
from borderpost.officers import back_off, queries, services
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from borderpost.roles import Role
from borderpost.submission import Submission
from crossings import references
from crossings.models import Crossing, CrossingCounter, Inspection
from crossings.queries import register
from crossings.queries.register import Wanted
from crossings.queries.tally import tally
from crossings.services import deciding, referring, retention
from crossings.verification import faults
from tests.borderpost.test_accounts import facts
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.test_correcting import correct
from tests.crossings.work import admit, all_crossings, crossed, inspect, opened, order
from tests.desk import browser, officer
from tests.headquarters import cast_database, headquarters

__all__ = ["cast_database", "headquarters"]
pytestmark = pytest.mark.db


@pytest.fixture
def inside(headquarters: Flask) -> object:
    with headquarters.app_context():
        yield headquarters


def at_once(act: Callable[[int], int], many: int = 2) -> list[int]:
    """The answers of ``many`` officers who press their button together."""
    ready = threading.Barrier(many)

    def press(which: int) -> int:
        ready.wait()
        return act(which)

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(press, range(many)))


def verified(app: Flask) -> bool:
    with app.app_context():
        return audit.verify().fault == "" and list(faults()) == []


def test_a_traveller_is_inspected_decided_found_and_verified(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = crossed(awa, purpose="TRD")
    refused = crossed(awa, zone(MOUSSA), "refuse", reasons=("ML-03", "ML-05"))
    found = db.session.scalars(register.register(Wanted("fan cis"), awa.post_id)).all()

    assert [one.id for one in found] == [row.id]
    assert references.is_valid(row.human_ref)
    assert refused.reason_codes == "ML-03 ML-05"
    assert row.evidence["fields"]["surname"]["value"] == "CISSE"
    counted = tally(awa.post_id, row.occurred_on, "Africa/Bamako")
    assert (counted.crossed, counted.refused) == (1, 1)
    assert verified(inside)


def test_the_ten_thousandth_crossing_of_a_post_with_a_long_code_is_written(inside: Flask) -> None:
    awa = officer(inside, "officer")
    day = crossed(awa).occurred_on
    db.session.get_one(CrossingCounter, (awa.post_id, day)).last = 9999
    db.session.get_one(Post, awa.post_id).code = "AAABBBCC"
    db.session.commit()
    row = crossed(awa, zone(MOUSSA))

    assert row.human_ref[:-1] == f"AAABBBCC-{day:%Y%m%d}-10000-"
    assert references.is_valid(row.human_ref)


@pytest.mark.parametrize("words", ["Cissé", "AB1234567", "ab 123-4567", "FANTA cis", "{ref}"])
def test_the_register_is_searched_alike(inside: Flask, words: str) -> None:
    awa = officer(inside, "officer")
    row = crossed(awa)
    crossed(awa, zone(MOUSSA))
    wanted = Wanted(words.format(ref=row.human_ref.lower()))

    assert [one.id for one in db.session.scalars(register.register(wanted, awa.post_id))] == [
        row.id
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE crossings SET surname = 'X'",
        "DELETE FROM crossings",
        "UPDATE audit_lines SET act = 'x'",
        "DELETE FROM audit_lines",
        "TRUNCATE audit_lines",
        "TRUNCATE crossings CASCADE",
    ],
)
def test_the_database_itself_refuses(inside: Flask, statement: str) -> None:
    crossed(officer(inside, "officer"))

    with pytest.raises(DatabaseError), transaction() as session:
        session.execute(db.text(statement))
    assert verified(inside)


def test_an_altered_crossing_and_line_are_found(inside: Flask) -> None:
    crossed(officer(inside, "officer"))
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER crossings_refuse ON crossings")
        connection.exec_driver_sql("UPDATE crossings SET surname = 'X'")
        connection.exec_driver_sql("DROP TRIGGER audit_lines_refuse ON audit_lines")
        connection.exec_driver_sql("UPDATE audit_lines SET act = 'x' WHERE seq = 5")

    assert [fault.endswith("was altered") for fault in faults()] == [True]
    assert audit.verify().broken_at == 5


def test_a_correction_a_referral_and_the_purge_work_alike(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    new = correct(crossed(awa), awa, fields={"surname": "Sissoko"})
    sheet = opened(awa, zone(MOUSSA))
    referring.refer(sheet.id, "Photo", version=1, by=awa)
    with pytest.raises(Refused):
        deciding.decide(sheet.id, order(sheet), by=awa)
    deciding.decide(sheet.id, order(sheet), by=chief)

    assert new.surname == "Sissoko"
    assert retention.purge_inspections(timedelta(days=30)) == 0
    assert verified(inside)


def test_a_double_click_writes_one_crossing(headquarters: Flask) -> None:
    windows = [browser(headquarters, "officer") for _ in range(2)]
    sheet, key = inspect(windows[0]), uuid.uuid4()

    def click(which: int) -> int:
        sent = {"decision": "admit", "version": "1"}
        return windows[which].send(f"{sheet}/decide", key, **sent).status_code

    assert at_once(click) == [302, 302]
    assert len(all_crossings(headquarters)) == 1
    assert verified(headquarters)


def test_a_double_click_opens_one_sheet(headquarters: Flask) -> None:
    windows = [browser(headquarters, "officer") for _ in range(2)]
    key = uuid.uuid4()

    def click(which: int) -> int:
        return windows[which].send("/desk/inspect", key, lines=zone()).status_code

    assert at_once(click) == [302, 302]
    with headquarters.app_context():
        assert db.session.scalar(select(func.count()).select_from(Inspection)) == 1
        assert db.session.scalar(select(func.count()).select_from(Submission)) == 1


def test_two_officers_deciding_one_sheet_write_one_crossing(headquarters: Flask) -> None:
    windows = [browser(headquarters, who) for who in ("officer", "supervisor")]
    sheet = inspect(windows[0])

    assert sorted(at_once(lambda which: admit(windows[which], sheet))) == [302, 422]
    assert len(all_crossings(headquarters)) == 1


def test_the_first_travellers_of_a_day_have_numbers_of_their_own(headquarters: Flask) -> None:
    windows = [browser(headquarters, "officer") for _ in range(4)]
    sheets = [inspect(at, zone(document_number=f"AB00000{n}7")) for n, at in enumerate(windows)]

    assert at_once(lambda which: admit(windows[which], sheets[which]), 4) == [302] * 4
    refs = sorted(row.human_ref.split("-")[2] for row in all_crossings(headquarters))
    assert refs == ["0001", "0002", "0003", "0004"]
    assert verified(headquarters)


def test_two_corrections_at_once_leave_one(headquarters: Flask) -> None:
    with headquarters.app_context():
        row_id = crossed(officer(headquarters, "officer")).id

    def act(which: int) -> int:
        with headquarters.app_context():
            chief = officer(headquarters, "supervisor")
            row = db.session.scalars(select(Crossing).where(Crossing.id == row_id)).one()
            try:
                correct(row, chief, destination=f"Kayes {which}")
            except Refused:
                return 422
            return 302

    assert sorted(at_once(act)) == [302, 422]
    assert len(all_crossings(headquarters)) == 2


def test_two_administrators_never_close_each_other_at_once(headquarters: Flask) -> None:
    with headquarters.app_context():
        services.create_account(facts(Role.ADMINISTRATOR), "trois puits profonds", by=None)
        pair = [officer(headquarters, name) for name in ("administrator", "fanta")]

    def act(which: int) -> int:
        with headquarters.app_context():
            try:
                services.close_account(pair[1 - which].officer_id, by=pair[which])
            except Refused:
                return 422
            return 302

    assert sorted(at_once(act)) == [302, 422]
    with headquarters.app_context():
        open_ones = [queries.account_named(name) for name in ("administrator", "fanta")]
        assert [bool(one and one.closed_at) for one in open_ones].count(False) == 1


def test_the_pages_and_files_work_alike(headquarters: Flask) -> None:
    awa, chief = browser(headquarters, "officer"), browser(headquarters, "supervisor")
    admit(awa, inspect(awa), destination="=1+1")
    row = all_crossings(headquarters)[0]

    for path in ("/home", "/register/", f"/register/{row.id}", f"/register/{row.id}/paper",
                 f"/register/travellers/{row.person_id}", "/register/tally", "/second-line/",
                 "/audit/"):  # fmt: skip
        assert chief.get(path).status_code == 200
    assert "'=1+1" in chief.get("/register/export.csv").text
    assert chief.get("/audit/export.csv").text.count("\n") > 5
    assert browser(headquarters, "administrator").get("/officers/export.csv").status_code == 200


def test_two_first_wrong_passwords_at_once_are_both_counted(headquarters: Flask) -> None:
    """Neither finds a row of the account at that device, and both want to make it."""

    def guess(_which: int) -> int:
        with headquarters.app_context():
            return back_off.attempt("officer", "device")

    assert sorted(at_once(guess, 4)) == [1, 2, 3, 4]
