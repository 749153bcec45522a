"""Walks every route as everybody, and writes down who gets which answer.

``python -m tests.house.routes`` rewrites ``route_answers.toml``; read the difference as
closely as code: each line that changes is somebody who may now see something.
"""

from __future__ import annotations

import sqlite3
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from flask import Flask, current_app
from flask.testing import FlaskClient
from flask_migrate import upgrade
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import Cookie, TestResponse
from werkzeug.wrappers import Response

from borderpost import create_app, pdf
from borderpost.access import MACHINE, PUBLIC, SIGNED_IN, needed_for, permissions_of
from borderpost.roles import Role
from borderpost.submission import FIELD
from tests.house.cast import PASSWORD, Things, people, things

ANSWERS = Path(__file__).with_name("route_answers.toml")
ANONYMOUS = "anonymous"
OTHERS = "others"
EVERYBODY = (ANONYMOUS, *(role.value for role in Role))
COOKIE = "borderpost"
COUNTS = " lock."  # a refusal there is counted too
SKIPPED = {"static", "bootstrap.static"}
HEAD = """\
# Who gets which answer. One row for each method and route, and for each whose object it is:
# own post's, another post's, or none at all. "sign-in" is a redirect to the sign-in page,
# "others" every role that is not named. Forms are sent empty. Written by
# `python -m tests.house.routes`.
"""

Answer = int | str
Row = dict[str, Answer]


@dataclass(frozen=True)
class Visit:
    """One address that is tried as everybody."""

    name: str  # "GET officers.edit other"
    method: str
    path: str


def made(folder: Path) -> Flask:
    """An application with one officer for each role and objects of two posts."""
    unlocked = {
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": False,
        "SECOND_FACTOR": "off",
        "LOCK_MINUTES": 600,
    }
    answered = {"PROPAGATE_EXCEPTIONS": False}  # a failure is an answer too: 500
    app = create_app({"INSTANCE": folder, "TESTING": True} | unlocked | answered)
    app.register_error_handler(HTTPException, _without_page)
    with app.app_context():
        upgrade()
        people()
    specimen = Path(app.config["INSTANCE"]) / "specimens" / "AAA.jpg"
    specimen.parent.mkdir(exist_ok=True)
    specimen.write_bytes(b"a picture")
    return app


def _without_page(error: HTTPException) -> Response | tuple[str, int]:
    """The answer without its page, which is the same everywhere and half of the walk's time;
    ``test_errors`` and the menus of ``test_protection`` look at it."""
    return error.response or ("", error.code or 500)


def visits(app: Flask, objects: Things) -> Iterator[Visit]:
    """Every address of the application, objects filled in."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        if rule.endpoint in SKIPPED:
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield from _visits(app, rule, method, objects)


def _visits(app: Flask, rule: Rule, method: str, objects: Things) -> Iterator[Visit]:
    adapter = app.url_map.bind("localhost")
    if not rule.arguments:
        yield Visit(f"{method} {rule.endpoint}", method, adapter.build(rule.endpoint))
        return
    for whose in ("own", "other", "none"):
        values = {name: _value(objects, whose, name) for name in rule.arguments}
        path = adapter.build(rule.endpoint, values)
        yield Visit(f"{method} {rule.endpoint} {whose}", method, path)


def _value(objects: Things, whose: str, name: str) -> object:
    if whose == "none" and isinstance(objects["own"][name], int):
        return 999
    if whose == "none":
        return uuid.uuid4() if name.endswith("_id") else "nothing"
    return objects[whose][name]


def walk(app: Flask, *, each_role: bool = False) -> dict[str, Row]:
    """The answer of every address to everybody; the database is put back after each change.

    Unless ``each_role`` is asked for, roles that hold the same permissions are one visitor, and
    of the visitors whom a view's permission keeps out the first is tried for all.
    """
    with app.app_context():
        objects = things()
        alike = {who: who for who in EVERYBODY} if each_role else _alike()
        kept_out = {} if each_role else _kept_out(list(dict.fromkeys(alike.values())))
    clients = {who: _signed_in(app, who) for who in dict.fromkeys(alike.values())}
    cookies = {who: client.get_cookie(COOKIE) for who, client in clients.items()}
    database = Path(app.config["INSTANCE"]) / "borderpost.db"
    pristine = sqlite3.connect(":memory:")
    _copy(sqlite3.connect(database), pristine)
    rows: dict[str, Row] = {}
    for visit in visits(app, objects):
        answers: Row = {}
        shut = kept_out.get(visit.name.split()[1], ())
        for who, client in clients.items():
            if who in shut[1:]:
                answers[who] = answers[shut[0]]
                continue
            _give_back(client, cookies[who])
            with patch.object(pdf, "drawn", return_value=b"%PDF-"):  # looked at by its own tests
                response = client.open(visit.path, method=visit.method, data=_sent(visit))
            answers[who] = said(response)
            response.close()
            if visit.method != "GET" and (response.status_code < 400 or COUNTS in visit.name):
                _copy(pristine, sqlite3.connect(database))
        rows[visit.name] = {who: answers[alike[who]] for who in EVERYBODY}
    return rows


def _give_back(client: FlaskClient, cookie: Cookie | None) -> None:
    """The sign-in again that an earlier address may have ended."""
    if cookie is not None:
        client.set_cookie(COOKIE, cookie.value)


def _alike() -> dict[str, str]:
    """For everybody the first visitor who may do exactly the same."""
    seen: dict[object, str] = {}
    held = {role.value: permissions_of({role}) for role in Role}
    return {who: seen.setdefault(held.get(who), who) for who in EVERYBODY}


def _kept_out(visitors: Sequence[str]) -> dict[str, Sequence[str]]:
    """For every view that asks for a permission, the visitors who do not hold it."""
    held = {role.value: permissions_of({role}) for role in Role}
    needed = {endpoint: needed_for(endpoint) for endpoint in current_app.view_functions}
    return {
        endpoint: [who for who in visitors if who != ANONYMOUS and permission not in held[who]]
        for endpoint, permission in needed.items()
        if permission not in {None, PUBLIC, SIGNED_IN, MACHINE}
    }


def _signed_in(app: Flask, who: str) -> FlaskClient:
    client = app.test_client()
    if who != ANONYMOUS:
        answer = client.post("/sign-in", data=form(username=who, password=PASSWORD))
        assert answer.status_code == 302, f"{who} cannot sign in"
    return client


def _sent(visit: Visit) -> dict[str, str] | None:
    return None if visit.method == "GET" else form()


def form(**fields: str) -> dict[str, str]:
    return {FIELD: str(uuid.uuid4()), **fields}


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    source.backup(target)
    for connection in (source, target):
        if connection.execute("PRAGMA database_list").fetchone()[2]:
            connection.close()


def said(response: TestResponse) -> Answer:
    """The status, or ``sign-in`` for a redirect to the sign-in page."""
    if response.status_code == 302 and response.location.startswith("/sign-in"):
        return "sign-in"
    return response.status_code


def spelled(row: Mapping[str, Answer]) -> dict[str, Answer]:
    """A row as it is written: anonymous, the roles that differ, and the others."""
    most = Counter(row[who] for who in EVERYBODY[1:]).most_common(1)[0][0]
    differing = {who: row[who] for who in EVERYBODY[1:] if row[who] != most}
    return {ANONYMOUS: row[ANONYMOUS], **differing, OTHERS: most}


def full(written: Mapping[str, Answer]) -> Row:
    """The written row for everybody."""
    return {who: written.get(who, written[OTHERS]) for who in EVERYBODY}


def as_toml(rows: Mapping[str, Row], public: list[str]) -> str:
    """The file's text."""
    lines = [HEAD, "public = ["]
    lines += [f'  "{endpoint}",' for endpoint in public]
    lines += ["]", "", "[answers]"]
    for name, row in rows.items():
        cells = ", ".join(f"{who} = {_toml(answer)}" for who, answer in spelled(row).items())
        lines.append(f'"{name}" = {{ {cells} }}')
    return "\n".join(lines) + "\n"


def _toml(answer: Answer) -> str:
    return str(answer) if isinstance(answer, int) else f'"{answer}"'


def public_endpoints(app: Flask) -> list[str]:
    """The views that no sign-in guards, as they are marked: for anyone, or for a token."""
    with app.app_context():
        found = {rule.endpoint for rule in app.url_map.iter_rules()}
        return sorted(endpoint for endpoint in found if needed_for(endpoint) in {PUBLIC, MACHINE})


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        application = made(Path(folder))
        ANSWERS.write_text(
            as_toml(walk(application, each_role=True), public_endpoints(application))
        )
