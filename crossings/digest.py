"""The salted digest of a crossing: the audit line keeps it and shows any later change."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, inspect

from crossings.models import Crossing

# Columns that came after crossings were written. An old row has NULL there and keeps the digest
# of its day, so a column is left out while it is NULL; filling it in later shows like any other
# change. Every column added from now on is nullable and gets its name here.
ADDED_LATER = frozenset(
    {"health_outcome", "health_certificate", "health_valid_until"}
    | {"rule_code", "rule_version", "rule_sentence", "rule_language"}
    | {"authorised_until", "days_granted", "authority"}
    | {"rule_override", "rule_override_why", "undone"}
    | {"minor", "accompanied_by", "accompanies", "authorisation"}
    | {"supporting", "visa_number_key", "visa_issuer", "under_permit"}
    | {"alert_list_version", "alert_list_hours", "desk_mode"}
)


def digest(crossing: Crossing | Row[Any]) -> str:
    """SHA-256 over the salt and every other column in the order of their names, without those
    of ``ADDED_LATER`` that are NULL.

    The salt lies in the row and goes with it, so that what the log keeps of an erased
    crossing says nothing about the person.
    """
    columns = sorted(column.key for column in inspect(Crossing).columns if column.key != "salt")
    values = {name: _plain(getattr(crossing, name)) for name in columns}
    content = {
        name: value
        for name, value in values.items()
        if value is not None or name not in ADDED_LATER
    }
    canonical = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=repr
    )  # repr: bytes that somebody put where a text was
    return hashlib.sha256(f"{crossing.salt}\n{canonical}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
