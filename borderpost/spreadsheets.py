"""Files that spreadsheets open: CSV and XLSX, nothing in them a formula."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import xlsxwriter
from flask import Response, request, stream_with_context
from sqlalchemy import Select

from borderpost import locale
from borderpost.db import db

_AT_ONCE = 500  # rows of an export held in memory
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_ROWS = 1_048_575  # what one sheet holds below its headings
_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_file(name: str, columns: Sequence[Any], rows: Select[Any] | Iterable[Any]) -> Response:
    """The file that the address asks for: XLSX when it ends so, else CSV."""
    return (as_xlsx if request.path.endswith(".xlsx") else as_csv)(name, columns, rows)


def as_csv(name: str, columns: Sequence[Any], rows: Select[Any] | Iterable[Any]) -> Response:
    """A CSV file that spreadsheets open as it is: UTF-8 with a mark, ``;`` in French.

    A query is asked while the file is sent; what was asked before is gone by then.
    """
    lines = _lines(columns, rows, ";" if locale.code() == "fr" else ",")
    return Response(
        stream_with_context(lines),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def as_xlsx(name: str, columns: Sequence[Any], rows: Select[Any] | Iterable[Any]) -> Response:
    """A workbook with real dates and numbers and a frozen heading; right to left in Arabic.

    What one sheet cannot hold goes on in another: nothing is left out.
    """
    held = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(
        held,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
         "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd"},
    )  # fmt: skip
    bold, instant = book.add_format({"bold": True}), book.add_format()
    instant.set_num_format("yyyy-mm-dd hh:mm")
    sheet = _new_sheet(book, columns, bold)
    for before, row in enumerate(_asked(rows)):
        number = before % _MOST_ROWS + 1
        if before and number == 1:
            sheet = _new_sheet(book, columns, bold)
        for place, column in enumerate(columns):
            _write(sheet, number, place, column.value(row), instant)
    book.close()
    held.seek(0)
    return Response(
        held, mimetype=_MIME, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    )


def _new_sheet(book: Any, columns: Sequence[Any], bold: Any) -> Any:
    sheet = book.add_worksheet()
    if locale.text_direction() == "rtl":
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 18)
        sheet.write_string(0, place, column.heading, bold)
    return sheet


def _write(sheet: Any, number: int, place: int, value: Any, instant: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):  # spreadsheets know no zones: UTC, as the heading says
        sheet.write_datetime(number, place, value.replace(tzinfo=None), instant)
    elif isinstance(value, date):
        sheet.write_datetime(number, place, value)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(number, place, value)
    else:
        sheet.write_string(number, place, str(value))


def _asked(rows: Select[Any] | Iterable[Any]) -> Iterable[Any]:
    if isinstance(rows, Select):
        return db.session.scalars(rows.execution_options(yield_per=_AT_ONCE))
    return rows


def _lines(
    columns: Sequence[Any], rows: Select[Any] | Iterable[Any], separator: str
) -> Iterator[str]:
    yield "\ufeff"
    yield _line([column.heading for column in columns], separator)
    for row in _asked(rows):
        yield _line([_cell(column.value(row)) for column in columns], separator)


def _line(cells: Sequence[str], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    """Text of one cell; what a spreadsheet would run as a formula is defused."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if value is None or isinstance(value, UUID):
        return str(value or "")
    text = str(value)
    if isinstance(value, int | float | Decimal):
        return text  # a negative number is no formula
    return f"'{text}" if text.startswith(_FORMULA) else text
