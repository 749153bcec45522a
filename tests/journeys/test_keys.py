"""The keys of the booth: each has its button on the screen, each does what it says, and none of
them admits by accident."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from docreader.specimens import SpecimenPerson, specimen_lines
from tests.journeys.conftest import MakeWalk, traveller
from tests.journeys.robot import journey
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

ON_THE_DESK = ("F1", "F2", "F3", "F12")
ON_A_SHEET = (*ON_THE_DESK, "F4", "F8", "F9", "F10", "Enter", "Esc")
PHONE = {"width": 390, "height": 844}
PREVENTED = """(key) => !document.body.dispatchEvent(
  new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}))"""
# A part of the page that another subject would put there, with its key.
PART = """() => {
  const part = document.createElement("section");
  part.dataset.key = "F7";
  part.append(document.createElement("input"));
  document.querySelector("main").append(part);
}"""


def scanned(walk: MakeWalk, person: SpecimenPerson, username: str = "awa") -> Walk:
    """An officer with the traveller's sheet on the screen."""
    desk = walk(username)
    desk.open("/desk/")
    desk.swipe(specimen_lines(person, "TD3"))
    desk.at_sheet()
    desk.count()
    return desk


def has_buttons(desk: Walk, keys: tuple[str, ...]) -> None:
    """Each key stands on something that can be pressed, to be seen without opening a thing."""
    for key in keys:
        holder = desk.page.locator("main :is(a, button, summary)").filter(
            has=desk.page.locator(f"kbd:text-is('{key}')"), visible=True
        )
        expect(holder.first, key).to_be_visible()


def told(desk: Walk) -> str:
    """The list of keys, opened by F1 and closed again."""
    desk.press("F1")
    shown = desk.page.locator("#keys")
    expect(shown).to_be_visible()
    text = shown.inner_text()
    desk.press("Escape")
    return text


@pytest.mark.parametrize("username", ["awa", "cheikh"])
def test_every_key_has_a_button_and_stands_in_the_list(walk: MakeWalk, username: str) -> None:
    person = traveller(7101 if username == "awa" else 7102)
    desk = scanned(walk, person, username)

    has_buttons(desk, ON_A_SHEET)
    listed = told(desk)
    for key in (*ON_A_SHEET, "F5", "F7", "Ctrl + Z"):
        assert key in listed
    desk.look()
    journey(desk)
    has_buttons(desk, (*ON_THE_DESK, "Ctrl+Z", "0", "6"))
    desk.look()
    desk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    desk.fits()


def test_a_reload_by_accident_is_blocked_at_the_booth_and_nowhere_else(walk: MakeWalk) -> None:
    desk = scanned(walk, traveller(7103))
    assert prevented(desk, "F5", "F7", "F12") == [True, True, True]
    desk.open("/register/")
    assert prevented(desk, "F5", "F7") == [False, False]
    desk.open("/places/")
    assert prevented(desk, "F5", "F3", "F12") == [False, False, False]


def prevented(desk: Walk, *keys: str) -> list[bool]:
    """Whether the page keeps the browser from each of these keys. Nothing else is done: what
    the page would do is taken out of it first."""
    for found in desk.page.locator("main [data-key=F12]").all():
        found.evaluate("(one) => one.setAttribute('href', '#')")
    return [desk.page.evaluate(PREVENTED, key) for key in keys]


def test_a_part_of_the_page_names_its_own_key(walk: MakeWalk) -> None:
    desk = scanned(walk, traveller(7104))
    desk.press("F7")
    expect(desk.page.locator("#purpose")).to_be_focused()  # nobody named it: nothing happens
    desk.page.evaluate(PART)
    desk.press("F7")

    expect(desk.page.locator("[data-key=F7] input")).to_be_focused()
    desk.at_sheet()


def test_one_key_admits_nobody_against_the_rule(walk: MakeWalk) -> None:
    person = traveller(7105, "UTO")
    desk = scanned(walk, person)
    expect(desk.page.locator("#against input[type=checkbox]")).to_be_focused()
    desk.page.evaluate("document.activeElement.blur()")
    desk.press("Enter")
    desk.page.wait_for_timeout(300)
    desk.at_sheet()
    assert desk.page.locator("#refusal").count() == 0  # not even sent

    desk.page.focus("#destination")
    desk.type("Nioro")
    desk.press("Enter")
    expect(desk.page.locator("#refusal")).to_be_visible()
    desk.page.wait_for_load_state("load")
    assert desk.page.input_value("#destination") == "Nioro"
    desk.look()
    expect(desk.page.locator("#against input[type=checkbox]")).to_be_focused()
    desk.press("Space", "Enter")
    desk.at(r"/desk/$")

    assert desk.found(person.document_number) == 1
    assert not desk.pointer_used


@pytest.mark.parametrize("username", ["awa", "cheikh"])
def test_the_last_decision_is_taken_back_and_made_anew_by_keys(
    walk: MakeWalk, username: str
) -> None:
    person = traveller(7106 if username == "awa" else 7107)
    desk = scanned(walk, person, username)
    desk.press("ArrowDown", "Tab")
    desk.type("Nioro")
    desk.press("Tab", "ArrowDown", "Enter")
    desk.at(r"/desk/$")
    expect(desk.page.locator("#undo")).to_contain_text(person.surname.upper())
    desk.look()
    desk.press("Control+z")
    desk.at_sheet()
    expect(desk.page.locator("#undone")).to_be_visible()
    assert desk.page.input_value("#destination") == "Nioro"
    assert desk.page.input_value("#purpose") != ""
    desk.look()

    desk.press("F10")
    desk.at(r"/protection/questions/")
    desk.press("2", "2", "2", "2", "Enter")
    desk.at(r"open=refuse$")
    desk.press("Space", "Enter")
    desk.at(r"/refusals/[0-9a-f-]{36}$")
    assert desk.found(person.document_number) == 1
    assert desk.page.locator("tbody .decision-refuse").count() == 1
    assert not desk.pointer_used


def test_a_refusal_is_taken_back_from_its_form_which_is_void(walk: MakeWalk) -> None:
    person = traveller(7108)
    desk = scanned(walk, person)
    desk.press("F10")
    desk.at(r"/protection/questions/")
    desk.press("2", "2", "2", "2", "Enter")
    desk.at(r"open=refuse$")
    desk.press("Space", "Enter")
    desk.at(r"/refusals/[0-9a-f-]{36}$")
    form = desk.page.url
    desk.press("Control+z")
    desk.at_sheet()
    expect(desk.page.locator("#undone strong")).to_be_visible()
    desk.page.focus("#admit-button")
    desk.press("Enter")
    desk.at(r"/desk/$")

    desk.open(form)
    expect(desk.page.locator("main [role=alert]").first).to_be_visible()
    expect(desk.page.locator("form[action$='/print']")).to_have_count(0)
    desk.look()


def test_after_the_next_scan_there_is_nothing_to_take_back(walk: MakeWalk) -> None:
    desk = scanned(walk, traveller(7109))
    journey(desk)
    desk.swipe(specimen_lines(traveller(7110), "TD3"))
    desk.at_sheet()
    desk.press("Control+z")
    desk.press("F2")
    desk.at(r"/desk/$")

    expect(desk.page.locator("#undo")).to_have_count(0)
    desk.press("Control+z")
    desk.page.wait_for_timeout(300)
    desk.at(r"/desk/$")


def test_what_is_typed_is_taken_back_letter_by_letter_not_the_decision(walk: MakeWalk) -> None:
    desk = scanned(walk, traveller(7111))
    journey(desk)
    desk.type("P<MRT")
    desk.press("Control+z")
    desk.page.wait_for_timeout(300)

    desk.at(r"/desk/$")
    expect(desk.page.locator("#undo")).to_have_count(1)


def test_a_digit_opens_a_paper_and_lines_that_are_typed_stay(walk: MakeWalk) -> None:
    desk = walk("awa")
    desk.open("/desk/")
    desk.type("P<UTO0")
    desk.page.wait_for_timeout(600)
    assert desk.page.input_value("#lines") == "P<UTO0"
    desk.page.fill("#lines", "")
    desk.press("0")
    desk.at(r"/desk/papers/NONE$")
    desk.look()
    desk.press("Escape")
    desk.at(r"/desk/$")
    assert desk.page.input_value("#lines") == ""


def test_a_paper_whose_field_is_wrong_begins_there_with_all_that_was_typed(walk: MakeWalk) -> None:
    desk = walk("cheikh")
    desk.open("/desk/papers/CSJ")
    for text in ("", "R77", "BA", "OUMAR", "M", "1971", "Atlantis", "2031"):
        desk.type(text)
        desk.press("Enter")
    expect(desk.page.locator("#nationality.is-invalid")).to_be_focused()
    assert desk.page.input_value("#surname") == "BA"
    desk.look()
    desk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    desk.fits()


def test_the_whole_first_line_works_without_a_pointer(walk: MakeWalk) -> None:
    desk = walk("awa")
    desk.open("/desk/")
    desk.press("0")
    desk.at(r"/desk/papers/NONE$")
    for text in ("KEITA", "SIRA", "F", "19", "XXA"):
        desk.type(text)
        desk.press("Enter")
    desk.at_sheet()
    desk.shows("XXA")
    desk.press("F4")
    desk.at(r"/correct/$")
    desk.press("F2")
    desk.at(r"/desk/$")
    desk.press("F3")
    desk.at(r"/register/$")
    desk.press("F12")
    desk.at(r"/hand-over/$")

    assert not desk.pointer_used
