"""Forged forms, headers, a policy without exceptions, and doors that are shut by default."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Blueprint, Flask
from sqlalchemy import select

from borderpost import FEATURES, access, create_app, features
from borderpost.db import db
from borderpost.posts.models import Post
from borderpost.roles import LABELS, Role
from tests.desk import MakeMachine, browser, field, visitor
from tests.house.cast import PASSWORD

NARA = {"code": "NAR", "name": "Nara", "country": "MLI", "zone": "Africa/Bamako"}


@pytest.fixture
def locked(make_machine: MakeMachine) -> Flask:
    """A machine that asks for the token of every form, as a real one does."""
    return make_machine(WTF_CSRF_ENABLED=True)


def posts(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(select(Post.code)))


def test_a_form_of_ones_own_session_is_taken(locked: Flask) -> None:
    admin = browser(locked, "administrator")
    token = field(admin.get("/posts/new").text, "csrf_token")

    assert admin.send("/posts/new", csrf_token=token, **NARA).status_code == 302
    assert posts(locked) == {"AAA", "BBB", "NAR"}


@pytest.mark.parametrize("token", ["", "forged", "of another session"])
def test_a_forged_form_gets_a_clear_answer_and_changes_nothing(locked: Flask, token: str) -> None:
    if token == "of another session":
        token = field(browser(locked, "officer").get("/own-password").text, "csrf_token")
    admin = browser(locked, "administrator")
    answer = admin.send("/posts/new", csrf_token=token, **NARA)

    assert answer.status_code == 400
    assert "<h1>" in answer.text
    assert posts(locked) == {"AAA", "BBB"}


@pytest.mark.parametrize("path", ["/sign-in", "/language", "/first-run"])
def test_forms_before_the_sign_in_are_protected_too(locked: Flask, path: str) -> None:
    assert visitor(locked).send(path, username="officer", password=PASSWORD).status_code == 400


def test_the_token_of_before_the_sign_in_is_worth_nothing_after_it(locked: Flask) -> None:
    here = visitor(locked)
    before = field(here.get("/sign-in").text, "csrf_token")
    here.send("/sign-in", csrf_token=before, username="administrator", password=PASSWORD)

    assert here.get("/home").status_code == 200
    assert here.send("/posts/new", csrf_token=before, **NARA).status_code == 400


@pytest.mark.parametrize("path", ["/sign-in", "/no-such-page", "/static/theme.css", "/desk/"])
def test_every_answer_carries_the_headers(machine: Flask, path: str) -> None:
    headers = visitor(machine).get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "camera=(self), microphone=(), geolocation=()"
    policy = dict(
        part.partition(" ")[::2] for part in headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_pages_are_not_kept_by_the_browser_and_styles_are(machine: Flask) -> None:
    here = browser(machine, "officer")

    assert here.get("/home").headers["Cache-Control"] == "no-store"
    assert "no-store" not in here.get("/static/theme.css").headers["Cache-Control"]


def test_every_answer_has_a_number_for_the_log(machine: Flask) -> None:
    numbers = [visitor(machine).get("/sign-in").headers["X-Request-Id"] for _ in range(2)]

    assert all(re.fullmatch("[0-9a-f]{12}", number) for number in numbers)
    assert numbers[0] != numbers[1]


def test_a_view_without_a_mark_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    naked = Blueprint("naked", __name__)
    naked.add_url_rule("/naked", "show", lambda: "everything")
    load = features.install

    def install(app: Flask, names: tuple[str, ...]) -> None:
        load(app, names)
        app.register_blueprint(naked)

    monkeypatch.setattr(features, "install", install)

    with pytest.raises(access.UnguardedRoute, match=r"naked\.show"):
        create_app({"INSTANCE": tmp_path})


@pytest.mark.parametrize("path", ["/home", "/desk/", "/register/", "/officers/", "/audit/"])
def test_who_is_not_signed_in_is_sent_to_sign_in(machine: Flask, path: str) -> None:
    answer = visitor(machine).get(path)

    assert answer.location == f"/sign-in?next={path}"
    assert answer.data.count(b"<") < 20  # nothing of the page comes along


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_in_its_menu_only_what_it_may_open(machine: Flask, role: Role) -> None:
    here = browser(machine, role.value)
    menu = here.get("/home").text.partition("<nav")[2].partition("</nav>")[0]
    links = re.findall(r'href="(/[^"]*)"', menu)

    answers = [here.get(link, follow_redirects=True) for link in links]  # on to the own till

    assert [answer.status_code for answer in answers] == [200] * len(links)


def test_each_role_has_a_name(machine: Flask) -> None:
    assert set(LABELS) == set(Role)


def test_permissions_come_from_all_roles_together(inside: Flask) -> None:
    both = access.permissions_of({Role.ANALYST, Role.ADMINISTRATOR})

    assert both == access.permissions_of({Role.ANALYST}) | access.permissions_of(
        {Role.ADMINISTRATOR}
    )
    assert access.permissions_of(()) == frozenset()


def test_an_administrator_sees_no_traveller(machine: Flask) -> None:
    admin = browser(machine, "administrator")

    for path in ("/desk/", "/register/", "/register/export.csv", "/second-line/"):
        assert admin.get(path).status_code == 403


def test_without_its_subjects_the_foundation_starts_and_shows_no_trace(
    make_machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tuple(name for name in FEATURES if name.startswith("borderpost."))
    real = create_app
    monkeypatch.setattr("tests.desk.create_app", lambda settings: real(settings, names=kept))
    here = browser(make_machine(), "officer")

    assert here.get("/home").status_code == 200
    assert "/desk/" not in here.get("/home").text
    assert here.get("/desk/").status_code == 404
    assert here.send("/language", locale="ar").status_code == 302


def test_a_form_key_is_not_a_token(locked: Flask) -> None:
    admin = browser(locked, "administrator")

    assert admin.send("/posts/new", uuid.uuid4(), **NARA).status_code == 400
