"""The desk asks less and everything again, by keys alone: full, essential, count, full."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from docreader.specimens import specimen_lines
from tests.journeys.conftest import MakeWalk, traveller
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}
SPOKEN = "#mode-spoken"


def in_mode(desk: Walk, mode: str) -> None:
    """The desk stands in a mode, and said so aloud."""
    desk.at(r"/desk/$")
    if mode == "full":
        expect(desk.page.locator("#desk-mode")).to_have_count(0)
    else:
        expect(desk.page.locator(f"#desk-mode[data-mode={mode}]")).to_be_visible()
    expect(desk.page.locator(SPOKEN)).not_to_be_empty()


@pytest.mark.parametrize("username", ["awa", "cheikh"])  # who read French and Arabic
def test_from_full_to_counting_and_back_by_keys(walk: MakeWalk, username: str) -> None:
    desk = walk(username)
    desk.open("/desk/")
    desk.press("Shift+F2")
    desk.at(r"/desk/mode/$")
    desk.look()
    desk.fits()
    expect(desk.page.locator("input[name=reason]").first).to_be_focused()
    desk.press("ArrowDown", "Tab")  # the surge
    desk.type("80 cars")
    desk.press("Enter")
    in_mode(desk, "essential")
    desk.shows("80 cars")
    desk.look()

    person = traveller(7301 if username == "awa" else 7302)
    desk.swipe(specimen_lines(person, "TD3"))
    desk.at_sheet()
    expect(desk.page.locator("#destination")).to_have_count(0)
    desk.page.focus("#admit-button")
    desk.press("Enter")
    in_mode_still(desk, "essential")

    desk.press("Shift+F2")
    in_mode(desk, "count")
    desk.press("Shift+F4")
    desk.at(r"/tally/count$")
    tally(desk)
    desk.open("/desk/")
    desk.press("Shift+F3")
    in_mode(desk, "full")
    assert desk.found(person.document_number) == 1
    assert not desk.pointer_used


def in_mode_still(desk: Walk, mode: str) -> None:
    """The mode goes on with the next traveller."""
    desk.at(r"/desk/$")
    expect(desk.page.locator(f"#desk-mode[data-mode={mode}]")).to_be_visible()


def tally(desk: Walk) -> None:
    """Two digits, a group, and the last one taken back."""
    last, people = desk.page.locator("#last-tap"), desk.page.locator("#people")
    expect(people).to_have_value("1")
    desk.press("1")
    expect(last).not_to_be_empty()
    desk.press("6")
    desk.page.focus("#people")
    desk.page.keyboard.press("Control+a")
    desk.type("60")
    desk.press("Enter", "5")
    expect(last).to_contain_text("60")
    expect(people).to_have_value("1")
    desk.press("Delete")
    expect(last).to_have_text(last.get_attribute("data-taken-back") or "")
    expect(desk.page.locator("[data-queue-state]")).to_have_attribute("data-state", "sent")
    desk.look()
    desk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    desk.fits()


def test_the_pages_of_what_was_not_as_usual_fit_everywhere(walk: MakeWalk) -> None:
    for username in ("awa", "cheikh"):
        desk = walk(username)
        for path in ("/through/", "/outages/", "/desk/mode/"):
            desk.page.set_viewport_size({"width": 1280, "height": 900})
            desk.open(path)
            desk.look()
            desk.fits()
            desk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            desk.fits()


def test_the_power_goes_and_comes_back_by_keys(walk: MakeWalk) -> None:
    desk = walk("awa")
    desk.open("/outages/")
    desk.page.focus("button[value=power]")
    desk.press("Enter")
    expect(desk.page.locator("button.btn-success[value=power]")).to_be_visible()
    desk.page.focus("button.btn-success[value=power]")
    desk.press("Enter")
    expect(desk.page.locator("button.btn-warning[value=power]")).to_be_visible()
    assert not desk.pointer_used
