"""An outage on paper, with the keyboard alone: sheets are printed, one is written on, its lines are
typed by somebody who reads French, and looked at by somebody who reads Arabic."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import MakeWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}
MOST_TABS = 60


def now() -> str:
    return f"{datetime.now(ZoneInfo('Africa/Bamako')):%H:%M}"


def to(desk: Walk, selector: str) -> None:
    """Press Tab until the control has the focus."""
    page: Page = desk.page
    for _each in range(MOST_TABS):
        if page.evaluate("(one) => document.activeElement?.matches(one)", selector):
            return
        desk.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def chosen(desk: Walk, selector: str, value: str) -> None:
    """Choose in a list by its keys, from the first choice down."""
    to(desk, selector)
    desk.press("Home")
    for _each in range(MOST_TABS):
        if desk.page.input_value(selector) == value:
            return
        desk.press("ArrowDown")
    raise AssertionError(f"{selector} has no {value}")


def typed(desk: Walk, selector: str, text: str) -> None:
    to(desk, selector)
    desk.page.keyboard.press("Control+A")
    desk.type(text)


def line(desk: Walk, at: str, surname: str, number: str) -> None:
    """One line of the paper, field by field, and Enter."""
    expect(desk.page.locator("#at")).to_be_focused()
    desk.type(at)
    typed(desk, "#surname", surname)
    typed(desk, "#birth_date", "34")
    typed(desk, "#nationality", "MRT")
    chosen(desk, "#document_code", "P")
    typed(desk, "#document_number", number)
    desk.press("Enter")


def test_a_sheet_from_the_printer_to_the_register(walk: MakeWalk) -> None:
    awa = walk("awa")
    number = printed(awa)
    begun(awa, number)
    kept_picture(awa)
    three_lines(awa)
    address = awa.page.url
    assert not awa.pointer_used

    cheikh = walk("cheikh")
    cheikh.open(address)
    cheikh.look()
    cheikh.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    cheikh.fits()
    cheikh.page.locator("tr[data-state=captured] a").first.focus()
    cheikh.press("Enter")
    cheikh.at(r"/register/[0-9a-f-]{36}$")
    expect(cheikh.page.locator("#paper-line")).to_contain_text(number)
    cheikh.look()
    cheikh.open("/register/tally")
    expect(cheikh.page.locator("tr[data-way=paper]")).to_have_count(1)
    cheikh.look()
    cheikh.fits()


def printed(desk: Walk) -> str:
    """Two sheets get their numbers; the first one's."""
    desk.open("/register-sheets/")
    expect(desk.page.locator("#q")).to_be_focused()
    typed(desk, "#many", "2")
    desk.press("Enter")
    desk.at(r"/register-sheets/runs/")
    desk.look()
    desk.fits()
    return desk.page.locator("main bdi").first.inner_text()


def begun(desk: Walk, number: str) -> None:
    """The sheet found by its number, as a hand types it or a reader of codes, and its head."""
    desk.open("/register-sheets/")
    desk.type(number.lower())
    desk.press("Enter")
    desk.at(r"/register-sheets/[0-9a-f-]{36}$")
    expect(desk.page.locator("#head-day")).to_be_focused()
    desk.page.fill("#head-day", f"{datetime.now(ZoneInfo('Africa/Bamako')):%Y-%m-%d}")
    to(desk, "#head-officer_id")
    desk.press("End")
    chosen(desk, "#head-direction", "E")
    typed(desk, "#head-written", "3")
    desk.press("Enter")


def kept_picture(desk: Walk) -> None:
    """A photo of the sheet, chosen and kept; it stands beside the line that is typed next."""
    made = BytesIO()
    Image.new("L", (1400, 1000), 220).save(made, "JPEG")
    expect(desk.page.locator("#at")).to_be_focused()
    to(desk, "#paper")
    photo: Any = {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}
    desk.page.set_input_files("#paper", photo)
    desk.press("Tab")
    desk.press("Enter")
    expect(desk.page.locator(".sheet-scans img")).to_be_visible()
    desk.look()
    desk.fits()


def three_lines(desk: Walk) -> None:
    """A line with a slip of the hand, which is kept, told and mended; one without; one that is
    struck through on the paper."""
    page = desk.page
    line(desk, "99:99", "Premiere", "PJ0000001")
    expect(page.locator("#at")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#at")).to_be_focused()
    desk.look()
    page.keyboard.press("Control+A")
    desk.type(now())
    desk.press("Enter")
    expect(page.locator("tr[data-state=captured]")).to_have_count(1)
    line(desk, now(), "Deuxieme", "PJ0000002")
    expect(page.locator("tr[data-state=captured]")).to_have_count(2)
    to(desk, "#strike-why")
    desk.type("Barree")
    desk.press("Enter")
    expect(page.locator("tr[data-state=struck]")).to_have_count(1)
    expect(page.locator("#line")).to_have_count(0)
    desk.look()
    desk.fits()
