"""The salted digest of a crossing: the audit line keeps it and shows any later change."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import inspect

from crossings.models import Crossing


def digest(crossing: Crossing) -> str:
    """SHA-256 over the salt and every other column in the order of their names.

    The salt lies in the row and goes with it, so that what the log keeps of an erased
    crossing says nothing about the person.
    """
    columns = sorted(column.key for column in inspect(Crossing).columns if column.key != "salt")
    content = {name: _plain(getattr(crossing, name)) for name in columns}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{crossing.salt}\n{canonical}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
