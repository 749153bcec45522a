"""Reading joined devices and joining papers."""

from __future__ import annotations

import hashlib
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from borderpost.devices.models import JoinedDevice, JoiningPaper


def devices() -> Select[tuple[JoinedDevice]]:
    """Every device, those that may still open pages first, then by latest use."""
    return (
        select(JoinedDevice)
        .options(joinedload(JoinedDevice.joined_by))
        .order_by(JoinedDevice.revoked_at.is_not(None), JoinedDevice.last_seen.desc())
    )


def device(device_id: UUID) -> JoinedDevice | None:
    """One device, or None."""
    return db.session.get(JoinedDevice, device_id)


def joined(token: str) -> JoinedDevice | None:
    """The device of a cookie's token, None when it never joined or was revoked."""
    found = db.session.scalar(
        select(JoinedDevice).where(JoinedDevice.token_digest == digest(token))
    )
    return None if found is None or found.revoked_at else found


def paper(code: str) -> JoiningPaper | None:
    """The paper with this code, used or not."""
    return db.session.scalar(select(JoiningPaper).where(JoiningPaper.code_digest == digest(code)))


def digest(secret: str) -> str:
    """What the database keeps of a code or token: both are random, so SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
