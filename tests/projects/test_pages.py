"""Projects, lines and donors: who keeps them, and what is refused."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from borderpost.roles import Role
from tests.desk import browser

WRITING = {Role.WORKS_MANAGER, Role.SUPERVISOR}
READING = WRITING | {Role.STOREKEEPER, Role.ANALYST, Role.DONOR_VIEWER, Role.AUDITOR}


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_and_who_writes(machine: Flask, role: Role) -> None:
    at = browser(machine, role.value)

    assert at.get("/projects/").status_code == (200 if role in READING else 403)
    assert at.get("/projects/new").status_code == (200 if role in WRITING else 403)
    assert at.send("/projects/donors/new").status_code == (422 if role in WRITING else 403)


def test_a_project_with_its_lines_and_donor(machine: Flask) -> None:
    at = browser(machine, "works_manager")
    at.send("/projects/donors/new", code="fdm", name="Fonds")
    made = at.send("/projects/new", code="dm-1", title="Frontière", starts_on="2026-01-01",
                   ends_on="2026-12-31")  # fmt: skip
    form = at.get(f"{made.location}/lines/new").text
    donor = re.findall(r'<option value="([0-9a-f-]{36})"', form)[0]
    line = at.send(f"{made.location}/lines/new", code="eq", label="Lecteurs", donor_id=donor,
                   amount="85 000,00", currency="EUR")  # fmt: skip
    page = at.get(made.location).text

    assert (made.status_code, line.status_code) == (302, 302)
    assert "85000.00 EUR" in page
    assert "DM-1" in at.get("/projects/?q=front").text
    assert "DM-1" in at.get("/projects/export.csv").text


@pytest.mark.parametrize(
    "sent",
    [
        {"code": "DM-1", "title": "again"},
        {"code": "a b", "title": "blank"},
        {"code": "DM-2", "title": ""},
        {"code": "DM-2", "title": "t", "starts_on": "2026-02-01", "ends_on": "2026-01-01"},
        {"code": "DM-2", "title": "t", "ends_on": "2026-01-01"},
    ],
)
def test_what_cannot_stand_is_refused(machine: Flask, sent: dict[str, str]) -> None:
    at = browser(machine, "works_manager")
    at.send("/projects/new", code="DM-1", title="first")

    assert at.send("/projects/new", **sent).status_code == 422


def test_a_code_stays(machine: Flask) -> None:
    at = browser(machine, "supervisor")
    made = at.send("/projects/new", code="DM-1", title="first").location

    assert at.send(f"{made}/change", code="DM-9", title="first").status_code == 422
    assert at.send(f"{made}/change", code="DM-1", title="second").status_code == 302
    assert "second" in at.get(made).text


def test_an_amount_without_a_currency_is_refused(machine: Flask) -> None:
    at = browser(machine, "supervisor")
    at.send("/projects/donors/new", code="F", name="Fund")
    made = at.send("/projects/new", code="DM-1", title="first").location
    donor = re.findall(r'<option value="([0-9a-f-]{36})"', at.get(f"{made}/lines/new").text)[0]
    sent = {"code": "A", "label": "x", "donor_id": donor}

    assert at.send(f"{made}/lines/new", amount="5", **sent).status_code == 422
    assert at.send(f"{made}/lines/new", currency="EUR", **sent).status_code == 422
    assert at.send(f"{made}/lines/new", **sent).status_code == 302
    assert at.send(f"{made}/lines/new", **sent).status_code == 422


def test_who_only_reads_is_led_to_no_form(machine: Flask) -> None:
    browser(machine, "works_manager").send("/projects/donors/new", code="FDM", name="Fonds")
    changing = re.compile(r'href="/projects/donors/[0-9a-f-]{36}"')

    assert changing.search(browser(machine, "works_manager").get("/projects/donors/").text)
    assert not changing.search(browser(machine, "auditor").get("/projects/donors/").text)
