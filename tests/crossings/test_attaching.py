"""Papers beside the document at the desk: linked when they agree, asked about when they do not."""

from __future__ import annotations

import csv
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db, transaction
from crossings import supporting
from crossings.digest import digest
from crossings.models import Crossing, Inspection, Stay
from crossings.services import correcting
from docreader.specimens import specimen_lines, specimen_people
from tests.crossings.rules.test_at_the_desk import correction
from tests.crossings.work import acts, all_crossings, inspect
from tests.desk import Browser, browser, field, officer
from tests.house import cast

FRENCH = replace(specimen_people(7, 1, ("FRA",))[0], surname="Durand", given_names="Elise Marie")
PASSPORT = "\n".join(specimen_lines(FRENCH, "TD3"))
SOON = (clock.today("UTC") + timedelta(days=200)).isoformat()


def visa(kind: str = "MRVA", **more: str) -> str:
    """The zone of a visa of Mali for the French traveller, with a number of its own."""
    person = replace(
        FRENCH, issuing_state="MLI", document_number="V1234567", expiry_date=SOON, **more
    )
    return "\n".join(specimen_lines(person, kind))


@pytest.fixture
def awa(inside: Flask) -> Browser:
    at = browser(inside, "officer")
    at.send("/language", locale="en")
    return at


@pytest.fixture
def sheet(awa: Browser) -> str:
    return inspect(awa, PASSPORT)


def scanned(at: Browser, sheet: str, lines: str, **more: object) -> int:
    return at.send(f"{sheet}/papers/scan", lines=lines, source="wedge", **more).status_code


def papers() -> tuple[supporting.Supporting, ...]:
    db.session.rollback()
    return supporting.from_plain(db.session.scalars(select(Inspection)).one().supporting)


def decided(at: Browser, sheet: str, **more: str) -> int:
    page = at.get(sheet).text
    sent = {
        "decision": "admit",
        "version": field(page, "version"),
        "rule_shown": field(page, "rule_shown"),
    }
    return at.send(f"{sheet}/decide", **(sent | more)).status_code


@pytest.mark.parametrize("kind", ["MRVA", "MRVB"])
def test_a_visa_that_agrees_is_linked_and_meets_the_rule(
    awa: Browser, sheet: str, kind: str
) -> None:
    before = awa.get(sheet).text
    assert "a visa is needed to enter Mali" in before
    assert "meets this" not in before

    assert scanned(awa, sheet, visa(kind)) == 302
    page = awa.get(sheet).text

    assert "The linked visa V1234567 meets this: valid until" in page
    assert "How many entries it allows was not said: look at it." in page
    assert 'data-link="agrees"' in page
    assert "rule-met" in page
    assert "Durand" in page or "DURAND" in page  # the traveller is the same one
    assert [one.link for one in papers()] == ["agrees"]


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"surname": "Martin"}, "the name differs"),
        ({"birth_date": "1960-01-01"}, "the birth date differs"),
        ({"nationality": "BEL"}, "the nationality differs"),
    ],
)
def test_a_visa_of_another_person_is_asked_about_and_counts_for_nothing(
    awa: Browser, sheet: str, change: dict[str, str], differs: str
) -> None:
    assert scanned(awa, sheet, visa(**change)) == 302
    page = awa.get(sheet).text

    assert differs in page
    assert "Is it this traveller’s?" in page
    assert "meets this" not in page
    assert decided(awa, sheet) == 422
    assert db.session.scalars(select(Crossing)).all() == []


def test_this_visa_names_another_person(awa: Browser, sheet: str) -> None:
    scanned(awa, sheet, visa(surname="Martin"))

    assert "This visa names another person." in awa.get(sheet).text


def test_the_officer_answers_either_way(awa: Browser, sheet: str) -> None:
    scanned(awa, sheet, visa(surname="Durant"))
    [asked] = papers()
    assert awa.send(f"{sheet}/papers/{asked.id}/answer").status_code == 302
    assert [one.link for one in papers()] == ["officer"]
    assert "meets this" in awa.get(sheet).text
    assert awa.send(f"{sheet}/papers/{asked.id}/remove").status_code == 302

    assert papers() == ()
    assert "crossings:paper:answer" in acts() and "crossings:paper:remove" in acts()
    assert decided(awa, sheet) == 302  # the officer decides, whatever the rule says


def test_correcting_the_name_asks_again(awa: Browser, sheet: str) -> None:
    scanned(awa, sheet, visa())
    fields = {"surname": "Other", "given_names": "Elise Marie", "document_code": "P",
              "issuing_state": "FRA", "document_number": FRENCH.document_number,
              "nationality": "FRA", "birth_date": FRENCH.birth_date, "sex": FRENCH.sex,
              "expiry_date": FRENCH.expiry_date}  # fmt: skip
    assert awa.send(f"{sheet}/correct/fields", **fields).status_code == 302

    assert [one.link for one in papers()] == ["asked"]


def test_the_passport_again_is_no_visa_and_changes_nothing(awa: Browser, sheet: str) -> None:
    answer = awa.send(f"{sheet}/papers/scan", lines=PASSPORT, source="wedge")

    assert answer.status_code == 422
    assert "This is not a visa." in answer.text
    assert FRENCH.document_number in answer.text  # what was sent is still there
    assert papers() == ()


def test_no_lines_are_refused(awa: Browser, sheet: str) -> None:
    assert scanned(awa, sheet, "  ") == 422


def test_the_same_visa_twice_is_there_once(awa: Browser, sheet: str) -> None:
    scanned(awa, sheet, visa())
    again = awa.send(f"{sheet}/papers/scan", lines=visa("MRVB"), source="wedge")

    assert again.status_code == 422
    assert "on the sheet already" in again.text
    assert len(papers()) == 1


def test_a_second_click_changes_nothing(awa: Browser, sheet: str) -> None:
    key = uuid.uuid4()
    for _each in range(2):
        assert scanned(awa, sheet, visa(), key=key) == 302

    assert len(papers()) == 1


def test_a_decision_on_the_sheet_of_before_is_refused(awa: Browser, sheet: str) -> None:
    page = awa.get(sheet).text
    scanned(awa, sheet, visa())
    stale = awa.send(
        f"{sheet}/decide", decision="admit", version="1", rule_shown=field(page, "rule_shown")
    )

    assert stale.status_code == 422
    assert "The sheet changed since you saw it." in stale.text


def test_a_wrong_digit_on_a_visa_is_asked_about(awa: Browser, sheet: str) -> None:
    lines = visa()
    wrong = lines[:-35] + ("1" if lines[-35] != "1" else "2") + lines[-34:]
    scanned(awa, sheet, wrong)

    assert [one.link for one in papers()] == ["asked"]


def test_the_number_of_the_passport_on_the_visa_is_told(awa: Browser, sheet: str) -> None:
    same = replace(FRENCH, issuing_state="MLI", expiry_date=SOON)
    scanned(awa, sheet, "\n".join(specimen_lines(same, "MRVA")))

    assert "it names the number of this document" in awa.get(sheet).text


def typed(at: Browser, sheet: str, **more: str) -> int:
    told = {"kind": "visa", "number": "V777", "issuer": "mli", "until": SOON, "entries": "1"}
    return at.send(f"{sheet}/papers/new", **(told | more)).status_code


def test_papers_are_typed_by_hand(awa: Browser, sheet: str) -> None:
    assert awa.get(f"{sheet}/papers/new").status_code == 200
    assert typed(awa, sheet, max_days="30") == 302
    assert typed(awa, sheet, kind="vaccination", number="", issuer="Kayes", entries="") == 302
    page = awa.get(sheet).text

    assert "Entries used with it as far as this post knows: 0 of 1." in page
    assert "30 days by the visa" in page
    assert "Vaccination certificate" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "nothing"},
        {"issuer": "Mali"},
        {"number": ""},
        {"since": "2027-02-01", "until": "2027-01-01"},
        {"entries": "7"},
        {"max_days": "0"},
        {"max_days": "many"},
        {"until": "tomorrow"},
    ],
)
def test_what_cannot_be_so_is_refused_and_kept_on_the_form(
    awa: Browser, sheet: str, wrong: dict[str, str]
) -> None:
    sent = {"kind": "visa", "number": "V777", "issuer": "MLI", "until": SOON} | wrong
    answer = awa.send(f"{sheet}/papers/new", **sent)

    assert answer.status_code == 422
    assert all(text in answer.text for text in (sent["number"], sent["issuer"]))
    assert papers() == ()


def test_a_visa_is_completed_by_what_stands_on_it(awa: Browser, sheet: str) -> None:
    scanned(awa, sheet, visa())
    [found] = papers()
    form = awa.get(f"{sheet}/papers/{found.id}").text
    assert 'name="number"' not in form and 'name="until"' not in form  # its zone says them
    answer = awa.send(
        f"{sheet}/papers/{found.id}",
        since="2026-01-01",
        entries="2",
        max_days="15",
        until="2099-01-01",
    )

    assert answer.status_code == 302
    [now] = papers()
    assert (now.entries, now.max_days, now.until) == ("2", 15, SOON)
    assert "0 of 2" in awa.get(sheet).text
    assert awa.get(f"{sheet}/papers/{uuid.uuid4()}").status_code == 404


def test_another_post_has_no_such_sheet(inside: Flask, awa: Browser, sheet: str) -> None:
    far = browser(inside, cast.STRANGER)
    assert far.get(f"{sheet}/papers/new").status_code == 404
    assert scanned(far, sheet, visa()) == 404
    assert browser(inside, "analyst").get(f"{sheet}/papers/new").status_code == 403


def test_the_crossing_keeps_the_papers_and_its_page_shows_them(
    inside: Flask, awa: Browser, sheet: str
) -> None:
    typed(awa, sheet, number="V 42")
    typed(awa, sheet, kind="vaccination", number="VAX99", issuer="Centre of Kayes", entries="")
    assert decided(awa, sheet) == 302
    row = all_crossings(inside)[-1]
    page = awa.get(f"/register/{row.id}").text

    assert (row.visa_number_key, row.visa_issuer) == ("V42", "MLI")
    assert row.supporting[0]["until"] == SOON
    assert row.authorised_until == date.fromisoformat(SOON)
    assert "V 42" in page and "One entry" in page
    assert b"VAX99" not in raw("crossings") + raw("inspections")  # sealed


def test_an_entry_uses_the_visa_up_as_far_as_this_post_knows(
    inside: Flask, awa: Browser, sheet: str
) -> None:
    typed(awa, sheet)
    assert decided(awa, sheet) == 302
    again = inspect(awa, PASSPORT)
    typed(awa, again)
    page = awa.get(again).text

    assert "every entry was used as far as this post knows" in page
    assert "rule-met" not in page


def test_an_old_crossing_keeps_its_digest(inside: Flask, awa: Browser, sheet: str) -> None:
    assert decided(awa, sheet) == 302
    row = db.session.scalars(select(Crossing)).one()
    before = digest(row)
    row.supporting = supporting.to_plain([supporting.Supporting("1", "visa", "V1", "MLI")])

    assert digest(row) != before
    row.supporting = None
    assert digest(row) == before


def test_a_stay_under_a_permit_does_not_count(inside: Flask, awa: Browser, sheet: str) -> None:
    typed(awa, sheet, kind="permit", number="R1", entries="")
    assert "Days under it do not count." in awa.get(sheet).text
    assert decided(awa, sheet) == 302

    assert db.session.scalars(select(Crossing)).one().under_permit is True
    assert db.session.scalars(select(Stay)).one().under_permit is True


def test_the_files_name_the_papers(inside: Flask, awa: Browser, sheet: str) -> None:
    typed(awa, sheet, max_days="20")
    assert decided(awa, sheet) == 302
    text = browser(inside, "supervisor").get("/register/export.csv").data.decode("utf-8-sig")
    row = next(csv.DictReader(text.splitlines(), delimiter=";"))

    assert (row["visa_number"], row["visa_issuer"], row["visa_entries"]) == ("V777", "MLI", "1")
    assert (row["visa_to"], row["visa_max_days"]) == (SOON, "20")


def test_a_corrected_purpose_keeps_the_last_lawful_day_and_says_so(
    inside: Flask, awa: Browser, sheet: str
) -> None:
    typed(awa, sheet)
    assert decided(awa, sheet, purpose="HOL") == 302
    old = db.session.scalars(select(Crossing)).one()
    chief = officer(inside, "supervisor")
    told = correction(old, purpose="BUS")
    new = correcting.correct(old.id, told, by=chief, roles=chief.roles)

    assert new.authorised_until == date.fromisoformat(SOON)
    assert (new.rule_code, new.visa_number_key) == ("R15", "V777")
    page = awa.get(f"/register/{new.id}").text
    assert "The last lawful day stays as it was:" in page
    assert "worked out anew" in awa.get(f"/register/{new.id}/correct").text


def test_a_corrected_nationality_says_what_became_of_the_last_lawful_day(
    inside: Flask, awa: Browser, sheet: str
) -> None:
    typed(awa, sheet)
    assert decided(awa, sheet) == 302
    old = db.session.scalars(select(Crossing)).one()
    chief = officer(inside, "supervisor")
    told = correction(old, fields={"nationality": "MRT"})
    new = correcting.correct(old.id, told, by=chief, roles=chief.roles)

    assert (new.rule_code, new.authorised_until, new.visa_number_key) == ("R06", None, None)
    assert "has no last lawful day; it was" in awa.get(f"/register/{new.id}").text


def test_a_decided_sheet_takes_no_more_papers(awa: Browser, sheet: str) -> None:
    assert decided(awa, sheet) == 302

    assert scanned(awa, sheet, visa()) == 422


def raw(table: str) -> bytes:
    """Everything that a table holds, as the database file has it."""
    with transaction() as session:
        rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608
        return b"".join(
            value if isinstance(value, bytes) else str(value).encode()
            for row in rows
            for value in row
        )
