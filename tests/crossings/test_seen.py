"""A document that was just scanned is told, by whom and when, and nothing is blocked."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from flask import Flask

from borderpost import clock
from crossings.queries.seen import just_seen
from crossings.services import deciding, inspecting, referring
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import admit, crossed, inspect, opened, order
from tests.desk import browser, officer


def test_a_document_on_another_open_sheet_is_told_with_its_officer(inside: Flask) -> None:
    first = opened(officer(inside, "officer"))
    second = opened(officer(inside, "supervisor"))

    seen = just_seen(second)

    assert seen is not None
    assert (seen.inspection_id, seen.state, seen.officer) == (first.id, "open", "Test Officer")
    assert just_seen(first) is None, "the first sheet has nothing before it"


def test_a_decided_traveller_is_told_for_ten_minutes(inside: Flask) -> None:
    by = officer(inside, "officer")
    with clock.standing_at(clock.now() - timedelta(minutes=9)):
        crossed(by)
    early = opened(by)
    with clock.standing_at(clock.now() + timedelta(minutes=2)):
        late = just_seen(early)

    found = just_seen(early)
    assert found is not None
    assert found.state == "decided"
    assert late is None


def test_who_waits_in_second_line_is_told_for_the_whole_shift(inside: Flask) -> None:
    by = officer(inside, "officer")
    with clock.standing_at(clock.now() - timedelta(hours=5)):
        waiting = opened(by)
        referring.refer(waiting.id, "photo", version=1, by=by)

    seen = just_seen(opened(by))

    assert seen is not None
    assert seen.state == "referred"


def test_another_document_and_another_issuer_are_not_told(inside: Flask) -> None:
    by = officer(inside, "officer")
    opened(by)

    assert just_seen(opened(by, zone(MOUSSA))) is None
    assert just_seen(opened(by, zone(issuing_state="MRT"))) is None


def test_a_sheet_that_one_cleared_oneself_is_not_told(inside: Flask) -> None:
    by, colleague = officer(inside, "officer"), officer(inside, "supervisor")
    first = opened(by)
    inspecting.leave(first.id, by=by)

    assert just_seen(opened(by)) is None
    assert just_seen(opened(colleague)) is not None


def test_a_document_without_a_number_is_not_told(inside: Flask) -> None:
    by = officer(inside, "officer")
    opened(by, "no zone at all")

    assert just_seen(opened(by, "no zone at all")) is None


@pytest.mark.parametrize("state", ["open", "decided"])
def test_the_page_tells_it_with_a_link_and_admits_all_the_same(inside: Flask, state: str) -> None:
    by = officer(inside, "supervisor")
    first = opened(by)
    if state == "decided":
        deciding.decide(first.id, order(first), by=by)
    address = f"/desk/{first.id}"
    desk = browser(inside, "officer")
    sheet = inspect(desk)

    page = unescape(desk.get(sheet).text)

    assert 'id="seen"' in page
    assert f'href="{address}"' in page
    assert "Test Supervisor" in page
    assert 'data-tone="look"' in page
    assert admit(desk, sheet) == 302


def test_a_proven_document_that_nobody_scanned_sounds_good(inside: Flask) -> None:
    desk = browser(inside, "officer")
    page = desk.get(inspect(desk)).text

    assert 'data-tone="good"' in page
    assert 'id="seen"' not in page
