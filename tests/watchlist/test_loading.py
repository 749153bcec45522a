"""A file becomes a version: what it changes is counted, and it takes effect in one stroke."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from borderpost.db import db, transaction
from borderpost.refusal import Refused
from tests.desk import officer
from tests.watchlist.alerts import (
    COLUMNS,
    FANTA,
    OTHERS,
    alert,
    approved,
    in_force,
    keys,
    lines_of,
    loaded,
    make,
    manager,
    second_manager,
    watch,
)
from watchlist import shelf
from watchlist.models import Entry, ListVersion, VersionState
from watchlist.queries import lists
from watchlist.services import forcing, proposing

GOOD = COLUMNS + FANTA.format(code="stop") + OTHERS


def test_the_first_version_adds_everything_and_counts_the_birth_dates(inside: Flask) -> None:
    row = in_force(make(), GOOD + "y1,Annee,Seule,1970,MLI,,,,,\nn1,Sans,Date,,,,,,,\n")

    assert (row.rows, row.entries, row.added, row.changed, row.removed) == (9, 9, 9, 0, 0)
    assert row.quality == {"full": 7, "year": 1, "none": 1}


def test_the_next_version_tells_what_changed(inside: Flask) -> None:
    key = make()
    in_force(key, GOOD)
    changed = GOOD.replace("Fanta Maria", "Fanta").replace("o5,Gado", "z9,Neuf")
    row = in_force(key, changed)

    assert (row.entries, row.added, row.changed, row.removed) == (7, 1, 1, 1)
    assert "z9" in keys(key)
    assert "o5" not in keys(key)


def test_an_unchanged_file_writes_no_entry(inside: Flask) -> None:
    key = make()
    in_force(key, GOOD)
    before = db.session.scalars(select(Entry.id).order_by(Entry.id)).all()
    row = in_force(key, GOOD)

    assert (row.added, row.changed, row.removed) == (0, 0, 0)
    assert db.session.scalars(select(Entry.id).order_by(Entry.id)).all() == before


def test_a_version_that_waits_changes_nothing(inside: Flask) -> None:
    key = make()
    in_force(key, GOOD)
    row = loaded(key, GOOD.replace("o5,Gado", "z9,Neuf"))

    assert row.state == VersionState.WAITING
    assert watch(key).version == 1
    assert "o5" in keys(key)
    assert shelf.of(key) is not None
    assert shelf.of(key).version == 1  # type: ignore[union-attr]


def test_a_dropped_version_leaves_the_list_as_it_was(inside: Flask) -> None:
    key = make()
    in_force(key, GOOD)
    before = keys(key)
    row = loaded(key, GOOD.replace("o5,Gado", "z9,Neuf"))
    forcing.drop(row.id, by=second_manager(inside))

    assert keys(key) == before
    assert db.session.scalar(select(func.count()).select_from(Entry)) == len(before)
    assert lists.numbered(key, 2).state == VersionState.DROPPED  # type: ignore[union-attr]


def test_what_stopped_half_way_is_cleared_by_the_next_load(inside: Flask) -> None:
    key = make()
    in_force(key, GOOD)
    row = loaded(key, GOOD.replace("o5,Gado", "z9,Neuf"))
    with transaction() as session:  # as a power cut leaves it
        session.get_one(ListVersion, row.id).state = VersionState.LOADING
    again = in_force(key, GOOD)

    assert again.number == 3
    assert lists.numbered(key, 2).state == VersionState.DROPPED  # type: ignore[union-attr]
    assert "z9" not in keys(key)
    assert "o5" in keys(key)


def test_a_double_identifier_is_rejected_once(inside: Flask) -> None:
    row = loaded(make(), GOOD + "f1,Autre,Personne,,,,,,,\n")

    assert row.rejects == [[9, "double", "f1"]]


def test_old_entries_are_erased_once_no_version_in_use_has_them(inside: Flask) -> None:
    key = make()
    for surname in ("CISSE", "CISSE-UN", "CISSE-DEUX"):
        in_force(key, GOOD.replace("CISSE", surname))
    versions = db.session.scalars(select(Entry.since).where(Entry.key == "f1")).all()

    assert sorted(versions) == [2, 3]  # the one before stays for screenings under way


def test_whoever_loaded_a_file_does_not_put_it_in_force(inside: Flask) -> None:
    key = make()
    one = manager(inside)
    row = loaded(key, GOOD, by=one)
    version_id = row.id
    with pytest.raises(Refused):
        forcing.put_in_force(version_id, by=one)
    tried = lines_of("watchlist:entry:refuse_own")
    forcing.put_in_force(version_id, by=second_manager(inside))

    assert [line.officer_id for line in tried] == [one.officer_id]
    assert watch(key).version == 1


def test_a_version_is_put_in_force_once(inside: Flask) -> None:
    row = in_force(make(), GOOD)
    with pytest.raises(Refused):
        forcing.put_in_force(row.id, by=None)


def test_what_two_people_wrote_outlives_a_file(inside: Flask) -> None:
    key = make()
    in_force(key, GOOD)
    made = approved(inside, key, alert(papers=())).key
    in_force(key, GOOD)

    assert made in keys(key)


def test_a_file_that_waits_is_decided_before_entries_change(inside: Flask) -> None:
    key = make()
    in_force(key, GOOD)
    proposal = proposing.propose_new(key, alert(), "Demande", by=manager(inside)).id
    loaded(key, GOOD.replace("o5,Gado", "z9,Neuf"))
    with pytest.raises(Refused):
        proposing.approve([proposal], by=second_manager(inside))

    assert watch(key).version == 1


def test_the_index_is_built_beside_and_swapped(inside: Flask) -> None:
    key = make()
    in_force(key, GOOD)
    before = shelf.of(key)
    in_force(key, GOOD.replace("o5,Gado", "z9,Neuf"))
    after = shelf.of(key)

    assert before is not None
    assert after is not None
    assert before.path != after.path
    assert before.path.exists()  # whoever reads it goes on
    assert not forcing.build(key)
    assert forcing.build(key, anew=True)


def test_the_log_tells_counts_and_no_name(inside: Flask) -> None:
    in_force(make(), GOOD)
    told = [line.details for line in lines_of("watchlist:version:load")]

    assert told[0]["added"] == 7
    assert "CISSE" not in str(told)


def documents(key: UUID) -> ListVersion:
    text = "issuer,kind,number\nMLI,P,AB1234567\nMRT,P,C76543210\nMLI,P,0OI1\n"
    return in_force(key, text, "documents")


def test_a_list_of_numbers_keeps_no_entry_in_the_database(inside: Flask) -> None:
    row = documents(make("stolen", holds="documents"))

    assert (row.entries, row.rejected) == (3, 0)
    assert db.session.scalar(select(func.count()).select_from(Entry)) == 0


def test_names_do_not_go_into_a_list_of_numbers(inside: Flask) -> None:
    row = loaded(make("stolen", holds="documents"), "{}", "ftm")

    assert (row.state, row.refusal) == (VersionState.REFUSED, "format")


def test_an_officer_of_the_desk_is_no_manager(inside: Flask) -> None:
    assert not {one for one in officer(inside, "officer").permissions
                if one.startswith("watchlist:") and one != "watchlist:list:read"}  # fmt: skip
