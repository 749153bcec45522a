"""Files of every dialect are read as what they say."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from flask import Flask

from borderpost.imports import reading
from borderpost.imports.reading import Grid, read
from borderpost.refusal import Refused
from tests.borderpost.workbooks import ODS, ods, packed, rows, workbook

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
        (FRENCH, "cp850", "DOS 850 ;"),
        (FRENCH, "mac_roman", "Mac OS ;"),
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


@pytest.mark.parametrize("rest", ["Ba;y\n", 'Ba;"y\n', 'Ba;"y" z\n'])
def test_a_quotation_mark_that_swallows_rows_is_told_with_its_row(rest: str) -> None:
    with pytest.raises(Refused, match="row 3 "):
        read(f'Nom;Note\nSow;x\nDiallo;"open\n{rest}'.encode())


def test_a_quotation_mark_within_a_cell_is_a_letter_like_any_other() -> None:
    assert read(b'Nom;Note\nSow;12" x\n').rows == [(2, ["Sow", '12" x'])]


def test_a_page_of_the_web_saved_as_a_workbook_is_no_table() -> None:
    with pytest.raises(Refused, match="cannot be read as a table"):
        read(b"<html><table><tr><td>a</td><td>b</td></tr>\n<tr><td>1</td></tr></table>")


def test_titles_of_several_cells_are_passed_over_when_the_headings_are_known() -> None:
    known = {"nom", "note", "prénom", "poste"}
    content = "Registre;2019\nPoste;Gogui\n\nNom;Prénom;Note;Poste\nSow;Ba;x;y\n".encode()
    grid = read(content, knows=lambda cell: cell.casefold() in known)

    assert (grid.headings, grid.first) == (["Nom", "Prénom", "Note", "Poste"], 4)
    assert grid.rows == [(5, ["Sow", "Ba", "x", "y"])]


def test_rows_that_happen_to_say_known_words_do_not_become_headings() -> None:
    content = b"a;b;c\n1;2;3\nNom;Note;x\n"

    assert read(content, knows=lambda cell: cell in ("Nom", "Note")).headings == ["a", "b", "c"]


def test_a_hidden_sheet_waits_behind_the_ones_that_are_seen() -> None:
    def hidden(sheet: Any) -> None:
        rows(("Nom", "Note"), ("Sow", "no"))(sheet)
        sheet.hide()

    def seen(sheet: Any) -> None:
        rows(("Nom", "Note"), ("Sow", "yes"))(sheet)
        sheet.activate()
        sheet.set_first_sheet()

    grid = read(workbook(hidden, seen, names=("old", "2019")))

    assert (grid.sheet, grid.sheets) == ("2019", ["old", "2019"])
    assert grid.rows[0][1] == ["Sow", "yes"]


def test_errors_and_formulas_that_nothing_worked_out_are_seen_in_a_workbook() -> None:
    def fill(sheet: Any) -> None:
        rows(("a", "b", "c", "d"), ("x", "", "", ""))(sheet)
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C2", "=2+2")  # as a program writes it: nobody has worked it out
        sheet.write_formula("D2", "=2+2", None, 4)

    assert read(workbook(fill)).rows == [(2, ["x", "#DIV/0!", "=2+2", "4"])]


def with_an_error(declared: str = "") -> bytes:
    """An ODS file with one cell that shows an error, as LibreOffice writes it."""
    parts = zipfile.ZipFile(io.BytesIO(ods(("a", "b"), ("x", "y"))))
    content = parts.read("content.xml").decode()
    content = content.replace(
        'office:value-type="string"><text:p>y',
        'table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!',
    )
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    content = content.replace("xmlns:text=", f'xmlns:calcext="{calc}" xmlns:text=')
    content = content.replace("?><office", f"?>{declared}<office")
    return packed({"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": "<manifest/>"})


def test_errors_are_seen_in_an_ods_file() -> None:
    assert read(with_an_error()).rows == [(2, ["x", "#DIV/0!"])]


def test_a_workbook_that_declares_entities_is_no_table() -> None:
    with pytest.raises(Refused, match="cannot be read as a table"):
        read(with_an_error('<!DOCTYPE office [<!ENTITY e "e">]>'))
