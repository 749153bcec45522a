"""The rules of passes: the table, one rule with its text, a new one, and the last day of one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, listing
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from borderpost.submission import AlreadyDone
from lanes import Permission, pass_words, shipped_pass_rules
from lanes.models import PassRule
from lanes.pass_forms import RuleEndForm, RuleForm
from lanes.pass_listed import RULES, today
from lanes.queries import pass_rules as queries
from lanes.services import pass_rules

bp = Blueprint("pass_rules", __name__, url_prefix="/passes/rules")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.PASS_RULES)
def index() -> str:
    """Every rule, old ones too."""
    page = RULES.page(queries.listed(current_user.post_id))
    return render_template("lanes/pass_rules.html", page=page, listed=RULES)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.PASS_RULES)
def export() -> Response:
    """The rules as CSV or XLSX."""
    found = queries.listed(current_user.post_id)
    return listing.as_file("pass-rules", RULES.files, RULES.sorted(found))


@bp.get("/<uuid:pass_rule_id>")
@requires(Permission.PASS_RULES)
def show(pass_rule_id: UUID) -> str:
    """One rule, with the text that it rests on."""
    return render_template("lanes/pass_rule.html", row=_here(pass_rule_id), words=pass_words,
                           day_now=today())  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.SET_PASS_RULES)
def new() -> Page:
    """A new rule."""
    post_id = _post().id
    form, back = RuleForm(data={"starts_on": today()}), url_for("pass_rules.index")
    if saved(form, lambda: pass_rules.add(form.facts(post_id), by=current_user), done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=_("New rule of passes"), back=back)


@bp.post("/example")
@requires(Permission.SET_PASS_RULES)
def take_example() -> Answer:
    """Take over the example that the program carries; it says itself that it is not verified."""
    post = _post()
    rules = list(shipped_pass_rules.rules(post.id, clock.today(post.zone)))
    done = _("The example is in the table. It is not verified: read your own text.")
    attempted(lambda: pass_rules.take_over(rules, by=current_user), done=done)
    return redirect(url_for("pass_rules.index"))


@bp.route("/<uuid:pass_rule_id>/end", methods=["GET", "POST"])
@requires(Permission.SET_PASS_RULES)
def end(pass_rule_id: UUID) -> Page:
    """Say the last day of a rule; its passes end with it."""
    row = _here(pass_rule_id)
    form = RuleEndForm(data={"ends_on": row.ends_on or today()})
    back = url_for("pass_rules.show", pass_rule_id=pass_rule_id)

    def write() -> None:
        pass_rules.end(pass_rule_id, form.ends_on.data, by=current_user)

    if saved(form, write, done=_("Saved.")):
        return redirect(back)
    return answered("edit.html", form, heading=_("End the rule: its passes end with it"),
                    back=back)  # fmt: skip


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click: back to the table."""
    return redirect(url_for("pass_rules.index"))


def _here(rule_id: UUID) -> PassRule:
    """A rule of the own post; of any for who works at none."""
    row = queries.one(rule_id) or abort(404)
    if current_user.post_id and row.post_id != current_user.post_id:
        abort(404)
    return row


def _post() -> Post:
    """The officer's post; the machine's own for who has none."""
    found = posts.post(current_user.post_id) if current_user.post_id else posts.this_post()
    return found or abort(404)
