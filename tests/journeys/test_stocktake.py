"""A stocktake from a phone whose network is cut in the middle: the counts are exact."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.crash.warm import WarmServed
from tests.journeys.phone import LONG, PHONE, sign_in, state
from tests.journeys.walk import until
from tests.served import Served, furnish

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Served]:
    """A post with a storekeeper's cast, which answers."""
    (tmp_path / "post").mkdir()
    furnish(tmp_path / "post", 1)
    served = WarmServed(tmp_path / "post")
    yield served
    served.kill()
    served.close()


def stocked(instance: Path, many: int) -> str:
    """So many things in two stores, and an open stocktake; its address."""
    from borderpost import create_app
    from borderpost.imports.command import Machine
    from borderpost.officers import queries as officers
    from borderpost.posts import queries as posts
    from equipment.facts import Facts
    from equipment.services import catalogue, register, stocktaking
    from equipment.services.catalogue import LocationFacts, ModelFacts
    from equipment.services.register import Start

    with create_app({"INSTANCE": instance, "MODE": "sandbox"}).app_context():
        post = posts.this_post()
        account = officers.account_named("officer1")
        assert post is not None and account is not None
        post_id = post.id
        places = [
            catalogue.add_location(post_id, LocationFacts(code, code, "store"), by=None).id
            for code in ("A", "B")
        ]
        model = catalogue.add_model(ModelFacts("RADIO", "Harmattan", "HF"), by=None).id
        for number in range(many):
            start = Start(f"T-{number:04}", location_id=places[0])
            register.enter(post_id, Facts(model), start, by=None)
        by = Machine(post_id, account.officer_id)
        return f"/equipment/stocktakes/{stocktaking.begin(post_id, 'Test', None, by=by).id}"


def scan(page: Page, code: str) -> None:
    page.fill("#code", code)
    page.keyboard.press("Enter")
    expect(page.locator("#last-scan")).to_have_text(code, timeout=LONG)


def counted(post: Served) -> dict[str, int]:
    with sqlite3.connect(post.instance / "borderpost.db") as database:
        rows = database.execute("SELECT outcome, count(*) FROM stocktake_items GROUP BY outcome")
        found = dict(rows.fetchall())
        wanted = "SELECT count(DISTINCT code) FROM stocktake_scans WHERE outcome = 'unexpected'"
        return {**found, "unexpected": database.execute(wanted).fetchone()[0]}


@pytest.mark.parametrize(
    "many", [20, pytest.param(500, marks=[pytest.mark.nightly, pytest.mark.timeout(3600)])]
)
def test_a_cut_network_changes_no_count(post: Served, browser: Browser, many: int) -> None:
    address = stocked(post.instance, many)
    post.start()
    context = browser.new_context(base_url=post.address, viewport=PHONE)
    context.set_default_timeout(LONG)
    page = context.new_page()
    sign_in(page)
    page.goto(f"{address}/scan")
    until(page, f"caches.match('{address}/scan').then(Boolean)")
    dice = random.Random(many)
    seen = dice.sample(range(many), many * 9 // 10)
    here, elsewhere = seen[: many * 8 // 10], seen[many * 8 // 10 :]
    codes = [f"T-{number:04}" for number in here]
    page.select_option("#location_id", label="A · A")
    for place, code in enumerate(codes):
        if place == len(codes) // 3:
            context.set_offline(True)
        if place == len(codes) // 2:  # the phone was put away and opened again, still offline
            page.reload()
            page.select_option("#location_id", label="A · A")
        scan(page, code)
    scan(page, codes[0])  # twice
    scan(page, "STRANGE-1")
    page.select_option("#location_id", label="B · B")
    for number in elsewhere:
        scan(page, f"T-{number:04}")
    context.set_offline(False)
    state(page, "sent")
    deadline = time.monotonic() + LONG / 1000
    while sum(counted(post).values()) and counted(post).get("misplaced", 0) < len(elsewhere):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    context.close()

    assert counted(post) == {
        "found": len(here), "misplaced": len(elsewhere), "pending": many - len(seen),
        "unexpected": 1,
    }  # fmt: skip
