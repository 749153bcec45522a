"""An old register is loaded by its pages, as a supervisor does."""

from __future__ import annotations

import csv
import html
import io
import re
import uuid

from borderpost.imports.importer import importer
from borderpost.submission import FIELD
from tests.crossings import damaged_register as old
from tests.desk import Browser


def upload(who: Browser, content: bytes, name: str = "registre.csv") -> str:
    """Send a file; the address of its columns page."""
    fields = {FIELD: str(uuid.uuid4()), "file": (io.BytesIO(content), name)}
    answer = who._ask(who.client.post, "/imports/new/crossings", data=fields)
    assert answer.status_code == 302, answer.text
    return answer.location


def guessed(page: str) -> dict[str, str]:
    """What the columns page proposes."""
    return {
        name: chosen[1].replace("&#39;", "'")
        for name, options in re.findall(r'<select[^>]+name="(.+?)"[^>]*>(.*?)</select>', page, re.S)
        if (chosen := re.search(r'<option selected value="([^"]*)"', options))
    }  # fmt: skip


def checked_by_pages(chief: Browser, content: bytes) -> str:
    """Upload a file and take the guessed columns; its address."""
    columns = upload(chief, content)
    chief.send(columns, **guessed(chief.get(columns).text))
    return columns.removesuffix("/columns")


def loaded_by_pages(chief: Browser, file: str) -> None:
    """Load the good rows, pressing "Continue" while there are more."""
    chief.send(f"{file}/commit")
    while "/continue" in chief.get(file).text:
        chief.send(f"{file}/continue")


def wrong_cells(chief: Browser, file: str) -> old.Damage:
    """Line and column of each cell that the pages of bad rows mark."""
    labels = {label: name for name, label in _labels(chief).items()}
    found, number = set(), 1
    while True:
        page = html.unescape(chief.get(f"{file}?rows=bad&page={number}").text)
        for line, cells in re.findall(r'<tr id="row-(\d+)">(.*?)</tr>', page, re.S):
            marked = re.findall(r'<td data-label="([^"]*)" class="cell-wrong">', cells)
            found |= {(int(line), labels[label]) for label in marked}
        if 'rel="next"' not in page:
            return found
        number += 1


def _labels(chief: Browser) -> dict[str, str]:
    template = chief.get("/imports/new/crossings/template.csv").data.decode("utf-8-sig")
    headings = next(csv.reader(io.StringIO(template), delimiter=";"))
    found = importer("crossings")
    assert found is not None
    return dict(zip(found.columns(), headings, strict=True))


def error_file(chief: Browser, file: str) -> list[list[str]]:
    """The rows of the file that is given back."""
    content = chief.get(f"{file}/errors.csv").data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def padded(row: list[str]) -> list[str]:
    """A row as the file gives it back: every cell there, without spaces around."""
    return [cell.strip() for cell in row] + [""] * (len(old.HEADINGS) - len(row))


def columns_of(number: int, known: old.Damage) -> list[str]:
    """The damaged columns of one line."""
    return [column for line, column in known if line == number]
