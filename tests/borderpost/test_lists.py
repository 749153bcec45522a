"""Lists: sorted by their headings, kept as views, and taken out as a workbook."""

from __future__ import annotations

import io
import re
from datetime import datetime

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from borderpost import spreadsheets
from borderpost.db import db, transaction
from borderpost.lists.models import SavedView
from borderpost.officers.models import Officer
from tests.desk import browser

LISTS = (
    ("administrator", "/officers/"),
    ("administrator", "/officers/sign-ins"),
    ("auditor", "/audit/"),
    ("supervisor", "/register/"),
    ("supervisor", "/second-line/"),
)


def add_officers(app: Flask, *surnames: str) -> None:
    with app.app_context(), transaction() as session:
        session.add_all(Officer(surname=surname, service="Douane") for surname in surnames)


def workbook(content: bytes) -> list[list[object]]:
    """The rows of the first sheet."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_every_list_opens_in_each_order_it_offers(machine: Flask, who: str, path: str) -> None:
    at = browser(machine, who)
    offered = re.findall(r'href="[^"]*[?&;]sort=([^"&]+)', at.get(path).text)

    for sort in offered:
        for asked in (sort.removeprefix("-"), f"-{sort.removeprefix('-')}"):
            assert at.get(f"{path}?sort={asked}").status_code == 200


def test_a_heading_says_how_the_list_is_sorted_and_turns_it(machine: Flask) -> None:
    page = browser(machine, "administrator").get("/officers/?sort=username").text

    assert 'aria-sort="ascending"' in page
    assert "sort=-username" in page


def test_a_list_is_sorted_both_ways_over_its_pages(machine: Flask) -> None:
    add_officers(machine, *(f"Zz{number:03}" for number in range(120)))
    admin = browser(machine, "administrator")
    up = [admin.get(f"/officers/?q=Zz&sort=name&page={page}").text for page in (1, 2, 3)]
    down = [admin.get(f"/officers/?q=Zz&sort=-name&page={page}").text for page in (1, 2, 3)]

    forward = [name for page in up for name in re.findall(r">(Zz\d+)<", page)]
    backward = [name for page in down for name in re.findall(r">(Zz\d+)<", page)]

    assert forward == sorted(forward)
    assert backward == forward[::-1]
    assert len(set(forward)) == 120


def test_an_order_that_is_not_offered_changes_nothing(machine: Flask) -> None:
    admin = browser(machine, "administrator")

    assert admin.get("/officers/?sort=password").status_code == 200


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_every_list_comes_as_a_workbook(machine: Flask, who: str, path: str) -> None:
    answer = browser(machine, who).get(f"{path.rstrip('/')}/export.xlsx")

    assert answer.status_code == 200
    assert workbook(answer.data)[0]


def test_a_workbook_holds_text_where_a_formula_would_run_and_real_times(machine: Flask) -> None:
    add_officers(machine, "=1+1")
    admin = browser(machine, "administrator")
    rows = workbook(admin.get("/officers/export.xlsx?q=%3D1").data)
    times = workbook(admin.get("/officers/sign-ins/export.xlsx").data)

    assert rows[1][0] == "=1+1"
    assert isinstance(times[1][times[0].index("since_utc")], datetime)


def test_what_a_sheet_cannot_hold_goes_on_in_the_next(
    machine: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheets, "_MOST_ROWS", 2)
    add_officers(machine, "Zza", "Zzb", "Zzc", "Zzd", "Zze")
    answer = browser(machine, "administrator").get("/officers/export.xlsx?q=Zz&sort=name")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    sheets = [book.get_sheet_by_index(number).to_python() for number in range(3)]

    assert [len(rows) for rows in sheets] == [3, 3, 2]
    assert sheets[0][0] == sheets[1][0] == sheets[2][0]
    assert [row[sheets[0][0].index("surname")] for rows in sheets for row in rows[1:]] == [
        "Zza", "Zzb", "Zzc", "Zzd", "Zze",
    ]  # fmt: skip


def test_a_view_is_kept_opened_put_first_and_deleted(machine: Flask) -> None:
    admin = browser(machine, "administrator")
    admin.send("/views/", list="officers.index", name="By username", query="sort=-username&page=3")
    shown = admin.get("/officers/?all=1").text
    view = re.search(r"/views/([0-9a-f-]{36})/first", shown)
    assert view is not None
    admin.send(f"/views/{view[1]}/first")
    opened = admin.get("/officers/")
    admin.send(f"/views/{view[1]}/delete")

    assert "By username" in shown
    assert opened.location == "/officers/?sort=-username"
    assert admin.get("/officers/").status_code == 200


def test_a_view_of_another_officer_is_as_if_it_were_not(machine: Flask) -> None:
    browser(machine, "supervisor").send(
        "/views/", list="register.index", name="Today", query="q=AWA"
    )
    with machine.app_context():
        view = db.session.scalars(select(SavedView.id)).one()

    assert browser(machine, "officer").send(f"/views/{view}/delete").status_code == 404
    assert "Today" not in browser(machine, "officer").get("/register/").text


def test_a_view_of_a_list_that_one_may_not_open_is_refused(machine: Flask) -> None:
    sent = {"list": "officers.index", "name": "x", "query": "q=a"}

    assert browser(machine, "officer").send("/views/", **sent).status_code == 403
    assert browser(machine, "officer").send("/views/", **sent | {"list": "x"}).status_code == 404


def test_a_view_without_a_search_is_refused(machine: Flask) -> None:
    admin = browser(machine, "administrator")
    admin.send("/views/", list="officers.index", name="All", query="page=2")

    assert "All" not in admin.get("/officers/?all=1").text.partition('class="views')[2][:400]
