"""Whose taps a phone keeps: an ended sign-in, another officer, a sign-out; and nothing else."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Opened
from tests.journeys.phone import (
    arrived,
    end_sign_ins,
    keypad,
    recorded,
    sign_in,
    state,
    tap,
    waiting,
)
from tests.served import PASSWORD, Served

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


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
