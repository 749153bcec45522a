"""A vehicle by the keyboard alone: F4, its plate, the driver and two passengers, released; and the
next day's driver brings his vehicle by one key."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people
from tests.journeys.conftest import MakeWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(
    ("username", "plate", "seed"), [("awa", "DK 31 J", 711), ("cheikh", "DK 32 J", 712)]
)
def test_a_vehicle_and_its_travellers(walk: MakeWalk, username: str, plate: str, seed: int) -> None:
    desk = walk(username)
    people = specimen_people(seed, 3, ("MRT",))
    begin(desk, plate)
    for person in people:
        admit(desk, person)

    desk.press("F4")
    expect(desk.page.locator("main ul.latest").first.locator("li")).to_have_count(3)
    desk.look()
    desk.fits()
    release(desk)

    admit(desk, people[0])
    expect(desk.page.locator(".desk-note form")).to_contain_text("F4")
    desk.press("F4")
    expect(desk.page.locator(".desk-note a[data-key]")).to_contain_text("F4")
    desk.press("F4")
    desk.at(r"/vehicles/front/$")
    expect(desk.page.locator("main ul.latest").first.locator("li")).to_have_count(1)
    release(desk)
    assert not desk.pointer_used


def begin(desk: Walk, plate: str) -> None:
    """From the empty desk to a vehicle in front."""
    desk.open("/desk/")
    desk.press("F4")
    desk.at(r"/vehicles/front/$")
    expect(desk.page.locator("#plate")).to_be_focused()
    desk.look()
    desk.type(plate.lower().replace(" ", "-"))
    desk.press("Tab")
    desk.type("SN")
    desk.press("Enter")
    expect(desk.page.locator("h1")).to_contain_text("SEN")
    desk.press("F2")
    desk.at(r"/desk/$")


def admit(desk: Walk, person: SpecimenPerson) -> None:
    """A document swiped, and Enter."""
    desk.swipe(specimen_lines(person, "TD3"))
    desk.at_sheet()
    desk.press("Enter")
    desk.at(r"/desk/$")


def release(desk: Walk) -> None:
    """The vehicle decided without its insurance, for which the officer answers."""
    desk.page.locator("#insurance_answer").focus()
    desk.type("Carte brune chez le propriétaire")
    desk.press("Enter")
    desk.at(r"/desk/$")
    expect(desk.page.locator("#messages")).to_contain_text("DK")
