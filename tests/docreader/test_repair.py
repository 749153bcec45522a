"""What visual confusion explains is repaired and said; what it does not stays wrong."""

from __future__ import annotations

import pytest

from docreader import How, Verdict, read_text
from docreader.check_digits import check_digit
from docreader.mrz import LAYOUTS
from tests.docreader.zones import TODAY, lines_of, zone


def test_a_letter_in_a_date_is_put_right_and_said() -> None:
    first, second = lines_of("TD3")
    reading = read_text((first, second.replace("740812", "74O8I2")), today=TODAY)

    field = reading.fields["birth_date"]
    assert (field.value, field.raw, field.was) == ("1974-08-12", "740812", "74O8I2")
    assert field.how is How.REPAIRED
    assert field.check is Verdict.OK
    assert "repaired:birth_date" in reading.warnings
    assert reading.mrz_lines[1] == second
    assert not reading.sure


def test_a_letter_in_the_cell_of_a_digit_is_put_right_and_said() -> None:
    first, second = lines_of("TD3")
    reading = read_text((first, second[:-1] + "O"), today=TODAY)

    assert reading.mrz_lines == (first, second)
    assert "repaired:composite" in reading.warnings
    assert not reading.sure


def test_one_minimal_candidate_repairs_a_number() -> None:
    first, second = lines_of("TD3")
    reading = read_text((first, second.replace("L898902C3", "L8989O2C3")), today=TODAY)

    field = reading.fields["document_number"]
    assert (field.value, field.was, field.how) == ("L898902C3", "L8989O2C3", How.REPAIRED)
    assert "repaired:document_number" in reading.warnings
    assert not reading.sure


def test_a_long_number_is_repaired_over_both_its_parts() -> None:
    lines = ["I<UTOD2314589O<7349<<<<<<<<<<<", *lines_of("TD1 long 12")[1:]]
    reading = read_text(lines, today=TODAY)

    assert reading.value("document_number") == "D23145890734"
    assert reading.fields["document_number"].how is How.REPAIRED


def test_two_candidates_are_ambiguous_and_nothing_is_changed() -> None:
    # both letters weigh 7, so reading either as a zero satisfies the same digit
    number = "1O11O11C3"
    digit = check_digit("1011O11C3")
    assert digit == check_digit("1O11011C3") != check_digit(number)
    second = f"{number}{digit}XXX4009078F9612109<<<<<<<<"

    reading = read_text((lines_of("MRVB")[0], second), today=TODAY)

    field = reading.fields["document_number"]
    assert (field.how, field.value, field.was) == (How.AMBIGUOUS, number, "")
    assert field.check is Verdict.BAD
    assert "ambiguous:document_number" in reading.warnings
    assert reading.mrz_lines[1] == second
    assert not reading.sure


def test_no_letter_is_put_among_digits_to_please_a_check_digit() -> None:
    number = "AC3927467"
    digit = check_digit("AC39Z7467")  # a Z for the 2 would satisfy it
    second = f"{number}{digit}XXX4009078F9612109<<<<<<<<"

    reading = read_text((lines_of("MRVB")[0], second), today=TODAY)

    assert reading.fields["document_number"].how is How.READ
    assert reading.fields["document_number"].check is Verdict.BAD


def test_digits_that_are_truly_wrong_stay_wrong() -> None:
    first, second = lines_of("MLI")
    reading = read_text((first, second.replace("AA0123456", "AA0123756")), today=TODAY)

    assert reading.fields["document_number"].check is Verdict.BAD
    assert reading.fields["document_number"].how is How.READ
    assert reading.mrz_lines[1][:9] == "AA0123756"
    assert not reading.sure


def test_a_date_is_not_changed_into_one_that_its_digit_refuses() -> None:
    first, second = lines_of("TD3")
    reading = read_text((first, second.replace("740812", "75O812")), today=TODAY)

    assert reading.fields["birth_date"].raw == "75O812"
    assert reading.fields["birth_date"].how is How.READ
    assert "unexpected_character:birth_date" in reading.warnings


def test_a_wrong_digit_does_not_make_a_number_be_changed() -> None:
    # reading the S of this number as 5 would satisfy the digit 1, the composite refuses
    first, second = zone(
        LAYOUTS["TD3"],
        {
            "document_code": "P",
            "issuing_state": "MLI",
            "name": "DIALLO<<AMINATA",
            "document_number": "S12345678",
            "nationality": "MLI",
            "birth_date": "880214",
            "sex": "F",
            "expiry_date": "310213",
        },
    )
    second = second[:9] + check_digit("512345678") + second[10:]

    reading = read_text((first, second), today=TODAY)

    assert reading.fields["document_number"].value == "S12345678"
    assert reading.fields["document_number"].how is How.READ


def test_a_digit_in_a_state_becomes_the_letter_that_makes_a_state() -> None:
    first, second = lines_of("TD3")
    reading = read_text((first.replace("UTO", "UT0"), second), today=TODAY)

    assert reading.fields["issuing_state"].value == "UTO"
    assert reading.fields["issuing_state"].was == "UT0"
    assert "repaired:issuing_state" in reading.warnings
    assert not reading.sure


def test_a_digit_in_a_name_is_told_and_left() -> None:
    first, second = lines_of("TD3")
    reading = read_text((first.replace("ERIKSSON", "ERIKSS0N"), second), today=TODAY)

    assert reading.value("surname") == "ERIKSS0N"
    assert "unexpected_character:name" in reading.warnings
    assert not reading.sure


@pytest.mark.parametrize("name", ["TD3", "TD1 long 22", "MRVA", "FRAID"])
def test_a_right_document_is_never_touched(name: str) -> None:
    reading = read_text(lines_of(name), today=TODAY)

    assert not any(w.startswith(("repaired", "ambiguous")) for w in reading.warnings)
    assert all(field.was == "" for field in reading.fields.values())
