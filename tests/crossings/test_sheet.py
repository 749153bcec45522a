"""The working sheet: every value with its source and check, typed values checked at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossings import sheet as sheets
from crossings.papers import required
from crossings.sheet import Entry, Origin, Standing
from docreader import How, Reading, Verdict, read_text
from tests.crossings.documents import FANTA, ICAO, spoiled, zone
from tests.docreader.zones import VECTORS, lines_of, valid_zones

TODAY = date(2026, 11, 23)
UNHURRIED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NUMBER_DIGIT = (1, 9)  # line and column of the number's digit in a TD3 zone
COMPOSITE = (1, 43)


def read(lines: str) -> Reading:
    return read_text(lines, today=TODAY)


def standing(lines: str, changes: dict[str, str] | None = None) -> Standing:
    """The standing of a document after the officer typed ``changes``."""
    reading = read(lines)
    sheet = sheets.corrected(sheets.from_reading(reading), changes or {})
    return sheets.standing(sheet, reading.as_json(), TODAY, specimens_allowed=False)


def unrepairable(line: int, column: int) -> str:
    """A zone whose one check digit is wrong and which no single change puts right."""
    lines = zone()
    digit = int(lines.splitlines()[line][column])
    return spoiled(spoiled(lines, line, column, str((digit + 5) % 10)), *COMPOSITE, "<")


def test_a_reading_fills_the_sheet() -> None:
    sheet = sheets.from_reading(read(ICAO))

    assert {name: entry.value for name, entry in sheet.items()} == {
        "surname": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "document_code": "P",
        "issuing_state": "UTO",
        "document_number": "L898902C3",
        "nationality": "UTO",
        "birth_date": "1974-08-12",
        "sex": "F",
        "expiry_date": "2012-04-15",
    }
    assert {entry.origin for entry in sheet.values()} == {Origin.READ}
    assert sheet["document_number"].check is Verdict.OK
    assert sheet["document_number"].digit == "6"
    assert sheet["surname"].check is Verdict.NOT_COVERED


def test_what_a_document_lacks_stays_empty_and_is_missing() -> None:
    sheet = sheets.from_reading(Reading())

    assert {entry.origin for entry in sheet.values()} == {Origin.EMPTY}
    assert sheets.missing(sheet) == required("")


def test_typed_values_are_put_in_the_zones_letters() -> None:
    values = {"document_number": " ab 123 ", "nationality": "mli", "surname": "  Ould   Sidi "}
    sheet = sheets.typed(values, {})

    assert sheet["document_number"].value == "AB 123"
    assert sheet["nationality"].value == "MLI"
    assert sheet["surname"].value == "Ould Sidi"
    assert sheet["given_names"] == Entry(origin=Origin.TYPED)


@pytest.mark.parametrize(
    ("name", "value", "digit", "check"),
    [
        ("document_number", "L898902C3", "6", Verdict.OK),
        ("document_number", "l898902c3", "6", Verdict.OK),
        ("document_number", "L898902C3", "5", Verdict.BAD),
        ("document_number", "L898902C", "6", Verdict.BAD),
        ("document_number", "D23145890734", "9", Verdict.OK),  # longer than nine cells
        ("document_number", "12 345", "1", Verdict.OK),  # 12<345<<<
        ("document_number", "12-345", "1", Verdict.OK),
        ("document_number", "12-345", "9", Verdict.OK),  # 12345<<<<: a sign for the eye
        ("document_number", "12-345", "5", Verdict.BAD),
        ("birth_date", "1974-08-12", "2", Verdict.OK),
        ("birth_date", "1974-08-13", "2", Verdict.BAD),
        ("birth_date", "1979", "6", Verdict.OK),  # 79<<<<
        ("birth_date", "1974-08", "7", Verdict.OK),  # 7408<<
        ("expiry_date", "2012-04-15", "9", Verdict.OK),
        ("document_number", "L898902C3", "", Verdict.NOT_COVERED),
        ("document_number", "L898902C3", "<", Verdict.NOT_COVERED),
        ("surname", "ERIKSSON", "6", Verdict.NOT_COVERED),
    ],
)
def test_a_typed_value_is_checked_against_its_digit(
    name: str, value: str, digit: str, check: Verdict
) -> None:
    assert sheets.typed({name: value}, {name: digit})[name].check is check


@pytest.mark.parametrize("name", [name for name in VECTORS if name != "FRAID"])
def test_what_was_read_and_typed_again_agrees_with_the_same_digit(name: str) -> None:
    sheet = sheets.from_reading(read("\n".join(lines_of(name))))
    typed = sheets.typed(
        {field: entry.value for field, entry in sheet.items()},
        {field: entry.digit for field, entry in sheet.items()},
    )

    for field in ("document_number", "birth_date", "expiry_date"):
        if sheet[field].check is Verdict.OK and typed[field].value:
            assert typed[field].check is Verdict.OK, field


@UNHURRIED
@given(valid_zones("TD3"))
def test_every_valid_zone_stands_proven_or_says_why(
    made: tuple[dict[str, str], tuple[str, ...]],
) -> None:
    reading = read("\n".join(made[1]))
    sheet = sheets.from_reading(reading)
    found = sheets.standing(sheet, reading.as_json(), TODAY, specimens_allowed=False)

    if sheets.is_expired(sheet, TODAY):
        assert found is Standing.STOP
    elif reading.sure:
        assert found is Standing.PROVEN
    else:
        assert found is not Standing.PROVEN


@UNHURRIED
@given(valid_zones("TD1"), st.sampled_from(sheets.FIELDS), st.text(max_size=40))
def test_a_sheet_survives_being_put_away(
    made: tuple[dict[str, str], tuple[str, ...]], name: str, value: str
) -> None:
    sheet = sheets.corrected(sheets.from_reading(read("\n".join(made[1]))), {name: value})

    assert sheets.from_plain(sheets.to_plain(sheet)) == sheet


@UNHURRIED
@given(st.dictionaries(st.sampled_from(sheets.FIELDS), st.text(max_size=60)))
def test_whatever_is_typed_gives_a_sheet(values: dict[str, str]) -> None:
    digits = dict.fromkeys(("document_number", "birth_date", "expiry_date"), "1")
    sheet = sheets.typed(values, digits)

    assert set(sheet) == set(sheets.FIELDS)
    assert (
        sheets.standing(sheet, Reading().as_json(), TODAY, specimens_allowed=False)
        is not Standing.PROVEN
    )


@UNHURRIED
@given(valid_zones("TD3"), st.sampled_from(sheets.FIELDS), st.text("AB12 ", min_size=1, max_size=9))
def test_a_touched_document_is_never_proven(
    made: tuple[dict[str, str], tuple[str, ...]], name: str, value: str
) -> None:
    reading = read("\n".join(made[1]))
    before = sheets.from_reading(reading)
    after = sheets.corrected(before, {name: value})

    if after != before:
        assert (
            sheets.standing(after, reading.as_json(), TODAY, specimens_allowed=False)
            is not Standing.PROVEN
        )


def test_a_value_that_is_only_confirmed_keeps_its_evidence() -> None:
    sheet = sheets.from_reading(read(zone()))

    assert sheets.corrected(sheet, {name: entry.value for name, entry in sheet.items()}) == sheet


def test_a_correction_keeps_what_was_read() -> None:
    once = sheets.corrected(sheets.from_reading(read(zone())), {"document_number": "AB1234568"})
    twice = sheets.corrected(once, {"document_number": "AB1234569"})

    assert once["document_number"].was == twice["document_number"].was == "AB1234567"
    assert once["document_number"].check is Verdict.BAD
    assert once["document_number"].origin is Origin.TYPED


def test_a_field_can_be_emptied() -> None:
    sheet = sheets.corrected(sheets.from_reading(read(zone())), {"given_names": "  "})

    assert sheet["given_names"].value == ""
    assert sheet["given_names"].was == "FANTA MARIA"


def test_a_clean_document_is_proven() -> None:
    assert standing(zone()) is Standing.PROVEN


def test_a_specimen_document_stops_a_live_post_and_serves_a_sandbox() -> None:
    reading = read(zone(nationality="UTO", issuing_state="UTO"))
    sheet = sheets.from_reading(reading)
    found = [
        sheets.standing(sheet, reading.as_json(), TODAY, specimens_allowed=allowed)
        for allowed in (False, True)
    ]

    assert found == [Standing.STOP, Standing.PROVEN]


def test_a_document_typed_by_hand_is_never_proven() -> None:
    sheet = sheets.typed({"surname": "CISSE"}, {})

    assert (
        sheets.standing(sheet, Reading().as_json(), TODAY, specimens_allowed=False) is Standing.LOOK
    )


@pytest.mark.parametrize("changes", [{}, {"given_names": "FANTA"}, {"sex": "M"}])
def test_a_digit_that_does_not_agree_stops_whatever_else_is_typed(changes: dict[str, str]) -> None:
    assert standing(unrepairable(*NUMBER_DIGIT), changes) is Standing.STOP


def test_the_digit_over_all_stops_until_what_it_covers_is_typed() -> None:
    lines = spoiled(zone(), *COMPOSITE, "<")

    assert standing(lines) is Standing.STOP
    assert standing(lines, {"given_names": "FANTA"}) is Standing.STOP


def test_a_typed_number_that_agrees_with_its_digit_is_looked_at() -> None:
    wrong = spoiled(spoiled(zone(), 1, 0, "X"), 1, 1, "X")
    before = standing(wrong)

    assert before is Standing.STOP
    assert standing(wrong, {"document_number": FANTA.document_number}) is Standing.LOOK


@pytest.mark.parametrize(
    ("expiry", "expired"),
    [("2026-11-22", True), ("2026-11-23", False), ("2026-11-24", False), ("2026-10", True),
     ("2026-11", False), ("2025", True), ("2026", False), ("", False)],
)  # fmt: skip
def test_a_document_has_expired_once_its_last_day_is_over(expiry: str, expired: bool) -> None:
    sheet = sheets.typed({"expiry_date": expiry}, {})

    assert sheets.is_expired(sheet, TODAY) is expired
    assert (
        sheets.standing(sheet, Reading().as_json(), TODAY, specimens_allowed=False) is Standing.STOP
    ) is expired


@pytest.mark.parametrize(
    "doubt",
    [{"confidence": 0.5}, {"how": How.REPAIRED}, {"how": How.AMBIGUOUS}, {"check": Verdict.BAD}],
)
def test_a_doubtful_field_is_compared_with_the_paper(doubt: dict[str, object]) -> None:
    sheet = dict(sheets.from_reading(read(zone())))
    sheet["birth_date"] = replace(sheet["birth_date"], **doubt)  # type: ignore[arg-type]

    assert sheets.to_compare(sheet, {}) == ("birth_date",)


def test_what_the_officer_typed_is_not_asked_again_unless_its_digit_is_wrong() -> None:
    sheet = dict(sheets.from_reading(read(zone())))
    sheet["birth_date"] = replace(sheet["birth_date"], confidence=0.1)
    right = sheets.corrected(sheet, {"birth_date": "1988-02-13", "surname": "Cissé"})
    wrong = sheets.corrected(sheet, {"birth_date": "1988-02-14"})

    assert sheets.to_compare(right, {}) == ("birth_date",)  # confirmed only: still as it was read
    assert sheets.to_compare(wrong, {}) == ("birth_date",)
    assert right["surname"].is_doubtful is False


def test_characters_that_no_digit_can_prove_are_told() -> None:
    typed = sheets.typed({"document_number": "A1G"}, {"document_number": "1"})

    assert typed["document_number"].blind == "1G<"  # 1 and L, G and 6, a filler and K


def test_the_name_in_the_zone_is_the_zones_own() -> None:
    reading = read(zone(surname="Ould Mohamed"))
    sheet = sheets.from_reading(reading)
    typed = sheets.corrected(sheet, {"surname": "Ould Mohammed"})

    assert sheets.name_in_zone(sheet, reading.as_json()) == "OULD<MOHAMED<<FANTA<MARIA"
    assert sheets.name_in_zone(typed, reading.as_json()) == "OULD<MOHAMMED<<FANTA<MARIA"


def test_a_name_without_a_zone_is_written_as_one() -> None:
    sheet = sheets.typed({"surname": "Cissé", "given_names": "Aïcha"}, {})
    long = sheets.typed({"surname": "X" * 80, "given_names": "Y"}, {})

    assert sheets.name_in_zone(sheet, Reading().as_json()) == "CISSE<<AICHA"
    assert len(sheets.name_in_zone(long, Reading().as_json())) <= 39
