"""The rule book: the list, one rule with its versions, and the question "what if"."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask_login import current_user

from borderpost import clock, listing
from borderpost.access import requires
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import Permission, codes, rule_words
from crossings.models import RuleVersion
from crossings.models.rule import Kind
from crossings.queries import rules as reading
from crossings.rule_forms import SearchForm, WhatIfForm
from crossings.rule_listed import RULES, found, ordered, page_of
from crossings.rules.explaining import Explanation, explain

bp = Blueprint("rules", __name__, url_prefix="/rules")


@bp.get("/")
@requires(Permission.RULES)
def index() -> str:
    """Search the rules in force and those known."""
    form, book = SearchForm(request.args), reading.book()
    wanted = form.wanted()
    waiting = [row for row in reading.proposals() if row.state == "open"]
    return render_template(
        "crossings/rules/index.html",
        form=form,
        wanted=wanted,
        page=page_of(ordered(found(book, wanted))),
        listed=RULES,
        groups=book.groups,
        waiting=len(waiting),
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.RULES)
def export() -> Response:
    """The found rules as CSV or XLSX."""
    wanted = SearchForm(request.args).wanted()
    return listing.as_file("rules", RULES.files, ordered(found(reading.book(), wanted)))


@bp.get("/what-if")
@requires(Permission.RULES)
def what_if() -> str:
    """Any traveller on any day: the desk's own explanation."""
    post = posts.this_post()
    form = WhatIfForm(request.args, data=_usual(post))
    told: Explanation | None = None
    if request.args.get("nationality") is not None and form.validate():
        book = reading.book()
        told = explain(form.case(), book.rules, book.groups)
    return render_template(
        "crossings/rules/what_if.html", form=form, told=told, rule_words=rule_words, codes=codes
    )


@bp.get("/<rule_code>")
@requires(Permission.RULES)
def show(rule_code: str) -> str:
    """One rule or group: what holds, every version, and what is proposed."""
    book = reading.book()
    rule, group = book.rule(rule_code), book.groups.get(rule_code)
    if rule is None and group is None:
        abort(404)
    return render_template(
        "crossings/rules/show.html",
        code=rule_code,
        rule=rule,
        group=group,
        versions=[(row, _item(row)) for row in reading.versions(rule_code)],
        proposals=reading.proposals(rule_code),
        rule_words=rule_words,
        codes=codes,
        zone=_zone(),
        may_propose=Permission.PROPOSE_RULE in current_user.permissions,
    )


def _item(row: RuleVersion) -> object:
    return reading.as_rule(row) if row.kind == Kind.RULE else reading.as_group(row)


def _usual(post: Post | None) -> dict[str, object]:
    country = post.country if post else current_app.config["RULES_COUNTRY"]
    today: date = clock.today(_zone())
    return {"country": country, "day": today, "direction": "E"}


def _zone() -> str:
    post = posts.this_post()
    return post.zone if post else "UTC"
