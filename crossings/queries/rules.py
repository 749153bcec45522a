"""Reading the rule book, its versions, and what is proposed to change."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from crossings.models import RuleProposal, RuleVersion
from crossings.models.rule import Kind, ProposalState
from crossings.rules.book import Book, Group, Rule, book_of, group_of, rule_of
from crossings.shipped_rules import shipped


def book() -> Book:
    """The newest version of every rule and group; while nobody wrote any, the shipped book."""
    newest = tuple(db.session.scalars(_newest()))
    return _of_versions(newest) if newest else shipped()


@functools.lru_cache(maxsize=2)
def _of_versions(ids: tuple[UUID, ...]) -> Book:
    """The book of these versions, which the database lets nobody change: each sheet and each
    decision asks for it, and headquarters changes it some times a year."""
    rows = db.session.scalars(select(RuleVersion).where(RuleVersion.id.in_(ids))).all()
    rules = (as_rule(row) for row in rows if row.kind == Kind.RULE)
    groups = (as_group(row) for row in rows if row.kind == Kind.GROUP)
    return book_of(rules, groups)


def as_rule(row: RuleVersion | RuleProposal) -> Rule:
    """The rule that a row holds; a proposal's is the version to come."""
    return rule_of(row.code, _version(row), row.content)


def as_group(row: RuleVersion | RuleProposal) -> Group:
    """The group that a row holds."""
    return group_of(row.code, _version(row), row.content)


def with_proposal(known: Book, proposal: RuleProposal) -> Book:
    """The book as it would be once the proposal is approved."""
    if proposal.kind == Kind.GROUP:
        return known.with_group(as_group(proposal))
    return known.with_rule(as_rule(proposal))


def is_empty() -> bool:
    """Whether nothing of the book is written here yet."""
    return db.session.scalar(select(RuleVersion.id).limit(1)) is None


def version(code: str, number: int | None = None) -> RuleVersion | None:
    """One version of a rule or group, the newest when no number is named."""
    wanted = select(RuleVersion).where(RuleVersion.code == code)
    if number is not None:
        wanted = wanted.where(RuleVersion.version == number)
    return db.session.scalar(wanted.order_by(RuleVersion.version.desc()).limit(1))


def versions(code: str) -> Sequence[RuleVersion]:
    """Every version of a rule or group, newest first, with its people."""
    wanted = select(RuleVersion).where(RuleVersion.code == code)
    people = (joinedload(RuleVersion.proposer), joinedload(RuleVersion.approver))
    return db.session.scalars(wanted.options(*people).order_by(RuleVersion.version.desc())).all()


def proposal(proposal_id: UUID) -> RuleProposal | None:
    """One proposal."""
    return db.session.get(RuleProposal, proposal_id)


def proposals(code: str = "") -> Sequence[RuleProposal]:
    """Proposals, the open ones first, then the newest; of one code if it is named."""
    is_decided = RuleProposal.state != ProposalState.OPEN
    wanted = select(RuleProposal).options(joinedload(RuleProposal.proposer))
    if code:
        wanted = wanted.where(RuleProposal.code == code)
    newest = wanted.order_by(is_decided, RuleProposal.created_at.desc(), RuleProposal.id)
    return db.session.scalars(newest.limit(200)).all()


def open_proposals(code: str) -> Sequence[RuleProposal]:
    """What waits for a decision on one rule."""
    return [row for row in proposals(code) if row.state == ProposalState.OPEN]


@functools.cache
def _newest() -> Select[tuple[UUID]]:
    last = (
        select(RuleVersion.code, func.max(RuleVersion.version).label("version"))
        .group_by(RuleVersion.code)
        .subquery()
    )
    same = (RuleVersion.code == last.c.code) & (RuleVersion.version == last.c.version)
    return select(RuleVersion.id).join(last, same).order_by(RuleVersion.code)


def _version(row: RuleVersion | RuleProposal) -> int:
    return row.version if isinstance(row, RuleVersion) else row.base_version + 1
