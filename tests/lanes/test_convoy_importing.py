"""The other side's list from a file: tried, loaded, joined to what is there, taken away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import force_locale

from borderpost.db import db
from borderpost.imports import loading, services
from borderpost.imports.models import ImportRow
from borderpost.refusal import Refused
from lanes.convoy_importing import IMPORTER
from lanes.models import Convoy, ConvoyMember
from lanes.services import convoy_ticking as ticking
from lanes.services import convoys
from lanes.services.convoys import ConvoyFacts
from tests.desk import browser, officer
from tests.lanes.convoy import members

GOOD = """Convoi;Nom;Prénoms;Sexe;Âge;Nationalité;Famille;Nature;Autorité;Date;Heure
NDB-7;Diarra;Awa;femme;34 ans;Mali;A;Expulsion;Police nationale;30/11/2026;21h30
ndb-7;Diarra;Petit;M;4;MLI;A;;;;
NDB-7;Keita;Moussa;H;13/02/1988;Mali;;;;;
"""
BAD = (
    GOOD
    + """NDB-7;;Sans Nom;;;;;;;;
NDB-7;Sow;Demba;Z;300;Atlantis;;Promenade;;;
NDB-7;Diarra;Awa;F;34;MLI;;;;;
"""
)


@pytest.fixture(autouse=True)
def in_english(inside: Flask) -> Iterator[None]:
    """The sentences of refusals, as this file writes them."""
    with force_locale("en"):
        yield


def tried(app: Flask, text: str = GOOD) -> uuid.UUID:
    """A file that an officer put before the engine; what is wrong is known now."""
    by = officer(app, "officer")
    one = services.upload(IMPORTER, "liste.csv", text.encode(), by=by)
    services.choose_columns(IMPORTER, one.id, one.mapping, by=by)
    return one.id


def loaded(app: Flask, text: str = GOOD, *, whole: bool = True) -> uuid.UUID:
    """The same, loaded."""
    import_id, by = tried(app, text), officer(app, "officer")
    loading.begin(import_id, whole=whole, by=by)
    return loading.go_on(IMPORTER, import_id, by=by, seconds=None).id


def test_the_rows_of_one_reference_become_one_convoy(inside: Flask) -> None:
    loaded(inside)

    row = db.session.scalars(db.select(Convoy)).one()
    assert (row.reference, row.kind, row.authority) == ("NDB-7", "EXP", "Police nationale")
    assert row.expected_at and f"{row.expected_at:%Y-%m-%d %H:%M}" == "2026-11-30 21:30"
    first, second, third = (one.person for one in members(row.id))
    assert (first["surname"], first["born"], first["estimated"]) == ("Diarra", "1992", True)
    assert (first["sex"], first["nationality"], first["family"]) == ("F", "MLI", "A")
    assert second["born"] == "2022"
    assert (third["born"], third["estimated"], third["sex"]) == ("1988-02-13", False, "M")


def test_each_wrong_cell_is_told_and_the_good_rows_may_be_written(inside: Flask) -> None:
    import_id = tried(inside, BAD)
    rows = db.session.scalars(
        db.select(ImportRow).where(ImportRow.import_id == import_id).order_by(ImportRow.number)
    )
    wrong = {row.number: set(row.errors) for row in rows if row.errors}
    assert wrong == {
        5: {"surname"},
        6: {"sex", "born", "nationality", "kind"},
        7: {"surname"},  # a double of the second line
    }
    by = officer(inside, "officer")
    with pytest.raises(Refused):
        loading.begin(import_id, whole=True, by=by)
    loading.begin(import_id, whole=False, by=by)
    loading.go_on(IMPORTER, import_id, by=by, seconds=None)
    assert db.session.scalar(db.select(db.func.count(ConvoyMember.id))) == 3


def test_a_list_joins_the_convoy_that_is_written_down_and_names_nobody_twice(inside: Flask) -> None:
    by = officer(inside, "officer")
    convoys.announce(ConvoyFacts("NDB-7", "RDM", "Gendarmerie"), by=by)
    loaded(inside)
    row = db.session.scalars(db.select(Convoy)).one()
    assert (row.kind, len(members(row.id))) == ("RDM", 3)

    again = tried(inside)
    wrong = db.session.scalars(
        db.select(ImportRow).where(ImportRow.import_id == again, ImportRow.number == 2)
    ).one()
    assert "stands on the convoy already" in str(wrong.errors["surname"])


def test_a_convoy_without_its_kind_does_not_arrive_before_somebody_says_it(inside: Flask) -> None:
    loaded(inside, "Convoi;Nom\nK 3;Diarra\nK 3;Keita\n")
    row, by = db.session.scalars(db.select(Convoy)).one(), officer(inside, "officer")

    with pytest.raises(Refused, match="what kind of convoy"):
        convoys.arrive(row.id, None, by=by)
    convoys.change(row.id, ConvoyFacts("K 3", "EXP", "Police nationale"), by=by)
    assert convoys.arrive(row.id, None, by=by).state == "arrived"


def test_a_convoy_that_ended_takes_nobody_from_a_file(inside: Flask) -> None:
    by = officer(inside, "officer")
    row = convoys.announce(ConvoyFacts("NDB-7", "EXP", "Police"), by=by)
    convoys.drop(row.id, "called off", by=by)
    import_id = tried(inside)
    rows = db.session.scalars(db.select(ImportRow).where(ImportRow.import_id == import_id))
    assert all("has ended" in str(one.errors["reference"]) for one in rows)


def test_a_file_is_undone_whole_until_somebody_of_it_came(inside: Flask) -> None:
    import_id, by = loaded(inside), officer(inside, "officer")
    loading.undo(IMPORTER, import_id, by=by)
    assert db.session.scalar(db.select(db.func.count(Convoy.id))) == 0

    import_id = loaded(inside)
    row = db.session.scalars(db.select(Convoy)).one()
    convoys.arrive(row.id, None, by=by)
    ticking.tick(row.id, [members(row.id)[1].id], by=by)
    with pytest.raises(Refused, match="came, or are said to be missing: 3"):
        loading.undo(IMPORTER, import_id, by=by)


def test_who_does_not_work_at_the_lanes_loads_no_list(inside: Flask) -> None:
    assert browser(inside, "analyst").get("/imports/new/convoys").status_code in (403, 404)
