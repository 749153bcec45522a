"""Whose documents a scan shows: nobody twice, and nobody swallowed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docreader import read_text
from docreader.pages import PageReading
from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people
from docreader.travellers import Traveller, travellers

ONE, OTHER = specimen_people(31, 2, ("MLI", "SEN"))
ONE = replace(ONE, given_names="Fanta Maria", sex="F")


def found(person: SpecimenPerson, kind: str = "TD3", page: int = 1, **more: str) -> PageReading:
    lines = specimen_lines(replace(person, **more), kind)  # type: ignore[arg-type]
    return PageReading(page, 4, read_text("\n".join(lines)))


def test_each_traveller_is_offered_in_the_order_of_the_scan() -> None:
    scan = [found(ONE), found(OTHER, page=2), PageReading(3, 4, read_text(""))]

    assert travellers(scan) == [Traveller(0), Traveller(1)]


def test_a_copy_counts_once_and_its_surer_reading_counts() -> None:
    poor = found(ONE)
    poor = replace(poor, reading=replace(poor.reading, sure=False, mrz_lines=("P<", "X")))

    assert travellers([found(ONE), found(ONE, page=3)]) == [Traveller(0)]
    assert travellers([poor, found(ONE, page=3)]) == [Traveller(1)]


@pytest.mark.parametrize("order", [("TD3", "MRVB"), ("MRVB", "TD3")])
def test_a_visa_belongs_to_its_passport_whichever_was_read_first(order: tuple[str, str]) -> None:
    scan = [found(ONE, kind, document_number=f"Z{at}765432") for at, kind in enumerate(order)]
    passport = order.index("TD3")

    assert travellers(scan) == [Traveller(passport, (1 - passport,))]


def test_a_visa_on_a_later_page_belongs_to_its_passport_and_a_card_does_not() -> None:
    visa = found(ONE, "MRVA", page=2, document_number="V99999999")
    card = found(ONE, "TD1", page=3, document_number="C99999999")

    assert travellers([found(ONE), visa, card]) == [Traveller(0, (1,)), Traveller(2)]


def test_a_card_on_the_same_page_belongs_to_the_passport() -> None:
    card = found(ONE, "TD1", document_number="C99999999")

    assert travellers([card, found(ONE)]) == [Traveller(1, (0,))]


def test_a_visa_that_shortens_the_given_names_is_still_the_passports() -> None:
    visa = found(ONE, "MRVB", given_names="Fanta", document_number="V99999999")

    assert travellers([found(ONE), visa]) == [Traveller(0, (1,))]


@pytest.mark.parametrize(
    "changed",
    [
        {"birth_date": "1999-01-02"},
        {"sex": "M"},
        {"given_names": "Aminata"},
        {"given_names": ""},
        {"surname": "Keita-Sow"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_visa_of_somebody_else_is_another_traveller(changed: dict[str, str]) -> None:
    visa = found(ONE, "MRVB", document_number="V99999999", **changed)

    assert travellers([found(ONE), visa]) == [Traveller(0), Traveller(1)]


def test_two_passports_are_two_travellers_even_of_twins_of_one_name() -> None:
    scan = [found(ONE), found(ONE, document_number="Z99999999")]

    assert travellers(scan) == [Traveller(0), Traveller(1)]


def test_a_traveller_with_two_visas_keeps_the_second_as_a_sheet_of_its_own() -> None:
    first = found(ONE, "MRVB", document_number="V11111111")
    second = found(ONE, "MRVB", page=2, document_number="V22222222")

    assert travellers([found(ONE), first, second]) == [Traveller(0, (1,)), Traveller(2)]


def test_without_a_zone_there_is_nobody() -> None:
    assert travellers([PageReading(1, 1, read_text(""))]) == []
