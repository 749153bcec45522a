"""Lost and stolen documents: exact, misread, swapped in one stroke, never half a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from watchlist import documents
from watchlist.documents import Documents, Match, Unusable

ROWS = [("UTO", "P", "L898902C3"), ("UTO", "P", "B1234567"), ("MLI", "I", "0012 345-6")]


@pytest.fixture
def opened(tmp_path: Path) -> Documents:
    documents.build(tmp_path / "lost.docs", ROWS)
    return Documents.open(tmp_path / "lost.docs")


def test_a_reported_document_is_found_exactly(opened: Documents) -> None:
    assert len(opened) == 3
    assert opened.find("UTO", "P", "L898902C3") is Match.EXACT


@pytest.mark.parametrize("number", ["00123456", "0012<345<6", " 0012-3456 "])
def test_blanks_fillers_and_hyphens_do_not_count(opened: Documents, number: str) -> None:
    assert opened.find("mli", "i", number) is Match.EXACT


@pytest.mark.parametrize(
    ("issuer", "kind", "number"),
    [("MLI", "P", "L898902C3"), ("UTO", "I", "L898902C3"), ("UTO", "P", "L898902C4")],
)
def test_another_state_kind_or_number_is_another_document(
    opened: Documents, issuer: str, kind: str, number: str
) -> None:
    assert opened.find(issuer, kind, number) is None


@pytest.mark.parametrize("number", ["L8989O2C3", "LB98902C3", "L8989D2C3", "81234567", "BI2345G7"])
def test_a_likely_misreading_is_told_from_an_exact_hit(opened: Documents, number: str) -> None:
    assert opened.find("UTO", "P", number) is Match.MISREAD


@pytest.mark.parametrize("number", ["81234507", "B123456", "B12345677", "C1234567"])
def test_signs_that_nobody_confuses_are_no_misreading(opened: Documents, number: str) -> None:
    assert opened.find("UTO", "P", number) is None


@pytest.mark.parametrize("number", ["", "<<<<", "---", "é"])
def test_no_number_is_nobodys_document(opened: Documents, number: str, tmp_path: Path) -> None:
    documents.build(tmp_path / "blank.docs", [("UTO", "P", number)])

    assert len(Documents.open(tmp_path / "blank.docs")) == 0
    assert opened.find("UTO", "P", number) is None


def test_both_of_two_numbers_that_are_read_for_each_other_are_exact(tmp_path: Path) -> None:
    documents.build(tmp_path / "both.docs", [("UTO", "P", "B1"), ("UTO", "P", "8I")])
    both = Documents.open(tmp_path / "both.docs")

    found = [both.find("UTO", "P", number) for number in ("B1", "8I", "81", "B7")]
    assert found == [Match.EXACT, Match.EXACT, Match.MISREAD, None]


def test_every_key_is_found_and_no_other(tmp_path: Path) -> None:
    dice = np.random.default_rng(3)
    keys = dice.integers(0, 2**64, 20_000, np.uint64)
    edges = np.array([0, 1, 2**64 - 1, 2**48, 2**48 - 1], np.uint64)
    documents.build_keys(tmp_path / "many.docs", [keys, edges])
    opened = Documents.open(tmp_path / "many.docs")

    assert all(opened.has(int(key)) for key in (*keys, *edges))
    assert not any(opened.has(int(key)) for key in dice.integers(0, 2**64, 2_000, np.uint64))


def test_a_document_listed_twice_counts_once(tmp_path: Path) -> None:
    assert documents.build(tmp_path / "twice.docs", [ROWS[0], ROWS[0]]) == 1


def test_an_empty_file_finds_nothing(tmp_path: Path) -> None:
    documents.build(tmp_path / "none.docs", [])

    assert Documents.open(tmp_path / "none.docs").find(*ROWS[0]) is None


def test_whoever_has_the_old_file_open_goes_on_reading(tmp_path: Path, opened: Documents) -> None:
    documents.build(tmp_path / "lost.docs", [("UTO", "P", "NEW")])

    assert opened.find("UTO", "P", "B1234567") is Match.EXACT
    assert Documents.open(tmp_path / "lost.docs").find("UTO", "P", "B1234567") is None


def test_a_build_that_breaks_leaves_the_old_file(tmp_path: Path, opened: Documents) -> None:
    def broken():  # noqa: ANN202
        yield ROWS[0]
        raise RuntimeError("the list ends in the middle")

    with pytest.raises(RuntimeError):
        documents.build(tmp_path / "lost.docs", broken())

    assert Documents.open(tmp_path / "lost.docs").find(*ROWS[1]) is Match.EXACT
    assert [path.name for path in tmp_path.iterdir()] == ["lost.docs"]


@pytest.mark.parametrize("damage", [b"", b"BPDOCS01", b"<html>", None])
def test_half_a_file_is_refused(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "lost.docs"
    documents.build(path, ROWS)
    path.write_bytes(path.read_bytes()[:-3] if damage is None else damage)

    with pytest.raises(Unusable):
        Documents.open(path)


def test_a_file_that_is_not_there_is_told_from_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        Documents.open(tmp_path / "nothing.docs")
