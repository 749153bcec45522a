"""The desk through its pages: what was sent is kept, refusals stand at their place."""

from __future__ import annotations

import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from borderpost.db import db, transaction
from crossings import sheet as sheets
from crossings.models import Inspection
from docreader import How
from tests.crossings.documents import ICAO, MOUSSA, zone
from tests.crossings.work import admit, all_crossings, answer_no, inspect
from tests.desk import Browser, MakeMachine, browser, english, field, officer


@pytest.fixture
def awa(machine: Flask) -> Browser:
    return browser(machine, "officer")


def test_a_traveller_takes_two_forms(machine: Flask, awa: Browser) -> None:
    sheet = inspect(awa)
    answer = awa.send(f"{sheet}/decide", decision="admit", version="1", purpose="TRD")
    desk = awa.get("/desk/")

    assert answer.location == "/desk/"
    assert "AAA-" in desk.text.partition('id="messages"')[2]
    assert [row.surname for row in all_crossings(machine)] == ["CISSE"]
    assert "CISSE" in desk.text  # among one's own last crossings


def test_a_known_traveller_is_shown_and_the_journey_filled_in(awa: Browser) -> None:
    first = inspect(awa)
    new = awa.get(first).text
    admit(awa, first, purpose="MED", destination="Nioro-du-Sahel", transport="BUS")
    known = awa.get(inspect(awa)).text

    assert "evidence-known" not in new
    assert "evidence-known" in known
    assert field(known, "destination") == "Nioro-du-Sahel"
    assert '<option value="MED" selected>' in known
    assert '<option value="BUS" selected>' in known
    assert re.search(r'id="admit-button"[^>]* autofocus', known)


def test_only_a_proven_document_is_admitted_by_one_key(awa: Browser) -> None:
    proven = awa.get(inspect(awa)).text
    unproven = awa.get(inspect(awa, zone() + "\nx")).text

    assert "data-enter" in proven
    assert "data-enter" not in unproven


def test_a_refused_refusal_keeps_what_was_typed_and_opens_its_place(awa: Browser) -> None:
    sheet = inspect(awa, zone(MOUSSA))
    answer_no(awa, sheet)
    sent = {"decision": "refuse", "version": "1", "reason_text": "Visa <périmé>"}
    answer = awa.send(f"{sheet}/decide", **sent)

    assert answer.status_code == 422
    assert 'value="Visa &lt;périmé&gt;"' in answer.text
    assert '<details id="refuse" open>' in answer.text
    assert 'role="alert"' in answer.text


def test_a_refused_admission_keeps_the_journey_and_the_ticks(machine: Flask, awa: Browser) -> None:
    sheet = inspect(awa)
    with machine.app_context(), transaction() as session:
        row = session.get_one(Inspection, uuid.UUID(sheet.rpartition("/")[2]))
        entries = {name: {**entry, "how": How.AMBIGUOUS} if name in ("surname", "sex") else entry
                   for name, entry in row.sheet.items()}  # fmt: skip
        row.sheet = entries
    sent = {"version": "1", "purpose": "FUN", "destination": "Kayes", "compared": "surname"}
    answer = awa.send(f"{sheet}/decide", decision="admit", **sent)

    assert answer.status_code == 422
    assert field(answer.text, "destination") == "Kayes"
    assert '<option value="FUN" selected>' in answer.text
    assert re.search(r'name="compared" value="surname" checked', answer.text)
    assert not re.search(r'name="compared" value="sex" checked', answer.text)
    assert admit(awa, sheet, compared=["surname", "sex"]) == 302


def test_a_sheet_that_another_window_corrected_is_looked_at_again(awa: Browser) -> None:
    sheet = inspect(awa)
    awa.send(f"{sheet}/correct/lines", lines=zone(MOUSSA))
    answer = awa.send(f"{sheet}/decide", decision="admit", version="1")

    assert answer.status_code == 422
    assert "TRAORE" in answer.text
    assert field(answer.text, "version") == "2"


@pytest.mark.parametrize("version", ["", "x", "1e3", "-1", "9" * 30])
def test_a_version_that_is_none_decides_nothing(machine: Flask, awa: Browser, version: str) -> None:
    sheet = inspect(awa)

    assert awa.send(f"{sheet}/decide", decision="admit", version=version).status_code == 422
    assert all_crossings(machine) == []


def test_a_double_click_on_two_threads_writes_one_crossing(machine: Flask) -> None:
    windows = [browser(machine, "officer") for _ in range(2)]
    sheet, key, at_once = inspect(windows[0]), uuid.uuid4(), threading.Barrier(2)

    def click(which: int) -> int:
        at_once.wait()
        sent = {"decision": "admit", "version": "1"}
        return windows[which].send(f"{sheet}/decide", key, **sent).status_code

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(click, range(2))) == [302, 302]
    assert len(all_crossings(machine)) == 1


def test_two_officers_deciding_one_sheet_write_one_crossing(machine: Flask) -> None:
    windows = [browser(machine, "officer"), browser(machine, "supervisor")]
    sheet, at_once = inspect(windows[0]), threading.Barrier(2)

    def click(which: int) -> int:
        at_once.wait()
        return admit(windows[which], sheet)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, range(2))) == [302, 422]
    assert len(all_crossings(machine)) == 1


def test_officers_at_once_never_share_a_number(machine: Flask) -> None:
    windows = [browser(machine, "officer") for _ in range(4)]
    sheets_ = [inspect(at, zone(document_number=f"AB00000{n}7")) for n, at in enumerate(windows)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(admit, windows, sheets_))

    refs = [row.human_ref.split("-")[2] for row in all_crossings(machine)]
    assert answers == [302] * 4
    assert sorted(refs) == ["0001", "0002", "0003", "0004"]
    assert machine.test_cli_runner().invoke(args=["verify"]).exit_code == 0


def test_clearing_the_sheet_twice_is_told_and_does_no_harm(awa: Browser) -> None:
    sheet = inspect(awa)

    assert awa.send(f"{sheet}/leave").location == "/desk/"
    assert awa.send(f"{sheet}/leave").location == "/desk/"
    assert "alert-danger" in awa.told("/desk/")


def test_a_live_post_admits_no_specimen_and_a_sandbox_says_what_it_is(
    make_machine: MakeMachine,
) -> None:
    live, sandbox = make_machine(), make_machine(MODE="sandbox")
    answers, told = [], []
    for app in (live, sandbox):
        here = english(app, "officer")
        sheet = inspect(here, ICAO)
        told.append(here.get(sheet).text)
        answers.append(admit(here, sheet, rule_seen="visa"))

    assert answers == [422, 302]
    assert ["admits nobody" in page for page in told] == [True, False]
    assert ["The sandbox admits it" in page for page in told] == [False, True]
    assert "sandbox-banner" in browser(sandbox, "officer").get("/desk/").text
    assert "sandbox-banner" not in browser(live, "officer").get("/desk/").text


def test_a_drawn_specimen_is_downloaded_by_its_name_only(machine: Flask, awa: Browser) -> None:
    folder = machine.config["INSTANCE"] / "specimens"
    folder.mkdir()
    (folder / "td3-keita-0.jpg").write_bytes(b"a picture")

    assert "/desk/specimens/td3-keita-0.jpg" in awa.get("/desk/").text
    assert awa.get("/desk/specimens/td3-keita-0.jpg").data == b"a picture"
    for name in ("..%2Fconfig.toml", "..%2Fkeys%2Fseal.key", "nothing.jpg"):
        assert awa.get(f"/desk/specimens/{name}").status_code == 404


def test_the_pictures_of_a_sheet_are_shown_until_they_are_not_needed(
    machine: Flask, awa: Browser
) -> None:
    sheet = inspect(awa)
    none = (awa.get(f"{sheet}/zone.png").status_code, awa.get(f"{sheet}/page.jpg").status_code)
    with machine.app_context(), transaction() as session:
        row = session.get_one(Inspection, uuid.UUID(sheet.rpartition("/")[2]))
        row.zone_png, row.page_jpeg, row.has_zone, row.has_page = b"zone", b"page", True, True
    shown = (awa.get(f"{sheet}/zone.png").data, awa.get(f"{sheet}/page.jpg").data)
    admit(awa, sheet)

    assert none == (404, 404)
    assert shown == (b"zone", b"page")
    assert awa.get(f"{sheet}/page.jpg").status_code == 404


def test_the_database_file_holds_no_zone_in_the_clear(machine: Flask, awa: Browser) -> None:
    lines = zone().splitlines()
    sheet = inspect(awa)
    with machine.app_context(), transaction() as session:
        row = session.get_one(Inspection, uuid.UUID(sheet.rpartition("/")[2]))
        row.page_jpeg = b"the face of a traveller"
        assert sheets.from_plain(row.sheet)["surname"].value == "CISSE"
    admit(awa, sheet)
    with machine.app_context():
        db.session.remove()
        db.engine.dispose()
    kept = b"".join(path.read_bytes() for path in machine.config["INSTANCE"].glob("borderpost.db*"))

    assert b"AB1234567" in kept  # the register itself is searched by number
    for secret in (lines[0], lines[1], lines[1][:28], "the face of a traveller"):
        assert secret.encode() not in kept


def test_an_officer_of_headquarters_has_no_desk(machine: Flask) -> None:
    with machine.app_context(), transaction() as session:
        session.execute(db.text("UPDATE officers SET post_id = NULL WHERE surname = 'Officer'"))
    here = browser(machine, "officer")

    assert here.get("/desk/").status_code == 200
    assert here.send("/desk/inspect", lines=zone()).status_code == 422
    with machine.app_context():
        assert officer(machine, "officer").post_id is None
