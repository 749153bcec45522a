"""A visa is swiped while a traveller's sheet is open: it goes onto that sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people
from tests.journeys.conftest import MakeWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey


def french(seed: int) -> SpecimenPerson:
    return specimen_people(seed, 1, ("FRA",))[0]


def visa(person: SpecimenPerson, **more: str) -> tuple[str, ...]:
    made = {"issuing_state": "MLI", "document_number": "V7654321", "expiry_date": "2033-05-01"}
    return specimen_lines(replace(person, **(made | more)), "MRVB")


def scanned(walk: MakeWalk, person: SpecimenPerson) -> Walk:
    desk = walk("awa")
    desk.open("/desk/")
    if desk.page.locator(".chosen[name=direction]").get_attribute("value") != "E":
        desk.page.locator("button[name=direction][value=E]").click()
    desk.swipe(specimen_lines(person, "TD3"))
    desk.at_sheet()
    return desk


def test_a_swiped_visa_joins_the_open_sheet_and_what_was_typed_stays(walk: MakeWalk) -> None:
    person = french(71)
    desk = scanned(walk, person)
    desk.page.select_option("#purpose", "BUS")

    desk.swipe(visa(person))
    desk.page.wait_for_selector("[data-supporting=visa][data-link=agrees]")

    expect(desk.page.locator("#purpose")).to_have_value("BUS")
    assert desk.page.locator(".rule-met").count() == 1
    desk.look()
    desk.fits()
    desk.press("Escape")


def test_a_visa_of_somebody_else_is_asked_about(walk: MakeWalk) -> None:
    person = french(72)
    desk = scanned(walk, person)

    desk.swipe(visa(person, surname="Other"))
    desk.page.wait_for_selector("[data-supporting=visa][data-link=asked]")
    desk.look()
    desk.page.locator("[data-supporting=visa] .btn-outline-secondary").click()
    desk.page.wait_for_selector("#supporting:not(:has([data-supporting]))", state="attached")

    assert desk.page.locator("[data-supporting=visa]").count() == 0
    desk.press("Escape")
