"""Certificates as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from borderpost.officers.models import Officer
from training.certificate_models import Certificate, CertificateCounter, Revocation
from training.completion import Reached, is_completed
from training.models import Course, Enrolment, Run
from training.queries.reached import reached_in, rule_of


@dataclass(frozen=True)
class Candidate:
    """Somebody of a closed run: whether the rule holds for them, and what they have already."""

    enrolment: Enrolment
    reached: Reached
    is_completed: bool
    certificate: Certificate | None
    arabic: str  # the name as their last certificate wrote it

    @property
    def is_due(self) -> bool:
        """Whether a certificate is to be issued."""
        return self.is_completed and self.certificate is None


def candidates(run: Run) -> Sequence[Candidate]:
    """Everybody of a run, by name."""
    rule = rule_of(run.course)
    given = {row.enrolment_id: row for row in of_run(run.id)}
    told = reached_in(run)
    arabic = _arabic([enrolment.officer_id for enrolment, _reached in told])
    return [
        Candidate(
            enrolment, reached, is_completed(rule, reached), given.get(enrolment.id),
            arabic.get(enrolment.officer_id, ""),
        )
        for enrolment, reached in told
    ]  # fmt: skip


def of_run(run_id: UUID) -> Sequence[Certificate]:
    """Every certificate of a run, those that ended before those that hold."""
    wanted = select(Certificate).where(Certificate.run_id == run_id)
    ordered = wanted.order_by(Certificate.ended_at.is_(None), Certificate.created_at)
    return db.session.scalars(ordered.options(joinedload(Certificate.officer))).all()


def certificate(certificate_id: UUID) -> Certificate | None:
    """One certificate, or None."""
    return db.session.get(Certificate, certificate_id)


def coded(code: str) -> Certificate | None:
    """The certificate of a code in its written form, or None."""
    return db.session.scalar(select(Certificate).where(Certificate.code == code))


def successor(certificate_id: UUID) -> Certificate | None:
    """The certificate that took the place of another, or None."""
    wanted = select(Certificate).where(Certificate.supersedes_id == certificate_id)
    return db.session.scalar(wanted)


def listed(words: str = "") -> Select[tuple[Certificate]]:
    """The certificates, searched in number, name and course."""
    wanted = (
        select(Certificate)
        .join(Certificate.officer)
        .join(Certificate.course)
        .options(joinedload(Certificate.officer), joinedload(Certificate.course))
    )
    if not words:
        return wanted
    sought = (Certificate.number, Officer.search_key, Course.code, Course.title_fr)
    return wanted.where(or_(*(one.icontains(words, autoescape=True) for one in sought)))


def asked(certificate_id: UUID) -> Revocation | None:
    """The revocation that waits for somebody's answer, or None."""
    wanted = select(Revocation).where(
        Revocation.certificate_id == certificate_id, Revocation.answered_at.is_(None)
    )
    return db.session.scalar(wanted)


def revocations_for(officer_id: UUID) -> Sequence[Revocation]:
    """The revocations that wait for an answer which this officer may give, the oldest first."""
    wanted = select(Revocation).where(
        Revocation.answered_at.is_(None), Revocation.created_by != officer_id
    )
    ordered = wanted.order_by(Revocation.created_at).options(joinedload(Revocation.certificate))
    return db.session.scalars(ordered).all()


def gaps() -> Iterator[tuple[UUID, int, int]]:
    """Post, year and serial of each certificate that was counted and is not there."""
    for counter in db.session.scalars(select(CertificateCounter)):
        wanted = select(Certificate.serial).where(
            Certificate.post_id == counter.post_id, Certificate.year == counter.year
        )
        there = set(db.session.scalars(wanted))
        for serial in range(1, max([counter.last, *there]) + 1):
            if serial not in there:
                yield counter.post_id, counter.year, serial


def _arabic(officer_ids: Sequence[UUID]) -> dict[UUID, str]:
    wanted = (
        select(Certificate.officer_id, Certificate.payload)
        .where(Certificate.officer_id.in_(officer_ids))
        .order_by(Certificate.created_at)
    )
    found = db.session.execute(wanted).tuples()
    return {officer_id: told["name_arabic"] for officer_id, told in found}
