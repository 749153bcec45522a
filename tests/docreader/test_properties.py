"""What holds for every text and for every zone, not only for the vectors."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docreader import Verdict, read_text
from docreader.check_digits import LOOKALIKES, blind_class
from docreader.mrz import ALPHABET, LAYOUTS
from docreader.names import mrz_name, search_key, transliterate
from tests.docreader.zones import TODAY, VECTORS, lines_of, valid_zones

FORMATS = tuple(LAYOUTS)


TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(ALPHABET + "\n\r\t .?&\"'(-", max_size=140),  # as a swipe reader sends, or garbles, it
    st.sampled_from([(2, 36), (2, 44), (3, 30)]).flatmap(
        lambda shape: st.lists(
            st.text(ALPHABET, min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        ).map("\n".join)
    ),
)


@pytest.mark.slow
@given(TEXTS)
@settings(max_examples=2_000)
@example("\x00" * 90)
@example("²" * 88)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    _answers(text)


@pytest.mark.nightly
@given(TEXTS)
@settings(max_examples=10_000)
def test_none_of_ten_thousand_texts_makes_the_reader_fail(text: str) -> None:
    _answers(text)


def _answers(text: str) -> None:
    reading = read_text(text, today=TODAY)

    assert isinstance(reading.as_json(), dict)
    assert (reading.format in FORMATS) or (reading.format, reading.sure) == ("", False)
    assert all(field.check in Verdict for field in reading.fields.values())


@pytest.mark.parametrize("format", FORMATS)
@given(st.data())
@settings(max_examples=60)
def test_a_valid_zone_comes_back_as_it_went_in(format: str, data: st.DataObject) -> None:
    values, lines = data.draw(valid_zones(format))

    reading = read_text("\r".join(lines), today=TODAY)

    assert reading.mrz_lines == lines
    assert reading.format == format
    assert reading.sure
    assert reading.value("document_number") == values["document_number"]
    assert reading.value("birth_date").replace("-", "")[2:] == values["birth_date"]
    surname = values["surname"] if format == "FRAID" else values["name"].split("<<")[0]
    assert reading.value("surname") == surname


@pytest.mark.parametrize("format", FORMATS)
@given(st.data())
@settings(max_examples=100)
def test_one_changed_character_is_flagged_unless_it_is_blind(
    format: str, data: st.DataObject
) -> None:
    _, lines = data.draw(valid_zones(format))
    line, column = data.draw(st.sampled_from(_proven_cells(format)))
    right = lines[line][column]
    wrong = data.draw(st.sampled_from(sorted(set(ALPHABET) - set(blind_class(right)))))
    changed = list(lines)
    changed[line] = changed[line][:column] + wrong + changed[line][column + 1 :]

    reading = read_text(changed, today=TODAY)

    assert not reading.sure
    assert (
        reading.format != format
        or any(check.verdict is Verdict.BAD for check in reading.checks)
        or any(warning.startswith(("repaired", "missing")) for warning in reading.warnings)
    )


def _proven_cells(format: str) -> list[tuple[int, int]]:
    """The cells that some check digit covers, and those of the digits."""
    layout = LAYOUTS[format]
    spans = [span for digit in layout.digits for span in (*digit.over, digit.at)]
    return sorted({cell for span in spans for cell in span.cells()})


@pytest.mark.parametrize("name", VECTORS)
def test_a_blind_character_may_be_its_look_alike_and_nobody_would_know(name: str) -> None:
    reading = read_text(lines_of(name), today=TODAY)
    number = reading.fields["document_number"]

    for char in number.blind:
        twin = next(pair.replace(char, "") for pair in LOOKALIKES if char in pair)
        exchanged = number.raw.replace(char, twin)
        lines = [line.replace(number.raw, exchanged) for line in lines_of(name)]
        other = read_text(lines, today=TODAY)

        assert other.sure
        assert other.value("document_number") != number.value


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([13, 25, 30, 31, 39]))
def test_a_name_field_is_always_as_wide_as_its_cells(
    surname: str, given_names: str, width: int
) -> None:
    field = mrz_name(surname, given_names, width)

    assert len(field) == width
    assert set(field) <= set(ALPHABET)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name: str) -> None:
    key = search_key(name)

    assert search_key(key) == key
    assert set(transliterate(name)) <= set(ALPHABET)
