"""A phone at the keypad, and what reached the post from it."""

from __future__ import annotations

import sqlite3
import time

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.walk import until
from tests.served import PASSWORD, Served

LONG = 120_000  # ms: a retry may be a minute away
PHONE = {"width": 390, "height": 844}


def sign_in(page: Page, username: str = "officer1") -> None:
    page.goto("/sign-in")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/home")


def keypad(context: BrowserContext) -> Page:
    """The keypad, opened when the phone has kept it for offline use."""
    page = context.pages[0]
    sign_in(page)
    page.goto("/tally/count")
    until(page, "caches.match('/tally/count').then(Boolean)")
    state(page, "sent")
    return page


def state(page: Page, wanted: str) -> None:
    expect(page.locator("[data-queue-state]")).to_have_attribute("data-state", wanted, timeout=LONG)


def waiting(page: Page, number: int) -> None:
    expect(page.locator("[data-queue-state]")).to_contain_text(str(number), timeout=LONG)


def tap(page: Page, keys: list[str]) -> None:
    for key in keys:
        page.locator(f"button[value='{key}']").click()


def recorded(post: Served) -> list[tuple[str, int]]:
    """Taps on the server in the order in which they were written: key and device sequence."""
    with sqlite3.connect(post.instance / "borderpost.db") as database:
        return database.execute(
            "SELECT direction || ' ' || category, device_sequence FROM tally_counts"
            " ORDER BY recorded_at, id"
        ).fetchall()


def arrived(post: Served, number: int) -> None:
    """Wait until so many taps are written."""
    deadline = time.monotonic() + LONG / 1000
    while len(recorded(post)) < number:
        assert time.monotonic() < deadline, recorded(post)
        time.sleep(0.01)


def end_sign_ins(post: Served) -> None:
    """End every sign-in behind the browser's back. Its cookies stay: one that was cleared could
    come back with an answer that is still under way."""
    with sqlite3.connect(post.instance / "borderpost.db", timeout=30) as database:
        database.execute("UPDATE sign_ins SET ended_at = seen_at WHERE ended_at IS NULL")
