"""An old register of 5,000 crossings is loaded: errors at their cells, consent, undo."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from borderpost import audit, features
from borderpost.db import db
from borderpost.imports import loading, queries, services
from borderpost.imports.importer import Importer, importer
from borderpost.imports.models import Import, ImportRow, State
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from crossings.models import Crossing, CrossingName, Document, Person
from crossings.queries import register
from crossings.services import correcting
from crossings.services.correcting import Correction
from tests.crossings import damaged_register as old
from tests.crossings.register_pages import (
    checked_by_pages,
    columns_of,
    error_file,
    loaded_by_pages,
    padded,
    wrong_cells,
)
from tests.desk import browser, officer

TABLES = (Crossing, CrossingName, Person, Document)


@pytest.fixture
def chief(inside: Flask) -> Iterator[SignedIn]:
    """The supervisor, as services receive one."""
    with inside.test_request_context("/", headers={"Accept-Language": "en"}):
        yield officer(inside, "supervisor")


@pytest.fixture
def crossings(inside: Flask) -> Importer:
    """The importer of old registers."""
    found = importer("crossings")
    assert found is not None
    return found


def counts() -> dict[str, int]:
    """Rows of each table that an import writes."""
    return {
        table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in TABLES
    }


def checked(by: SignedIn, crossings: Importer, content: bytes) -> Import:
    """A file whose columns are the guessed ones."""
    one = services.upload(crossings, "registre 2019.csv", content, by=by)
    return services.choose_columns(crossings, one.id, one.mapping, by=by)


def load(crossings: Importer, one: Import, *, whole: bool, by: SignedIn) -> Import:
    """Consent, and all steps."""
    loading.begin(one.id, whole=whole, by=by)
    return loading.go_on(crossings, one.id, by=by, seconds=None)


def told(one: Import) -> set[tuple[int, str]]:
    """Where the errors stand: line and column."""
    bad = db.session.scalars(queries.rows(one.id, only_bad=True))
    return {(row.number, field) for row in bad for field in row.errors}


def filed() -> dict[str, list[tuple[object, ...]]]:
    """Every row of each table that an import writes."""
    db.session.rollback()
    return {
        table.__tablename__: sorted(
            map(tuple, db.session.execute(select(table.__table__))), key=str
        )
        for table in TABLES
    }


@pytest.mark.parametrize(
    "count",
    [
        100,
        pytest.param(1000, marks=pytest.mark.slow),
        pytest.param(5000, marks=pytest.mark.nightly),
    ],
)
@pytest.mark.timeout(1200)
def test_a_damaged_register_goes_in_row_by_row_and_out_again(inside: Flask, count: int) -> None:
    chief = browser(inside, "supervisor")
    good = old.lines(count)
    rows, known = old.damaged(good)
    before = filed()

    first = checked_by_pages(chief, old.as_csv(rows))

    assert wrong_cells(chief, first) == known
    assert filed() == before

    loaded_by_pages(chief, first)
    bad = {number for number, _column in known}
    written = filed()
    given = error_file(chief, first)
    heading = [*old.HEADINGS, "errors"]

    assert len(written["crossings"]) - len(before["crossings"]) == len(rows) - len(bad)
    assert given[0] == heading
    assert [row[:-1] for row in given[1:]] == [padded(rows[at - 2]) for at in sorted(bad)]

    left = [number for number in sorted(bad) if number < count + 2]  # the doubles are taken out
    again = [
        old.mended(
            given[1 + sorted(bad).index(number)], good[number - 2], columns_of(number, known)
        )
        for number in left
    ]
    second = checked_by_pages(chief, old.as_csv(again))
    assert wrong_cells(chief, second) == set()
    loaded_by_pages(chief, second)

    assert len(filed()["crossings"]) - len(before["crossings"]) == count
    chief.send(f"{second}/undo")
    assert filed() == written
    chief.send(f"{first}/undo")
    assert filed() == before
    assert list(verified()) == []
    assert audit.verify().fault == ""


def verified() -> Iterator[str]:
    for check in features.contributions("verifications"):
        yield from check()


def test_all_or_nothing_writes_nothing_of_a_file_with_an_error(
    chief: SignedIn, crossings: Importer
) -> None:
    rows = old.lines(20)
    rows[7][3] = ""
    before = counts()
    one = checked(chief, crossings, old.as_csv(rows))

    with pytest.raises(Refused):
        load(crossings, one, whole=True, by=chief)

    assert counts() == before
    assert db.session.get_one(Import, one.id).state == State.CHECKED


def test_a_written_row_is_erased_from_the_file_and_a_bad_one_is_kept(
    chief: SignedIn, crossings: Importer
) -> None:
    rows = old.lines(20)
    rows[7][3] = ""
    one = checked(chief, crossings, old.as_csv(rows))
    load(crossings, one, whole=False, by=chief)

    kept = db.session.scalars(select(ImportRow).where(ImportRow.cells.is_not(None))).all()

    assert [row.number for row in kept] == [9]


def test_an_imported_crossing_stands_in_its_travellers_history(
    chief: SignedIn, crossings: Importer
) -> None:
    rows = old.lines(2)
    rows[1] = [*rows[0]]
    rows[1][0], rows[1][2] = "02/03/2018", "Sortie"
    rows[0][2] = "Entrée"
    one = checked(chief, crossings, old.as_csv(rows))
    load(crossings, one, whole=True, by=chief)
    key = uuid.UUID(next(iter(queries.written(one.id))))
    first = db.session.scalars(select(Crossing).where(Crossing.id == key)).one()

    history = register.history(first.person_id, chief.post_id)

    assert [row.direction for row in history] == ["X", "E"]
    assert {row.capture_mode for row in history} == {"import"}
    assert all(row.human_ref.startswith("IMP-AAA-18") for row in history)
    assert list(verified()) == []


def test_a_crossing_that_was_corrected_since_keeps_its_import(
    chief: SignedIn, crossings: Importer
) -> None:
    one = checked(chief, crossings, old.as_csv(old.lines(3)))
    load(crossings, one, whole=True, by=chief)
    before = counts()
    wrong = uuid.UUID(next(iter(queries.written(one.id))))
    better = Correction({"surname": "SIDIBE"}, "E", "admit", (), "", "", "", "", "misread")
    correcting.correct(wrong, better, by=chief, roles=chief.roles)

    with pytest.raises(Refused, match="corrected since: rows 2"):
        loading.undo(crossings, one.id, by=chief)

    assert counts()["crossings"] == before["crossings"] + 1


def test_a_traveller_who_came_again_since_keeps_the_import_and_is_named(
    chief: SignedIn, crossings: Importer
) -> None:
    rows = old.lines(3)
    first = checked(chief, crossings, old.as_csv(rows))
    load(crossings, first, whole=True, by=chief)
    later = [[*rows[1]]]
    later[0][0] = "02/03/2018"
    second = checked(chief, crossings, old.as_csv(later))
    load(crossings, second, whole=True, by=chief)

    with pytest.raises(Refused, match="crossed again since: rows 3"):
        loading.undo(crossings, first.id, by=chief)
    loading.undo(crossings, second.id, by=chief)
    loading.undo(crossings, first.id, by=chief)

    assert counts()["crossings"] == 0


def test_a_reason_beside_no_refusal_is_told_and_not_dropped(
    chief: SignedIn, crossings: Importer
) -> None:
    rows = old.lines(2)
    rows[1][11] = "ML-01"

    assert told(checked(chief, crossings, old.as_csv(rows))) == {(3, "reason")}


def test_two_crossings_of_one_day_are_no_double_and_both_are_written(
    chief: SignedIn, crossings: Importer
) -> None:
    rows = old.lines(1)
    rows.append([*rows[0]])
    rows[0][1], rows[1][1] = "08h00", "17h30"
    one = checked(chief, crossings, old.as_csv(rows))

    done = load(crossings, one, whole=True, by=chief)

    assert done.rows_written == 2


def test_the_same_line_twice_is_told_at_the_second(chief: SignedIn, crossings: Importer) -> None:
    rows = old.lines(3)
    one = checked(chief, crossings, old.as_csv([*rows, rows[1]]))

    assert told(one) == {(5, "document_number")}


def test_a_register_that_is_loaded_already_has_an_error_in_each_line(
    chief: SignedIn, crossings: Importer
) -> None:
    first = checked(chief, crossings, old.as_csv(old.lines(3)))
    load(crossings, first, whole=True, by=chief)

    again = checked(chief, crossings, old.as_csv(old.lines(3)))

    assert queries.twin(again) is not None
    assert told(again) == {(number, "document_number") for number in (2, 3, 4)}
