"""A workbook of several sheets: one of them is chosen."""

from __future__ import annotations

import io
import uuid

from flask import Flask

from borderpost.db import db
from borderpost.imports import loading, services
from borderpost.imports.importer import importer
from borderpost.imports.models import Import
from borderpost.submission import FIELD
from tests.borderpost.workbooks import rows, workbook
from tests.desk import browser, officer


def book() -> bytes:
    """A workbook with two filled sheets."""
    sheets = [rows(("Nom", "Corps"), (name, "Police")) for name in ("Sow", "Dembélé")]
    return workbook(*sheets, names=("2025", "2026"))


def test_another_sheet_of_a_workbook_is_chosen_on_its_page(machine: Flask) -> None:
    admin = browser(machine, "administrator")
    fields = {FIELD: str(uuid.uuid4()), "file": (io.BytesIO(book()), "agents.xlsx")}
    columns = admin._ask(admin.client.post, "/imports/new/officers", data=fields).location
    file = columns.removesuffix("/columns")

    offered = admin.get(columns).text
    admin.send(f"{file}/sheet", sheet="2026")
    admin.send(columns, surname="Nom", service="Corps")
    page = admin.get(file).text

    assert '<option value="2025" selected>' in offered
    assert "Dembélé" in page
    assert "Sow" not in page.partition("<tbody>")[2]


def test_a_sheet_that_is_not_there_is_refused(machine: Flask) -> None:
    admin = browser(machine, "administrator")
    fields = {FIELD: str(uuid.uuid4()), "file": (io.BytesIO(book()), "agents.xlsx")}
    columns = admin._ask(admin.client.post, "/imports/new/officers", data=fields).location

    admin.send(f"{columns.removesuffix('/columns')}/sheet", sheet="1999")

    assert "alert-danger" in admin.get(columns).text


def test_the_book_is_forgotten_once_it_is_loaded(inside: Flask) -> None:
    admin, roster = officer(inside, "administrator"), importer("officers")
    assert roster is not None
    content = book()
    one = services.upload(roster, "agents.xlsx", content, by=admin)
    kept = one.content
    services.choose_columns(roster, one.id, one.mapping, by=admin)

    loading.begin(one.id, whole=True, by=admin)

    assert kept == content
    assert db.session.get_one(Import, one.id).content is None
