"""Files that are broken or want to hurt: refused with row and reason, and the old list stays."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
import xlsxwriter
from flask import Flask
from sqlalchemy import func, select

from borderpost.db import db
from tests.watchlist.alerts import (
    COLUMNS,
    FANTA,
    OTHERS,
    in_force,
    keys,
    lines_of,
    loaded,
    make,
    watch,
)
from tests.watchlist.test_formats import PERSON, UN
from watchlist import alert_words, shelf
from watchlist.models import Entry, EntryPaper, VersionState

GOOD = COLUMNS + FANTA.format(code="refer") + OTHERS
BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>&b;</FIRST_NAME>
</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><CONSOLIDATED_LIST/>"""
DEEP = "<CONSOLIDATED_LIST>" + "<A>" * 60 + "</A>" * 60 + "</CONSOLIDATED_LIST>"
PERSON_LINE = '{"id":"1","schema":"Person","properties":{"name":["A B"]}}\n'

# format, content, fault, row
BROKEN = {
    "empty": ("csv", "", "empty", None),
    "blank": ("csv", "\n\n", "empty", None),
    "bomb": ("un", BOMB, "entities", 1),
    "outside": ("un", OUTSIDE, "entities", 1),
    "deep": ("un", DEEP, "too_deep", 1),
    "cut xml": ("un", UN[: len(UN) // 2], "xml", 10),
    "another root": ("un", "<rss><a/></rss>", "not_this_format", 1),
    "no xml": ("un", "id,name\n1,A\n", "xml", 1),
    "cut json": ("ftm", PERSON_LINE * 3 + PERSON_LINE[:30], "json", 4),
    "json list": ("ftm", PERSON_LINE + "[1]\n", "not_this_format", 2),
    "deep json": ("ftm", PERSON_LINE + "[" * 100_000 + "\n", "json", 2),
    "latin-1": ("csv", GOOD.encode("latin-1"), "encoding", 3),
    "binary": ("csv", b"id,name\n1,A\x00B\n", "binary", 2),
    "endless line": ("csv", "id,name\n1," + "A" * 5_000_000 + "\n", "line_too_long", 2),
    "open quote": ("csv", GOOD + '99,"Nobody\n', "csv", 9),
    "no headings": ("csv", "a,b\n1,2\n", "headings", 1),
    "no schema": ("simple", "id,name\n1,A\n", "headings", 1),
    "another format": ("simple", PERSON_LINE, "csv", 1),
    "formulas only": ("csv", COLUMNS + "1,=cmd(),,,,,,,,\n", "no_entries", 2),
    "too many rejects": ("csv", GOOD + "x,A B,,1980-99-99,,,,,,\n" * 6, "too_many_rejects", 9),
    "ofac cut": ("ofac", '1,"A, B","individual"\n', "cells", 1),
    "not a workbook": ("xlsx", "id;name\n1;A\n", "not_this_format", None),
}  # fmt: skip


@pytest.fixture
def standing(inside: Flask) -> UUID:
    """A list in force, so that there is something to lose."""
    key = make()
    in_force(key, GOOD)
    return key


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_and_the_old_list_stays(standing: UUID, name: str) -> None:
    kind, content, fault, row = BROKEN[name]
    before, rows = keys(standing), db.session.scalar(select(func.count()).select_from(Entry))
    version = loaded(standing, content, kind)

    assert (version.state, version.refusal) == (VersionState.REFUSED, fault)
    assert version.refusal_row == row or (row is None and not version.refusal_row)
    assert alert_words.refusal(version)
    assert keys(standing) == before
    assert watch(standing).version == 1
    assert db.session.scalar(select(func.count()).select_from(Entry)) == rows
    pointer = shelf.of(standing)
    assert pointer is not None
    assert pointer.version == 1
    assert [line.details["fault"] for line in lines_of("watchlist:version:refuse")] == [fault]


def test_a_formula_is_rejected_with_its_row_and_the_rest_is_taken(standing: UUID) -> None:
    version = loaded(standing, GOOD + '77,"=HYPERLINK(1)",Ali,,,,,,,\n78,Ba,@SUM(A1),,,,,,,\n')

    assert version.state == VersionState.WAITING
    assert [one[:2] for one in version.rejects] == [[9, "formula"], [10, "formula"]]
    assert version.entries == 7


def workbook(path: Path, *, formula: bool) -> bytes:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "name", "birth date"])
    sheet.write_row(1, 0, ["1", "Awa Inventée", "1980-01-02"])
    if formula:
        sheet.write_formula(2, 1, '="A"&"B"', None, "AB")
    book.close()
    return path.read_bytes()


def test_a_workbook_is_taken_and_one_with_a_formula_refused(standing: UUID, tmp_path: Path) -> None:
    key = make("other")
    good = loaded(key, workbook(tmp_path / "good.xlsx", formula=False), "xlsx")
    bad = loaded(standing, workbook(tmp_path / "bad.xlsx", formula=True), "xlsx")

    assert (good.state, good.entries) == (VersionState.WAITING, 1)
    assert (bad.refusal, bad.refusal_row) == ("formula", 3)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(standing: UUID) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (200 * 1024 * 1024))
    version = loaded(standing, packed.getvalue(), "xlsx")

    assert version.refusal == "workbook"
    assert keys(standing)


def test_a_file_larger_than_the_setting_is_refused(standing: UUID, inside: Flask) -> None:
    inside.config["WATCHLIST_MIB"] = 1
    version = loaded(standing, GOOD + "x" * 1_100_000)

    assert version.refusal == "too_large"


def test_a_file_cut_between_two_rows_is_noticed_by_what_it_would_remove(inside: Flask) -> None:
    key = make()
    rows = [f"{n},Inventé{n},Ali,19{50 + n}-01-02,MLI,M,,,,\n" for n in range(20)]
    in_force(key, COLUMNS + "".join(rows))
    cut = loaded(key, COLUMNS + "".join(rows[:8]))
    meant = loaded(key, COLUMNS + "".join(rows[:8]), may_shrink=True)

    assert (cut.state, cut.refusal) == (VersionState.REFUSED, "shrunk")
    assert (meant.state, meant.removed) == (VersionState.WAITING, 12)


def test_a_refused_version_leaves_no_document_behind(standing: UUID) -> None:
    papers = db.session.scalar(select(func.count()).select_from(EntryPaper))
    row = "1,NOUVEAU,Nom,1980-01-01,MLI,M,A1,MLI,,\n"
    loaded(standing, COLUMNS + row + "x,A,,1980-99-99,,,,,,\n" * 9)

    assert db.session.scalar(select(func.count()).select_from(EntryPaper)) == papers


def test_a_person_without_the_right_shape_is_rejected_alone(inside: Flask) -> None:
    key = make()
    bad = '{"id":"2","schema":"Person","properties":{"name":"not a list"}}\n'
    version = loaded(key, PERSON_LINE + bad, "ftm")

    assert version.state == VersionState.WAITING
    assert version.rejects == [[2, "not_this_format", ""]]
    assert PERSON["schema"] == "Person"
