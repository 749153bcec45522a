"""Static files are asked for once: their address changes with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from borderpost import static_files
from tests.desk import visitor

YEAR = "public, max-age=31536000, immutable"


def kept(app: Flask, address: str) -> str:
    return visitor(app).get(address).headers["Cache-Control"]


def test_every_file_of_a_page_is_named_with_its_mark(machine: Flask) -> None:
    page = visitor(machine).get("/sign-in").text
    named = re.findall(r'(?:src|href)="(/static/[^"]*)"', page)

    assert len(named) > 5
    assert [one for one in named if not re.search(r"\?v=[0-9a-f]{8}(#|$)", one)] == []
    assert {kept(machine, one.partition("#")[0]) for one in named} == {YEAR}


def test_the_mark_changes_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_files, "FOLDER", tmp_path)
    marks = set()
    for text in ("a {}", "b {}"):
        (tmp_path / "other.css").write_text(text)
        static_files.mark.cache_clear()  # as a start of the program does
        marks.add(static_files.mark("other.css"))

    static_files.mark.cache_clear()
    assert len(marks - {""}) == 2


@pytest.mark.parametrize("mark", ["", "?v=", "?v=00000000"])
def test_another_mark_than_the_files_is_asked_for_again(machine: Flask, mark: str) -> None:
    assert kept(machine, f"/static/theme.css{mark}") == "no-cache"


def test_the_page_of_a_file_that_is_not_there_is_kept_by_nobody(machine: Flask) -> None:
    answer = visitor(machine).get("/static/none.css?v=00000000")

    assert answer.status_code == 404
    assert "max-age" not in answer.headers.get("Cache-Control", "")


def test_faces_are_kept_for_a_week(machine: Flask) -> None:
    assert kept(machine, "/static/fonts/noto-sans-latin-400.woff2") == "public, max-age=604800"


@pytest.mark.parametrize("name", ["../wsgi.py", "none.css", "", "icons"])
def test_what_is_no_static_file_has_no_mark(name: str) -> None:
    assert static_files.mark(name) == ""
    assert static_files.address(name) == f"/static/{name}"
