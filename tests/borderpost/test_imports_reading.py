"""Files of every dialect are read as what they say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from borderpost.imports import reading
from borderpost.imports.reading import Grid, read
from tests.borderpost.workbooks import ods, rows, workbook

FRENCH = "Nom;Prénoms;Né le\r\nTRAORÉ;Aïssata;03/02/1990\r\nSIDIBÉ;Noël;04/05/1991\r\n"
ARABIC = "الاسم;اللقب;رقم\r\nمحمد;ولد الشيخ;A1\r\nفاطمة;بنت سيدي;A2\r\n"
ENGLISH = 'Name;Given;Note\r\nDiallo;Awa;"a; b"\r\nSow;Ba;"two\r\nlines"\r\n'


@pytest.fixture(autouse=True)
def in_english(machine: Flask) -> Any:
    """Sentences of refusals are those of the code."""
    with machine.test_request_context("/", headers={"Accept-Language": "en"}):
        yield


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_every_separator_and_line_end_gives_the_same_rows(separator: str, ends: str) -> None:
    content = "Nom;Prénoms;Né le\r\nTRAORÉ;Aïssata;03/02/1990\r\n"
    sent = content.replace(";", separator).replace("\r\n", ends).encode()

    grid = read(sent)

    assert grid.headings == ["Nom", "Prénoms", "Né le"]
    assert grid.rows == [(2, ["TRAORÉ", "Aïssata", "03/02/1990"])]


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (FRENCH, "utf-8", "UTF-8 ;"),
        (FRENCH, "utf-8-sig", "UTF-8 ;"),
        (FRENCH, "utf-16", "UTF-16 ;"),
        (FRENCH, "utf-16-le", "UTF-16 ;"),
        (FRENCH, "utf-16-be", "UTF-16 ;"),
        (FRENCH, "cp1252", "Windows-1252 ;"),
        (ARABIC, "utf-8", "UTF-8 ;"),
        (ARABIC, "utf-16", "UTF-16 ;"),
        (ARABIC, "cp1256", "Windows-1256 ;"),
    ],
)
def test_every_encoding_gives_the_same_words(text: str, encoding: str, told: str) -> None:
    grid = read(text.encode(encoding))

    lines = text.splitlines()
    assert grid.headings == lines[0].split(";")
    assert [row for _number, row in grid.rows] == [line.split(";") for line in lines[1:]]
    assert grid.dialect == told


def test_a_quoted_cell_keeps_its_separators_and_lines() -> None:
    grid = read(ENGLISH.encode())

    assert [row[2] for _number, row in grid.rows] == ["a; b", "two\r\nlines"]


def test_the_line_in_which_excel_names_its_separator_is_no_row() -> None:
    grid = read(b"sep=,\r\nNom,Note\r\nSow,a;b;c\r\n")

    assert (grid.headings, grid.rows) == (["Nom", "Note"], [(2, ["Sow", "a;b;c"])])


def test_titles_above_the_headings_and_empty_rows_are_passed_over() -> None:
    grid = read(b"Registre 2019;;\n;;\nNom;Note;\n;;\nSow;x;\n")

    assert grid.headings == ["Nom", "Note"]
    assert grid.rows == [(5, ["Sow", "x"])]


def test_headings_that_are_there_twice_or_empty_are_told_apart() -> None:
    assert read(b"Nom;Nom;;Nom\na;b;c;d\n").headings == ["Nom", "Nom (2)", "(3)", "Nom (3)"]


def test_a_cell_that_our_own_files_defused_comes_back_as_it_was() -> None:
    assert read(b"a;b\n'=1+1;'-5\n").rows == [(2, ["=1+1", "-5"])]


def test_a_workbook_gives_days_and_numbers_as_they_would_be_typed() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, ("Nom", "N", "Jour", "Calcul"))
        sheet.write_row(1, 0, ("Sow", 1042))
        sheet.write_datetime(1, 2, date(2019, 5, 31))
        sheet.write_formula(1, 3, "=1+1", None, 2)

    grid = read(workbook(fill))

    assert grid.rows == [(2, ["Sow", "1042", "2019-05-31", "2"])]
    assert grid.dialect == "XLSX"


def test_cells_that_are_merged_downwards_speak_for_each_row() -> None:
    def fill(sheet: Any) -> None:
        sheet.merge_range("A1:C1", "Registre de 2019")
        sheet.write_row(1, 0, ("Jour", "Nom", "N"))
        sheet.merge_range("A3:A4", "2019-05-31")
        sheet.write_row(2, 1, ("Sow", "1"))
        sheet.write_row(3, 1, ("Ba", "2"))

    grid = read(workbook(fill))

    assert grid.headings == ["Jour", "Nom", "N"]
    assert grid.rows == [(3, ["2019-05-31", "Sow", "1"]), (4, ["2019-05-31", "Ba", "2"])]


def test_an_ods_file_is_read() -> None:
    grid = read(ods(("Nom", "Note"), ("Traoré", "x")))

    assert (grid.headings, grid.rows) == (["Nom", "Note"], [(2, ["Traoré", "x"])])
    assert grid.dialect == "ODS"


def test_the_first_filled_sheet_is_read_or_the_one_that_was_chosen() -> None:
    book = workbook(
        rows(), rows(("Nom", "N"), ("Sow", "1")), rows(("Nom", "N"), ("Ba", "2")),
        names=("Vide", "2018", "2019"),
    )  # fmt: skip

    first, chosen = read(book), read(book, "2019")

    assert (first.sheet, first.sheets) == ("2018", ["2018", "2019"])
    assert first.rows == [(2, ["Sow", "1"])]
    assert (chosen.sheet, chosen.rows) == ("2019", [(2, ["Ba", "2"])])


def test_a_far_away_cell_makes_no_million_rows() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, ("Nom", "N"))
        sheet.write_row(1, 0, ("Sow", "1"))
        sheet.write(1_000_000, 1, "fin")

    assert read(workbook(fill)).rows == [(2, ["Sow", "1"]), (1_000_001, ["", "fin"])]


def test_the_most_rows_that_are_taken_are_all_there() -> None:
    grid: Grid = read(b"a;b\n" + b"1;2\n" * reading.MOST_ROWS)

    assert len(grid.rows) == reading.MOST_ROWS
