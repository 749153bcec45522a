"""A phone counts without a network: each tap arrives once and in order, whatever happens."""

from __future__ import annotations

import random
import sqlite3

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import Opened
from tests.journeys.phone import arrived, keypad, recorded, state, tap, waiting
from tests.served import Served

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
KEYS = [f"{way} {who}" for way in "EX" for who in "WMGB"]


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


def lanes(post: Served, *, is_open: bool) -> None:
    """Open or close every lane behind the server's back."""
    with sqlite3.connect(post.instance / "borderpost.db", timeout=10) as database:
        database.execute("UPDATE lanes SET is_open = ?", (is_open,))
