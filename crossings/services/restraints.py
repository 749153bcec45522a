"""What holds a decision back: the gates of other subjects, the rule for nationals, and what
somebody who is detained or handed over is owed: an authority and a reason."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import clock, entitlements, gates
from borderpost.entitlements import CLEAR_DOCUMENTS, Asked, Lack
from borderpost.gates import GatedSheet
from borderpost.locale import state_name
from borderpost.refusal import Refused
from crossings import gated
from crossings import sheet as sheets
from crossings.models import Crossing, Inspection
from crossings.policies import Policy
from crossings.services.place import DeskOfficer
from crossings.sheet import Sheet

GIVEN = frozenset({"detain", "hand_over"})  # to an authority
SECOND_LINE = GIVEN | {"protect"}  # decisions that the first line has not
PASSES = frozenset({"admit", "protect"})  # decisions that let somebody through


def check(inspection: Inspection, sheet: Sheet, decision: str, policy: Policy) -> None:
    """Raise ``Refused`` while a gate is open, or when a national would be refused entry."""
    country = inspection.lane.post.country
    if decision == "refuse":
        refuse_national(sheet["nationality"].value, country, inspection.direction, policy)
    refuse_while_blocked(gated.of(inspection), decision)


def check_entitled(inspection: Inspection, sheet: Sheet, decision: str, by: DeskOfficer) -> None:
    """Raise ``Refused`` for who may not let somebody pass on a flagged document alone."""
    if decision != "admit":
        return
    if lack := entitlement_lacking(inspection, sheet, by.officer_id):
        raise Refused(lack.reason, field="entitlement", attempt="not_entitled")


def entitlement_lacking(inspection: Inspection, sheet: Sheet, officer_id: UUID) -> Lack | None:
    """Why an officer may not clear this document now; None for one that is not flagged."""
    now, post = clock.now(), inspection.lane.post
    if not sheets.is_flagged(sheet, inspection.reading, clock.today(post.zone)):
        return None
    return entitlements.lacking(Asked(CLEAR_DOCUMENTS, officer_id, post.id, now))


def check_correction(
    old: Crossing, sheet: Sheet, direction: str, decision: str, policy: Policy
) -> None:
    """The same for a correction that makes a refusal of something else."""
    if decision != "refuse" or (old.decision == "refuse" and direction == old.direction):
        return
    refuse_national(sheet["nationality"].value, old.lane.post.country, direction, policy)
    if old.inspection_id:
        alike = gated.likeness(old.document_issuer, old.document_number)
        refuse_while_blocked(GatedSheet(old.inspection_id, alike, "", False), decision)


def check_given(decision: str, authority: str, reason: str) -> None:
    """Raise ``Refused`` when somebody is given to no authority, or for no reason."""
    if decision not in GIVEN:
        return
    if not authority.strip():
        raise Refused(
            _l("Name the authority that takes the traveller over."),
            field="authority",
            attempt="no_authority",
        )
    if not reason.strip():
        raise Refused(_l("Write the reason in words."), field="reason_text", attempt="no_reason")


def refuse_national(nationality: str, country: str, direction: str, policy: Policy) -> None:
    """Raise ``Refused`` for a refusal of entry to a national of the post's country."""
    if not policy.may_refuse(nationality, country, direction):
        raise Refused(
            _l(
                "A national of %(country)s is not refused entry. Verify the nationality: admit, "
                "or refer to second line.",
                country=state_name(country),
            ),
            field="decision",
            attempt="national",
        )


def refuse_child_while_blocked(inspection: Inspection, decision: str) -> None:
    """Raise ``Refused`` when a child who is alone would go on, by whatever decision, before the
    questions are answered. Who is protected goes to the focal point, whose gate is the usual."""
    if decision != "protect":
        refuse_while_blocked(gated.of(inspection), gates.CHILD_ALONE)


def refuse_while_blocked(sheet: GatedSheet, decision: str) -> None:
    """Raise ``Refused`` with what the first open gate says."""
    gate = gates.blocking(sheet, decision)
    if gate:
        raise Refused(gate.reason, field="gates", attempt="gate_open")
