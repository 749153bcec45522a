"""The keyboard alone: where the focus is can be seen, F1 tells the keys, a wrong form begins at
its first wrong field, and a long form is not left by a slip of the hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from docreader.specimens import specimen_lines
from tests.journeys.conftest import MakeWalk, traveller

pytestmark = pytest.mark.journey

FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return [one.name || one.id || one.innerText.trim(), ring];
}"""


@pytest.mark.parametrize(
    ("username", "path"),
    [("admin", "/officers/new"), ("audit", "/audit/"), ("awa", "/tally/count")],
)
def test_the_focus_is_seen_wherever_tab_leads(walk: MakeWalk, username: str, path: str) -> None:
    officer = walk(username)
    officer.open(path)
    stops: list[tuple[str, bool]] = []
    while len(stops) < 100 and (stop := _tabbed(officer.page)):
        stops.append(stop)

    assert len(stops) > 5
    assert [name for name, seen in stops if not seen] == []


def _tabbed(page: Page) -> tuple[str, bool] | None:
    page.keyboard.press("Tab")
    found = page.evaluate(FOCUS)
    return (found[0], found[1]) if found else None


def test_f1_lists_the_keys_and_escape_leaves_the_sheet_as_it_is(walk: MakeWalk) -> None:
    desk = walk("awa")
    desk.open("/desk/")
    desk.swipe(specimen_lines(traveller(61), "TD3"))
    desk.at_sheet()
    desk.press("F1")
    expect(desk.page.locator("#keys")).to_be_visible()
    expect(desk.page.locator("#keys")).to_contain_text("F9")
    desk.look()
    desk.press("F9", "Escape")

    expect(desk.page.locator("#keys")).to_be_hidden()
    desk.at_sheet()


def test_a_hand_that_hurries_from_field_to_field_is_no_reader(walk: MakeWalk) -> None:
    desk = walk("awa")
    desk.open("/desk/")
    desk.swipe(specimen_lines(traveller(62), "TD3"))
    desk.at_sheet()
    desk.reader_keys(["Tab"] * 8)
    desk.page.wait_for_timeout(400)  # longer than a reader rests

    expect(desk.page.locator("#swiped-early")).to_be_hidden()
    desk.at_sheet()


def test_a_wrong_form_begins_at_its_first_wrong_field(walk: MakeWalk) -> None:
    admin = walk("admin")
    admin.open("/officers/new")
    admin.page.fill("#surname", "Cissé")
    admin.page.fill("#username", "two words")
    admin.page.fill("#password", "long enough for this")
    admin.page.check("#roles-0")
    admin.page.click("main form .btn-primary")

    expect(admin.page.locator("#username")).to_be_focused()
    expect(admin.page.locator("main [role=alert] a")).to_have_attribute("href", "#username")
    admin.look()


def test_a_long_form_that_was_changed_warns_before_it_is_left(walk: MakeWalk) -> None:
    admin = walk("admin")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    admin.page.on("dialog", stay)
    admin.open("/officers/people/new")
    admin.page.click("#surname")
    admin.type("Ba")
    admin.page.click(".navbar-brand", no_wait_after=True)
    expect(admin.page.locator("#surname")).to_have_value("Ba")
    admin.page.click("main form a.btn")

    admin.at(r"/officers/$")
    assert asked == ["beforeunload"]
