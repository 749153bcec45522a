"""A form whose session ended: kept on the page, sent again by its writer, nothing stored."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask

from borderpost import carried
from borderpost.db import db
from borderpost.officers import services
from borderpost.officers.models import Account
from borderpost.posts.models import Post
from tests.desk import Browser, browser, field, visitor
from tests.house.cast import PASSWORD

NARA = {"code": "NAR", "name": "Nara <du> Sahel", "country": "MLI", "zone": "Africa/Bamako"}


def names(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(db.select(Post.name)))


def kept(app: Flask, page: str) -> tuple[str, dict[str, str]]:
    """Where the carried form was going and its values."""
    with app.app_context():
        found = carried.read(html.unescape(field(page, "carried")))
    assert found
    return found.address, dict(found.values)


def hidden(page: str) -> Iterator[tuple[str, str]]:
    """The hidden inputs of the form that can be sent again."""
    form = page.partition("<main")[2].partition("<form")[2].partition("</form>")[0]
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        yield name, html.unescape(value)


@pytest.fixture
def late(machine: Flask) -> Browser:
    """An administrator whose session is over."""
    return visitor(machine)


def test_a_form_without_a_session_asks_to_sign_in_and_keeps_what_was_typed(
    machine: Flask, late: Browser
) -> None:
    answer = late.send("/posts/new?from=menu", **NARA)
    address, values = kept(machine, answer.text)

    assert answer.status_code == 401
    assert address == "/posts/new?from=menu"
    assert {name: values[name] for name in NARA} == NARA
    assert names(machine) == {"Gogui", "Kobenni"}


def test_after_signing_in_it_is_shown_and_sent_by_its_writer(machine: Flask, late: Browser) -> None:
    form = field(late.send("/posts/new", **NARA).text, "carried")
    shown = late.send(
        "/sign-in", username="administrator", password=PASSWORD, carried=html.unescape(form)
    )
    still = names(machine)
    again = late.client.post("/posts/new", data=dict(hidden(shown.text)))

    assert shown.status_code == 200
    assert "Nara &lt;du&gt; Sahel" in shown.text
    assert still == {"Gogui", "Kobenni"}
    assert again.status_code == 302
    assert names(machine) == {"Gogui", "Kobenni", NARA["name"]}


@pytest.fixture
def new_password(machine: Flask) -> str:
    """What an administrator gave somebody who forgot the old one."""
    with machine.app_context():
        row = db.session.scalars(db.select(Account).where(Account.username == "administrator"))
        services.reset_password(row.one().officer_id, "first password 1", by=None)
    return "first password 1"


def test_it_is_carried_past_the_choice_of_a_new_password(
    machine: Flask, late: Browser, new_password: str
) -> None:
    form = html.unescape(field(late.send("/posts/new", **NARA).text, "carried"))
    asked = late.send("/sign-in", username="administrator", password=new_password, carried=form)
    form = html.unescape(field(asked.text, "carried"))
    wrong = late.send("/own-password", old="x", password="y" * 12, again="z", carried=form)
    form = html.unescape(field(wrong.text, "carried"))
    chosen = {"password": "a new one of mine", "again": "a new one of mine"}
    shown = late.send("/own-password", old=new_password, **chosen, carried=form)
    late.client.post("/posts/new", data=dict(hidden(shown.text)))

    assert [page.status_code for page in (asked, wrong, shown)] == [200, 422, 200]
    assert "Nara &lt;du&gt; Sahel" in shown.text
    assert NARA["name"] in names(machine)


def test_the_page_that_was_asked_for_comes_after_a_new_password(
    late: Browser, new_password: str
) -> None:
    asked = late.send("/sign-in", username="administrator", password=new_password, next="/devices/")
    wanted = field(asked.text.partition("<main")[2], "next")
    chosen = {"password": "a new one of mine", "again": "a new one of mine"}

    assert (
        late.send("/own-password", old=new_password, **chosen, next=wanted).location == "/devices/"
    )


def test_no_page_off_this_machine_comes_after_a_new_password(machine: Flask) -> None:
    chosen = {"password": "a new one of mine", "again": "a new one of mine"}
    answer = browser(machine, "officer").send(
        "/own-password", old=PASSWORD, **chosen, next="//example.org"
    )

    assert answer.location == "/home"


def test_sent_twice_it_counts_once(machine: Flask, late: Browser) -> None:
    key = uuid.uuid4()
    form = html.unescape(field(late.send("/posts/new", key, **NARA).text, "carried"))
    shown = late.send("/sign-in", username="administrator", password=PASSWORD, carried=form)
    data = dict(hidden(shown.text))
    late.client.post("/posts/new", data=data)
    late.client.post("/posts/new", data=data | {"code": "NIO", "name": "Nioro"})

    assert data["form_key"] == str(key)
    assert "Nioro" not in names(machine)


def test_a_wrong_password_does_not_lose_it(machine: Flask, late: Browser) -> None:
    form = html.unescape(field(late.send("/posts/new", **NARA).text, "carried"))
    answer = late.send("/sign-in", username="administrator", password="wrong", carried=form)

    assert answer.status_code == 403
    assert kept(machine, answer.text)[1]["code"] == "NAR"


def test_who_may_not_send_it_is_told_so(late: Browser) -> None:
    form = html.unescape(field(late.send("/posts/new", **NARA).text, "carried"))
    shown = late.send("/sign-in", username="officer", password=PASSWORD, carried=form)

    assert late.client.post("/posts/new", data=dict(hidden(shown.text))).status_code == 403


@pytest.mark.parametrize("path", ["/own-password", "/officers/new"])
def test_passwords_are_not_carried(machine: Flask, late: Browser, path: str) -> None:
    secrets = {"old": "the old secret", "password": "a new secret", "again": "a new secret"}
    answer = late.send(path, surname="Cissé", **secrets)

    assert "secret" not in answer.text
    assert kept(machine, answer.text)[1]["surname"] == "Cissé"


def test_the_token_of_the_ended_session_is_not_carried(machine: Flask, late: Browser) -> None:
    answer = late.send("/posts/new", csrf_token="stale", **NARA)

    assert "csrf_token" not in kept(machine, answer.text)[1]


def test_a_session_that_ends_while_one_types_loses_nothing(machine: Flask) -> None:
    admin = browser(machine, "administrator")
    admin.get("/posts/new")
    admin.send("/sign-out")

    assert kept(machine, admin.send("/posts/new", **NARA).text)[1]["name"] == NARA["name"]


def test_several_values_of_one_name_all_travel(inside: Flask) -> None:
    form = carried.Carried("/officers/new", (("roles", "officer"), ("roles", "trainer")))

    assert carried.read(form.as_text()) == form


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "//example.org/", "/\\example.org", "/\t/example.org", "example.org",
     "javascript:alert(1)", "", "\n/desk/", "/desk/\r\nX-Header: 1"],
)  # fmt: skip
def test_an_address_off_this_machine_is_refused(
    machine: Flask, late: Browser, address: str
) -> None:
    with machine.app_context():
        form = carried.Carried(address, (("name", "x"),)).as_text()
        assert carried.read(form) is None
    answer = late.send("/sign-in", username="officer", password=PASSWORD, carried=form)

    assert answer.location == "/home"


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '["/desk/", []]', "AAAA", "=", "é", "[" * 5000, "\x00"]
)
def test_what_this_machine_did_not_seal_is_not_carried(inside: Flask, text: str) -> None:
    assert carried.read(text) is None


def test_what_was_typed_cannot_be_read_in_the_page(late: Browser) -> None:
    assert "Nara" not in late.send("/posts/new", **NARA).text


def test_another_officer_is_not_shown_what_the_first_one_typed(machine: Flask) -> None:
    admin = browser(machine, "administrator")
    with admin.client.session_transaction() as session:
        session[carried.WRITER] = "somebody"
    admin.send("/sign-out")
    form = html.unescape(field(admin.send("/posts/new", **NARA).text, "carried"))
    answer = admin.send("/sign-in", username="officer", password=PASSWORD, carried=form)

    assert answer.location == "/home"


def test_the_values_cannot_write_into_the_page(late: Browser) -> None:
    nasty = {"name": '"><script>alert(1)</script>'}
    form = html.unescape(field(late.send("/posts/new", **nasty).text, "carried"))
    shown = late.send("/sign-in", username="administrator", password=PASSWORD, carried=form)

    assert "<script>alert" not in shown.text


def test_a_fragment_without_a_session_sends_the_page_to_sign_in(late: Browser) -> None:
    answer = late.get("/desk/", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/desk/"
