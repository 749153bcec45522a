"""Supporting documents: with the crossing, in its digest, its files and its correction."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from crossings import supporting
from crossings.digest import digest
from crossings.models import Crossing, Stay
from crossings.services import correcting
from tests.crossings.rules.test_at_the_desk import correction
from tests.crossings.visas import PASSPORT, SOON, decided, raw, scanned, typed, visa
from tests.crossings.work import all_crossings, inspect
from tests.desk import Browser, browser, english, officer


@pytest.fixture
def awa(inside: Flask) -> Browser:
    return english(inside, "officer")


@pytest.fixture
def sheet(awa: Browser) -> str:
    return inspect(awa, PASSPORT)


def test_the_crossing_keeps_the_documents_and_its_page_shows_them(
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
    assert decided(awa, sheet, rule_seen="visa") == 302
    row = db.session.scalars(select(Crossing)).one()
    before = digest(row)
    row.supporting = supporting.to_plain([supporting.Attached("1", "visa", "V1", "MLI")])

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
    assert decided(awa, sheet, rule_seen="visa") == 302

    assert scanned(awa, sheet, visa()) == 422
