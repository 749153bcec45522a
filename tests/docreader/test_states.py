"""States, other issuers and document codes."""

from __future__ import annotations

import pytest

from docreader.states import STATES, alpha2, document_kind, is_known, normalise


def test_every_state_of_the_region_is_there() -> None:
    region = (
        "MLI MRT SEN GIN CIV BFA NER GMB GNB GHA TGO BEN NGA SLE LBR CPV DZA MAR TUN LBY TCD "
        "CMR ESH"
    )
    assert all(STATES[code] == "state" and alpha2(code) for code in region.split())


def test_iso_has_249_codes_each_with_two_letters_of_its_own() -> None:
    states = [code for code, kind in STATES.items() if kind == "state" and code != "RKS"]

    assert len(states) == 249
    assert len({alpha2(code) for code in states}) == 249


def test_neighbours_in_spelling_are_not_mixed_up() -> None:
    pairs = {
        "MRT": "MR",
        "MUS": "MU",
        "MLI": "ML",
        "MLT": "MT",
        "MWI": "MW",
        "NER": "NE",
        "NGA": "NG",
        "GIN": "GN",
        "GNB": "GW",
        "GNQ": "GQ",
        "DEU": "DE",
        "COD": "CD",
    }
    assert {code: alpha2(code) for code in pairs} == pairs


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("GBN", "special"),
        ("EUE", "special"),
        ("UNO", "special"),
        ("XEC", "special"),
        ("XPO", "special"),
        ("XXA", "special"),
        ("XXX", "special"),
        ("ANT", "withdrawn"),
        ("YUG", "withdrawn"),
        ("UTO", "specimen"),
        ("IAO", "not_on_documents"),
    ],
)
def test_codes_beyond_iso_have_their_kind(code: str, kind: str) -> None:
    assert STATES[code] == kind
    assert alpha2(code) is None


def test_germany_is_known_under_both_its_codes() -> None:
    assert normalise("D<<") == normalise("DEU") == "DEU"
    assert is_known("DEU")


def test_codes_that_may_not_stand_on_a_document_are_not_known() -> None:
    assert not is_known("IAO")
    assert not is_known("QQQ")
    assert not is_known("")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("PP", "passport_ordinary"),
        ("PD", "passport_diplomatic"),
        ("PR", "passport_refugee"),
        ("P<", "passport"),
        ("PC", "passport"),
        ("AC", "crew_certificate"),
        ("ID", "identity"),
        ("C1", "identity"),
        ("IV", ""),
        ("V<", "visa"),
        ("X<", ""),
    ],
)
def test_document_codes_say_what_a_document_is(code: str, kind: str) -> None:
    assert document_kind(code) == kind
