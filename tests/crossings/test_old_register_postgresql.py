"""Files are loaded, stopped and undone on PostgreSQL as they are at a post."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from borderpost import audit
from borderpost.imports import loading, services
from borderpost.imports.importer import importer
from borderpost.imports.models import State
from tests.crossings import damaged_register as old
from tests.crossings.test_old_register import filed, verified
from tests.desk import officer
from tests.headquarters import cast_database, headquarters

__all__ = ["cast_database", "headquarters"]
pytestmark = pytest.mark.db


@pytest.fixture
def inside(headquarters: Flask) -> Iterator[Flask]:
    """The application, and we are in a request of it."""
    with headquarters.app_context(), headquarters.test_request_context("/"):
        yield headquarters


def test_a_register_goes_in_step_by_step_and_out_again(inside: Flask) -> None:
    chief, crossings = officer(inside, "supervisor"), importer("crossings")
    assert crossings is not None
    rows, known = old.damaged(old.lines(60))
    before = filed()
    one = services.upload(crossings, "registre.csv", old.as_csv(rows), by=chief)
    one = services.choose_columns(crossings, one.id, one.mapping, by=chief)
    loading.begin(one.id, whole=False, by=chief)

    half = loading.go_on(crossings, one.id, by=chief, seconds=0)
    assert half.state == State.LOADING
    done = loading.go_on(crossings, one.id, by=chief, seconds=None)

    assert done.state == State.COMMITTED
    assert done.rows_written == len(rows) - len({number for number, _column in known})
    assert list(verified()) == []
    loading.undo(crossings, one.id, by=chief)
    assert filed() == before
    assert list(verified()) == []
    assert audit.verify().fault == ""


def test_people_come_in_and_go_again(inside: Flask) -> None:
    admin, roster = officer(inside, "administrator"), importer("officers")
    assert roster is not None
    text = "Matricule;Nom;Identifiant;Rôles\nP-1;Sow;sow;Agent\nP-2;Ba;;\n"
    one = services.upload(roster, "agents.csv", text.encode(), by=admin)
    one = services.choose_columns(roster, one.id, one.mapping, by=admin)
    loading.begin(one.id, whole=True, by=admin)

    done = loading.go_on(roster, one.id, by=admin, seconds=None)
    undone = loading.undo(roster, one.id, by=admin)

    assert (done.rows_written, undone.state) == (2, State.UNDONE)
    assert audit.verify().fault == ""
