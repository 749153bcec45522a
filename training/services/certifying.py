"""Issuing certificates: to each who completed a closed run, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, counters
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from training import Act, certificate_codes, certificate_facts, completion, validity
from training.certificate_models import Certificate, CertificateCounter
from training.models import Run, RunState
from training.queries import certificates as queries
from training.queries.certificates import Candidate
from training.queries.reached import rule_of


@dataclass(frozen=True)
class Order:
    """The day from which the certificates are valid, and names in Arabic letters by enrolment."""

    issued_on: date
    arabic: Mapping[UUID, str] = field(default_factory=dict)


def issue(run_id: UUID, order: Order, *, by: Actor | None) -> list[Certificate]:
    """A certificate for each who completed the run and never had one of it; the run is certified.

    Asked a second time, it makes nothing and returns an empty list. Raises ``Refused`` for a run
    that is not closed, one that nobody completed, and a day that cannot be.
    """
    with transaction() as session:
        run = session.get_one(Run, run_id)
        post = post_of(run)
        _check(run, order.issued_on, clock.today(post.zone))
        told = queries.candidates(run)
        if not any(one.is_completed for one in told):
            raise Refused(_l("Nobody completed this run: there is nothing to certify."))
        made = [_made(run, post, one, order, by) for one in told if one.is_due]
        if run.state == RunState.CLOSED:
            run.state = RunState.CERTIFIED
            audit.record(Act.RUN_MOVED, run, by=by, to=RunState.CERTIFIED.value)
    return made


def post_of(run: Run) -> Post:
    """The post that signs a run's certificates: the run's, else this machine's."""
    found = posts.post(run.post_id) if run.post_id else posts.this_post()
    if found is None:
        raise Refused(_l("Say first which post this machine serves."))
    return found


def write(row: Certificate, post: Post, by: Actor | None) -> Certificate:
    """Number a certificate, give it a code, and put its facts under a digest."""
    row.post_id, row.created_at = post.id, clock.now()
    row.created_by = by.officer_id if by else None
    row.year = clock.today(post.zone).year
    row.serial = counters.take(CertificateCounter, post_id=post.id, year=row.year)
    row.number = certificate_codes.certificate_number(post.code, row.year, row.serial)
    row.code = certificate_codes.new_code()
    row.payload = {**row.payload, "number": row.number, "code": row.code}
    row.payload_sha256 = certificate_facts.digest(row.payload)
    db.session.add(row)
    db.session.flush()
    return row


def _check(run: Run, issued_on: date, today: date) -> None:
    if run.state not in (RunState.CLOSED, RunState.CERTIFIED):
        raise Refused(_l("Close the run first: every cell marked, then its certificates."))
    if issued_on < run.ends_on:
        raise Refused(_l("A certificate is not valid before the run’s last day."),
                      field="issued_on")  # fmt: skip
    if issued_on > today:
        raise Refused(_l("This day is still to come."), field="issued_on")


def _made(
    run: Run, post: Post, one: Candidate, order: Order, by: Actor | None
) -> Certificate:  # fmt: skip
    until = validity.after(order.issued_on, run.course.validity_months)
    arabic = " ".join(order.arabic.get(one.enrolment.id, one.arabic).split())
    row = write(
        Certificate(
            officer_id=one.enrolment.officer_id,
            course_id=run.course_id,
            run_id=run.id,
            enrolment_id=one.enrolment.id,
            issued_on=order.issued_on,
            valid_until=until,
            payload=_facts(run, post, one, arabic, order.issued_on, until),
        ), post, by,
    )  # fmt: skip
    audit.record(Act.CERTIFICATE_ISSUED, row, by=by, number=row.number, digest=row.payload_sha256)
    return row


def _facts(
    run: Run, post: Post, one: Candidate, arabic: str, issued_on: date, until: date | None
) -> dict[str, Any]:
    """Every fact that the paper prints, and the rule with its inputs. No number of a person."""
    course, person = run.course, one.enrolment.officer
    return {
        "format": certificate_facts.FORMAT,
        "name": person.name,
        "name_arabic": arabic,
        "course": {
            "code": course.code, "version": course.version, "hours": course.hours,
            "title_fr": course.title_fr, "title_en": course.title_en, "title_ar": course.title_ar,
        },
        "run": run.code,
        "venue": run.venue,
        "starts_on": run.starts_on.isoformat(),
        "ends_on": run.ends_on.isoformat(),
        "trainers": run.trainers,
        "post": {"code": post.code, "name": post.name},
        "issued_on": issued_on.isoformat(),
        "valid_until": until.isoformat() if until else None,
        "rule": completion.kept(rule_of(course), one.reached),
    }  # fmt: skip
