"""A phone counts without a network: each tap arrives once and in order, whatever happens."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.crash.warm import WarmServed
from tests.journeys.conftest import FLAGS
from tests.journeys.walk import until
from tests.served import PASSWORD, Served, furnish

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
KEYS = [f"{way} {who}" for way in "EX" for who in "WMGB"]
LONG = 120_000  # ms: a retry may be a minute away
PHONE = {"width": 390, "height": 844}
Opened = Callable[[], BrowserContext]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Served]:
    """A post of its own, which a test may kill."""
    (tmp_path / "post").mkdir()
    furnish(tmp_path / "post", 2)
    served = WarmServed(tmp_path / "post")
    served.start()
    yield served
    served.kill()
    served.close()


@pytest.fixture
def phone(post: Served, browser: Browser, chromium_path: str, tmp_path: Path) -> Iterator[Opened]:
    """Opens the phone's browser, again and again on the same storage."""
    opened: list[BrowserContext] = []

    def start() -> BrowserContext:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=chromium_path,
            args=FLAGS,
            base_url=post.address,
            viewport=PHONE,
        )
        context.set_default_timeout(LONG)
        opened.append(context)
        return context

    yield start
    for context in opened:
        context.close()


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


def test_fifty_taps_without_a_network_arrive_once_and_in_order(post: Served, phone: Opened) -> None:
    dice = random.Random(50)
    taps = [dice.choice(KEYS) for _ in range(50)]
    context = phone()
    page = keypad(context)

    context.set_offline(True)
    tap(page, taps)
    waiting(page, 50)
    nothing_yet = recorded(post)
    context.set_offline(False)
    state(page, "sent")

    assert nothing_yet == []
    assert [key for key, _sequence in recorded(post)] == taps
    assert [sequence for _key, sequence in recorded(post)] == list(range(1, 51))


def test_taps_survive_a_closed_browser_and_a_server_killed_while_they_are_sent(
    post: Served, phone: Opened
) -> None:
    dice = random.Random(51)
    taps = [dice.choice(KEYS) for _ in range(50)]
    context = phone()
    page = keypad(context)
    post.kill()
    tap(page, taps[:30])
    waiting(page, 30)
    context.close()

    context = phone()
    page = context.pages[0]
    page.goto("/tally/count")  # no server: the phone's own copy
    waiting(page, 30)
    tap(page, taps[30:])
    waiting(page, 50)
    post.start()
    for enough in (5, 20):
        page.evaluate("BorderpostQueue.send()")
        arrived(post, enough)
        post.kill()
        post.start()
    page.evaluate("BorderpostQueue.send()")
    state(page, "sent")

    assert [key for key, _sequence in recorded(post)] == taps
    sequences = [sequence for _key, sequence in recorded(post)]
    assert sequences == sorted(set(sequences))


def test_taps_and_answers_lost_on_the_way_are_counted_once_and_in_order(
    post: Served, phone: Opened
) -> None:
    """The network goes in the middle of sending: before the server heard of a tap, and after
    it had saved one."""
    dice = random.Random(52)
    taps = [dice.choice(KEYS) for _ in range(50)]
    context = phone()
    page = keypad(context)
    context.set_offline(True)
    tap(page, taps)
    waiting(page, 50)
    sent: list[bool] = []

    def through_a_bad_network(route: Route) -> None:
        sent.append(True)
        if len(sent) == 20:  # a tap is lost
            route.abort("connectionreset")
        elif len(sent) in (1, 40):  # it is saved, and the answer is lost
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/tally/count", through_a_bad_network)
    context.set_offline(False)
    state(page, "sent")

    assert len(sent) == 50 + 3
    assert [key for key, _sequence in recorded(post)] == taps
    assert [sequence for _key, sequence in recorded(post)] == list(range(1, 51))


def test_an_ended_session_keeps_the_records_and_asks_to_sign_in(
    post: Served, phone: Opened
) -> None:
    page = keypad(phone())
    end_sign_ins(post)
    tap(page, ["E W", "X M"])
    state(page, "signIn")

    page.locator("[data-queue-state] a").click()
    page.fill("#username", "officer1")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tally/count")
    state(page, "sent")

    assert [key for key, _sequence in recorded(post)] == ["E W", "X M"]


def test_another_officer_of_the_same_phone_does_not_send_them(post: Served, phone: Opened) -> None:
    page = keypad(phone())
    end_sign_ins(post)
    tap(page, ["E W"])
    state(page, "signIn")

    sign_in(page, "officer2")
    page.goto("/tally/count")
    state(page, "sent")
    by_another = recorded(post)
    end_sign_ins(post)
    sign_in(page, "officer1")
    page.goto("/tally/count")
    arrived(post, 1)
    state(page, "sent")

    assert by_another == []
    assert [key for key, _sequence in recorded(post)] == ["E W"]


def test_signing_out_wipes_the_queue_after_asking(post: Served, phone: Opened) -> None:
    context = phone()
    page = keypad(context)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    context.route("**/tally/count", lambda route: route.abort())
    tap(page, ["E W"])
    waiting(page, 1)
    page.goto("/home")
    page.locator("form[action='/sign-out']").evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/sign-in")
    context.unroute("**/tally/count")
    sign_in(page)
    page.goto("/tally/count")
    state(page, "sent")

    assert len(asked) == 1
    assert asked[0].endswith(" 1")
    assert recorded(post) == []


def test_a_refusal_is_kept_and_shown_and_what_depends_on_it_waits(
    post: Served, phone: Opened
) -> None:
    page = keypad(phone())
    lanes(post, is_open=False)
    tap(page, ["E W"])
    state(page, "refused")
    page.locator("#undo button").click()
    waiting(page, 1)
    lanes(post, is_open=True)
    tap(page, ["X G"])
    expect(page.locator("[data-queue-refused] li")).to_have_count(1)
    arrived(post, 1)

    assert [key for key, _sequence in recorded(post)] == ["X G"]


def test_the_phone_keeps_static_files_and_the_keypad_and_nothing_else(phone: Opened) -> None:
    page = keypad(phone())
    for path in ("/home", "/desk/", "/register/", "/register/tally", "/tally/count"):
        page.goto(path)
    page.wait_for_load_state("networkidle")

    kept = page.evaluate(
        """async () => {
          const found = {};
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys())
              found[new URL(request.url).pathname] = await (await cache.match(request)).text();
          }
          return found;
        }"""
    )

    assert {path for path in kept if not path.startswith("/static/")} == {"/tally/count"}
    assert "/static/queue.js" in kept
    assert "Officer1" not in kept["/tally/count"]


def lanes(post: Served, *, is_open: bool) -> None:
    """Open or close every lane behind the server's back."""
    with sqlite3.connect(post.instance / "borderpost.db", timeout=10) as database:
        database.execute("UPDATE lanes SET is_open = ?", (is_open,))
