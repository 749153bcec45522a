"""Lists: pages that keep their filters, and files that spreadsheets open without running."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import Select, select

from borderpost import cells, listing
from borderpost.db import db, transaction
from borderpost.listing import Column
from borderpost.officers.models import Officer
from tests.desk import browser

COLUMNS = (
    Column[Officer]("surname", lambda row: row.surname),
    Column[Officer]("service", lambda row: row.service),
)


def add_officers(app: Flask, *surnames: str) -> None:
    with app.app_context(), transaction() as session:
        session.add_all(Officer(surname=surname, service="Douane") for surname in surnames)


def customs() -> Select[tuple[Officer]]:
    return select(Officer).where(Officer.service == "Douane").order_by(Officer.surname)


def exported(app: Flask, language: str) -> str:
    with app.test_request_context("/", headers={"Accept-Language": language}):
        return listing.as_csv("customs", COLUMNS, customs()).get_data(as_text=True)


def test_a_file_opens_in_a_french_spreadsheet(machine: Flask) -> None:
    add_officers(machine, "Traoré; Moussa", 'Dit "Le Grand"')

    assert exported(machine, "fr") == (
        '\ufeffsurname;service\r\n"Dit ""Le Grand""";Douane\r\n"Traoré; Moussa";Douane\r\n'
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_other_languages_separate_by_a_comma(machine: Flask, language: str) -> None:
    add_officers(machine, "Traoré, Moussa")

    assert exported(machine, language) == (
        '\ufeffsurname,service\r\n"Traoré, Moussa",Douane\r\n'
    )  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_would_run_is_defused(machine: Flask, start: str) -> None:
    add_officers(machine, f"{start}cmd|' /C calc'!A0")
    rows = list(csv.reader(io.StringIO(exported(machine, "en")[1:], newline="")))

    assert rows[1][0] == f"'{start}cmd|' /C calc'!A0"


def test_an_empty_cell_stays_empty_and_zero_is_written(machine: Flask) -> None:
    columns = (Column[int]("none", lambda _row: None), Column[int]("row", lambda row: row))
    with machine.test_request_context("/", headers={"Accept-Language": "en"}):
        text = listing.as_csv("numbers", columns, [0, 1]).get_data(as_text=True)

    assert text == "\ufeffnone,row\r\n,0\r\n,1\r\n"


def test_a_long_file_is_read_while_it_is_sent(machine: Flask) -> None:
    add_officers(machine, *(f"Agent {number:04}" for number in range(1200)))
    answer = browser(machine, "administrator").get("/officers/export.csv?q=Agent")

    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="officers.csv"'
    assert len(answer.text.splitlines()) == 1201


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("administrator", "/officers/export.csv"),
        ("administrator", "/officers/sign-ins/export.csv"),
        ("auditor", "/audit/export.csv"),
        ("supervisor", "/audit/export.csv"),
        ("supervisor", "/register/export.csv"),
        ("supervisor", "/second-line/export.csv"),
        ("supervisor", "/register/tally.csv"),
    ],
)
def test_every_list_comes_as_a_file(machine: Flask, who: str, path: str) -> None:
    answer = browser(machine, who).get(path)

    assert answer.status_code == 200
    assert answer.text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("asked", "given"), [("", 1), ("1", 1), ("2", 2), ("3", 3), ("99", 3), ("0", 1), ("-5", 1),
                         ("x", 1), ("9" * 40, 3)],
)  # fmt: skip
def test_a_page_beyond_the_end_gives_the_last(machine: Flask, asked: str, given: int) -> None:
    add_officers(machine, *(f"Agent {number}" for number in range(101)))
    with machine.test_request_context(f"/officers/?page={asked}"):
        page = listing.page(customs())

    assert (page.number, page.last, page.total) == (given, 3, 101)
    assert len(page.rows) == (1 if given == 3 else 50)


def test_an_empty_list_has_one_page(inside: Flask) -> None:
    with inside.test_request_context("/"):
        page = listing.page(customs())

    assert (page.number, page.last, page.total, list(page.rows)) == (1, 1, 0, [])


def test_the_next_page_keeps_the_search(machine: Flask) -> None:
    add_officers(machine, *(f"Agent & fils {number}" for number in range(60)))
    admin = browser(machine, "administrator")
    first = admin.get("/officers/?q=agent+%26+fils").text

    assert 'rel="next" href="/officers/?q=agent+%26+fils&amp;page=2"' in first
    assert "60 lignes" in first
    assert "Agent &amp; fils 9" in admin.get("/officers/?q=agent+%26+fils&page=2").text


@pytest.mark.parametrize("name", ["endpoint", "_external", "_scheme", "_anchor", "_method", "self"])
def test_no_word_of_an_address_breaks_a_list(machine: Flask, name: str) -> None:
    add_officers(machine, *(f"Agent {number}" for number in range(60)))

    assert browser(machine, "administrator").get(f"/officers/?{name}=x").status_code == 200
    assert browser(machine, "supervisor").get(f"/register/?{name}=x").status_code == 200


def test_a_search_without_a_hit_says_what_to_do(machine: Flask) -> None:
    page = browser(machine, "administrator").get("/officers/?q=nobody-at-all").text

    assert 'class="empty"' in page


def test_a_row_is_shown_once_however_many_roles_it_has(inside: Flask) -> None:
    from borderpost.officers import queries

    with inside.test_request_context("/"):
        page = listing.page(queries.officers())

    assert page.total == len(page.rows) == db.session.query(Officer).count()


def test_a_cell_without_a_value_is_empty_so_that_a_phone_leaves_it_out() -> None:
    assert (cells.name(""), cells.latin(""), cells.latin(None)) == ("", "", "")
    assert cells.latin(0) == '<bdi dir="ltr">0</bdi>'
