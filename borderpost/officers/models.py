"""People, accounts, their secrets, roles and sign-ins."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from unicodedata import combining, normalize
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record, SealedBytes, UtcDateTime
from borderpost.posts.models import Post
from borderpost.roles import Role


class Officer(Base, Record):
    """A person of the services, also the neighbour's, with the posting in force today
    (post None: headquarters), which ``postings`` keeps equal to its rows."""

    __tablename__ = "officers"

    surname: Mapped[str] = mapped_column(String(80))
    given_names: Mapped[str] = mapped_column(String(80), default="")
    service: Mapped[str] = mapped_column(String(80), default="")
    service_number: Mapped[str] = mapped_column(  # the service's own; '' when not known
        String(30), default="", server_default="", index=True
    )
    rank: Mapped[str] = mapped_column(String(60), default="", server_default="")
    sex: Mapped[str] = mapped_column(String(1), default="", server_default="")  # M F X, ''
    search_key: Mapped[str] = mapped_column(String(240), default="", server_default="")  # folded
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("posts.id"))
    post: Mapped[Post | None] = relationship()
    account: Mapped[Account | None] = relationship(back_populates="officer")
    postings: Mapped[list[Posting]] = relationship(order_by="Posting.since.desc()")

    @property
    def name(self) -> str:
        """Given names and surname, as on a name plate."""
        return f"{self.given_names} {self.surname}".strip()


def folded(text: str) -> str:
    """A text as it is searched: small letters without accents, so that «keita» finds Keïta."""
    return "".join(char for char in normalize("NFKD", text) if not combining(char)).casefold()


@event.listens_for(Officer, "before_insert")
@event.listens_for(Officer, "before_update")
def _keep_search_key(_mapper: Any, _connection: Any, officer: Officer) -> None:
    told = f"{officer.given_names or ''} {officer.surname} {officer.service_number or ''}"
    officer.search_key = folded(told)[:240]


class Posting(Base, Record):
    """Where an officer serves from a day to a day, both included; without a post headquarters."""

    __tablename__ = "postings"

    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), index=True)
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("posts.id"))
    service: Mapped[str] = mapped_column(String(80), default="")
    since: Mapped[date]
    until: Mapped[date | None]
    post: Mapped[Post | None] = relationship()


class Account(Base, Record):
    """What lets an officer sign in."""

    __tablename__ = "accounts"

    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), unique=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)  # lower case
    locale: Mapped[str] = mapped_column(String(5))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    officer: Mapped[Officer] = relationship(back_populates="account")
    password: Mapped[Password] = relationship(back_populates="account")
    grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="account", cascade="all, delete-orphan", order_by="RoleGrant.role"
    )

    @property
    def roles(self) -> set[Role]:
        """The roles granted to this account."""
        return {Role(grant.role) for grant in self.grants}


class Password(Base):
    """The argon2id hash of an account's password; its home is the post, not headquarters."""

    __tablename__ = "passwords"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(200))
    must_change: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account: Mapped[Account] = relationship(back_populates="password")


class SecondFactor(Base):
    """The shared secret of an account's one-time codes (RFC 6238); in force once confirmed."""

    __tablename__ = "second_factors"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(SealedBytes)  # base 32, as an authenticator takes it
    last_counter: Mapped[int] = mapped_column(BigInteger, default=0)  # never accepted again
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RecoveryCode(Base, Record):
    """A printed code that replaces the second factor once; only its digest is kept."""

    __tablename__ = "recovery_codes"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Pin(Base):
    """The argon2id hash of the PIN that opens an officer's lock; it never signs in."""

    __tablename__ = "pins"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RoleGrant(Base, Record):
    """One role of one account."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("account_id", "role"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[str] = mapped_column(String(30))
    account: Mapped[Account] = relationship(back_populates="grants")


class SignIn(Base, Record):
    """One server-side session. The cookie holds a token; only its digest is kept."""

    __tablename__ = "sign_ins"

    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[UUID | None]
    agent: Mapped[str] = mapped_column(String(120), default="")
    device_digest: Mapped[str] = mapped_column(String(64), default="", server_default="")
    factor_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # second factor given
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wrong_pins: Mapped[int] = mapped_column(default=0, server_default="0")  # in a row
    lane_id: Mapped[UUID | None] = mapped_column(ForeignKey("lanes.id"))
    direction: Mapped[str] = mapped_column(String(1), default="")
    account: Mapped[Account] = relationship()


class SignInFailure(Base):
    """Wrong secrets one after another, of one account (known or not) at one device."""

    __tablename__ = "sign_in_failures"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)  # digest of account, device
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
