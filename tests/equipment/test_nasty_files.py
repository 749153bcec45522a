"""Files as offices and programs leave them: exact cell and reason, and nothing guessed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from borderpost.imports.checking import Checker, knows
from borderpost.imports.models import Import
from borderpost.imports.reading import read
from borderpost.imports.trial import doubted, mapping_of
from equipment import trial
from equipment.importing import IMPORTER
from tests.borderpost.workbooks import ods, rows, workbook
from tests.desk import browser, officer
from tests.equipment.work import World

HEAD = ("Tag", "Marque", "Modèle", "Catégorie", "N° de série", "Magasin", "Date d'achat", "Prix",
        "Devise", "Notes")  # fmt: skip
GOOD = ("GOG-1", "Sahara", "P1", "READER", "S1", "MAG", "13/05/2019", "450,50", "EUR", "réparé")
Cells = tuple[str, ...]


def line(**said: str) -> Cells:
    """A good row with some cells written otherwise, by heading."""
    return tuple(said.get(name, cell) for name, cell in zip(_NAMES, GOOD, strict=True))


_NAMES = ("tag", "maker", "model", "category", "serial", "store", "day", "cost", "currency", "note")
SECOND = line(tag="GOG-2", serial="S2")


def text(*lines: Cells, by: str = ";") -> bytes:
    """A text file of these lines."""
    return "".join(by.join(one) + "\r\n" for one in lines).encode()


def sheet(change: Callable[[Any], object]) -> bytes:
    """A workbook of the headings and two good rows, changed."""

    def fill(page: Any) -> None:
        rows(HEAD, GOOD, SECOND)(page)
        change(page)

    return workbook(fill)


def tried(app: Flask, content: bytes) -> dict[str, Any]:
    """What the command says of a file."""
    grid = read(content, knows=knows(IMPORTER))
    mapping = mapping_of(IMPORTER, grid, None)
    found = trial.tried(IMPORTER, grid, mapping, officer(app, "storekeeper"))
    return found | {"errors": [*doubted(IMPORTER, grid, None), *found["errors"]]}


def faults(found: dict[str, Any]) -> set[tuple[int, str, str]]:
    """Row, heading and code of each error."""
    return {(one["row"], one["column"], one["code"]) for one in found["errors"]}


NASTY: dict[str, tuple[bytes, set[tuple[int, str, str]]]] = {
    "the same heading twice, with other cells": (
        text((*HEAD, "Prix"), (*GOOD, "999,00")), {(1, "Prix (2)", "heading")}),
    "the same heading twice, with the same cells": (
        text((*HEAD, "Prix"), (*GOOD, "450,50")), set()),
    "two words for one column": (
        text((*HEAD, "Serial No"), (*GOOD, "S9")), {(1, "Serial No", "heading")}),
    "titles of several cells": (
        text(("Inventaire", "2026"), ("",), HEAD, line(cost="x")), {(4, "Prix", "not_money")}),
    "a row of totals": (
        text(HEAD, GOOD, ("Total", *("",) * 6, "450,50", "", "")),
        {(3, "Modèle", "required"), (3, "Devise", "required")}),
    "a comma that moved the cells": (
        text(HEAD, line(cost="2,450,50"), by=","),
        {(2, "Devise", "unknown"), (2, "(11)", "too_many_cells"), (2, "(12)", "too_many_cells")}),
    "a thousand or a decimal comma": (text(HEAD, line(cost="1,250")), {(2, "Prix", "ambiguous")}),
    "an amount with its sign": (text(HEAD, line(cost="450 €")), {(2, "Prix", "not_money")}),
    "an amount in brackets": (text(HEAD, line(cost="(450,00)")), {(2, "Prix", "not_money")}),
    "a day's number": (text(HEAD, line(day="43616")), {(2, "Date d'achat", "not_a_day")}),
    "a month in words": (text(HEAD, line(day="31-mai-19")), {(2, "Date d'achat", "not_a_day")}),
    "day and month swapped in ISO": (
        text(HEAD, line(day="2019-31-05")), {(2, "Date d'achat", "not_a_day")}),
    "a tag once more in other letters": (
        text(HEAD, GOOD, line(tag=" gog-1", serial="S2")), {(3, "Tag", "double")}),
    "a mark that nobody sees": (
        text(HEAD, line(tag="GOG-1\u200b")), {(2, "Tag", "not_a_tag")}),
    "a formula typed as text": (text(HEAD, line(serial="=A1")), {(2, "N° de série", "formula")}),
    "a workbook's error": (
        sheet(lambda page: page.write_formula(1, 4, "=VLOOKUP(A2,X:X,1)", None, "#N/A")),
        {(2, "N° de série", "formula")}),
    "a formula that nothing worked out": (
        sheet(lambda page: page.write_formula(2, 7, "=400+50.5")), {(3, "Prix", "formula")}),
    "a number for a serial": (
        sheet(lambda page: page.write_number(1, 4, 6.37e15)), {(2, "N° de série", "shortened")}),
    "a number for a day": (
        sheet(lambda page: page.write_number(1, 6, 43616)), {(2, "Date d'achat", "not_a_day")}),
    "tags merged over two rows": (
        sheet(lambda page: page.merge_range(1, 0, 2, 0, "GOG-9")), {(3, "Tag", "double")}),
    "hidden rows and columns count": (
        sheet(lambda page: (page.set_row(2, None, None, {"hidden": True}),
                            page.write(2, 7, "x"))), {(3, "Prix", "not_money")}),
    "an ODS file": (ods(HEAD, line(day="hier")), {(2, "Date d'achat", "not_a_day")}),
}  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_each_damage_is_told_at_its_cell_and_nothing_else(
    inside: Flask, world: World, name: str
) -> None:
    content, expected = NASTY[name]

    assert faults(tried(inside, content)) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850",
                                      "mac_roman"])  # fmt: skip
@pytest.mark.parametrize("by", [";", ",", "\t", "|"])
def test_letters_and_separators_of_any_program_read_alike(
    inside: Flask, world: World, encoding: str, by: str
) -> None:
    good = line(cost="450.50")
    content = text(HEAD, good, by=by).decode().encode(encoding)

    assert tried(inside, content) == {"rows": 1, "new": 1, "changed": 0, "same": 0, "errors": []}


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("1 250,50", "1250.50"), ("1\u202f250,50", "1250.50"), ("1,250.50", "1250.50"),
     ("1.250,50", "1250.50"), ("٤٥٠٫٥", "450.50"), ("1250", "1250.00")],
)  # fmt: skip
def test_an_amount_that_everybody_reads_alike_is_read(
    inside: Flask, world: World, cell: str, amount: str
) -> None:
    assert row_of(inside, line(cost=cell))["cost"] == Decimal(amount)


@pytest.mark.parametrize("cell", ["31/05/2019", "2019-05-31", "31.05.2019", "٣١/٠٥/٢٠١٩",
                                  "٢٠١٩-٠٥-٣١", "31/05/2019 00:00:00",
                                  "2019-05-31T00:00:00"])  # fmt: skip
def test_a_day_in_any_digits_is_read(inside: Flask, world: World, cell: str) -> None:
    assert row_of(inside, line(day=cell))["received_on"] == date(2019, 5, 31)


def row_of(app: Flask, cells: Cells) -> dict[str, Any]:
    """What a good row came to."""
    grid = read(text(HEAD, cells))
    by, mapping = officer(app, "storekeeper"), mapping_of(IMPORTER, grid, None)
    found, errors = Checker(IMPORTER, grid.headings, mapping, by).check(2, grid.rows[0][1])
    assert not errors
    return found.row.facts  # type: ignore[no-any-return]


def test_the_page_of_the_columns_asks_which_of_two_headings_counts(
    machine: Flask, stocked: World
) -> None:
    at = browser(machine, "storekeeper")
    sent = {"file": (io.BytesIO(text((*HEAD, "Prix"), (*GOOD, "999,00"))), "liste.csv")}
    shown = at.get(at.send("/imports/new/equipment", **sent).location).text

    assert "Prix · Prix (2)" in shown


def test_the_page_shows_a_cell_that_stands_under_no_heading(machine: Flask, stocked: World) -> None:
    at = browser(machine, "storekeeper")
    sent = {"file": (io.BytesIO(text(HEAD, GOOD, (*SECOND, "too far"))), "liste.csv")}
    columns = at.send("/imports/new/equipment", **sent).location
    with machine.app_context():
        mapping = dict(db.session.scalars(select(Import)).one().mapping)
    at.send(columns, **mapping)
    shown = at.get(columns.removesuffix("/columns")).text
    errors = at.get(columns.replace("/columns", "/errors.csv")).text

    assert "too far" in shown and "(11)" in shown
    assert "GOG-2" in errors and "GOG-1;" not in errors


def test_the_command_prints_the_keys_that_programs_ask_for(
    machine: Flask, stocked: World, tmp_path: Path
) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes(text((*HEAD, "Prix"), (*GOOD, "999,00"), (*line(day="hier"), "")))
    run = machine.test_cli_runner().invoke
    done = run(args=["equipment", "import", str(file), "--dry-run", "--json"])
    found = json.loads(done.stdout)

    assert done.exit_code == 1
    assert set(found) == {"rows", "new", "changed", "same", "errors"}
    assert all(set(one) == {"row", "column", "value", "code", "message"} for one in found["errors"])
    assert (1, "Prix (2)", "heading") in faults(found)
