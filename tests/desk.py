"""A machine with its cast, ready in milliseconds: two posts, an officer for each role.

The tables and the cast are made once and copied for each test. Officers are signed in
without their password; ``test_sign_in`` looks at passwords.
"""

from __future__ import annotations

import atexit
import contextvars
import functools
import re
import secrets
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask_migrate import upgrade
from sqlalchemy import select
from werkzeug.test import TestResponse

from borderpost import create_app
from borderpost.db import db
from borderpost.officers import identity
from borderpost.officers.identity import SignedIn
from borderpost.officers.models import Account, SignIn
from borderpost.posts.models import Lane, Post
from borderpost.security import limiter
from borderpost.submission import FIELD
from tests.house import cast
from tests.pages import CheckedClient

UNLOCKED = {
    "WTF_CSRF_ENABLED": False,
    "RATELIMIT_ENABLED": False,
    "LOG_LEVEL": "ERROR",
    "SECOND_FACTOR": "off",
    "LOCK_MINUTES": 60 * 24 * 365,
}

MakeMachine = Callable[..., Flask]


class Browser:
    """One visitor: opens pages, which are looked at, and sends forms with their own key."""

    def __init__(self, client: CheckedClient) -> None:
        self.client = client

    def get(self, path: str, **more: Any) -> TestResponse:
        """Open a page."""
        return self._ask(self.client.get, path, buffered=True, **more)

    def send(self, path: str, key: uuid.UUID | None = None, **fields: Any) -> TestResponse:
        """Send a form; ``key`` repeats one that was sent before."""
        form = {FIELD: str(key or uuid.uuid4()), **fields}
        return self._ask(self.client.post, path, data=form)

    def told(self, path: str = "/own-password") -> str:
        """The messages on the next page."""
        page = self.get(path, follow_redirects=True).text
        return page.partition('id="messages"')[2].partition("</div>")[0]

    def _ask(self, asking: Callable[..., TestResponse], *args: Any, **more: Any) -> TestResponse:
        """Ask as from outside: the test's own context and what it has read stay its own."""
        if has_app_context():
            db.session.rollback()
        return contextvars.Context().run(asking, *args, **more)


@functools.cache
def furnished() -> Path:
    """An instance folder with tables, keys and the cast, made once."""
    folder = Path(tempfile.mkdtemp(prefix="borderpost-cast-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    app = create_app({"INSTANCE": folder / "instance", "TESTING": True} | UNLOCKED)
    with app.app_context():
        upgrade()
        cast.people()
    _let_go(app)
    return folder / "instance"


@pytest.fixture
def make_machine(tmp_path: Path) -> Iterator[MakeMachine]:
    """``make_machine(MODE="sandbox")``: an application on a fresh copy of the cast."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        instance = tmp_path / f"machine-{len(made)}"
        shutil.copytree(furnished(), instance)
        chosen = {"INSTANCE": instance, "TESTING": True} | UNLOCKED | settings
        app = create_app(chosen)
        app.test_client_class = CheckedClient
        made.append(app)
        return app

    yield make
    for app in made:
        _let_go(app)


@functools.cache
def standing() -> Flask:
    """The application of ``machine``, made once: its pages are compiled once too."""
    folder = Path(tempfile.mkdtemp(prefix="borderpost-machine-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(furnished(), folder / "instance")  # its keys are read now
    app = create_app({"INSTANCE": folder / "instance", "TESTING": True} | UNLOCKED)
    app.test_client_class = CheckedClient
    return app


@pytest.fixture
def machine() -> Iterator[Flask]:
    """A live post on a fresh copy of the cast, forms unlocked."""
    app = standing()
    shutil.rmtree(app.config["INSTANCE"])
    shutil.copytree(furnished(), app.config["INSTANCE"])
    kept = [(held, dict(held)) for held in (app.config, app.extensions)]
    limiter.enabled = app.config["RATELIMIT_ENABLED"]  # one for all applications of a process
    yield app
    _let_go(app)
    for held, before in kept:
        held.clear()
        held.update(before)


def remembered(app: Flask, build: Callable[[Flask], Any]) -> Any:
    """What ``build`` returns; it furnishes the machine once, later tests get a copy."""
    instance, kept = Path(app.config["INSTANCE"]), _REMEMBERED.get(build)
    if kept is None:
        with app.app_context():
            made = build(app)
        _let_go(app)
        _REMEMBERED[build] = kept = (furnished().parent / f"kept-{len(_REMEMBERED)}", made)
        shutil.copytree(instance, kept[0])
    else:
        _let_go(app)
        shutil.rmtree(instance)
        shutil.copytree(kept[0], instance)
    return kept[1]


_REMEMBERED: dict[Callable[[Flask], Any], tuple[Path, Any]] = {}


def _let_go(app: Flask) -> None:
    """Close every connection to the database file."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def inside(machine: Flask) -> Iterator[Flask]:
    """The machine, and we are in its application context: for services and queries."""
    with machine.app_context():
        yield machine


def visitor(app: Flask) -> Browser:
    """Somebody who is not signed in."""
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    return Browser(client)


def browser(app: Flask, username: str) -> Browser:
    """An officer of the cast, signed in at a browser."""
    found = visitor(app)
    token = signed_in(app, username)
    with found.client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return found


def english(app: Flask, username: str) -> Browser:
    """The same, who reads English."""
    found = browser(app, username)
    found.send("/language", locale="en")
    return found


def officer(app: Flask, username: str) -> SignedIn:
    """An officer of the cast as services receive one; call it inside a context."""
    token = signed_in(app, username)
    db.session.rollback()  # what was read before does not see the new row
    found = identity.load(token)
    assert found is not None
    return found


def signed_in(app: Flask, username: str, *, hours: float = 10) -> str:
    """The token of a new sign-in of this officer."""
    token, now = secrets.token_urlsafe(16), datetime.now(UTC)
    with app.app_context():
        account = db.session.scalars(select(Account).where(Account.username == username)).one()
        db.session.add(
            SignIn(
                token_digest=identity.queries.token_digest(token),
                account_id=account.id,
                seen_at=now,
                expires_at=now + timedelta(hours=hours),
            )
        )
        db.session.commit()
    return token


def post_id(code: str = "AAA") -> uuid.UUID:
    """The own post AAA or the other one BBB; call it inside a context."""
    return db.session.scalars(select(Post.id).where(Post.code == code)).one()


def lane_id(code: str = "AAA") -> uuid.UUID:
    """The only lane of a post; call it inside a context."""
    return db.session.scalars(select(Lane.id).where(Lane.post_id == post_id(code))).one()


def field(page: str, name: str) -> str:
    """The value of the first input of this name on a page."""
    found = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', page)
    assert found, f"no field {name!r}"
    value = re.search(r'\bvalue="([^"]*)"', found.group())
    return value.group(1) if value else ""
