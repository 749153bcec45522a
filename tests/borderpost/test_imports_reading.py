"""Files of every dialect are read as what they say; what cannot be read gets a clear answer."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from flask import Flask

from borderpost.imports import reading
from borderpost.imports.reading import Grid, read
from borderpost.refusal import Refused
from tests.desk import browser

FRENCH = "Nom;Prénoms;Né le\r\nTRAORÉ;Aïssata;03/02/1990\r\nSIDIBÉ;Noël;04/05/1991\r\n"
ARABIC = "الاسم;اللقب;رقم\r\nمحمد;ولد الشيخ;A1\r\nفاطمة;بنت سيدي;A2\r\n"
ENGLISH = 'Name;Given;Note\r\nDiallo;Awa;"a; b"\r\nSow;Ba;"two\r\nlines"\r\n'
ODS = "application/vnd.oasis.opendocument.spreadsheet"

Fill = Callable[[Any], object]


@pytest.fixture(autouse=True)
def in_english(machine: Flask) -> Any:
    """Sentences of refusals are those of the code."""
    with machine.test_request_context("/", headers={"Accept-Language": "en"}):
        yield


def workbook(*sheets: Fill, names: tuple[str, ...] = ()) -> bytes:
    """A workbook whose sheets are filled by functions."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"default_date_format": "yyyy-mm-dd"})
    for place, fill in enumerate(sheets):
        fill(book.add_worksheet(names[place] if names else None))
    book.close()
    return held.getvalue()


def rows(*cells: tuple[object, ...]) -> Fill:
    """What fills a sheet with these rows."""

    def fill(sheet: Any) -> None:
        for number, row in enumerate(cells):
            sheet.write_row(number, 0, row)

    return fill


def ods(*cells: tuple[str, ...], manifest: str = "<manifest/>") -> bytes:
    """A spreadsheet as LibreOffice packs it, with one sheet."""
    table = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in cells
    )
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Feuille1">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": manifest})


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def refused(content: bytes) -> str:
    """The sentence that a file is refused with."""
    with pytest.raises(Refused) as refusal:
        read(content)
    assert refusal.value.field == "file"
    return str(refusal.value.sentence)


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


def bomb() -> bytes:
    """A workbook of less than a mebibyte with a sheet of 200 MiB."""
    sheet = "xl/worksheets/sheet1.xml"
    parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open(sheet, "w", force_zip64=True) as out:
            for _block in range(200):
                out.write(bytes(1 << 20))
    return held.getvalue()


def lying_bomb() -> bytes:
    """A workbook whose directory says 1,000 bytes of a sheet that unpacks to 400 MiB."""
    small = workbook(rows(("Nom", "N"), ("Sow", "1")))
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(small)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
                head, _, tail = content.partition(b"<sheetData>")
                content = head + b"<sheetData>" + cell * 6_500_000 + tail
            new.writestr(part.filename, content)
    return _with_size(held.getvalue(), b"xl/worksheets/sheet1.xml", 1000)


def _with_size(archive: bytes, name: bytes, size: int) -> bytes:
    """The archive with another unpacked size of one part in its directory (APPNOTE 4.3.12)."""
    at = archive.rindex(name)
    start = archive.rindex(b"PK\x01\x02", 0, at)
    changed = bytearray(archive)
    struct.pack_into("<L", changed, start + 24, size)
    return bytes(changed)


def test_a_workbook_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    content = bomb()

    assert len(content) < reading.MOST_BYTES
    assert "unpacks to more" in refused(content)


@pytest.mark.slow
def test_a_workbook_that_lies_about_its_size_is_refused() -> None:
    content = lying_bomb()

    assert len(content) < reading.MOST_BYTES
    said = refused(content)
    assert "unpacks to more" in said or "cannot be read" in said or "At most" in said


def test_a_far_away_cell_makes_no_million_rows() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, ("Nom", "N"))
        sheet.write_row(1, 0, ("Sow", "1"))
        sheet.write(1_000_000, 1, "fin")

    assert read(workbook(fill)).rows == [(2, ["Sow", "1"]), (1_000_001, ["", "fin"])]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b"Nom;N\r\n", "row of headings and one more"),
        (b"a;b\n" * (reading.MOST_ROWS + 2), "At most"),
        (b";".join([b"a"] * 101) + b"\n" + b";".join([b"1"] * 101), "At most"),
        (b"a" * (reading.MOST_BYTES + 1), "larger than 5 MiB"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "cannot be read as a table"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4, "cannot be read as a table"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x01\x02\x03", "cannot be read as a table"),
        (b"PK\x03\x04 cut off", "cannot be read as a table"),
        (packed({"readme.txt": "hello"}), "cannot be read as a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        (
            ods(("a", "b"), manifest="<manifest><manifest:encryption-data/></manifest>"),
            "locked with a password",
        ),
        (b"\xff\xfea\x00;\x00b", "cannot be read as a table"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_what_is_no_usable_table_is_told_in_words(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_a_workbook_of_too_many_rows_or_columns_is_refused() -> None:
    long = workbook(rows(*[("a", "b")] * (reading.MOST_ROWS + 2)))
    wide = workbook(rows(("a",) * 101, ("1",) * 101))

    assert "At most" in refused(long)
    assert "At most" in refused(wide)


def test_the_most_rows_that_are_taken_are_all_there() -> None:
    grid: Grid = read(b"a;b\n" + b"1;2\n" * reading.MOST_ROWS)

    assert len(grid.rows) == reading.MOST_ROWS


def test_a_picture_named_as_a_workbook_is_answered_on_its_page(machine: Flask) -> None:
    chief = browser(machine, "supervisor")
    fields = {"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(99)), "registre.xlsx")}

    page = chief._ask(chief.client.post, "/imports/new/crossings", data=fields).text

    assert 'class="field-error"' in page
