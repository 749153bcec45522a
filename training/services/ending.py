"""How a certificate ends: revoked by two people, or superseded by a corrected one."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from training import Act
from training.certificate_models import Certificate, Revocation
from training.queries import certificates as queries
from training.services.certifying import write
from training.validity import Standing


def ask(certificate_id: UUID, why: str, *, by: Actor) -> Revocation:
    """Ask that a certificate be revoked; it holds until somebody else has answered."""
    with transaction() as session:
        row = _in_force(session.get_one(Certificate, certificate_id))
        if not why.strip():
            raise Refused(_l("Say why it is to be revoked."), field="why")
        if queries.asked(row.id):
            raise Refused(_l("Its revocation is asked already, and waits for an answer."))
        told = Revocation(certificate_id=row.id, why=why.strip(), created_by=by.officer_id)
        session.add(told)
        session.flush()
        audit.record(Act.REVOCATION_ASKED, row, by=by, number=row.number)
    return told


def answer(certificate_id: UUID, *, is_granted: bool, by: Actor) -> None:
    """Revoke a certificate, or let it stand. From this instant it entitles to nothing; what was
    decided before keeps the right that held then. Raises ``Refused`` for who asked."""
    with transaction() as session:
        row = _in_force(session.get_one(Certificate, certificate_id))
        told = queries.asked(row.id)
        if told is None:
            raise Refused(_l("Nobody asks any more that it be revoked."))
        if told.created_by == by.officer_id:
            raise Refused(_l("You asked for it yourself: a colleague has to answer."))
        told.answered_at, told.answered_by = clock.now(), by.officer_id
        told.is_granted = is_granted
        if is_granted:
            _end(row, Standing.REVOKED, told.why)
        act = Act.REVOKED if is_granted else Act.REVOCATION_DECLINED
        audit.record(act, row, by=by, number=row.number)


def supersede(
    certificate_id: UUID, name: str, name_arabic: str, why: str, *, by: Actor | None
) -> Certificate:
    """Write a certificate anew with corrected names. It has the days of the old one, which ends
    in the same instant, so that nobody is without a qualification in between."""
    with transaction() as session:
        old = _in_force(session.get_one(Certificate, certificate_id))
        if not why.strip():
            raise Refused(_l("Say what was wrong."), field="why")
        if queries.asked(old.id):
            raise Refused(_l("Its revocation is asked: answer that first."))
        names = {"name": " ".join(name.split()), "name_arabic": " ".join(name_arabic.split())}
        if not names["name"]:
            raise Refused(_l("Fill this in."), field="name")
        if all(old.payload[key] == value for key, value in names.items()):
            raise Refused(_l("Both names are the same as before: nothing is corrected."),
                          field="name")  # fmt: skip
        _end(old, Standing.SUPERSEDED, why.strip())
        session.flush()
        new = _copy(old, names)
        write(new, session.get_one(Post, old.post_id), by)
        new.created_at = old.ended_at or new.created_at
        audit.record(Act.CERTIFICATE_SUPERSEDED, new, by=by, number=new.number, old=old.number,
                     digest=new.payload_sha256)  # fmt: skip
    return new


def _in_force(row: Certificate) -> Certificate:
    if row.ended_at is not None:
        raise Refused(_l("This certificate has ended already. Look at it again."))
    return row


def _end(row: Certificate, how: Standing, why: str) -> None:
    row.ended_at, row.ended_as, row.ended_why = clock.now(), how.value, why


def _copy(old: Certificate, names: dict[str, str]) -> Certificate:
    return Certificate(
        officer_id=old.officer_id,
        course_id=old.course_id,
        run_id=old.run_id,
        enrolment_id=old.enrolment_id,
        issued_on=old.issued_on,
        valid_until=old.valid_until,
        payload={**old.payload, **names},
        supersedes_id=old.id,
    )
