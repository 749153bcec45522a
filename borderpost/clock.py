"""The one place that asks what time it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

_NTP_MARK = Path("/run/systemd/timesync/synchronized")
_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _standing.get() or datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """The calendar day at ``zone``, an IANA name such as ``Africa/Bamako``."""
    return now().astimezone(ZoneInfo(zone)).date()


def trust() -> str:
    """``ntp`` when the machine says that its clock is synchronised, else ``manual``."""
    return "ntp" if _NTP_MARK.exists() else "manual"


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Let the clock stand at ``instant`` in this thread: the demonstration's past days."""
    token = _standing.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _standing.reset(token)
