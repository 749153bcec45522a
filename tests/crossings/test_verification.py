"""``flask verify``: an altered, slipped-in or vanished crossing is found."""

from __future__ import annotations

import pytest
from flask import Flask

from borderpost.db import db
from crossings.digest import digest
from crossings.models import Crossing, PurgeRecord
from crossings.verification import faults
from tests.borderpost.test_audit import tampered
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import crossed
from tests.desk import officer, remembered

NOBODY = "0" * 32  # an id as SQLite keeps it
PLAIN = (
    "surname = 'X'", "nationality = 'MRT'", "decision = 'withdrawn'", "direction = 'X'",
    "occurred_at = '2026-01-01 00:00:00.000000'", "document_number = 'X'", "purpose = 'OTH'",
    f"officer_id = '{NOBODY}'", "alert_result = 'clear'", "mrz_checks = '{}'",
    f"supersedes_id = '{NOBODY}'", "salt = 'x'", "name_truncated = 1", "birth_date = ''",
)  # fmt: skip


@pytest.fixture
def two(machine: Flask) -> Flask:
    """A machine with two crossings."""
    remembered(machine, fill)
    return machine


def fill(app: Flask) -> None:
    awa = officer(app, "officer")
    crossed(awa)
    crossed(awa, zone(MOUSSA))


def found(app: Flask) -> list[str]:
    with app.app_context():
        return list(faults())


def test_an_honest_register_verifies(two: Flask) -> None:
    assert found(two) == []
    assert two.test_cli_runner().invoke(args=["verify"]).exit_code == 0


@pytest.mark.parametrize("change", PLAIN)
def test_any_altered_column_is_found(two: Flask, change: str) -> None:
    tampered(two, f"UPDATE crossings SET {change} WHERE surname = 'CISSE'")  # noqa: S608
    faults = found(two)

    assert len(faults) == 1
    assert faults[0].endswith("was altered")
    assert two.test_cli_runner().invoke(args=["verify"]).exit_code == 1


@pytest.mark.parametrize(
    "spoilt",
    ["occurred_at = 'noon'", "mrz_checks = '{'", "evidence = x'00'", "officer_id = 'me'",
     "salt = x'ff'", "surname = CAST(x'ff' AS TEXT)", "occurred_on = 'Monday'"],
)  # fmt: skip
def test_a_crossing_that_cannot_be_read_is_named(two: Flask, spoilt: str) -> None:
    tampered(two, f"UPDATE crossings SET {spoilt} WHERE surname = 'CISSE'")  # noqa: S608
    said = two.test_cli_runner().invoke(args=["verify"])
    faults = found(two)

    assert said.exit_code == 1
    assert len(faults) == 1
    assert "was altered" in faults[0]


def test_a_crossing_whose_id_cannot_be_read_is_named(two: Flask) -> None:
    tampered(two, "UPDATE crossings SET id = 'x' WHERE surname = 'CISSE'")
    altered, gone = found(two)

    assert altered.endswith("was altered and cannot be read")
    assert gone.endswith("is gone")


@pytest.mark.parametrize("spoilt", ["details = '5'", "details = '{'"])
def test_an_audit_line_that_cannot_be_read_names_its_crossing(two: Flask, spoilt: str) -> None:
    act = "crossings:crossing:decide"
    tampered(two, f"UPDATE audit_lines SET {spoilt} WHERE act = '{act}'")  # noqa: S608

    assert [fault.endswith("has no audit line") for fault in found(two)] == [True, True]


def test_swapped_evidence_is_found(two: Flask) -> None:
    tampered(
        two,
        "UPDATE crossings SET evidence = (SELECT evidence FROM crossings WHERE surname = 'TRAORE')"
        " WHERE surname = 'CISSE'",
    )

    assert len(found(two)) == 1


def test_a_vanished_crossing_is_found(two: Flask) -> None:
    tampered(two, "DELETE FROM crossings WHERE surname = 'CISSE'")

    assert ["is gone" in fault for fault in found(two)] == [True]


def test_a_crossing_slipped_in_is_found(two: Flask) -> None:
    with two.app_context():
        names = [column.key for column in Crossing.__table__.columns]
    columns = ", ".join(names)
    forged = ", ".join(
        {"id": f"'{NOBODY}'", "human_ref": "'AAA-X'", "form_key": "NULL"}.get(n, n) for n in names
    )
    tampered(
        two,
        f"INSERT INTO crossings ({columns}) SELECT {forged} FROM crossings"  # noqa: S608
        " WHERE surname = 'CISSE'",
    )

    assert found(two) == ["crossing AAA-X has no audit line"]


def test_a_purged_crossing_is_not_missed(two: Flask) -> None:
    with two.app_context():
        row = db.session.scalars(db.select(Crossing).where(Crossing.surname == "CISSE")).one()
        db.session.add(PurgeRecord(crossing_id=row.id, grounds="retention"))
        db.session.flush()
        db.session.delete(row)
        db.session.commit()

    assert found(two) == []


def test_the_digest_is_salted_and_covers_every_column(two: Flask) -> None:
    with two.app_context():
        row = db.session.scalars(db.select(Crossing)).first()
        assert row
        before = digest(row)
        seen = set()
        for column in Crossing.__table__.columns:
            kept = getattr(row, column.key)
            setattr(row, column.key, f"{kept}x")
            seen.add(digest(row))
            setattr(row, column.key, kept)
        db.session.rollback()

    assert before not in seen
    assert len(seen) == len(Crossing.__table__.columns)
