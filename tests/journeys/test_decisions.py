"""Decisions other than one clean admission, and what must never happen by accident."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from docreader.specimens import SpecimenPerson, specimen_lines
from tests.journeys.conftest import MakeWalk, traveller
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey
FORM = r"/refusals/[0-9a-f-]{36}$"
QUESTIONS = r"/protection/questions/[0-9a-f-]{36}$"


def scanned(walk: MakeWalk, person: SpecimenPerson, username: str = "awa") -> Walk:
    """An officer with the traveller's sheet on the screen."""
    desk = walk(username)
    desk.open("/desk/")
    desk.swipe(specimen_lines(person, "TD3"))
    desk.at_sheet()
    desk.count()
    return desk


def asked(desk: Walk) -> None:
    """The protection questions answered with no, by keys; back on the sheet at the refusal."""
    desk.press("F10")
    desk.at(QUESTIONS)
    desk.press("2", "2", "2", "2", "Enter")
    desk.at(r"open=refuse$")


def test_a_refusal_by_keys_asks_for_its_reason(walk: MakeWalk) -> None:
    person = traveller(21)
    desk = scanned(walk, person)

    asked(desk)
    desk.press("Escape", "F9", "Enter")
    desk.page.wait_for_selector("#refusal")
    assert desk.page.locator("#refuse").get_attribute("open") is not None
    desk.look()
    desk.page.focus("#refuse input[type=checkbox]")
    desk.press("Space", "Enter")
    desk.at(FORM)
    desk.look()
    desk.fits()

    assert desk.found(person.document_number) == 1
    assert desk.page.locator(".decision-refuse", has_text="").count() >= 1
    assert not desk.pointer_used


def test_a_refusal_with_its_questions_and_its_form_takes_ten_keys(walk: MakeWalk) -> None:
    desk = scanned(walk, traveller(22))

    asked(desk)
    desk.press("Space", "Enter")
    desk.at(FORM)
    desk.press("Enter")
    desk.at(r"/refusals/papers/[0-9a-f-]{36}$")
    desk.look()
    desk.fits()

    assert desk.keys <= 10  # one to open, four answers, and seal; reason, refuse; print
    assert not desk.pointer_used


def test_a_positive_answer_leads_to_whom_to_call_and_to_second_line(walk: MakeWalk) -> None:
    person = traveller(2501)
    desk = scanned(walk, person)
    desk.page.select_option("#purpose", "TRD")

    desk.press("F10")
    desk.at(QUESTIONS)
    desk.look()
    desk.fits()
    desk.press("2", "1", "2", "2", "Enter")
    desk.at(r"/protection/questions/calls/")
    desk.look()
    desk.press("Enter")
    desk.at(r"open=refer$")
    assert desk.page.input_value("#purpose") == "TRD"
    desk.type("second regard")
    desk.press("Enter")
    desk.at(r"/desk/$")

    desk.shows(person.surname.upper())
    assert desk.found(person.document_number) == 0
    assert not desk.pointer_used


def test_second_line_decides_on_whom_the_desk_refers(walk: MakeWalk) -> None:
    person = traveller(23)
    desk = scanned(walk, person)
    desk.press("F8")
    desk.type("photo")
    desk.press("Enter")
    desk.at(r"/desk/$")
    assert desk.found(person.document_number) == 0

    second = walk("grace")
    second.open("/home")
    second.page.locator("main a[href$='/second-line/']").focus()
    second.press("Enter")
    second.at(r"/second-line/$")
    second.look()
    second.page.locator("tbody tr", has_text=person.surname.upper()).locator("a").first.focus()
    second.press("Enter")
    second.at_sheet()
    second.shows("photo")
    second.look()
    second.page.focus("#admit-button")
    second.press("Enter")
    second.at(r"/second-line/$")

    assert second.found(person.document_number) == 1
    assert not second.pointer_used


def test_escape_folds_what_was_opened_and_then_clears_the_sheet(walk: MakeWalk) -> None:
    person = traveller(24)
    desk = scanned(walk, person)

    desk.press("F9", "Escape")
    assert desk.page.locator("#refuse").get_attribute("open") is None
    desk.press("Escape")
    desk.at(r"/desk/$")

    assert desk.found(person.document_number) == 0


def test_f2_and_f3_go_round(walk: MakeWalk) -> None:
    desk = scanned(walk, traveller(2501))

    desk.press("F3")
    desk.at(r"/register/$")
    desk.press("F2")
    desk.at(r"/desk/$")
    desk.press("F3")
    desk.at(r"/register/$")


def test_a_double_click_admits_once(walk: MakeWalk) -> None:
    person = traveller(26)
    desk = scanned(walk, person)

    desk.page.dblclick("#admit-button")
    desk.at(r"/desk/$")

    assert desk.found(person.document_number) == 1


def test_a_double_click_admits_once_without_scripts_too(walk: MakeWalk) -> None:
    person = traveller(27)
    plain = walk("awa", java_script_enabled=False)
    open_by_lines(plain, person)

    plain.page.dblclick("#admit-button")
    plain.at(r"/desk/$")

    register = walk("awa")
    register.open("/desk/")
    assert register.found(person.document_number) == 1


def test_a_page_without_scripts_takes_lines_and_decides(walk: MakeWalk) -> None:
    person = traveller(28)
    plain = walk("cheikh", java_script_enabled=False)
    open_by_lines(plain, person)

    plain.page.select_option("#purpose", "VFR")
    plain.page.click("#admit-button")
    plain.at(r"/desk/$")

    plain.open("/register/")
    plain.page.fill("#q", person.document_number)
    plain.page.click("form[role=search] button")
    rows = plain.page.locator("tbody tr", has_text=person.document_number)
    expect(rows).to_have_count(1)


def open_by_lines(plain: Walk, person: SpecimenPerson) -> None:
    """Fill the desk's lines and send them by their button."""
    plain.open("/desk/")
    plain.page.fill("#lines", "\n".join(specimen_lines(person, "TD3")))
    plain.page.click("#lines-form .btn-primary")
    plain.at(r"/desk/[0-9a-f-]{36}$")


@pytest.mark.parametrize(
    ("focused", "seed"),
    [("body", 31), (".direction-X", 32), ("#lane", 33), (".nav-link", 34), ("#picture", 35)],
)
def test_a_swipe_is_caught_wherever_the_focus_is(walk: MakeWalk, focused: str, seed: int) -> None:
    person = traveller(seed)
    desk = walk("awa")
    desk.open("/desk/")
    before = desk.page.locator(".chosen[name=direction]").get_attribute("value")
    desk.page.evaluate("document.activeElement.blur()")
    if focused != "body":
        desk.page.focus(focused)

    desk.swipe(specimen_lines(person, "TD3"))

    desk.at_sheet()
    desk.shows(person.document_number)
    desk.open("/desk/")
    assert desk.page.locator(".chosen[name=direction]").get_attribute("value") == before


@pytest.mark.parametrize("focused", ["#admit-button", "#purpose", "#destination", "body"])
def test_a_swipe_on_an_open_sheet_decides_nothing(walk: MakeWalk, focused: str) -> None:
    """The next traveller's document, swiped too early, must not admit this one."""
    person, following = traveller(41), traveller(42)
    desk = scanned(walk, person)
    address = desk.page.url
    purpose = desk.page.input_value("#purpose")
    desk.page.evaluate("document.activeElement.blur()")
    if focused != "body":
        desk.page.focus(focused)

    desk.swipe(specimen_lines(following, "TD3"))
    desk.page.wait_for_selector("#swiped-early:visible")

    assert desk.page.url == address
    assert desk.page.input_value("#destination") == ""
    assert desk.page.input_value("#purpose") == purpose
    desk.press("Escape")
    desk.at(r"/desk/$")
    assert desk.found(person.document_number) == 0
