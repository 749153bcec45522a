"""Passes at their pages and at the desk's: issued, printed, scanned, revoked, refused."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from borderpost.db import db
from crossings.models import Crossing
from docreader.specimens import draw, specimen_people
from lanes.models import BorderPass, PassUse
from lanes.services import pass_ending
from tests.desk import Browser, browser, english, officer
from tests.lanes import neighbours
from tests.lanes.neighbours import HOLDER, code, in_days, issued, rule, today

SECRETS = ("Sidi", "Brahim", "1984", "MR0042")


def made(app: Flask, **other: Any) -> tuple[str, str, str]:
    """A pass's address, its number and the text of its code."""
    with app.app_context():
        row = issued(officer(app, "officer"), **other)
        return f"/passes/{row.id}", row.number, code(row)


def typed(rule_id: object, **other: str) -> dict[str, str]:
    """What is sent by the form of a holder typed anew."""
    return {
        **HOLDER, "rule_id": str(rule_id), "side": "there", "village": "Gogui Zemal", "zone": "",
        "valid_from": today().isoformat(), "valid_until": "", "shown_kind": "CNI",
        "shown_number": "mr0042", **other,
    }  # fmt: skip


def admit(at: Browser, address: str) -> str:
    """The one key on a sheet: the messages after it."""
    page = at.get(address).text
    assert re.search(r'id="admit-button"[^>]*data-enter', page), page
    form = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1)  # type: ignore[union-attr]
        for name in ("version", "rule_shown")
    }
    answer = at.send(f"{address}/decide", decision="admit", **form)
    assert answer.status_code == 302, answer.text
    return at.told()


def test_a_pass_from_the_form_to_the_refusal(machine: Flask) -> None:
    """Must-show 2: issued, printed, scanned, used both ways in a day, revoked, refused."""
    with machine.app_context():
        rule_id = rule()
    at, chief = english(machine, "officer"), english(machine, "supervisor")

    answer = at.send("/passes/new", **typed(rule_id))
    assert answer.status_code == 302, answer.text
    address = answer.location
    with machine.app_context():
        row = db.session.scalars(db.select(BorderPass)).one()
        text, number, pass_id = code(row), row.number, str(row.id)
    assert number in at.get(address).text
    card = at.get(f"{address}/card").text
    assert "Ould Sidi" in card and number in card and "<svg" in card
    assert number in at.get("/passes/sheet").text
    at.send("/passes/printed", **{"pass": pass_id})
    assert "Nothing waits" in at.get("/passes/sheet").text

    for way in ("E", "X"):
        opened = at.send("/desk/inspect", lines=text, source="wedge")
        assert opened.status_code == 302
        page = at.get(opened.location).text
        assert "The pass is genuine" in page and "Gogui Zemal" in page
        assert "is saved" in admit(at, opened.location)
        with machine.app_context():
            last = db.session.scalars(db.select(Crossing).order_by(Crossing.id.desc())).first()
            assert last and last.direction == way
    assert at.get(address).text.count("Taken to the desk") >= 2

    assert at.send(f"{address}/revoke", why="Lent").status_code == 403
    assert chief.send(f"{address}/revoke", why="").status_code == 422
    chief.send(f"{address}/revoke", why="Lent to a cousin")
    refused = at.send("/desk/inspect", lines=text, source="wedge")
    assert refused.status_code == 422
    assert "was revoked" in refused.text and text[:20] in refused.text  # what was sent is kept
    assert number in chief.get("/passes/scans").text
    assert "Refused passes" in chief.get("/home").text
    assert at.get("/passes/scans").status_code == 403
    assert at.get(f"{address}/card").status_code == 404


def test_the_code_on_the_card_names_nobody_and_is_read_back(machine: Flask) -> None:
    import segno

    from docreader import read_codes

    address, number, text = made(machine)
    assert browser(machine, "officer").get(f"{address}/card").status_code == 200
    picture = Path(machine.config["INSTANCE"]) / "card.png"
    segno.make(text, error="m", micro=False).save(str(picture), scale=6)

    (found,) = [one.text for one in read_codes(picture)]
    assert found == text and number in found
    assert not any(secret.upper() in found for secret in SECRETS)


def test_an_altered_code_is_refused_at_the_desk_and_nothing_is_opened(machine: Flask) -> None:
    _address, number, text = made(machine)
    at = english(machine, "officer")
    sent = at.send("/desk/inspect", lines=text.replace(number[-8:-2], "00099-"), source="wedge")
    assert sent.status_code == 422 and "not signed by this post" in sent.text
    with machine.app_context():
        assert db.session.scalars(db.select(PassUse.outcome)).all() == ["altered"]


def test_a_second_click_opens_no_second_sheet(machine: Flask) -> None:
    import uuid

    _address, _number, text = made(machine)
    at, key = browser(machine, "officer"), uuid.uuid4()
    first = at.send("/desk/inspect", key, lines=text, source="wedge")
    second = at.send("/desk/inspect", key, lines=text, source="wedge")
    assert first.location == second.location
    with machine.app_context():
        assert db.session.scalars(db.select(PassUse.outcome)).all() == ["opened"]


def test_the_direction_is_turned_where_the_guess_was_wrong(machine: Flask) -> None:
    _address, _number, text = made(machine)
    at = english(machine, "officer")
    sheet = at.send("/desk/inspect", lines=text, source="wedge").location
    assert "It is an exit" in at.get(sheet).text
    at.send(f"{sheet}/turn")
    assert "It is an entry" in at.get(sheet).text
    assert "is saved" in admit(at, sheet)
    with machine.app_context():
        assert db.session.scalars(db.select(Crossing.direction)).all() == ["X"]
    at.send(f"{sheet}/turn")
    assert "already decided" in at.told()


def test_a_sheet_that_no_pass_opened_is_not_turned(machine: Flask) -> None:
    from docreader.specimens import specimen_lines

    at = browser(machine, "officer")
    lines = "\n".join(specimen_lines(specimen_people(5, 1, ("MRT",))[0], "TD3"))
    sheet = at.send("/desk/inspect", lines=lines, source="wedge").location
    assert at.send(f"{sheet}/turn").status_code == 404


def test_what_was_typed_is_never_lost(machine: Flask) -> None:
    with machine.app_context():
        rule_id = rule()
    at = english(machine, "officer")
    page = at.send("/passes/new", **typed(rule_id, nationality="SEN", village="Koual"))
    assert page.status_code == 422
    assert "speaks of other nationalities" in page.text and 'value="Koual"' in page.text
    assert at.send("/passes/new", **typed(rule_id, birth_date="1984-13-01")).status_code == 422


def test_a_person_of_the_same_name_and_birth_date_is_asked_about(machine: Flask) -> None:
    address, _number, text = made(machine)
    at = english(machine, "officer")
    sheet = at.send("/desk/inspect", lines=text, source="wedge").location
    admit(at, sheet)
    with machine.app_context():
        rule_id = db.session.scalars(db.select(BorderPass.rule_id)).one()
    again = typed(rule_id)
    assert "knows somebody" in at.send("/passes/new", **again).text
    assert at.send("/passes/new", **again, is_somebody_else="y").status_code == 302


def test_a_known_traveller_s_page_leads_to_the_pass(machine: Flask) -> None:
    address, number, text = made(machine)
    at = english(machine, "officer")
    admit(at, at.send("/desk/inspect", lines=text, source="wedge").location)
    with machine.app_context():
        row = db.session.scalars(db.select(BorderPass)).one()
        person, pass_id = row.person_id, row.id
    file = f"/register/travellers/{person}"
    assert number in at.get(file).text and "Issue a pass" not in at.get(file).text
    with machine.app_context():
        pass_ending.lose(pass_id, "Stolen", by=officer(machine, "officer"))
    assert f"/passes/new?person={person}" in at.get(file).text
    assert "Ould Sidi" in at.get(f"/passes/new?person={person}").text
    assert "Replace the lost card" in at.get(address).text
    assert number in at.get(f"/passes/new?replaces={pass_id}").text


def test_a_photo_is_kept_sealed_shown_and_erased(machine: Flask) -> None:
    import cv2

    address, _number, text = made(machine)
    at = english(machine, "officer")
    _done, data = cv2.imencode(".jpg", draw(specimen_people(3, 1, ("MRT",))[0], "TD3", seed=3))
    jpeg = data.tobytes()
    sent = at.send(f"{address}/photo", photo=(io.BytesIO(jpeg), "p.jpg"))
    assert sent.status_code == 302, sent.text
    kept = at.get(f"{address}/photo.jpg")
    assert kept.data[:2] == b"\xff\xd8"
    sheet = at.send("/desk/inspect", lines=text, source="wedge").location
    assert f"{address}/photo.jpg" in at.get(sheet).text
    with machine.app_context():
        raw = db.session.execute(db.text("SELECT photo FROM border_passes")).scalar_one()
        assert kept.data[:200] not in bytes(raw)
    wrong = at.send(f"{address}/photo", photo=(io.BytesIO(b"no picture"), "p.jpg"))
    assert wrong.status_code == 422
    at.send(f"{address}/photo/remove")
    assert at.get(f"{address}/photo.jpg").status_code == 404


def test_the_register_is_searched_filtered_and_taken_out_by_the_supervisor(machine: Flask) -> None:
    with machine.app_context():
        by, rule_id = officer(machine, "officer"), rule()
        first = issued(by, rule_id).number
        lost = issued(by, rule_id, typed=HOLDER | {"surname": "Diarra"}, village="Koual")
        lost_number = lost.number
        pass_ending.lose(lost.id, "Stolen", by=by)
    at, chief = english(machine, "officer"), english(machine, "supervisor")
    for asked, found, not_found in (
        ("?q=diarra", lost_number, first),
        ("?q=brahim+ould", first, lost_number),
        ("?q=koual", lost_number, first),
        (f"?q={first.lower()}", first, lost_number),
        ("?state=lost", lost_number, first),
        ("?state=good&sort=-name", first, lost_number),
    ):
        page = at.get(f"/passes/{asked}").text
        assert found in page and not_found not in page, asked
    assert "No pass fits" in at.get("/passes/?q=zzz").text
    assert at.get("/passes/export.csv").status_code == 403
    file = chief.get("/passes/export.csv").text
    assert first in file and "Koual" in file
    assert chief.get("/passes/export.xlsx").status_code == 200


@pytest.mark.parametrize("role", ["cashier", "analyst", "auditor", "donor_viewer"])
def test_who_is_not_at_the_lanes_sees_no_holder(machine: Flask, role: str) -> None:
    address, _number, _text = made(machine)
    at = browser(machine, role)
    for path in ("/passes/", address, f"{address}/card", "/passes/away", "/passes/new"):
        assert at.get(path).status_code == 403


def test_another_post_s_pass_is_not_there(machine: Flask) -> None:
    address, _number, text = made(machine)
    at = browser(machine, "stranger")
    for path in (address, f"{address}/card", f"{address}/photo", f"{address}/lost"):
        assert at.get(path).status_code == 404
    assert at.send("/passes/printed", **{"pass": address[-36:]}).status_code == 302
    with machine.app_context():
        assert db.session.scalars(db.select(BorderPass.printed_at)).all() == [None]


def test_the_administrator_writes_rules_and_sees_no_holder(machine: Flask) -> None:
    admin, at = english(machine, "administrator"), english(machine, "officer")
    assert "No rule" in at.get("/passes/new").text
    assert at.send("/passes/rules/example").status_code == 403
    admin.send("/passes/rules/example")
    page = admin.get("/passes/rules/")
    assert "BRP-EX" in page.text and "Not verified" in page.text
    link = re.search(r"/passes/rules/[0-9a-f-]{36}", page.text)
    assert link
    assert "Nobody said that this text was read" in admin.get(link.group()).text
    assert admin.get("/passes/").status_code == 403
    ended = admin.send(f"{link.group()}/end", ends_on=in_days(-1).isoformat())
    assert ended.status_code == 302
    told = {"code": "own", "label": "Ours", "nationalities": "mli mrt", "valid_days": "30",
            "most_days": "1", "directions": "EX", "starts_on": today().isoformat(),
            "basis": "Our order no. 7"}  # fmt: skip
    assert admin.send("/passes/rules/new", **told, zone="").status_code == 302
    assert admin.send("/passes/rules/new", **(told | {"most_days": "0"})).status_code == 422
    assert "OWN" in at.get("/passes/new").text
    assert "OWN" in at.get("/passes/rules/export.csv").text


def test_who_is_not_seen_back_is_a_page_and_a_card(machine: Flask) -> None:
    from datetime import UTC, datetime, timedelta

    import time_machine

    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False), machine.app_context():
        by = officer(machine, "officer")
        row = issued(by)
        neighbours.admitted(neighbours.scanned(code(row), by), by)
    with time_machine.travel(noon + timedelta(hours=8), tick=False):
        at = english(machine, "officer")
        page = at.get("/passes/away").text
        assert "Ould Sidi" in page and "a question and no alarm" in page
        assert "Not seen back yet" in at.get("/home").text
    with time_machine.travel(noon + timedelta(hours=1), tick=False):
        assert "Nobody is asked about" in english(machine, "officer").get("/passes/away").text
