"""What ``flask verify`` asks of certificates: no serial missing, every digest its facts'."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from borderpost.db import db
from training import certificate_facts
from training.certificate_models import Certificate
from training.queries import certificates


def faults() -> Iterator[str]:
    """One sentence for each thing that cannot be."""
    for post_id, year, serial in certificates.gaps():
        yield f"certificates of post {post_id} {year}: {serial} missing"
    for row in db.session.scalars(select(Certificate).execution_options(yield_per=500)):
        if certificate_facts.digest(row.payload) != row.payload_sha256:
            yield f"certificate {row.number}: its facts are not those of its digest"
        told = (row.payload["number"], row.payload["code"], row.payload["issued_on"])
        if told != (row.number, row.code, row.issued_on.isoformat()):
            yield f"certificate {row.number}: its facts say another number, code or day"
