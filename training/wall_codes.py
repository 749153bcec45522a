"""PURE: the code on the wall: of a session and of half a minute of the server's clock."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from training import typed_codes

WINDOW = 30  # seconds that a code stands on the wall
ACCEPTED = 2  # windows: the one on the wall, and the one before for who was still typing
TOLD = 40  # windows, 20 minutes, in which a code is known to have run out
SIGNS = 7  # 35 bits, and the check


def code(key: bytes, session_id: UUID, window: int) -> str:
    """The code of a session in a window."""
    told = session_id.bytes + window.to_bytes(8, "big")
    drawn = hmac.new(key, b"wall" + told, hashlib.sha256).digest()
    return typed_codes.of_number(int.from_bytes(drawn, "big"), SIGNS)


def window(at: datetime) -> int:
    """Which half minute this is."""
    return int(at.timestamp()) // WINDOW


def seconds_left(at: datetime) -> int:
    """Until another code stands on the wall."""
    return WINDOW - int(at.timestamp()) % WINDOW


def age(key: bytes, session_id: UUID, typed: str, at: datetime) -> int | None:
    """How many windows ago a session showed this code; None where it did not lately."""
    now = window(at)
    for back in range(TOLD):
        if hmac.compare_digest(code(key, session_id, now - back), typed):
            return back
    return None


def session_of(
    key: bytes, session_ids: Iterable[UUID], typed: str, at: datetime
) -> tuple[UUID, bool] | None:
    """The session that shows or showed a code, and whether it still counts."""
    for session_id in session_ids:
        back = age(key, session_id, typed, at)
        if back is not None:
            return session_id, back < ACCEPTED
    return None
