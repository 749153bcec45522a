"""Hits at the desk, walked: amber, second line, cleared, silent; and what the desk never sees."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from docreader.specimens import SpecimenPerson, specimen_lines
from tests.journeys.conftest import MakeWalk
from tests.journeys.walk import Walk
from watchlist.demo import traveller
from watchlist.listed import Code

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}


def scanned(desk: Walk, person: SpecimenPerson) -> Walk:
    """The officer with the traveller's sheet on the screen."""
    desk.open("/desk/")
    desk.swipe(specimen_lines(person, "TD3"))
    desk.at_sheet()
    desk.count()
    return desk


def let_pass(desk: Walk) -> None:
    """Admit, the visa seen where the rule asks for one."""
    for seen in desk.page.locator("[name=rule_seen]").all():
        seen.check()
    desk.page.click("#admit-button")


def test_an_amber_hit_is_explained_cleared_in_second_line_and_silent_next_time(
    walk: MakeWalk,
) -> None:
    person = traveller(Code.REFER)
    desk = scanned(walk("awa"), person)
    hit = desk.page.locator(".hit-amber")
    expect(hit).to_have_count(1)
    expect(hit).to_contain_text(person.surname)
    hit.locator("summary").click()
    expect(hit.locator(".hit-terms li").first).to_be_visible()
    desk.look()
    desk.fits()
    desk.page.click("#admit-button")
    desk.page.wait_for_selector("#refusal")
    desk.page.wait_for_load_state("load")  # a key pressed before goes nowhere
    desk.press("F8")
    desk.type("Signalement")
    desk.press("Enter")
    desk.at(r"/desk/$")

    second = walk("grace")
    second.open("/second-line/")
    second.page.locator("tbody tr", has_text=person.surname.upper()).locator("a").first.click()
    second.at_sheet()
    second.look()
    second.page.fill(".hit-clear input[name=reason]", "Born in another month, another father")
    second.page.click(".hit-clear button")
    expect(second.page.locator(".hit")).to_have_count(0)
    let_pass(second)
    second.at(r"/second-line/")

    again = scanned(walk("awa"), person)
    expect(again.page.locator(".hit")).to_have_count(0)
    let_pass(again)
    again.at(r"/desk/$")
    row = walk("chef").exported()[0]
    assert row["alert_result"] == "possible_dismissed"
    assert "signalements:" in row["alert_list_version"]


@pytest.mark.parametrize(
    ("username", "language"), [("awa", "fr"), ("grace", "en"), ("cheikh", "ar")]
)
def test_a_stop_is_read_in_each_language_and_a_discreet_alert_in_none(
    walk: MakeWalk, username: str, language: str
) -> None:
    desk = scanned(walk(username, viewport=PHONE), traveller(Code.STOP))
    assert desk.page.locator("html").get_attribute("lang") == language
    expect(desk.page.locator(".hit-red h2")).to_be_visible()
    desk.look()
    desk.fits()
    desk.press("Escape")
    desk.at(r"/desk/$")
    scanned(desk, traveller(Code.DISCREET))
    text = desk.page.content()

    expect(desk.page.locator(".hit")).to_have_count(0)
    expect(desk.page.locator("#alert-state")).to_have_class("evidence-plain")
    assert "iscre" not in text.replace("discretionary", "")


def test_the_chief_sees_the_discreet_hit_with_its_reasons(walk: MakeWalk) -> None:
    person = traveller(Code.DISCREET)
    scanned(walk("awa"), person)
    chief = walk("chef")
    chief.open("/watchlist/hits/")
    chief.page.locator("tbody tr", has_text=person.surname).locator("a").first.click()
    chief.at(r"/watchlist/hits/[0-9a-f-]{36}$")
    chief.shows(person.surname)
    chief.look()
    chief.fits()


def test_thresholds_are_proposed_on_their_curve_and_decided_by_another(walk: MakeWalk) -> None:
    one = walk("veille")
    one.open("/watchlist/")
    one.page.locator("tbody tr", has_text="signalements").locator("a").first.click()
    one.page.locator("main a[href$='/thresholds']").click()
    expect(one.page.locator("svg.curve polyline").first).to_be_attached()
    one.page.fill("#full_red", "95")
    one.page.fill("#why", "Moins de rouge")
    one.page.locator("main form button").click()
    one.at(r"/watchlist/thresholds/[0-9a-f-]{36}$")
    one.look()
    address = one.page.url
    other = walk("controle", viewport=PHONE)
    other.page.goto(address)
    other.fits()
    other.page.locator("form[action$='/approve'] button").click()
    expect(other.page.locator("form[action$='/approve']")).to_have_count(0)
