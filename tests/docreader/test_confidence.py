"""What the reader says of its own certainty can be taken at its word."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docreader import How, Verdict, read, read_text
from docreader.confidence import FILM, SCALES, Scale, kind_of_field, kind_of_zone, odds, scales
from docreader.recognise import MODEL
from docreader.specimens import draw
from tests.docreader.drawn import PERSON, page, text_page
from training_recogniser.calibrate import HELD_OUT, Claim, claims_of_page, fitted, table
from training_recogniser.pages import page as drawn_page

TODAY = date(2026, 11, 25)
RAW = st.floats(-200, 0)
KINDS = {
    *("field_ambiguous", "field_proven", "field_repaired", "field_unproven"),
    *("zone_bad", "zone_mended", "zone_read"),
}


def test_the_scales_belong_to_the_network_that_ships() -> None:
    facts = json.loads(SCALES.read_text("utf-8"))

    assert facts["network"] == hashlib.sha256(MODEL.read_bytes()).hexdigest()
    assert facts["pages"] >= 2_000
    assert {one for one in facts["scales"] if not one.startswith(FILM)} == KINDS
    assert {one.removeprefix(FILM) for one in facts["scales"] if one.startswith(FILM)} <= KINDS


@pytest.mark.parametrize("kind", sorted(scales()))
@given(RAW, RAW)
def test_a_clearer_reading_is_never_less_likely(kind: str, one: float, other: float) -> None:
    scale = scales()[kind]

    assert 0 <= scale.of(min(one, other)) <= scale.of(max(one, other)) <= scale.most < 1


@given(st.floats(0.001, 0.999))
def test_log_odds_are_those_of_the_probability(likely: float) -> None:
    from math import log

    assert odds(log(likely)) == pytest.approx(log(likely / (1 - likely)), abs=1e-6)


def test_a_clear_page_is_read_with_confidence_and_a_blurred_one_with_less() -> None:
    clear = read(page(), today=TODAY)
    blurred = read(draw(PERSON, "TD3", seed=5, width=560, blur=1.9), today=TODAY)

    assert clear.sure
    assert clear.confidence > 0.99
    assert all(field.confidence > 0.95 for field in clear.fields.values())
    assert blurred.confidence < clear.confidence


def test_a_page_without_a_zone_is_not_said_to_be_likely() -> None:
    assert read(text_page(), today=TODAY).confidence == 0


def test_typed_lines_are_what_was_typed() -> None:
    typed = read_text(
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    )

    assert typed.confidence == 1
    assert kind_of_zone(typed) == "zone_read"


def test_what_was_mended_or_hesitated_at_has_a_scale_of_its_own() -> None:
    typed = read_text(
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO74O8122F1204159ZE184226B<<<<<10"
    )
    born = typed.fields["birth_date"]

    assert (born.how, kind_of_field(born)) == (How.REPAIRED, "field_repaired")
    assert kind_of_zone(typed) == "zone_mended"
    assert kind_of_field(typed.fields["surname"]) == "field_unproven"
    assert typed.fields["surname"].check is Verdict.NOT_COVERED


@pytest.mark.slow
def test_a_digit_printed_wrong_is_never_called_sure() -> None:
    drawn = (drawn_page(HELD_OUT, number) for number in range(120))
    readings = [read(one.picture, today=TODAY) for one in drawn if one.altered]

    assert len(readings) > 3
    assert not any(reading.sure for reading in readings)


def test_a_scale_is_fitted_to_what_was_right_and_never_becomes_certain() -> None:
    said = [Claim("field_new", 0.9, number % 10 != 0) for number in range(1_000)]
    said += [Claim("field_new", 0.3, number % 10 < 2) for number in range(1_000)]

    scale = fitted(said)["field_new"]

    assert scale.of(-0.105) == pytest.approx(0.9, abs=0.05)
    assert scale.of(-1.204) == pytest.approx(0.2, abs=0.05)
    assert fitted([Claim("new", 0.5, True)] * 98)["new"].most == 0.99


def test_a_scale_is_found_where_nearly_all_is_right_or_nearly_all_is_sure() -> None:
    sure = [Claim("rare", 1 - 1e-6, number % 50 != 0) for number in range(600)]
    unsure = [Claim("rare", 0.002, number % 3 != 0) for number in range(20)]
    always = [Claim("always", 1 - 1e-9, True) for _ in range(600)]

    scales_found = fitted([*sure, *unsure, *always])

    assert scales_found["rare"].of(-1e-6) == pytest.approx(0.98, abs=0.01)
    assert scales_found["rare"].of(-6.2) == pytest.approx(0.66, abs=0.15)
    assert abs(scales_found["always"].shift) < 20


def test_the_table_counts_each_claim_once() -> None:
    said = [Claim("field_proven", 0.995, True), Claim("zone_read", 1.0, False)]

    rows = list(table(said))[1:]

    assert sum(int(row.split()[1]) for row in rows) == 1
    assert sum(int(row.split()[4]) for row in rows) == 1


@pytest.mark.slow
def test_pages_that_nothing_was_fitted_to_keep_what_was_promised() -> None:
    said = [claim for number in range(60) for claim in claims_of_page(HELD_OUT, 0.0, number)]
    promised = [claim.right for claim in said if claim.confidence >= 0.99]

    assert len(promised) > 300
    assert sum(promised) / len(promised) >= 0.99


def test_a_scale_without_numbers_leaves_the_odds_alone() -> None:
    assert Scale().of(-0.6931471805599453) == pytest.approx(0.5)
