"""What the desk tells of its own work: counts by officer, lane and document, of no traveller."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from flask import Flask

from borderpost import clock, desk_counts
from borderpost.desk_counts import Asked, Count, Measure
from crossings.models.inspection import Source
from crossings.services import deciding
from tests.crossings.documents import zone
from tests.crossings.work import crossed, opened, order
from tests.desk import lane_id, officer


@pytest.fixture
def worked(inside: Flask) -> Asked:
    """One officer, three passports: two swiped, one typed by hand."""
    by = officer(inside, "officer")
    by.lane_id = lane_id()
    for number in ("AA0000001", "AA0000002"):
        crossed(by, zone(document_number=number))
    typed = opened(by, zone(document_number="AA0000003"), Source.MANUAL)
    deciding.decide(typed.id, order(typed), by=by)
    today = clock.today()
    return Asked(today - timedelta(days=1), today + timedelta(days=1))


def test_documents_typed_by_hand_are_counted_of_all(worked: Asked) -> None:
    (found,) = [one for one in desk_counts.told(worked) if one.measure is Measure.BY_HAND]

    assert (found.events, found.of) == (1, 3)
    assert found.lane_id == lane_id()


def test_rules_set_aside_are_counted_of_those_that_were_shown(worked: Asked) -> None:
    for one in desk_counts.told(worked):
        if one.measure is Measure.OVERRIDDEN:
            assert 0 <= one.events <= one.of <= 3


def test_other_days_are_not_counted_and_nobody_is_named(worked: Asked) -> None:
    before = Asked(worked.since - timedelta(days=9), worked.since - timedelta(days=2))

    assert list(desk_counts.told(before)) == []
    assert {one.name for one in fields(Count)} == {
        "officer_id", "lane_id", "document_kind", "measure", "events", "of"
    }  # fmt: skip
