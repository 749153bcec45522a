"""What must not be done, tried: it is refused, changes nothing and leaves its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from borderpost import audit
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.refusal import Refused
from crossings.models import Crossing


def attempts() -> list[str]:
    """What the log says was tried, oldest first."""
    wanted = select(AuditLine).where(AuditLine.act == "crossings:decision:attempt")
    lines = db.session.scalars(wanted.order_by(AuditLine.seq)).all()
    return [line.details["attempt"] for line in lines]


def refused(act: Callable[[], object]) -> list[str]:
    """What the log says after an act that must be refused."""
    before = len(db.session.scalars(select(Crossing)).all())
    with pytest.raises(Refused):
        act()
    assert len(db.session.scalars(select(Crossing)).all()) == before
    assert audit.verify().fault == ""
    return attempts()
