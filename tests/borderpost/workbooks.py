"""Small workbooks, made for one test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter

ODS = "application/vnd.oasis.opendocument.spreadsheet"

Fill = Callable[[Any], object]


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
