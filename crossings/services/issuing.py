"""The numbered form of a refusal: issued with the decision, printed, signed or not signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, counters
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.locale import LOCALES
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings import Act, codes
from crossings.models import Crossing, RefusalCounter, RefusalForm, RefusalPrinting, Signature
from crossings.queries import refusals
from crossings.references import form_number

MOST_COPIES = 9


@dataclass(frozen=True)
class Printing:
    """What is printed: in which language, how many copies for whom, and how it was explained."""

    language: str
    traveller: int
    file: int
    transporter: int
    read_out: str = ""
    interpreter: str = ""


def issue(crossing: Crossing, post: Post, language: str, by: Actor) -> RefusalForm:
    """Give a refusal its form and number, inside the caller's transaction: what is rolled back
    takes no number with it."""
    year = crossing.occurred_on.year
    serial = counters.take(RefusalCounter, post_id=post.id, year=year)
    form = RefusalForm(
        crossing_id=crossing.id,
        occurred_on=crossing.occurred_on,
        post_id=post.id,
        number=form_number(post.code, year, serial),
        year=year,
        serial=serial,
        language=language if language in LOCALES else "fr",
        said=_said(crossing),
        created_by=by.officer_id,
    )
    db.session.add(form)
    db.session.flush()
    audit.record(Act.FORM_ISSUED, form, by=by, number=form.number, crossing=str(crossing.id))
    return form


def issue_later(crossing: Crossing, language: str, *, by: Actor) -> RefusalForm:
    """The form of a refusal that has none yet, such as a corrected one."""
    key = (crossing.id, crossing.occurred_on)
    with transaction() as session:
        refused = session.get_one(Crossing, key)
        if refused.decision != "refuse":
            raise Refused(_l("Only a refusal has this form."))
        if refusals.of_crossing(refused.id):
            raise Refused(_l("This refusal has its form already."))
        return issue(refused, refused.lane.post, language, by)


def void_of(crossing: Crossing, *, by: Actor) -> RefusalForm | None:
    """Void the form of a refusal that is taken back, inside the caller's transaction; None
    where it has none. Its number stays in the series and is given to nobody else."""
    form = refusals.of_crossing(crossing.id)
    if form and form.voided_at is None:
        form.voided_at = clock.now()
        audit.record(Act.FORM_VOIDED, form, by=by, number=form.number, crossing=str(crossing.id))
    return form


def _standing(form: RefusalForm) -> RefusalForm:
    """The form if it holds; raises ``Refused`` for a void one."""
    if form.voided_at:
        raise Refused(_l("This form is void: the refusal was taken back."))
    return form


def print_copies(form_id: UUID, wanted: Printing, *, by: Actor) -> RefusalPrinting:
    """Note a printing and how the form was explained. Raises ``Refused`` for no copy at all."""
    copies = (wanted.traveller, wanted.file, wanted.transporter)
    if not sum(copies) > 0 or not all(0 <= number <= MOST_COPIES for number in copies):
        raise Refused(_l("Print at least one copy, and at most nine for each."), field="copies")
    if wanted.language not in LOCALES:
        raise Refused(_l("Choose a language from the list."), field="language")
    with transaction() as session:
        form = _standing(session.get_one(RefusalForm, form_id))
        form.language = wanted.language
        form.read_out = wanted.read_out[:40]
        form.interpreter = wanted.interpreter[:120].encode() or None
        row = RefusalPrinting(
            form_id=form.id,
            language=wanted.language,
            traveller=wanted.traveller,
            file=wanted.file,
            transporter=wanted.transporter,
            created_by=by.officer_id,
        )
        session.add(row)
        session.flush()
        audit.record(Act.FORM_PRINTED, form, by=by, copies=list(copies), language=wanted.language)
    return row


def sign(form_id: UUID, signature: str, note: str, *, by: Actor) -> None:
    """Say what became of the signature, once it is known."""
    if signature not in {Signature.SIGNED, Signature.REFUSED, Signature.COULD_NOT}:
        raise Refused(
            _l("Say whether the traveller signed, refused, or could not."), field="signature"
        )
    with transaction() as session:
        form = _standing(session.get_one(RefusalForm, form_id))
        form.signature, form.signature_note = signature, note.strip()[:200]
        audit.record(Act.FORM_SIGNED, form, by=by, signature=signature)


def _said(crossing: Crossing) -> dict[str, Any]:
    """The words that stand in code lists and configuration today."""
    appeal = refusals.appeal(crossing.post_id)
    known = codes.refusal_reasons()
    reasons = [known[code] for code in crossing.reason_codes.split() if code in known]
    return {
        "issued": clock.now().isoformat(timespec="seconds"),
        "appeal": appeal.plain() if appeal else None,
        "reasons": [
            {
                "code": one.code,
                "letter": one.letter,
                "words": {language: one.label(language) for language in LOCALES},
                "cite": one.cite,
                "since": one.since,
            }
            for one in reasons
        ],
    }
