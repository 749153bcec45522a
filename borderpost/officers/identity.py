"""Who is signed in: the officer as the pages and services see them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import Flask
from flask_login import LoginManager, UserMixin

from borderpost import access
from borderpost.officers import lock, queries, second_factor
from borderpost.officers.models import SignIn
from borderpost.roles import Role


class SignedIn(UserMixin):  # type: ignore[misc]
    """An officer with a live sign-in; plain values that outlive the database session."""

    def __init__(self, token: str, sign_in: SignIn) -> None:
        account, officer = sign_in.account, sign_in.account.officer
        self.token = token
        self.sign_in_id: UUID = sign_in.id
        self.account_id: UUID = account.id
        self.officer_id: UUID = officer.id
        self.post_id: UUID | None = officer.post_id
        self.name: str = officer.name
        self.locale: str = account.locale
        self.roles: frozenset[Role] = frozenset(account.roles)
        self.permissions: frozenset[str] = access.permissions_of(self.roles)
        self.must_change_password: bool = account.password.must_change
        self.half_open: bool = sign_in.factor_at is None and second_factor.is_asked_of(
            self.roles, self.post_id
        )
        self.locked: bool = lock.is_locked(sign_in)
        self.seen_at: datetime = sign_in.seen_at
        self.lane_id: UUID | None = sign_in.lane_id
        self.direction: str = sign_in.direction

    @property
    def has_pin(self) -> bool:
        """Whether a PIN opens this officer's lock."""
        return lock.has_pin(self.account_id)

    def get_id(self) -> str:
        """What the cookie holds."""
        return self.token


def install(app: Flask) -> None:
    """Have Flask-Login ask our own table of sign-ins."""
    login = LoginManager(app)
    login.session_protection = None  # addresses change behind a satellite link
    login.user_loader(load)


def load(token: str) -> SignedIn | None:
    """The officer behind a cookie, None once the sign-in ended."""
    found = queries.live_sign_in(token)
    return SignedIn(token, found) if found else None
