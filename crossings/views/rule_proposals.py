"""Proposals to change the rule book: written by one person, replayed, decided by another."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts import queries as posts
from crossings import Permission, codes, rule_words
from crossings.models import RuleProposal
from crossings.models.rule import Kind
from crossings.queries import rules as reading
from crossings.queries.replay import Replay, replay
from crossings.rule_changes import changes
from crossings.rule_forms import ReasonForm, RuleForm, present
from crossings.rules.book import Requirement, Rule
from crossings.services import rule_book

bp = Blueprint("rule_proposals", __name__, url_prefix="/rules")
Page = str | tuple[str, int] | Answer
STEPS = (5_000, 20_000, 100_000)  # crossings that one look replays
REGISTER_DAYS = 400  # a post keeps its crossings at least so long


@bp.get("/proposals/")
@requires(Permission.RULES)
def index() -> str:
    """What is proposed and what became of it."""
    return render_template(
        "crossings/rules/proposals.html", proposals=reading.proposals(), zone=_zone()
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.PROPOSE_RULE)
def new() -> Page:
    """Propose a rule that the book lacks."""
    blank = Rule("", (), Requirement.VISA_EXEMPT)
    form = RuleForm(data=present(blank) | {"active": False})
    return _form(form, (form.code.data or "").strip().upper(), 0)


@bp.route("/<rule_code>/change", methods=["GET", "POST"])
@requires(Permission.PROPOSE_RULE)
def change(rule_code: str) -> Page:
    """Propose a new version of a rule."""
    rule = reading.book().rule(rule_code) or abort(404)
    form = RuleForm(data=present(rule))
    base = request.form.get("base_version", rule.version, type=int)
    return _form(form, rule_code, base, rule)


@bp.get("/proposals/<uuid:proposal_id>")
@requires(Permission.RULES)
def show(proposal_id: UUID) -> str:
    """One proposal: what changes, for whom it would have changed something, and the decision."""
    return _page(_proposal(proposal_id), ReasonForm())


@bp.post("/proposals/<uuid:proposal_id>/approve")
@requires(Permission.APPROVE_RULE)
def approve(proposal_id: UUID) -> Answer:
    """Put a proposal in force; never the own one."""
    _proposal(proposal_id)
    attempted(
        lambda: rule_book.approve(proposal_id, by=current_user),
        done=_("Approved. It holds from now on."),
    )
    return redirect(url_for("rule_proposals.show", proposal_id=proposal_id))


@bp.post("/proposals/<uuid:proposal_id>/reject")
@requires(Permission.APPROVE_RULE)
def reject(proposal_id: UUID) -> Page:
    """Say no, with a reason."""
    form = ReasonForm()

    def end() -> None:
        rule_book.reject(proposal_id, form.reason.data, by=current_user)

    return _ended(_proposal(proposal_id).id, form, end)


@bp.post("/proposals/<uuid:proposal_id>/withdraw")
@requires(Permission.PROPOSE_RULE)
def withdraw(proposal_id: UUID) -> Page:
    """Take an own proposal back, with a reason."""
    form = ReasonForm()

    def end() -> None:
        rule_book.withdraw(proposal_id, form.reason.data, by=current_user)

    return _ended(_proposal(proposal_id).id, form, end)


def _form(form: RuleForm, code: str, base: int, rule: Rule | None = None) -> Page:
    made: list[UUID] = []

    def propose() -> None:
        made.append(rule_book.propose(form.change(code, base), by=current_user).id)

    if saved(form, propose, done=_("Proposed. Another person decides.")):
        return redirect(url_for("rule_proposals.show", proposal_id=made[0]))
    return answered("crossings/rules/edit.html", form, rule=rule, base=base, code=code)


def _ended(proposal_id: UUID, form: ReasonForm, end: object) -> Page:
    if saved(form, end, done=_("Saved.")):  # type: ignore[arg-type]
        return redirect(url_for("rule_proposals.show", proposal_id=proposal_id))
    return _page(_proposal(proposal_id), form), 422


def _page(row: RuleProposal, form: ReasonForm) -> str:
    book = reading.book()
    newest = reading.version(row.code)
    is_open = row.state == "open"
    return render_template(
        "crossings/rules/proposal.html",
        proposal=row,
        form=form,
        title=_title(row),
        changes=changes(_base(row), row),
        has_moved=is_open and (newest.version if newest else 0) != row.base_version,
        replay=_replay(row) if is_open else None,
        steps=STEPS,
        most=_most(),
        citation=_citation(row),
        rule_words=rule_words,
        codes=codes,
        zone=_zone(),
        is_own=row.proposed_by == current_user.officer_id,
        may_approve=Permission.APPROVE_RULE in current_user.permissions,
        may_read=Permission.READ in current_user.permissions,
        book=book,
    )


def _base(row: RuleProposal) -> dict[str, object]:
    before = reading.version(row.code, row.base_version)
    return before.content if before else {}


def _title(row: RuleProposal) -> str:
    return rule_words.title(reading.as_rule(row)) if row.kind == Kind.RULE else row.code


def _citation(row: RuleProposal) -> str:
    return rule_words.source(reading.as_rule(row)) if row.kind == Kind.RULE else ""


def _replay(row: RuleProposal) -> Replay:
    """The own post's crossings, or all of this machine for whoever is posted to none."""
    book, until = reading.book(), clock.today(_zone())
    since = until - timedelta(days=REGISTER_DAYS)
    asked_since = request.args.get("since", since, type=date.fromisoformat)
    asked_until = request.args.get("until", until, type=date.fromisoformat)
    return replay(
        book,
        reading.with_proposal(book, row),
        asked_since,
        asked_until,
        post_id=current_user.post_id,
        most=_most(),
    )


def _most() -> int:
    asked = request.args.get("most", STEPS[0], type=int)
    return asked if asked in STEPS else STEPS[0]


def _proposal(proposal_id: UUID) -> RuleProposal:
    return reading.proposal(proposal_id) or abort(404)


def _zone() -> str:
    post = posts.this_post()
    return post.zone if post else "UTC"
