"""A small post: who decides takes the money too. One key after the decision, with the keyboard
alone; and who takes none reads where it is paid."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import MakeWalk
from tests.journeys.robot import journey, somebody, swiped
from tests.journeys.test_keys import told
from tests.journeys.test_paper import PHONE

pytestmark = pytest.mark.journey


def test_one_key_after_the_decision_writes_the_receipt(walk: MakeWalk) -> None:
    desk = walk("guichet")
    desk.open("/cash/open")
    desk.press("Enter")
    desk.at(r"/cash/\?till=")
    swiped(desk, somebody("MRT"))
    journey(desk)
    expect(desk.page.locator(".desk-note form kbd")).to_have_text("Shift+F6")
    assert "Shift + F6" in told(desk)
    desk.look()
    desk.fits()
    desk.count()
    desk.press("Shift+F6")
    desk.at(r"/cash/receipts/[0-9a-f-]{36}$")
    assert desk.keys == 1
    expect(desk.page.locator("#print")).to_be_focused()
    expect(desk.page.locator("article.receipt")).to_contain_text("VISA-30")
    desk.look()
    desk.press("F2")
    desk.at(r"/desk/$")
    expect(desk.page.locator(".desk-note a kbd")).to_have_text("Shift+F6")
    assert not desk.pointer_used
    desk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    desk.fits()


def test_who_takes_no_money_reads_where_it_is_paid(walk: MakeWalk) -> None:
    desk = walk("cheikh")
    swiped(desk, somebody("MRT"))
    journey(desk)

    due = desk.page.locator(".desk-note", has_text="25\u202f000 XOF")
    expect(due).to_have_count(1)
    expect(desk.page.locator("[data-key='Shift+F6']")).to_have_count(0)
    desk.look()
