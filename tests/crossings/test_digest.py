"""The digest of a crossing: the same for ever, whatever columns come later."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import inspect

from crossings.digest import ADDED_LATER, digest
from crossings.models import Crossing

ID = UUID(int=7)
BEFORE_HEALTH = "0cbb4343cf53e4dbe375817c00247d2fef558c88e340861ca9066badd0ecd151"


MARCH = {
    "id": ID,
    "occurred_on": date(2026, 3, 4),
    "human_ref": "GOG-20260304-0007-K",
    "form_key": None,
    "post_id": ID,
    "lane_id": ID,
    "officer_id": ID,
    "inspection_id": None,
    "occurred_at": datetime(2026, 3, 4, 8, 9, 10, tzinfo=UTC),
    "recorded_at": datetime(2026, 3, 4, 8, 9, 11, tzinfo=UTC),
    "clock_trust": "ntp",
    "capture_mode": "live",
    "capture_source": "wedge",
    "direction": "E",
    "decision": "admit",
    "reason_codes": "",
    "reason_text": "",
    "person_id": ID,
    "document_id": ID,
    "surname": "CISSÉ",
    "given_names": "FANTA",
    "name_mrz": "CISSE<<FANTA",
    "name_truncated": False,
    "name_key": "CISSE FANTA",
    "sex": "F",
    "birth_date": "1988-02-13",
    "birth_precision": "D",
    "nationality": "MLI",
    "document_kind": "P",
    "document_issuer": "MLI",
    "document_number": "AB1234567",
    "document_number_key": "AB1234567",
    "document_expiry": "2034-06-30",
    "purpose": "TRD",
    "destination": "Nioro",
    "transport": "BUS",
    "mrz_format": "TD3",
    "mrz_checks": {"composite": "ok"},
    "evidence": {"fields": {}, "warnings": [], "compared": []},
    "chip_result": "not_checked",
    "alert_result": "not_checked",
    "stolen_document_result": "not_checked",
    "rule_result": "not_checked",
    "supersedes_id": None,
    "correction_reason": "",
    "salt": "0" * 32,
}


def of_march() -> Crossing:
    """A crossing as it was written before there were health certificates."""
    return Crossing(**MARCH)


def test_an_old_row_keeps_the_digest_of_its_day() -> None:
    assert digest(of_march()) == BEFORE_HEALTH


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("health_outcome", "shown_valid"),
        ("health_certificate", "YF"),
        ("health_valid_until", date(2030, 1, 1)),
    ],
)
def test_a_later_column_that_is_filled_in_shows(name: str, value: object) -> None:
    row = of_march()
    setattr(row, name, value)

    assert digest(row) != BEFORE_HEALTH


def test_every_later_column_may_be_empty() -> None:
    columns = inspect(Crossing).columns

    assert all(columns[name].nullable for name in ADDED_LATER)


@pytest.mark.parametrize("name", ["supersedes_id", "inspection_id", "form_key"])
def test_an_older_column_counts_even_when_it_is_empty(name: str) -> None:
    row = of_march()
    setattr(row, name, ID)

    assert digest(row) != BEFORE_HEALTH
