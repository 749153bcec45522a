"""Photos of boxes at a reception: codes in no order, several of a maker, and our labels."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask

from borderpost.refusal import Refused
from equipment.services import photographing
from tests.desk import english
from tests.equipment.deeds import paid
from tests.equipment.store import item
from tests.equipment.test_reception_pages import HOME, prepared, sheet
from tests.equipment.test_receptions import expected, row, scan
from tests.equipment.work import World

LABEL, OTHER = "BP1:A:OIM-77", "BP1:A:OIM-78"


@pytest.fixture
def key(inside: Flask, world: World) -> UUID:
    paid()
    item(world)
    return expected(inside, world)


def told(key: UUID, *photos: list[str], takes_all: bool = False) -> photographing.Seen:
    return photographing.seen(row(key), photos, takes_all=takes_all)


def test_a_label_goes_to_the_thing_on_its_own_photo_in_whatever_order(
    inside: Flask, key: UUID
) -> None:
    found = told(key, ["SN-1"], ["SN-2"], [LABEL, "SN-1"])
    scan(inside, key, *found.added_to("").splitlines())

    tags = {one.serial: one.tag for one in row(key).lines[0].arrivals}
    assert tags == {"SN-1": "OIM-77", "SN-2": ""}


@pytest.mark.parametrize("photo", [["SN-1", LABEL, "SN-2", OTHER], ["SN-1", "SN-2", LABEL],
                                   ["SN-1", LABEL, OTHER], [LABEL, OTHER]])  # fmt: skip
def test_nobody_guesses_which_label_is_on_which_thing(key: UUID, photo: list[str]) -> None:
    with pytest.raises(Refused, match="nobody knows which label is on which"):
        told(key, photo)


def test_other_codes_of_the_maker_are_told_and_not_entered(key: UUID) -> None:
    found = told(key, ["4006381333931", "sn 1", "P/N 7-33"])

    assert found.blocks == (("SN-1",),)
    assert found.others == ("4006381333931", "P/N 7-33")


def test_an_address_that_holds_one_serial_number_of_the_list_is_that_one(key: UUID) -> None:
    assert told(key, ["https://dune.example/p?sn=SN-2&m=P1"]).blocks == (("SN-2",),)
    both = "https://dune.example/SN-1/SN-2"
    assert told(key, [both]).blocks == ((both,),)


def test_with_a_line_chosen_what_the_list_does_not_name_is_entered_too(key: UUID) -> None:
    found = told(key, ["SN-1", "SN-9"], takes_all=True)

    assert (found.blocks, found.others) == ((("SN-1", "SN-9"),), ())


def test_a_form_that_is_sent_again_does_not_say_it_twice(key: UUID) -> None:
    found = told(key, ["SN-1"])

    assert found.added_to("SN-10\nSN-1") == "SN-10\nSN-1"
    assert found.added_to("SN-10") == "SN-10\nSN-1"


def test_several_photos_are_read_at_once_and_the_rest_is_offered(
    machine: Flask, stocked: World
) -> None:
    key, at = prepared(machine, stocked), english(machine, "storekeeper")
    pictures = [(sheet("SN-1", LABEL, "4006381333931"), "a.png"), (sheet("SN-2"), "b.png")]
    answer = at.send(f"{HOME}/{key}/scan", picture=pictures)
    after = at.get(answer.location).text
    many = at.send(f"{HOME}/{key}/scan", codes="kept", picture=[
        (sheet("SN-1"), "a.png") for _one in range(13)])  # fmt: skip

    assert answer.status_code == 302
    assert "does not name these codes of the photo: 4006381333931" in after
    assert ">4006381333931</textarea>" in after.replace("\r\n", "")
    assert many.status_code == 422
    assert "at most 12 photos" in many.text
    assert ">kept</textarea>" in many.text.replace("\r\n", "")
    with machine.app_context():
        tags = {one.serial: one.tag for one in row(key).lines[0].arrivals}
    assert tags == {"SN-1": "OIM-77", "SN-2": ""}
