"""Receipts of an outage, with the keyboard alone: printed by who is in charge, captured by the
cashier, asked for by the number by anybody."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import MakeWalk
from tests.journeys.test_paper import PHONE, now, to, typed
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey


def test_a_paper_receipt_from_the_printer_to_the_till(walk: MakeWalk) -> None:
    number = printed(walk("chef"))
    cashier = walk("caisse")
    captured(cashier, number)
    assert not cashier.pointer_used

    cashier.open(f"/receipt-check/?code={number}")
    expect(cashier.page.locator(".alert-success")).to_be_visible()
    cashier.look()
    cashier.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    cashier.fits()
    cashier.open("/cash/paper/")
    cashier.fits()


def printed(desk: Walk) -> str:
    """Two blank receipts get their numbers; the first one's."""
    desk.open("/cash/paper/")
    expect(desk.page.locator("#q")).to_be_focused()
    desk.look()
    desk.fits()
    typed(desk, "#many", "2")
    desk.press("Enter")
    desk.at(r"/cash/paper/runs/")
    desk.look()
    desk.fits()
    return desk.page.locator("main bdi").first.inner_text()


def captured(desk: Walk, number: str) -> None:
    """Found by its number; a wrong sum is told at its field, then taken."""
    page = desk.page
    desk.open("/cash/paper/")
    desk.type(number.lower())
    desk.press("Enter")
    desk.at(r"/cash/paper/[0-9a-f-]{36}$")
    expect(page.locator("#day")).to_be_focused()
    desk.look()
    desk.fits()
    desk.type(f"{datetime.now(ZoneInfo('Africa/Bamako')):%d/%m/%Y}")
    typed(desk, "#at", now())
    to(desk, "#tariff")
    desk.press("ArrowDown")
    typed(desk, "#amount", "1")
    to(desk, "#officer_id")
    desk.press("End")
    typed(desk, "#about", "AA-123")
    desk.press("Enter")
    expect(page.locator("#why-told .field-error")).to_be_visible()
    desk.look()
    price = page.locator("#tariff option:checked").inner_text().rpartition("·")[2]
    digits = "".join(one for one in price if one.isdigit())
    typed(desk, "#amount", digits or "0")
    desk.press("Enter")
    expect(page.locator("#q")).to_be_focused()
    desk.type(number)
    desk.press("Enter")
    expect(page.locator("#captured")).to_be_visible()
    desk.look()
