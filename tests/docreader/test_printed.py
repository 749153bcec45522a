"""What is printed against what is coded: agrees, differs, and never a word more than was read."""

from __future__ import annotations

import json
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from docreader import Printed, Reading, compare_printed, print_recogniser, read, read_text
from docreader.pool import ReaderPool
from docreader.print_expected import date_ways, name_ways, number_ways, parsed
from docreader.print_match import nearest
from docreader.printed import COMPARED_FIELDS, State
from docreader.recognise import WrongModel
from docreader.specimen_art import Style
from docreader.specimens import draw
from tests.docreader.drawn import PERSON, file_of

Picture = NDArray[np.uint8]


def states(picture: Picture) -> dict[str, str]:
    found = compare_printed(picture, read(picture))
    return {name: one.state.value for name, one in found.items()}


def forged(**fields: str) -> Picture:
    """A page whose zone is whole, and beside it something else is printed."""
    return draw(PERSON, "TD3", seed=5, width=1200, shown=replace(PERSON, **fields))


@pytest.mark.parametrize("format", ["TD3", "TD2"])
def test_an_honest_page_agrees_in_every_field(format: str) -> None:
    found = states(draw(PERSON, format, seed=5, width=1300))

    assert found == dict.fromkeys(COMPARED_FIELDS, "agrees")


def test_a_card_with_both_sides_agrees_where_the_word_specimen_leaves_it_readable() -> None:
    found = states(draw(PERSON, "TD1", seed=5, width=1300))

    assert list(found.values()).count("agrees") >= 4
    assert "differs" not in found.values()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_compared_upright(turn: int) -> None:
    picture = draw(PERSON, "TD3", seed=5, width=1200, turn=turn)
    found = compare_printed(picture, read(picture))

    assert {one.state for one in found.values()} == {State.AGREES}
    assert found["document_number"].box is not None
    assert found["document_number"].box[1] < 0.4  # in the upper half, whichever way it lay


def test_one_altered_digit_of_the_number_differs_and_is_shown_where_it_stands() -> None:
    number = PERSON.document_number
    other = number[:4] + str((int(number[4]) + 4) % 10) + number[5:]
    picture = forged(document_number=other)
    found = compare_printed(picture, read(picture))

    assert found["document_number"].state is State.DIFFERS
    assert found["document_number"].read == other
    assert found["document_number"].confidence > 0.9
    assert found["surname"].state is State.AGREES
    left, top, width, height = found["document_number"].box or (0, 0, 0, 0)
    assert 0.5 < left < 0.7 and 0.1 < top < 0.25 and width < 0.25 and height < 0.1


def test_another_birth_date_or_expiry_date_differs() -> None:
    year = int(PERSON.birth_date[:4])
    birth = forged(birth_date=f"{year - 12}-03-07")
    expiry = forged(expiry_date="2036-04-09")

    assert states(birth)["birth_date"] == "differs"
    assert states(birth)["expiry_date"] == "agrees"
    assert states(expiry)["expiry_date"] == "differs"


def test_another_name_differs_and_never_agrees() -> None:
    assert states(forged(surname="Lefebvre"))["surname"] != "agrees"
    close = PERSON.surname[:-1] + ("u" if PERSON.surname[-1] != "u" else "o")
    assert states(forged(surname=close))["surname"] == "differs"


def test_what_cannot_be_read_is_not_compared() -> None:
    page = draw(PERSON, "TD3", seed=5, width=1200)
    head = page[: int(0.7 * page.shape[0])]
    page[: len(head)] = cv2.GaussianBlur(head, (0, 0), 9)

    assert states(page) == dict.fromkeys(COMPARED_FIELDS, "not_compared")


def test_a_blurred_forgery_is_neither_accused_nor_cleared() -> None:
    number = PERSON.document_number
    page = forged(document_number=number[:4] + str((int(number[4]) + 4) % 10) + number[5:])
    head = page[: int(0.7 * page.shape[0])]
    page[: len(head)] = cv2.GaussianBlur(head, (0, 0), 6)

    assert states(page)["document_number"] == "not_compared"


def test_the_zone_itself_is_no_print_beside_the_zone() -> None:
    page = draw(PERSON, "TD3", seed=5, width=1200)
    page[: int(0.75 * page.shape[0])] = 235

    assert states(page) == dict.fromkeys(COMPARED_FIELDS, "not_compared")


def test_another_documents_reading_is_not_compared_with_this_page() -> None:
    page = draw(PERSON, "TD3", seed=5, width=1200)
    lines = (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    )

    found = compare_printed(page, read_text(lines))

    assert {one.state for one in found.values()} == {State.NOT_COMPARED}
    assert compare_printed(page, Reading()) == {}


@pytest.mark.parametrize(
    "printed",
    ["12 08 1974", "12/08/1974", "12.08.74", "12 AUG 74", "12 AOUT/AUG 74", "12 AOUT 1974",
     "1974-08-12", "12AUG1974", "12-08-1974"],
)  # fmt: skip
def test_a_date_is_known_in_every_way_it_may_be_printed(printed: str) -> None:
    plain = "".join(char for char in printed if char.isalnum())
    words = "".join(char if char.isalnum() else " " for char in printed).split()

    assert plain in date_ways("1974-08-12")
    if "/AUG" not in printed:
        day = parsed(words)
        assert day is not None
        assert (day[0], day[1], day[2] % 100) == (12, 8, 74)


def test_what_is_no_whole_date_is_not_looked_for() -> None:
    assert date_ways("1974-08") == ()
    assert parsed(["12", "1974"]) is None
    assert parsed(["32", "08", "1974"]) is None
    assert parsed(["12", "NOM", "1974"]) is None


def test_the_zone_codes_no_century_so_either_agrees() -> None:
    assert "01011911" in date_ways("2011-01-01")


def test_two_letters_of_the_zone_may_be_one_with_a_mark() -> None:
    assert set(name_ways("MUELLER")) == {"MUELLER", "MULLER"}
    assert set(name_ways("AEVAR")) == {"AEVAR", "AVAR", "EVAR"}
    assert name_ways("AL KAABI")[0] == "ALKAABI"
    assert number_ways("L898902C3") == ("L898902C3",)
    assert number_ways("12") == ()


def test_edits_are_counted_against_the_nearest_part_of_a_row() -> None:
    edits = nearest(["TRAORE", "BA"], ["NOMTRAORE", "TRAORA", "XYZ"])

    assert edits.tolist() == [[0, 1, 6], [1, 1, 2]]


def test_a_date_drawn_with_its_month_in_words_agrees() -> None:
    months = "JANV FEV MARS AVR MAI JUIN JUIL AOUT SEPT OCT NOV DEC".split()
    style = Style(date=lambda iso: f"{iso[8:]} {months[int(iso[5:7]) - 1]} {iso[:4]}")
    page = draw(PERSON, "TD3", seed=5, width=1200, style=style)

    assert states(page)["birth_date"] == "agrees"


def test_the_pool_compares_as_the_door_does_and_says_how_large_the_page_is() -> None:
    page = draw(PERSON, "TD3", seed=5, width=1200)
    with ReaderPool(children=1, seconds=60) as pool:
        found = pool.printed(file_of(page, "PNG"), read(page).as_json())

    assert (found.width, found.height) == (page.shape[1], page.shape[0])
    assert {name: one.state for name, one in found.fields.items()} == dict.fromkeys(
        COMPARED_FIELDS, State.AGREES
    )


def test_an_answer_survives_its_way_through_json() -> None:
    one = Printed(State.DIFFERS, "AB 12", (0.1, 0.2, 0.3, 0.04), 0.98)

    assert Printed.from_json(json.loads(json.dumps(one.as_json()))) == one
    assert Printed.from_json(Printed().as_json()) == Printed()
    with pytest.raises(ValueError, match="clear"):
        Printed.from_json({**one.as_json(), "state": "clear"})


def test_a_model_that_its_card_does_not_describe_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    from pathlib import Path

    spoilt = Path(str(tmp_path)) / "printed.onnx"
    spoilt.write_bytes(print_recogniser.PRINT_MODEL.read_bytes()[:-1] + b"x")
    card = print_recogniser.PRINT_MODEL.with_suffix(".json").read_text("utf-8")
    spoilt.with_suffix(".json").write_text(card, "utf-8")
    monkeypatch.setattr(print_recogniser, "PRINT_MODEL", spoilt)
    print_recogniser._network.cache_clear()

    with pytest.raises(WrongModel, match="not the one"):
        print_recogniser._network()
    print_recogniser._network.cache_clear()
