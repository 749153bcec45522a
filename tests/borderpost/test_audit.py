"""The log: chained, refused to change by the database, and every alteration is found."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from borderpost import audit, clock
from borderpost.audit.chain import START, digest, faults
from borderpost.audit.models import AuditLine
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from tests.desk import browser, officer


class Act(StrEnum):
    """An act of these tests."""

    TRIED = "tests:thing:try"


def tampered(app: Flask, *statements: str) -> None:
    """Change the database file as somebody would who holds the machine."""
    with sqlite3.connect(Path(app.config["INSTANCE"]) / "borderpost.db") as file:
        for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {row[0]}")
        for statement in statements:
            file.execute(statement)
    file.close()


def verified(app: Flask) -> audit.Verification:
    with app.app_context():
        return audit.verify()


def try_thing(app: Flask, **details: object) -> AuditLine:
    awa = officer(app, "officer")
    with transaction() as session:
        return audit.record(Act.TRIED, session.scalars(select(Post)).first(), by=awa, **details)


def test_an_act_says_who_where_what_and_when(inside: Flask) -> None:
    awa = officer(inside, "officer")
    with transaction() as session:
        post = session.scalars(select(Post).where(Post.code == "AAA")).one()
        line = audit.record(Act.TRIED, post, by=awa, found=3)

    assert (line.act, line.details) == ("tests:thing:try", {"found": 3})
    assert (line.subject_kind, line.subject_id) == ("posts", str(post.id))
    assert (line.officer_id, line.post_id) == (awa.officer_id, awa.post_id)


def test_each_line_follows_the_one_before(inside: Flask) -> None:
    lines = db.session.scalars(select(AuditLine).order_by(AuditLine.seq)).all()
    hashes = [START, *(line.hash for line in lines)]

    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    assert [line.previous_hash for line in lines] == hashes[:-1]
    assert all(line.hash == digest(line) for line in lines)


def test_the_chain_of_an_honest_machine_verifies(machine: Flask) -> None:
    found = verified(machine)

    assert found.lines > 10
    assert found.broken_at is None
    assert found.fault == ""


def test_a_change_that_fails_leaves_no_line(inside: Flask) -> None:
    before = audit.verify()

    with pytest.raises(ZeroDivisionError), transaction() as session:
        audit.record(Act.TRIED, session.scalars(select(Post)).first(), by=None)
        raise ZeroDivisionError

    assert audit.verify() == before


@pytest.mark.parametrize(
    "change",
    [
        "act = 'posts:post:delete'",
        "at = '2020-01-01 00:00:00.000000'",
        "subject_id = 'other'",
        "subject_kind = 'other'",
        "officer_id = NULL, post_id = NULL, details = '{\"x\": 1}'",
        'details = \'{"roles": ["auditor"]}\'',
        "hash = iif(hash LIKE 'f%', '0', 'f') || substr(hash, 2)",
        "previous_hash = hash",
    ],
)
def test_any_altered_column_of_a_line_is_found(machine: Flask, change: str) -> None:
    tampered(machine, f"UPDATE audit_lines SET {change} WHERE seq = 5")  # noqa: S608

    assert verified(machine).broken_at == 5


def test_a_line_altered_with_its_hash_breaks_the_next(machine: Flask) -> None:
    with machine.app_context():
        line = db.session.get_one(AuditLine, 5)
        line.act = "posts:post:other"
        forged = digest(line)
        db.session.rollback()
    change = f"act = 'posts:post:other', hash = '{forged}'"
    tampered(machine, f"UPDATE audit_lines SET {change} WHERE seq = 5")  # noqa: S608

    assert verified(machine).broken_at == 6


@pytest.mark.parametrize("gone", [1, 5])
def test_a_deleted_line_is_found(machine: Flask, gone: int) -> None:
    tampered(machine, f"DELETE FROM audit_lines WHERE seq = {gone}")  # noqa: S608
    found = verified(machine)

    assert found.fault == f"line {gone} is missing"


def test_lines_deleted_and_counted_anew_are_found(machine: Flask) -> None:
    tampered(
        machine,
        "DELETE FROM audit_lines WHERE seq = 5",
        "UPDATE audit_lines SET seq = -(seq - 1) WHERE seq > 5",
        "UPDATE audit_lines SET seq = -seq WHERE seq < 0",
    )

    assert verified(machine).broken_at == 5


def test_an_inserted_line_is_found(machine: Flask) -> None:
    columns = "at, act, subject_kind, subject_id, details, previous_hash"
    tampered(
        machine,
        f"INSERT INTO audit_lines (seq, {columns}, hash) SELECT 1000, {columns}, 'x'"  # noqa: S608
        " FROM audit_lines WHERE seq = 5",
    )

    assert "is missing" in verified(machine).fault


@pytest.mark.parametrize(
    "spoilt",
    [
        "at = 'yesterday'",
        "at = 5",
        "details = '{'",
        "details = x'ff'",
        f"details = '{'[' * 20000}'",
        "officer_id = 'nobody'",
        "post_id = 7",
        "act = x'ff00'",
        "act = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_line_that_cannot_be_read_is_named(machine: Flask, spoilt: str) -> None:
    tampered(machine, f"UPDATE audit_lines SET {spoilt} WHERE seq = 5")  # noqa: S608
    said = machine.test_cli_runner().invoke(args=["verify"])

    assert said.exit_code == 1
    assert "audit: line 5 was altered" in said.output
    assert verified(machine).broken_at == 5


def test_a_spoilt_last_line_stops_nobody_who_works(machine: Flask) -> None:
    end = verified(machine).lines
    tampered(machine, f"UPDATE audit_lines SET at = 'x', details = '{{' WHERE seq = {end}")  # noqa: S608
    with machine.app_context():
        assert try_thing(machine).seq == end + 1

    assert verified(machine).broken_at == end


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_lines SET act = 'x'", "DELETE FROM audit_lines WHERE seq = 1"]
)
def test_the_database_itself_refuses(inside: Flask, statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction() as session:
        session.execute(db.text(statement))


def test_the_command_says_what_it_found(machine: Flask) -> None:
    run = machine.test_cli_runner()
    sound = run.invoke(args=["verify"])
    tampered(machine, "DELETE FROM audit_lines WHERE seq = 5")
    broken = run.invoke(args=["verify"])

    assert (sound.exit_code, broken.exit_code) == (0, 1)
    assert "verified" in sound.output
    assert "audit: line 5 is missing" in broken.output


def test_the_fault_is_one_sentence(machine: Flask) -> None:
    tampered(machine, "UPDATE audit_lines SET act = 'x' WHERE seq = 3")
    with machine.app_context():
        assert list(faults()) == ["audit: line 3 was altered"]


def test_a_line_written_in_another_zone_verifies(inside: Flask) -> None:
    with clock.standing_at(datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Asia/Kathmandu"))):
        try_thing(inside)

    assert audit.verify().fault == ""


def test_an_auditor_reads_every_post_and_a_supervisor_the_own(machine: Flask) -> None:
    with machine.app_context():
        stranger = officer(machine, "stranger")
        with transaction() as session:
            post = session.scalars(select(Post).where(Post.code == "BBB")).one()
            audit.record(Act.TRIED, post, by=stranger)

    assert "tests:thing:try" in browser(machine, "auditor").get("/audit/").text
    assert "tests:thing:try" not in browser(machine, "supervisor").get("/audit/").text
    assert browser(machine, "officer").get("/audit/").status_code == 403
    assert browser(machine, "administrator").get("/audit/").status_code == 403


def test_the_log_is_searched_by_the_beginning_of_an_act(machine: Flask) -> None:
    auditor = browser(machine, "auditor")
    posts, nothing = auditor.get("/audit/?act=posts:"), auditor.get("/audit/?act=%25")

    assert "posts:lane:create" in posts.text
    assert "officers:account:create" not in posts.text
    assert 'class="empty"' in nothing.text


def test_the_log_is_taken_out_whole(machine: Flask) -> None:
    rows = browser(machine, "auditor").get("/audit/export.csv").text.splitlines()

    assert len(rows) - 1 == verified(machine).lines
