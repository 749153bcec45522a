"""Each form counts once: its key is written in the same transaction as its effect.

A double click, a reload or a retry after a lost answer finds the key and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import Table, delete, event, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from borderpost import clock
from borderpost.db import Base, UtcDateTime, before_write, transaction

FIELD = "form_key"


class AlreadyDone(Exception):
    """This form was already saved; ``key`` is the form's."""

    def __init__(self, key: UUID) -> None:
        super().__init__(f"form {key} was already saved")
        self.key = key


class Submission(Base):
    """The key of a form that took effect."""

    __tablename__ = "submissions"

    key: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, index=True)


@dataclass
class _Form:
    key: UUID
    written: bool = False  # by an earlier transaction of the same request
    repeated: bool = False  # an earlier request had written it


_current: ContextVar[_Form | None] = ContextVar("form", default=None)


def begin(key: UUID) -> None:
    """Say which form the present request submits."""
    _current.set(_Form(key))


def end() -> None:
    """Forget the present form."""
    _current.set(None)


def current_key() -> UUID | None:
    """The key of the form being submitted, None outside one."""
    form = _current.get()
    return form.key if form else None


def took_effect() -> bool:
    """Whether the present form is saved, by this request or when it was sent before."""
    form = _current.get()
    return form is not None and (form.written or form.repeated)


@contextmanager
def aside() -> Iterator[None]:
    """Write something that is not the form's effect, such as the line that it was refused:
    the form may still be sent again."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


def purge(older_than: timedelta) -> int:
    """Forget keys of forms that nobody will send again."""
    with transaction() as session:
        old = delete(Submission).where(Submission.at < clock.now() - older_than)
        return int(session.execute(old).rowcount)  # type: ignore[attr-defined]


@before_write
def _claim(session: Session) -> None:
    """Write the key with a request's first change; its later ones find it their own."""
    form = _current.get()
    if form is None or form.written:
        return
    try:
        session.execute(insert(_KEYS), {"key": form.key})
    except IntegrityError:  # the transaction is given up, as nothing else was done in it
        form.repeated = True
        raise AlreadyDone(form.key) from None


_KEYS = cast(Table, Submission.__table__)


@event.listens_for(Session, "after_commit")
def _written(session: Session) -> None:
    if (form := _current.get()) is not None:
        form.written = True
