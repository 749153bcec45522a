"""The log is narrowed by officer, subject, days and act, on screen and in the file."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.db import transaction
from borderpost.posts.models import Post
from tests.borderpost.test_audit import Act
from tests.desk import Browser, browser, officer

NIGHT = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # half past eleven at Gogui, which keeps UTC


@pytest.fixture
def auditor(machine: Flask) -> Browser:
    return browser(machine, "auditor")


@pytest.fixture
def tried(machine: Flask) -> None:
    """One act of an officer, late in an evening."""
    with machine.app_context(), clock.standing_at(NIGHT):
        cashier = officer(machine, "cashier")
        with transaction() as session:
            post = session.scalars(select(Post).where(Post.code == "AAA")).one()
            audit.record(Act.TRIED, post, by=cashier)


def found(auditor: Browser, query: str) -> tuple[bool, bool]:
    """Whether the act is on the page, and in the file."""
    pages = (auditor.get(f"/audit/{name}?{query}") for name in ("", "export.csv"))
    page, file = (answer.text for answer in pages)
    return Act.TRIED in page, Act.TRIED in file


@pytest.mark.parametrize(
    "query",
    [
        "who=cashier",
        "who=CASH+test",
        "since=2026-11-23&until=2026-11-23",
        "since=2026-11-23",
        "act=tests:thing",
        "who=cashier&until=2026-11-23&act=tests",
    ],
)
def test_what_fits_is_found(tried: None, auditor: Browser, query: str) -> None:
    assert found(auditor, query) == (True, True)


@pytest.mark.parametrize(
    "query",
    [
        "who=trainer",
        "who=cashier+trainer",
        "since=2026-11-24",
        "until=2026-11-22",
        "area=officers",
        "act=thing",
        "who=cashier&since=2026-11-24",
    ],
)
def test_what_does_not_fit_is_left_out(tried: None, auditor: Browser, query: str) -> None:
    assert found(auditor, query) == (False, False)


def test_a_subject_shows_its_own_acts_only(auditor: Browser) -> None:
    page = auditor.get("/audit/?area=posts").text

    assert "posts:lane:create" in page
    assert "officers:account:create" not in page


@pytest.mark.parametrize("query", ["since=yesterday", "area=nowhere"])
def test_a_search_that_makes_no_sense_is_told_and_does_not_filter(
    tried: None, auditor: Browser, query: str
) -> None:
    page = auditor.get(f"/audit/?{query}").text

    assert Act.TRIED in page
    assert "field-error" in page
