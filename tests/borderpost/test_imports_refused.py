"""What is no usable table gets a clear answer, whatever it claims to be."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

import pytest
from flask import Flask

from borderpost.imports import reading
from borderpost.imports.reading import read
from borderpost.refusal import Refused
from tests.borderpost.workbooks import ods, packed, rows, workbook
from tests.desk import browser


@pytest.fixture(autouse=True)
def in_english(machine: Flask) -> Any:
    """Sentences of refusals are those of the code."""
    with machine.test_request_context("/", headers={"Accept-Language": "en"}):
        yield


def refused(content: bytes) -> str:
    """The sentence that a file is refused with."""
    with pytest.raises(Refused) as refusal:
        read(content)
    assert refusal.value.field == "file"
    return str(refusal.value.sentence)


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


def test_a_picture_named_as_a_workbook_is_answered_on_its_page(machine: Flask) -> None:
    chief = browser(machine, "supervisor")
    fields = {"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(99)), "registre.xlsx")}

    page = chief._ask(chief.client.post, "/imports/new/crossings", data=fields).text

    assert 'class="field-error"' in page
