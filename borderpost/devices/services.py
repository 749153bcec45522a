"""Making joining papers, joining with one, renaming and revoking devices."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.devices import Act, queries
from borderpost.devices.models import JoinedDevice, JoiningPaper
from borderpost.refusal import Refused

GOOD_FOR = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=1)  # how fine "last seen" is: a write each minute at most
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 12  # 60 bits, printed in three groups of four


@dataclass(frozen=True)
class Author:
    """The officer whose paper a device joins with, as the audit log takes one."""

    officer_id: UUID | None
    post_id: UUID | None = None


def make_paper(*, by: Actor) -> str:
    """A new code in groups, such as ``ABCD-EFGH-JKLM``; shown once and never again."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    with transaction() as session:
        paper = JoiningPaper(
            code_digest=queries.digest(letters),
            expires_at=clock.now() + GOOD_FOR,
            created_by=by.officer_id,
        )
        session.add(paper)
        session.flush()
        audit.record(Act.PAPER_MADE, paper, by=by)
    return "-".join(letters[start : start + 4] for start in range(0, _LENGTH, 4))


def join(code: str, name: str) -> str:
    """Let a device in with a paper's code; the token for its cookie.

    Raises ``Refused`` with the same sentence for a code that is unknown, used or too old.
    """
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        now = clock.now()
        paper = queries.paper(code.upper().replace("-", "").replace(" ", ""))
        if paper is None or paper.used_at or paper.expires_at <= now:
            raise Refused(
                _l("This code is not good, or no longer. Ask the administrator for a new paper."),
                field="code",
            )
        paper.used_at = now
        device = JoinedDevice(
            name=name,
            token_digest=queries.digest(token),
            joined_by_id=paper.created_by,
            joined_at=now,
            last_seen=now,
            created_by=paper.created_by,
        )
        session.add(device)
        session.flush()
        audit.record(Act.JOINED, device, by=Author(paper.created_by), paper=str(paper.id))
    return token


def rename(device_id: UUID, name: str, *, by: Actor) -> None:
    """Give a device another name."""
    with transaction() as session:
        device = session.get_one(JoinedDevice, device_id)
        device.name = name
        audit.record(Act.RENAMED, device, by=by)


def revoke(device_id: UUID, *, by: Actor) -> None:
    """Refuse a device every page from its next request on."""
    with transaction() as session:
        device = session.get_one(JoinedDevice, device_id)
        if device.revoked_at:
            return
        device.revoked_at = clock.now()
        audit.record(Act.REVOKED, device, by=by)


def seen(device_id: UUID) -> None:
    """Note that a device is in use, at most once a minute."""
    row = db.session.get(JoinedDevice, device_id)
    if row is None or clock.now() - row.last_seen < SEEN_EVERY:
        return
    with transaction() as session:
        session.get_one(JoinedDevice, device_id).last_seen = clock.now()


def purge(older_than: timedelta) -> int:
    """Erase papers whose day is long over."""
    with transaction() as session:
        old = delete(JoiningPaper).where(JoiningPaper.expires_at < clock.now() - older_than)
        return int(session.execute(old).rowcount)  # type: ignore[attr-defined]
