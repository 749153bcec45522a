"""Rows are written step by step: seen when it stops, continued or undone whole, and the desk
saves meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.db import db, transaction
from borderpost.imports import loading, queries, services
from borderpost.imports.importer import Importer, importer
from borderpost.imports.models import Import, ImportRow, State
from borderpost.officers import postings
from borderpost.officers.identity import SignedIn
from borderpost.officers.models import Officer
from borderpost.officers.postings import PersonFacts
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from tests.desk import browser, officer

COUNT = 60
LIST = "Matricule;Nom;Corps\n" + "".join(f"M{n:03};Nom {n};Police\n" for n in range(COUNT))


class Torn(Exception):
    """The machine lost its power here."""


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten rows at a time, however fast the machine is."""
    monkeypatch.setattr(loading, "_MOST", 10)


@pytest.fixture
def admin(inside: Flask) -> Iterator[SignedIn]:
    """The administrator, as services receive one."""
    with inside.test_request_context("/", headers={"Accept-Language": "en"}):
        yield officer(inside, "administrator")


@pytest.fixture
def roster(inside: Flask) -> Importer:
    """The importer of people."""
    found = importer("officers")
    assert found is not None
    return found


def after(steps: int, roster: Importer, act: Callable[[], object]) -> Importer:
    """The importer, but ``act`` happens when this many steps were written."""
    done: list[int] = []

    def write(forms: Sequence[Any], by: Any) -> Sequence[Any]:
        if len(done) == steps:
            act()
        done.append(len(forms))
        return roster.write(forms, by)

    return replace(roster, write=write)


def tear() -> None:
    raise Torn


def checked(by: SignedIn, roster: Importer, content: str = LIST) -> Import:
    one = services.upload(roster, "liste.csv", content.encode(), by=by)
    return services.choose_columns(roster, one.id, one.mapping, by=by)


def people() -> int:
    """How many of the list are there."""
    db.session.rollback()
    wanted = select(Officer.id).where(Officer.service_number.startswith("M0"))
    return len(db.session.scalars(wanted).all())


@pytest.fixture
def torn(admin: SignedIn, roster: Importer) -> Import:
    """A file whose loading lost its power after the second step."""
    one = checked(admin, roster)
    loading.begin(one.id, whole=False, by=admin)
    with pytest.raises(Torn):
        loading.go_on(after(2, roster, tear), one.id, by=admin, seconds=None)
    db.session.rollback()
    return db.session.get_one(Import, one.id)


def test_what_stopped_half_way_says_how_far_it_came(torn: Import) -> None:
    assert torn.state == State.LOADING
    assert 0 < torn.rows_written == people() < COUNT


def test_what_stopped_half_way_is_continued_where_it_stopped(
    admin: SignedIn, roster: Importer, torn: Import
) -> None:
    loading.go_on(roster, torn.id, by=admin, seconds=None)

    done = db.session.get_one(Import, torn.id)
    assert (done.state, done.rows_written, done.rows_bad) == (State.COMMITTED, COUNT, 0)
    assert people() == COUNT
    assert audit.verify().fault == ""


def test_what_stopped_half_way_is_undone_whole(
    admin: SignedIn, roster: Importer, torn: Import
) -> None:
    loading.undo(roster, torn.id, by=admin)

    assert people() == 0
    assert db.session.get_one(Import, torn.id).state == State.UNDONE
    assert audit.verify().fault == ""


def test_what_stopped_half_way_is_seen_at_home_and_on_its_page(
    machine: Flask, torn: Import
) -> None:
    file = f"/imports/{torn.id}"
    admin = browser(machine, "administrator")

    home, page = admin.get("/home").text, admin.get(file).text

    assert 'href="/imports/"' in home.partition('class="cards')[2]
    assert f"{file}/continue" in page
    assert f"{file}/undo" in page
    assert "hx-trigger" not in page

    for _some_seconds_each in range(30):
        if f"{file}/continue" in (done := admin.get(file).text):
            admin.send(f"{file}/continue")

    assert f"{file}/continue" not in done
    assert done.count('<span class="tag decision-admit">') == 1 + 50  # the file's and a page's
    assert people() == COUNT


def test_rows_are_not_erased_from_a_file_before_all_are_written(torn: Import) -> None:
    kept = db.session.scalars(queries.rows(torn.id)).all()

    assert all(row.cells for row in kept)


def test_a_second_continue_after_the_end_changes_nothing(
    admin: SignedIn, roster: Importer, torn: Import
) -> None:
    loading.go_on(roster, torn.id, by=admin, seconds=None)
    before = audit.verify().lines

    loading.go_on(roster, torn.id, by=admin, seconds=None)

    assert people() == COUNT
    assert audit.verify().lines == before


def test_one_request_shows_how_far_it_came(admin: SignedIn, roster: Importer) -> None:
    one = checked(admin, roster)
    loading.begin(one.id, whole=True, by=admin)

    half = loading.go_on(roster, one.id, by=admin, seconds=0)

    assert half.state == State.LOADING
    assert 0 < half.rows_written < COUNT


def test_the_desk_saves_between_two_steps(
    machine: Flask, admin: SignedIn, roster: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[int] = []

    def wait(_seconds: float) -> None:
        """Between two steps somebody else writes, by a connection of their own."""
        with db.engine.connect().execution_options(begin="IMMEDIATE") as other:
            other.execute(Post.__table__.update().values(name=Post.__table__.c.name))
            other.commit()
        saved.append(people())

    monkeypatch.setattr(loading.time, "sleep", wait)
    one = checked(admin, roster)
    loading.begin(one.id, whole=True, by=admin)
    loading.go_on(roster, one.id, by=admin, seconds=None)

    assert saved
    assert saved == sorted(saved)
    assert 0 < saved[0] < COUNT
    assert people() == COUNT


def somebody_else(by: SignedIn) -> Callable[[], object]:
    """Another window makes the last officer of the list by hand meanwhile."""

    def make() -> None:
        with_number = PersonFacts("Nom", "Autre", "Police", None, f"M{COUNT - 1:03}")
        postings.add_person(db.session(), with_number, by)

    return make


def test_all_or_nothing_takes_back_what_it_wrote_when_a_row_turned_bad(
    admin: SignedIn, roster: Importer
) -> None:
    one = checked(admin, roster)
    loading.begin(one.id, whole=True, by=admin)
    loading.go_on(roster, one.id, by=admin, seconds=0)
    with transaction():
        somebody_else(admin)()

    with pytest.raises(Refused, match="Nothing was written"):
        loading.go_on(roster, one.id, by=admin, seconds=None)

    again = db.session.get_one(Import, one.id)
    assert people() == 1
    assert (again.state, again.rows_written, again.rows_bad) == (State.CHECKED, 0, 1)
    (bad,) = db.session.scalars(queries.rows(one.id, only_bad=True))
    assert (bad.number, list(bad.errors)) == (COUNT + 1, ["service_number"])


def test_good_rows_only_leaves_a_row_that_turned_bad(admin: SignedIn, roster: Importer) -> None:
    one = checked(admin, roster)
    loading.begin(one.id, whole=False, by=admin)
    loading.go_on(roster, one.id, by=admin, seconds=0)
    with transaction():
        somebody_else(admin)()

    done = loading.go_on(roster, one.id, by=admin, seconds=None)

    assert (done.state, done.rows_written, done.rows_bad) == (State.COMMITTED, COUNT - 1, 1)
    assert people() == COUNT


@pytest.mark.parametrize("act", ["begin", "undo", "drop", "columns"])
def test_a_file_goes_no_way_twice(admin: SignedIn, roster: Importer, act: str) -> None:
    one = checked(admin, roster)
    services.drop(one.id, by=admin)
    acts: dict[str, Callable[[], object]] = {
        "begin": lambda: loading.begin(one.id, whole=False, by=admin),
        "undo": lambda: loading.undo(roster, one.id, by=admin),
        "drop": lambda: services.drop(one.id, by=admin),
        "columns": lambda: services.choose_columns(roster, one.id, {"surname": "Nom"}, by=admin),
    }

    with pytest.raises(Refused):
        acts[act]()

    assert people() == 0


def test_a_file_whose_rows_are_all_bad_is_not_begun(admin: SignedIn, roster: Importer) -> None:
    one = checked(admin, roster, "Matricule;Nom\nM001;\n")

    with pytest.raises(Refused, match="No row is good"):
        loading.begin(one.id, whole=False, by=admin)


def test_an_old_half_loaded_file_keeps_only_what_undoing_needs(
    admin: SignedIn, roster: Importer, torn: Import
) -> None:
    written = torn.rows_written
    with transaction() as session:
        one = session.get_one(Import, torn.id)
        one.created_at = clock.now() - timedelta(days=31)

    services.purge(timedelta(days=30))

    rows = db.session.scalars(select(ImportRow).where(ImportRow.import_id == torn.id)).all()
    assert len(rows) == written
    assert all(row.cells is None and row.written_id for row in rows)
    loading.undo(roster, torn.id, by=admin)
    assert people() == 0
