"""The list of officers is searched and narrowed; a person without an account is given one."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from borderpost.db import db
from borderpost.officers import postings, queries
from borderpost.officers.models import Officer
from borderpost.officers.postings import PersonFacts
from borderpost.roles import Role
from tests.desk import Browser, browser, officer, post_id

SECRET = "trois puits profonds"


@pytest.fixture
def admin(machine: Flask) -> Browser:
    return browser(machine, "administrator")


@pytest.fixture
def douanier(machine: Flask) -> UUID:
    """A customs officer without an account."""
    with machine.app_context():
        facts = PersonFacts(
            "Keïta", "Nana Fanta", "Douane", post_id("BBB"), "D-0417", "Inspecteur", "F"
        )
        return postings.create_person(facts, by=officer(machine, "administrator")).id


def listed(admin: Browser, **asked: str) -> list[str]:
    """The names on the list."""
    page = admin.get("/officers/", query_string=asked).text
    return re.findall(r'href="/officers/[0-9a-f-]{36}"><bdi>([^<]*)<', page)


@pytest.mark.parametrize("typed", ["keita", "KEÏTA", "fan", "keïta nana", "nana ita", "0417"])
def test_an_officer_is_found_by_any_part_of_the_name_or_number(
    douanier: UUID, admin: Browser, typed: str
) -> None:
    assert listed(admin, q=typed) == ["Nana Fanta Keïta"]


@pytest.mark.parametrize("typed", ["keita awa", "0418", "d 0417 x"])
def test_every_word_of_a_search_has_to_fit(douanier: UUID, admin: Browser, typed: str) -> None:
    assert listed(admin, q=typed) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"account": "none"},
        {"service": "Douane"},
        {"account": "none", "service": "Douane", "q": "keita"},
    ],
)
def test_the_list_is_narrowed_by_account_and_service(
    douanier: UUID, admin: Browser, asked: dict[str, str]
) -> None:
    assert listed(admin, **asked) == ["Nana Fanta Keïta"]


def test_the_list_is_narrowed_by_role_post_and_state(
    machine: Flask, douanier: UUID, admin: Browser
) -> None:
    with machine.app_context():
        other = str(post_id("BBB"))
        trainer = queries.account_named("trainer")
        assert trainer
        address = f"/officers/{trainer.officer_id}"
    admin.send(f"{address}/close")

    assert listed(admin, role="auditor") == ["Test Auditor"]
    assert sorted(listed(admin, post=other)) == ["Nana Fanta Keïta", "Test Stranger"]
    assert listed(admin, account="closed") == ["Test Trainer"]
    assert "Test Trainer" not in listed(admin, account="open")
    assert listed(admin, post="headquarters") == []


@pytest.mark.parametrize(
    "asked", [{"post": "nowhere"}, {"account": "lost"}, {"role": "king"}, {"service": "Flotte"}]
)
def test_a_filter_that_makes_no_sense_finds_nobody(admin: Browser, asked: dict[str, str]) -> None:
    page = admin.get("/officers/", query_string=asked)

    assert page.status_code == 200
    assert "all=1" in page.text.partition('class="empty"')[2]


def test_the_file_holds_what_the_list_shows(douanier: UUID, admin: Browser) -> None:
    rows = admin.get("/officers/export.csv", query_string={"service": "Douane"}).text

    assert "Keïta" in rows and "D-0417" in rows and "none" in rows
    assert "Stranger" not in rows


def given(admin: Browser, officer_id: UUID, **changes: object) -> TestResponse:
    told: dict[str, Any] = {
        "username": "nana", "password": SECRET, "locale": "ar", "roles": ["officer"]
    }  # fmt: skip
    return admin.send(f"/officers/{officer_id}/account", **(told | changes))


def test_a_person_is_given_an_account_and_stays_the_same_person(
    machine: Flask, douanier: UUID, admin: Browser
) -> None:
    page = admin.get(f"/officers/people/{douanier}").text
    answer = given(admin, douanier)

    assert f"/officers/{douanier}/account" in page
    assert answer.status_code == 302
    with machine.app_context():
        account = queries.account_named("nana")
        assert account and account.officer_id == douanier and account.password.must_change
        assert account.roles == {Role.OFFICER}
        assert account.officer.service_number == "D-0417"
        assert len(account.officer.postings) == 1
    assert admin.get(f"/officers/{douanier}/account").status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"username": "officer"},
        {"username": "two words"},
        {"password": "short"},
        {"roles": []},
        {"roles": ["administrator", "auditor"]},
        {"locale": "de"},
    ],
)
def test_a_bad_form_gives_no_account_and_keeps_what_was_typed(
    machine: Flask, douanier: UUID, admin: Browser, changes: dict[str, object]
) -> None:
    answer = given(admin, douanier, **changes)

    assert answer.status_code == 200
    assert "field-error" in answer.text
    assert f'value="{changes.get("username", "nana")}"' in answer.text
    assert SECRET not in answer.text
    with machine.app_context():
        found = queries.officer(douanier)
        assert found and found.account is None


def test_an_account_is_given_once(machine: Flask, douanier: UUID, admin: Browser) -> None:
    given(admin, douanier)
    again = given(admin, douanier, username="nana2")

    assert again.status_code == 302
    with machine.app_context():
        assert queries.account_named("nana2") is None


def test_a_given_account_is_closed_and_opened_again(
    machine: Flask, douanier: UUID, admin: Browser
) -> None:
    given(admin, douanier)
    admin.send(f"/officers/{douanier}/close")

    assert listed(admin, account="closed") == ["Nana Fanta Keïta"]
    admin.send(f"/officers/{douanier}/close")
    assert listed(admin, account="closed") == []


@pytest.mark.parametrize("page", ["/officers/people/new", "/officers/new"])
def test_a_service_number_is_one_officers(
    machine: Flask, douanier: UUID, admin: Browser, page: str
) -> None:
    told: dict[str, Any] = {
        "surname": "Cissé", "username": "fanta", "password": SECRET, "locale": "fr",
        "roles": ["officer"], "post": "", "service_number": "D-0417",
    }  # fmt: skip
    taken = admin.send(page, service="Douane", **told)
    elsewhere = admin.send(page, service="Police", **told)

    assert taken.status_code == 200
    assert "Nana Fanta Keïta" in taken.text
    assert elsewhere.status_code == 302


def test_a_person_page_saved_as_it_is_keeps_number_rank_and_sex(
    machine: Flask, douanier: UUID, admin: Browser
) -> None:
    page = admin.get(f"/officers/people/{douanier}").text
    fields = dict(re.findall(r'<input [^>]*name="([a-z_]+)" type="text" value="([^"]*)"', page))
    fields |= {name: chosen(page, name) for name in ("sex", "post")}
    answer = admin.send(f"/officers/people/{douanier}", **fields)

    assert answer.status_code == 302
    with machine.app_context():
        found = db.session.get_one(Officer, douanier)
        assert (found.service_number, found.rank, found.sex) == ("D-0417", "Inspecteur", "F")


def chosen(page: str, name: str) -> str:
    """The selected option of a list."""
    options = page.partition(f'id="{name}"')[2].partition("</select>")[0]
    found = re.search(r'<option selected value="([^"]*)"', options)
    return found.group(1) if found else ""
