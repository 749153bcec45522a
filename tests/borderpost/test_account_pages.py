"""The administrator's pages: what was typed is kept, what stands is shown as it stands."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask

from borderpost.db import db, transaction
from borderpost.officers import queries
from borderpost.officers.models import Officer, SignIn
from borderpost.roles import Role
from tests.desk import Browser, browser, post_id

SECRET = "trois puits profonds"


@pytest.fixture
def admin(machine: Flask) -> Browser:
    return browser(machine, "administrator")


def address(app: Flask, username: str) -> str:
    with app.app_context():
        found = queries.account_named(username)
        assert found
        return f"/officers/{found.officer_id}"


def own_post(app: Flask) -> UUID:
    with app.app_context():
        return post_id()


def chosen(page: str, name: str) -> str:
    """The selected option of a list."""
    options = page.partition(f'<select class="form-select" id="{name}"')[2].partition("</select>")[
        0
    ]
    found = re.search(r'<option selected value="([^"]*)"', options)
    return found.group(1) if found else ""


def kept(app: Flask, username: str) -> tuple[UUID | None, set[Role]]:
    with app.app_context():
        account = queries.account_named(username)
        assert account
        return account.officer.post_id, account.roles


def new(admin: Browser, **changes: object) -> int:
    told: dict[str, object] = {
        "surname": "Cissé", "username": "fanta", "password": SECRET, "locale": "ar",
        "roles": ["officer"], "post": "",
    }  # fmt: skip
    return admin.send("/officers/new", **(told | changes)).status_code


def test_a_new_officer_is_told_of_and_listed(machine: Flask, admin: Browser) -> None:
    post = str(own_post(machine))

    assert new(admin, post=post) == 302
    assert "fanta" in admin.get("/officers/").text
    assert kept(machine, "fanta") == (own_post(machine), {Role.OFFICER})


@pytest.mark.parametrize(
    "changes",
    [
        {"username": "officer"},
        {"username": "two words"},
        {"username": ""},
        {"surname": "   "},
        {"surname": "x" * 81},
        {"password": "short"},
        {"roles": []},
        {"roles": ["administrator", "auditor"]},
        {"roles": ["emperor"]},
        {"locale": "de"},
        {"post": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_a_bad_form_makes_nobody_and_keeps_what_was_typed(
    machine: Flask, admin: Browser, changes: dict[str, object]
) -> None:
    told = {"surname": "Cissé", "given_names": "Fanta-Maria", "username": "fanta",
            "password": SECRET, "locale": "ar", "roles": ["officer"], "post": ""}  # fmt: skip
    answer = admin.send("/officers/new", **(told | changes))

    assert answer.status_code == 200
    assert "field-error" in answer.text
    assert 'value="Fanta-Maria"' in answer.text
    assert SECRET not in answer.text
    with machine.app_context():
        wanted = db.select(Officer).where(Officer.given_names == "Fanta-Maria")
        assert db.session.scalars(wanted).first() is None


def test_wrong_fields_are_summed_up_and_the_first_has_the_focus(admin: Browser) -> None:
    page = admin.send("/officers/new", surname="", username="two words", locale="fr", post="").text
    summary = page.partition('role="alert"')[2].partition("</div>")[0]

    assert re.findall(r'href="#(\w+)"', summary) == ["surname", "username", "password", "roles"]
    assert re.findall(r"<input [^>]*autofocus [^>]*name=.(\w+)", page) == ["surname"]
    assert page.count('aria-invalid="true"') == 3
    assert "autofocus" not in admin.get("/officers/new").text


def test_a_refused_form_is_summed_up_too(admin: Browser) -> None:
    page = admin.send(
        "/officers/new", surname="Cissé", username="officer", password=SECRET, locale="fr",
        post="", roles=["officer"],
    ).text  # fmt: skip
    summary = page.partition('role="alert"')[2].partition("</div>")[0]

    assert re.findall(r'href="#(\w+)"', summary) == ["username"]


def test_the_page_of_an_officer_shows_the_present_posting(machine: Flask, admin: Browser) -> None:
    page = admin.get(address(machine, "officer")).text

    assert chosen(page, "post") == str(own_post(machine))
    assert chosen(page, "locale") == "fr"
    assert re.search(r'<input checked [^>]*value="officer"', page)


def test_saving_the_page_as_it_is_changes_nothing(machine: Flask, admin: Browser) -> None:
    before, page = kept(machine, "officer"), admin.get(address(machine, "officer")).text
    answer = admin.send(
        address(machine, "officer"),
        surname="Officer",
        given_names="Test",
        service="Police",
        post=chosen(page, "post"),
        locale=chosen(page, "locale"),
        roles=["officer"],
    )

    assert answer.status_code == 302
    assert kept(machine, "officer") == before


def test_the_last_administrator_is_told_beside_the_roles(machine: Flask, admin: Browser) -> None:
    answer = admin.send(
        address(machine, "administrator"), surname="Administrator", locale="fr", roles=["officer"],
        post="",
    )  # fmt: skip

    assert answer.status_code == 200
    assert "field-error" in answer.text.partition("<legend")[2]
    assert kept(machine, "administrator")[1] == {Role.ADMINISTRATOR}


def test_one_button_closes_an_account_and_opens_it_again(machine: Flask, admin: Browser) -> None:
    here = address(machine, "trainer")
    admin.send(f"{here}/close")
    closed = admin.get("/officers/?q=trainer").text
    admin.send(f"{here}/close")

    assert "Fermé" in closed
    assert "Fermé" not in admin.get("/officers/?q=trainer").text


def test_a_refused_closing_is_told(machine: Flask, admin: Browser) -> None:
    admin.send(f"{address(machine, 'administrator')}/close")

    assert "alert-danger" in admin.told()


def test_a_reset_needs_a_good_password(machine: Flask, admin: Browser) -> None:
    here = f"{address(machine, 'officer')}/password"
    weak, good = admin.send(here, password="court"), admin.send(here, password=SECRET)

    assert (weak.status_code, good.status_code) == (200, 302)
    assert "field-error" in weak.text


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
         "Chrome, Linux"),
        ("Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0",
         "Firefox, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
         "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
         "Safari, iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_officers_know_it(
    machine: Flask, admin: Browser, agent: str, told: str
) -> None:
    with machine.app_context(), transaction() as session:
        row = session.scalars(db.select(SignIn)).first()
        assert row
        row.agent = agent[:120]

    assert f'<bdi dir="ltr">{told}</bdi>' in admin.get("/officers/sign-ins").text
    assert agent[:120] in admin.get("/officers/sign-ins/export.csv").text


def test_an_unknown_officer_is_not_there(admin: Browser) -> None:
    nobody = "/officers/00000000-0000-0000-0000-000000000000"

    assert admin.get(nobody).status_code == 404
    assert admin.send(nobody).status_code == 404
    assert admin.send(f"{nobody}/password").status_code == 404
    assert admin.send(f"{nobody}/close").status_code == 404
    assert admin.get("/officers/not-an-id").status_code == 404


@pytest.mark.parametrize(("typed", "found"), [("stranger", 1), ("STRAN", 1), ("_", 5), ("%", 0)])
def test_a_search_means_the_letters_that_were_typed(
    machine: Flask, admin: Browser, typed: str, found: int
) -> None:
    rows = admin.get("/officers/", query_string={"q": typed}).text.count('href="/officers/0')

    assert rows == found


@pytest.mark.parametrize("role", [role.value for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_sees_the_accounts(machine: Flask, role: str) -> None:
    here = browser(machine, role)

    assert here.get("/officers/").status_code == 403
    assert here.get("/officers/export.csv").status_code == 403
