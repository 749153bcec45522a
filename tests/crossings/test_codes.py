"""Code lists: the domain's codes, words in three languages, reasons with their source."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask, g

from crossings import codes, words

LISTS = {
    "directions": codes.DIRECTIONS,
    "decisions": codes.DECISIONS,
    "purposes": codes.PURPOSES,
    "transport": codes.TRANSPORT,
    "documents": codes.DOCUMENTS,
    "sexes": codes.SEXES,
}


def test_the_codes_fit_their_columns() -> None:
    longest = {name: max(map(len, table)) for name, table in LISTS.items()}

    assert longest == {
        "directions": 1, "decisions": 9, "purposes": 3, "transport": 4, "documents": 4, "sexes": 1,
    }  # fmt: skip


def test_every_reason_has_words_in_three_languages_and_a_source() -> None:
    for reason in codes.refusal_reasons().values():
        assert set(reason.words) == {"fr", "en", "ar"}
        assert all(reason.words.values())
        assert reason.cite


def test_a_reason_without_a_source_has_no_date() -> None:
    unsourced = {
        r.code for r in codes.refusal_reasons().values() if r.cite.startswith("non sourcé")
    }

    assert unsourced
    assert all(codes.refusal_reasons()[code].since == "" for code in unsourced)
    for reason in codes.refusal_reasons().values():
        assert not reason.since or date.fromisoformat(reason.since)


def test_reasons_are_mapped_to_the_letters_of_the_standard_form() -> None:
    for reason in codes.refusal_reasons().values():
        assert re.fullmatch(r"([A-I](/[A-I])*)?", reason.letter)
        assert re.fullmatch(r"ML-\d\d", reason.code)


def test_all_reasons_together_fit_their_column() -> None:
    assert len(" ".join(codes.refusal_reasons())) <= 80


def test_a_reason_speaks_french_where_it_has_no_other_words() -> None:
    reason = codes.refusal_reasons()["ML-01"]

    assert reason.label("en") == "No valid travel document"
    assert reason.label("bm") == reason.label("fr")


@pytest.mark.parametrize(
    ("code", "kind"),
    [("P", "P"), ("PD", "P"), ("IR", "I"), ("ID", "I"), ("VB", "V"), ("ETC", "ETC"),
     ("NINA", "NINA"), ("CC", "CC"), ("", "")],
)  # fmt: skip
def test_the_kind_of_a_document_is_ours_or_the_zones_first_letter(code: str, kind: str) -> None:
    assert codes.kind_of(code) == kind


def test_a_warning_of_the_reader_is_a_sentence_with_its_detail(machine: Flask) -> None:
    with machine.test_request_context("/"):
        g.page_locale = "en"
        told = words.warnings(["line_length:1:45", "repaired:birth_date", "expired", "expired"])
        unknown = words.warning("something_new:3")

    assert told[0] == ("A line has the wrong length (line, characters).", "1 · 45")
    assert told[1][1] == "Born on"
    assert len(told) == 3
    assert unknown[0] == "The reader noticed: something_new:3"
