"""Lines become fields: the vectors of ICAO 9303 and of invented people."""

from __future__ import annotations

import subprocess
import sys

import pytest

from docreader import How, Verdict, read_text
from tests.docreader.zones import TODAY, VECTORS, lines_of


@pytest.mark.parametrize("name", VECTORS)
def test_every_vector_is_read_and_proven(name: str) -> None:
    reading = read_text(lines_of(name), today=TODAY)

    assert reading.format == VECTORS[name][0]
    assert reading.mrz_lines == lines_of(name)
    assert reading.sure
    assert {check.verdict for check in reading.checks} <= {Verdict.OK, Verdict.ABSENT}
    assert all(field.how is How.READ for field in reading.fields.values())


def test_a_passport_gives_every_field_and_every_digit() -> None:
    reading = read_text(lines_of("TD3"), today=TODAY)

    assert {name: field.value for name, field in reading.fields.items()} == {
        "document_code": "P",
        "issuing_state": "UTO",
        "surname": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "document_number": "L898902C3",
        "nationality": "UTO",
        "birth_date": "1974-08-12",
        "sex": "F",
        "expiry_date": "2012-04-15",
        "optional_data": "ZE184226B",
    }
    assert [(check.name, check.printed) for check in reading.checks] == [
        ("document_number", "6"),
        ("birth_date", "2"),
        ("expiry_date", "9"),
        ("optional_data", "1"),
        ("composite", "0"),
    ]
    assert reading.warnings == ("specimen", "expired")


@pytest.mark.parametrize(
    ("name", "number", "digit"),
    [
        ("TD1", "D23145890", "7"),
        ("TD1 long 10", "1234567890", "7"),
        ("TD1 long 11", "D2314589073", "5"),
        ("TD1 long 12", "D23145890734", "9"),
        ("MRT long 13", "1234567890123", "3"),
        ("TD1 long 22", "ABCDEFGHIJKLMNOPQRSTUV", "5"),
    ],
)
def test_a_document_number_may_be_longer_than_its_cells(name: str, number: str, digit: str) -> None:
    reading = read_text(lines_of(name), today=TODAY)

    assert reading.value("document_number") == number
    assert reading.checks[0].printed == reading.checks[0].computed == digit
    assert reading.value("optional_data") == ""


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        (
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            "D23145890<UTO7408122F1204159340<<<<0",
            "D2314589034",
        ),
        (
            "P<MLIDIALLO<<AMINATA<<<<<<<<<<<<<<<<<<<<<<<<",
            "AA0123456<MLI8802141F310213478907<<<<<<<<<33",
            "AA01234567890",
        ),
    ],
)
def test_long_numbers_are_read_on_other_sizes_too(first: str, second: str, number: str) -> None:
    reading = read_text((first, second), today=TODAY)

    assert reading.value("document_number") == number
    assert reading.fields["document_number"].raw == number[:9] + "<" + number[9:]
    assert reading.sure


def test_optional_data_of_a_passport_is_no_number_unless_its_digit_agrees() -> None:
    first, second = (
        "P<MLIDIALLO<<AMINATA<<<<<<<<<<<<<<<<<<<<<<<<",
        "AA0123456<MLI8802141F310213478908<<<<<<<<<33",
    )
    reading = read_text((first, second), today=TODAY)

    assert reading.value("document_number") == "AA0123456"
    assert reading.fields["document_number"].check is Verdict.BAD


def test_visas_have_no_composite_digit() -> None:
    for name in ("MRVA", "MRVB"):
        reading = read_text(lines_of(name), today=TODAY)

        assert [check.name for check in reading.checks] == [
            "document_number",
            "birth_date",
            "expiry_date",
        ]
        assert [check.printed for check in reading.checks] == ["4", "8", "9"]
        assert reading.value("nationality") == "XXX"
        assert reading.value("birth_date") == "1940-09-07"


def test_germany_is_one_letter_and_kept_so() -> None:
    reading = read_text(lines_of("D<<"), today=TODAY)

    assert reading.fields["nationality"].value == "DEU"
    assert reading.fields["nationality"].raw == "D<<"
    assert reading.fields["issuing_state"].value == "DEU"
    assert reading.warnings == ()


def test_dates_stay_as_partial_as_they_are() -> None:
    year_only = read_text(lines_of("MRT year only"), today=TODAY)
    zeros = read_text(lines_of("MLI zeros"), today=TODAY)

    assert year_only.value("birth_date") == "1979"
    assert year_only.fields["birth_date"].raw == "79<<<<"
    assert zeros.value("birth_date") == "1970"
    assert zeros.sure


def test_a_wholly_unknown_birth_date_is_valid() -> None:
    lines = (
        "P<MLIDIALLO<<AMINATA<<<<<<<<<<<<<<<<<<<<<<<<",
        "AA01234565MLI<<<<<<0F3102134<<<<<<<<<<<<<<<2",
    )

    reading = read_text(lines, today=TODAY)

    assert reading.value("birth_date") == ""
    assert reading.fields["birth_date"].check is Verdict.OK
    assert reading.warnings == ()
    assert reading.sure


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    lines = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX9902303F9612109<<<<<<<<")

    reading = read_text(lines, today=TODAY)

    assert reading.value("birth_date") == ""
    assert "not_a_date:birth_date" in reading.warnings
    assert not reading.sure


def test_an_empty_optional_field_may_have_a_filler_or_a_zero() -> None:
    filler = read_text(lines_of("MLI"), today=TODAY)
    zero = read_text((lines_of("MLI")[0], lines_of("MLI")[1][:42] + "02"), today=TODAY)

    assert filler.fields["optional_data"].check is Verdict.ABSENT
    assert zero.fields["optional_data"].check is Verdict.OK
    assert filler.sure
    assert zero.sure


def test_an_old_french_card_has_its_own_grammar() -> None:
    reading = read_text(lines_of("FRAID"), today=TODAY)

    assert reading.value("surname") == "BERTHIER"
    assert reading.value("given_names") == "CORINNE"
    assert reading.value("document_number") == "880692310285"
    assert reading.value("birth_date") == "1965-12-06"
    assert reading.value("nationality") == "FRA"
    assert reading.fields["surname"].check is Verdict.OK  # here the composite covers names
    assert "expiry_date" not in reading.fields


def test_one_name_alone_is_a_primary_identifier() -> None:
    lines = ("P<MLIAMINATA<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", lines_of("MLI")[1])

    reading = read_text(lines, today=TODAY)

    assert reading.value("surname") == "AMINATA"
    assert reading.value("given_names") == ""
    assert reading.sure


def test_a_name_that_fills_its_field_may_be_cut() -> None:
    lines = ("P<MLI" + "OULD<MOHAMED<LEMINE<OULD<SIDI<<AHMED<AB", lines_of("MLI")[1])

    assert len(lines[0]) == 44
    assert "name_truncated" in read_text(lines, today=TODAY).warnings
    assert "name_truncated" not in read_text(lines_of("MLI"), today=TODAY).warnings


def test_names_states_and_sex_are_never_called_checked() -> None:
    for name in ("TD3", "TD2", "TD1", "MRVA", "MRVB"):
        reading = read_text(lines_of(name), today=TODAY)

        for field in ("surname", "given_names", "nationality", "sex", "issuing_state"):
            assert reading.fields[field].check is Verdict.NOT_COVERED


def test_a_wrong_digit_is_told_at_its_field() -> None:
    first, second = lines_of("TD3")
    reading = read_text((first, second[:18] + "3" + second[19:]), today=TODAY)

    assert reading.fields["birth_date"].check is Verdict.BAD
    assert reading.fields["document_number"].check is Verdict.OK
    assert not reading.sure


def test_an_unspecified_sex_is_x() -> None:
    first, second = lines_of("MLI")

    assert read_text((first, second[:20] + "<" + second[21:]), today=TODAY).value("sex") == "X"


def test_a_state_that_nobody_knows_is_said() -> None:
    first, second = lines_of("MLI")
    reading = read_text((first, second[:10] + "MLQ" + second[13:]), today=TODAY)

    assert reading.warnings == ("unknown_state:nationality",)
    assert not reading.sure


def test_a_sign_of_icao_is_on_no_document() -> None:
    first, second = lines_of("MLI")
    reading = read_text((first, second[:10] + "IAO" + second[13:]), today=TODAY)

    assert "unknown_state:nationality" in reading.warnings


def test_refugees_and_stateless_people_are_no_errors() -> None:
    for code in ("XXA", "XXB", "XXC", "XXX", "XEC", "XPO", "GBN", "RKS", "UNK"):
        first, second = lines_of("MLI")
        reading = read_text((first, second[:10] + code + second[13:]), today=TODAY)

        assert reading.value("nationality") == code
        assert reading.warnings == ()


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("", "empty"),
        ("   \n\t ", "empty"),
        ("hello", "line_count:1"),
        ("P<UTO\nA\nB\nC", "line_count:4"),
        ("A" * 87, "total_length:87"),
        ("A" * 9999, "too_long"),
    ],
)
def test_what_is_no_zone_says_why(text: str, warning: str) -> None:
    reading = read_text(text, today=TODAY)

    assert reading.format == ""
    assert not reading.sure
    assert warning in reading.warnings


@pytest.mark.parametrize("row", [1, 2])
@pytest.mark.parametrize("change", [-1, 1])
def test_a_line_of_43_or_45_characters_is_told_and_kept(row: int, change: int) -> None:
    lines = list(lines_of("TD3"))
    lines[row - 1] = lines[row - 1][:change] if change < 0 else lines[row - 1] + "<"

    reading = read_text(lines, today=TODAY)

    assert reading.format == ""
    assert reading.warnings == (f"line_length:{row}:{44 + change}",)
    assert reading.mrz_lines == tuple(lines)


def test_a_foreign_character_is_told_where_it_stands() -> None:
    first, second = lines_of("TD3")
    reading = read_text((first[:6] + "*" + first[7:], second), today=TODAY)

    assert reading.format == ""
    assert reading.warnings == ("foreign_character:1:7",)
    assert reading.mrz_lines[0][6] == "*"


def test_letters_of_other_alphabets_never_pass_for_ours() -> None:
    first, second = lines_of("TD3")
    reading = read_text((first.replace("A", "\u0410", 1), second), today=TODAY)

    assert reading.format == ""
    assert reading.warnings[0].startswith("foreign_character:1:")


def test_importing_the_library_does_not_load_opencv() -> None:
    code = "import sys, docreader; sys.exit('cv2' in sys.modules or 'onnxruntime' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
