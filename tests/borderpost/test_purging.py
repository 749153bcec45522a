"""Erasing leaves a line in the log for each class, and the log says how much went."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from borderpost import clock, features
from borderpost.audit.models import AuditLine
from borderpost.db import db, new_id
from borderpost.submission import Submission
from tests.borderpost.test_audit import verified
from tests.desk import browser


def purge(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["purge"])
    assert done.exit_code == 0, done.output


def erased(app: Flask) -> list[tuple[str, int]]:
    """Class and number of each line about a purge, oldest first."""
    with app.app_context():
        wanted = select(AuditLine).where(AuditLine.act == "borderpost:class:purge")
        lines = db.session.scalars(wanted.order_by(AuditLine.seq)).all()
        return [(line.subject_id, line.details["erased"]) for line in lines]


def test_each_class_leaves_a_line_with_the_number_erased(machine: Flask) -> None:
    with machine.app_context():
        classes = [f"{one.name}:{keep.name}" for one in features.loaded() for keep in one.keeps]
        old = clock.now() - timedelta(days=31)
        db.session.add_all(Submission(key=new_id(), at=old) for _ in range(3))
        db.session.commit()
    purge(machine)
    purge(machine)
    lines = erased(machine)

    assert [name for name, _number in lines] == classes * 2
    assert dict(lines[: len(classes)])["officers:form keys"] == 3
    assert sum(number for _name, number in lines[len(classes) :]) == 0
    assert verified(machine).fault == ""


def test_an_auditor_reads_what_was_erased(machine: Flask) -> None:
    purge(machine)

    page = browser(machine, "auditor").get("/audit/?act=borderpost:class")

    assert "officers:form keys"[-12:] in page.text
