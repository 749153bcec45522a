"""A shift by the keyboard alone: opened, a wrong count told, an incident, handed over, taken by the
colleague on a telephone in Arabic, found again on one paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from borderpost import create_app
from borderpost.officers import queries as officers
from crossings.demo_days import DemoOfficer
from crossings.demo_stickers import SERIES
from crossings.services import stickers
from lanes.services import shift_log
from tests.crash.warm import WarmServed
from tests.journeys.conftest import PATIENCE
from tests.journeys.walk import WATCH, Walk
from tests.served import PASSWORD, Served, furnish

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def furnished(tmp_path: Path) -> Iterator[Served]:
    """A post of its own with two officers, forty stickers and a key."""
    (tmp_path / "post").mkdir()
    furnish(tmp_path / "post", 2)
    with create_app({"INSTANCE": tmp_path / "post", "MODE": "sandbox"}).app_context():
        account = officers.account_named("officer1")
        assert account is not None and account.officer.post_id is not None
        post_id = account.officer.post_id
        by = DemoOfficer(account.officer_id, post_id, post_id, "E")
        stickers.receive(SERIES, by=by)
        shift_log.add_key("Barrière", "Guérite", by=by)
    served = WarmServed(tmp_path / "post")
    served.start()
    yield served
    served.kill()
    served.close()


@pytest.fixture
def both(furnished: Served, browser: Browser) -> Iterator[tuple[Walk, Walk]]:
    """The two officers, each at a browser: the first in French, the second in Arabic."""
    walks: list[Walk] = []
    with ExitStack() as stack:
        for name in ("officer1", "officer2"):
            context = browser.new_context(base_url=furnished.address, reduced_motion="reduce")
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE)
            context.add_init_script(WATCH)
            walks.append(Walk(context.new_page()))
            walks[-1].sign_in(name)
        yield walks[0], walks[1]
    assert [complaint for one in walks for complaint in one.complaints] == []


def typed(desk: Walk, selector: str, text: str) -> None:
    """Put another text into a field, from the keyboard."""
    desk.page.focus(selector)
    desk.press("Control+a")
    desk.type(text)


def sign(desk: Walk) -> None:
    """The password, and Enter."""
    typed(desk, "#password", PASSWORD)
    desk.press("Enter")


def test_a_shift_from_its_opening_to_the_next_one(both: tuple[Walk, Walk]) -> None:
    giver, second = both
    giver.open("/desk/")
    giver.page.focus("main a[href='/shifts/new']")
    giver.press("Enter")
    giver.at(r"/shifts/new$")
    giver.look()
    typed(giver, "input[id^=stated_stickers_]", "-4")
    sign(giver)
    expect(giver.page.locator("input[id^=stated_stickers_]")).to_be_focused()
    giver.look()
    typed(giver, "input[id^=stated_stickers_]", "39")
    typed(giver, "input[id^=why_stickers_]", "Une vignette déchirée")
    sign(giver)
    giver.at(r"/shifts/[0-9a-f-]{36}$")
    address = giver.page.url
    giver.shows("Une vignette déchirée")

    giver.open("/incidents/new")
    typed(giver, "#what", "Barrière bloquée par le sable")
    giver.press("Enter")
    giver.at(r"/incidents/$")
    giver.look()

    giver.open(f"{address}/hand-over")
    giver.page.focus("#taker")
    giver.press("ArrowDown")
    sign(giver)
    giver.at(r"/shifts/[0-9a-f-]{36}$")
    taken(second, address)
    assert not giver.pointer_used and not second.pointer_used


def taken(second: Walk, address: str) -> None:
    """The colleague counts and signs, and finds the paper in the list."""
    second.page.focus(".lang-switch button[value=ar], button[name=locale][value=ar]")
    second.press("Enter")
    expect(second.page.locator("html")).to_have_attribute("lang", "ar")
    second.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    second.open("/desk/")
    second.page.focus("main a[href$='/take']")
    second.press("Enter")
    second.at(r"/take$")
    second.look()
    second.fits()
    sign(second)
    second.at(address.rpartition("/")[2] + "$")
    second.look()
    second.fits()
    second.open("/shifts/?state=closed")
    second.page.focus("tbody a")
    second.press("Enter")
    second.shows("Barrière bloquée par le sable")
