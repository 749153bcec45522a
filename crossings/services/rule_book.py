"""Writing the rule book under four eyes: one proposes, another approves, and nothing is changed.

A version is a row of its own for ever. The first write takes the shipped book over, so that
what a crossing names is always here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import RuleProposal, RuleVersion
from crossings.models.rule import Kind, ProposalState
from crossings.queries import rules as reading
from crossings.rules.book import Book, Group, Rule, group_plain, rule_plain
from crossings.rules.checking import Fault, faults_of_group, faults_of_rule
from crossings.shipped_rules import shipped

SHIPPED = "shipped"  # why the first versions are there


@dataclass(frozen=True)
class Change:
    """A rule or group as somebody wants it, and why."""

    item: Rule | Group
    why: str
    base_version: int  # the version that was shown, 0 for a new code

    @property
    def kind(self) -> Kind:
        """What it changes."""
        return Kind.RULE if isinstance(self.item, Rule) else Kind.GROUP

    @property
    def content(self) -> dict[str, Any]:
        """The new content as the row keeps it."""
        return rule_plain(self.item) if isinstance(self.item, Rule) else group_plain(self.item)


def take_over(session: Session) -> None:
    """Write the shipped book as its first versions, inside the caller's transaction, unless
    the book is here already."""
    if not reading.is_empty():
        return
    book = shipped()
    for rule in sorted(book.rules, key=lambda one: one.code):
        session.add(_first(rule.code, Kind.RULE, rule_plain(rule)))
    for code, group in sorted(book.groups.items()):
        session.add(_first(code, Kind.GROUP, group_plain(group)))
    session.flush()
    known = reading.version(min(book.groups))
    audit.record(Act.RULES_LOADED, known, by=None, rules=len(book.rules), groups=len(book.groups))


def keep(book: Book) -> None:
    """Have the book that a crossing names written here, inside the caller's transaction, in which
    it was read: whatever is not the shipped one is here already."""
    if book is shipped():
        take_over(db.session())


def load() -> int:
    """Write the shipped book if there is none here; the number of its rules and groups."""
    with transaction() as session:
        take_over(session)
        book = reading.book()
        return len(book.rules) + len(book.groups)


def propose(change: Change, *, by: Actor) -> RuleProposal:
    """Put a change before another person. Raises ``Refused`` for a rule that makes no sense,
    one that says what is in the book already, or a book that moved on meanwhile."""
    with transaction():
        return proposed(change, by=by)


def proposed(change: Change, *, by: Actor) -> RuleProposal:
    """The proposal, inside the caller's transaction."""
    take_over(db.session())
    _check(change)
    row = RuleProposal(
        code=change.item.code,
        kind=change.kind,
        base_version=change.base_version,
        content=change.content,
        why=change.why.strip()[:500],
        proposed_by=by.officer_id,
        created_by=by.officer_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(Act.RULE_PROPOSED, row, by=by, rule=row.code, base=row.base_version)
    return row


def approve(proposal_id: UUID, *, by: Actor) -> RuleVersion:
    """Make a proposal the newest version, from now on. Raises ``Refused`` when the approver
    proposed it, or when the rule changed since; an own approval leaves its line."""
    _refuse_own(proposal_id, by)
    with transaction() as session:
        row = _open(session, proposal_id)
        newest = reading.version(row.code)
        if (newest.version if newest else 0) != row.base_version:
            raise Refused(
                _l(
                    "Rule %(code)s changed since this was proposed. Reject it, and propose the "
                    "change again on what holds now.",
                    code=row.code,
                )
            )
        made = RuleVersion(
            code=row.code,
            version=row.base_version + 1,
            kind=row.kind,
            content=row.content,
            why=row.why,
            proposal_id=row.id,
            proposed_by=row.proposed_by,
            approved_by=by.officer_id,
            created_by=by.officer_id,
        )
        session.add(made)
        _close(row, ProposalState.APPROVED, "", by)
        session.flush()
        audit.record(Act.RULE_APPROVED, made, by=by, rule=made.code, version=made.version)
    return made


def reject(proposal_id: UUID, reason: str, *, by: Actor) -> None:
    """Say no to somebody's proposal, with a reason."""
    _end(proposal_id, ProposalState.REJECTED, reason, by)


def withdraw(proposal_id: UUID, reason: str, *, by: Actor) -> None:
    """Take an own proposal back, with a reason."""
    _end(proposal_id, ProposalState.WITHDRAWN, reason, by)


def _end(proposal_id: UUID, state: ProposalState, reason: str, by: Actor) -> None:
    if not reason.strip():
        raise Refused(_l("Say why, in a few words."), field="reason")
    with transaction() as session:
        row = _open(session, proposal_id)
        is_own = row.proposed_by == by.officer_id
        if state is ProposalState.WITHDRAWN and not is_own:
            raise Refused(_l("Only who proposed it withdraws it. You may reject it."))
        _close(row, state, reason, by)
        act = Act.RULE_WITHDRAWN if state is ProposalState.WITHDRAWN else Act.RULE_REJECTED
        audit.record(act, row, by=by, rule=row.code)


def _close(row: RuleProposal, state: ProposalState, reason: str, by: Actor) -> None:
    row.state, row.decision_reason = state, reason.strip()[:500]
    row.decided_by, row.decided_at = by.officer_id, clock.now()


def _open(session: Session, proposal_id: UUID) -> RuleProposal:
    row = session.get_one(RuleProposal, proposal_id)
    if row.state != ProposalState.OPEN:
        raise Refused(_l("This proposal is decided already. Propose the change again."))
    return row


def _refuse_own(proposal_id: UUID, by: Actor) -> None:
    """Four eyes: the attempt itself is written down, in a transaction that stays."""
    row = reading.proposal(proposal_id)
    if row is None or row.proposed_by != by.officer_id:
        return
    code = row.code
    with transaction():
        row = reading.proposal(proposal_id)
        audit.record(Act.RULE_OWN_REFUSED, row, by=by, rule=code)
    raise Refused(_l("You proposed this yourself. Another person must approve it."))


def _first(code: str, kind: Kind, content: dict[str, Any]) -> RuleVersion:
    return RuleVersion(code=code, version=1, kind=kind, content=content, why=SHIPPED)


def _check(change: Change) -> None:
    if not change.why.strip():
        raise Refused(_l("Say why the rule is to change."), field="why")
    faults = (
        faults_of_rule(change.item, reading.book().groups)
        if isinstance(change.item, Rule)
        else faults_of_group(change.item)
    )
    for fault in faults:
        raise Refused(WORDS[fault], field=fault.field)
    newest = reading.version(change.item.code)
    if (newest.version if newest else 0) != change.base_version:
        if change.base_version == 0:
            raise Refused(_l("The book has this code already. Change that one."), field="code")
        raise Refused(_l("The rule changed since you opened it. Open it again, then change it."))
    if newest and newest.kind != change.kind:
        raise Refused(_l("This code names a group of states."), field="code")
    if newest and newest.content == change.content:
        raise Refused(_l("Nothing is changed. Change something, or leave."))


WORDS = {
    Fault.CODE: _l("Capital letters and digits, at most 12, such as R16."),
    Fault.AT: _l("Three-letter states or groups of the book, such as MLI or ECOWAS."),
    Fault.NATIONALS: _l("Three-letter states, groups of the book, or OWN."),
    Fault.BUT_NOT: _l("Three-letter states, such as XXA."),
    Fault.DIRECTION: _l("Choose entry or exit."),
    Fault.SUBJECT: _l("Choose who or what crosses."),
    Fault.CATEGORIES: _l("Choose categories from the list."),
    Fault.FROM: _l("Write year-month-day, such as 1988-02-13; or the year alone."),
    Fault.TO: _l("Write year-month-day, such as 1988-02-13; or the year alone."),
    Fault.ENDS_EARLY: _l("The last day is before the first. Turn them round."),
    Fault.NO_START: _l("A rule without a start cannot be applied. Enter its start and source."),
    Fault.DAYS: _l("Days are between 1 and 3650."),
    Fault.WINDOW: _l("A window is as long as its days, or longer."),
    Fault.MONTHS: _l("Months are between 1 and 120."),
    Fault.AGE: _l("An age is between 1 and 30 years, of a rule that is only for minors."),
    Fault.TITLE: _l("Write at least the French title."),
    Fault.CITATION: _l("Name the source: who says so, and where."),
    Fault.CONSULTED: _l("Write year-month-day, such as 1988-02-13; or the year alone."),
    Fault.MEMBERS: _l("Each member needs a three-letter state and dates that make sense."),
}
