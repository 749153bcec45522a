"""What may be said of a minor on the sheet, and what a correction says after it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from borderpost.refusal import Refused
from crossings.accompaniment import Authorisation
from crossings.models import Crossing
from crossings.services import accompanying, correcting, deciding
from tests.crossings.family import PAPER, TYPED, authorised, child, leaving, linked, mother
from tests.crossings.work import asked, crossed, order
from tests.desk import officer

NOT_SEEN = Authorisation(state="not_seen")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"surname": ""}, "surname"), ({"document_number": ""}, "document_number"),
     ({"document_kind": "??"}, "document_kind"), ({"nationality": "ZZZ"}, "nationality"),
     ({"document_issuer": ""}, "document_issuer"), ({"birth_date": ""}, "birth_date"),
     ({"birth_date": "1979-13"}, "birth_date"), ({"relation": "boss"}, "relation"),
     ({"birth_date": "2010"}, "adult"), ({"birth_date": "2008"}, "adult")],
)  # fmt: skip
def test_a_typed_adult_has_a_name_a_number_and_the_age_of_one(
    inside: Flask, wrong: dict[str, str], field: str
) -> None:
    awa = officer(inside, "officer")
    sheet = child(awa)

    with pytest.raises(Refused) as refusal:
        accompanying.link_typed(sheet.id, replace(TYPED, **wrong), version=1, by=awa)
    assert refusal.value.field == field
    assert sheet.accompaniment is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"issuer": ""}, "issuer"), ({"signed_by": " "}, "signed_by"), ({"day": "2126-10-02"}, "day"),
     ({"day": "demain"}, "day"), ({"state": "maybe"}, "authorisation"),
     ({"state": ""}, "authorisation")],
)  # fmt: skip
def test_an_authorisation_has_an_issuer_a_signer_and_a_day(
    inside: Flask, wrong: dict[str, str], field: str
) -> None:
    awa = officer(inside, "officer")
    sheet = child(awa)

    with pytest.raises(Refused) as refusal:
        authorised(sheet, awa, replace(PAPER, **wrong))
    assert refusal.value.field == field


def correction(old: Crossing, **changes: object) -> correcting.Correction:
    facts = correcting.Correction({}, old.direction, "admit", (), "", "", "", "", "Erreur")
    return replace(facts, **changes)  # type: ignore[arg-type]


def test_a_correction_that_finds_a_child_says_so_and_decides_nobody_anew(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    old = crossed(awa)
    born = {"birth_date": "2015-02-03"}
    for changed in ({"decision": "withdrawn"}, {"direction": "X"}):
        with pytest.raises(Refused) as refusal:
            told = correction(old, fields=born, **changed)
            correcting.correct(old.id, told, by=chief, roles=chief.roles)
        assert refusal.value.attempt == "child_alone"
    told = correction(old, fields=born)
    row = correcting.correct(old.id, told, by=chief, roles=chief.roles)

    assert (row.minor, row.decision) == ("certain", "admit")


def test_a_correction_makes_no_exit_of_a_refusal_without_the_authorisation(inside: Flask) -> None:
    awa = leaving(officer(inside, "officer"))
    sheet = asked(authorised(linked(child(awa), mother(awa).id, awa), awa, NOT_SEEN), awa)
    old = deciding.decide(sheet.id, order(sheet, "refuse", reasons=("ML-09",)), by=awa)

    with pytest.raises(Refused) as refusal:
        correcting.correct(old.id, correction(old), by=awa, roles=awa.roles)
    assert refusal.value.attempt == "no_authorisation"
