"""Pages of the reader programs: which lane has one, a new token, revoking one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired

from borderpost.access import requires
from borderpost.forms import answered, at_most, attempted, choices, saved
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from borderpost.roles import Role
from crossings import Permission
from crossings.queries import agents as queries
from crossings.services import agents

bp = Blueprint("agents", __name__, url_prefix="/desk/readers")


class AgentForm(FlaskForm):  # type: ignore[misc]
    """A new reader program."""

    name = StringField(_l("Name of the reader"), [DataRequired(_l("Fill this in.")), at_most(60)])
    lane = SelectField(_l("Lane"), coerce=UUID)

    def offer(self, post: Post) -> None:
        """Fill the list of lanes."""
        rows = posts.lanes(post.id)
        self.lane.choices = choices((str(row.id), f"{row.code} · {row.name}") for row in rows)


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.AGENTS)
def index() -> str | tuple[str, int]:
    """The readers of this post's lanes, and a new one: its token is shown this once."""
    post = _post()
    form = AgentForm()
    form.offer(post)
    tokens: list[str] = []

    def create() -> None:
        name, lane_id = form.name.data.strip(), form.lane.data
        tokens.append(agents.create(lane_id, name, post_id=post.id, by=current_user))

    if saved(form, create):
        return render_template("crossings/reader_token.html", token=tokens[0], name=form.name.data)
    return answered("crossings/readers.html", form, post=_post(), agents=queries.agents(_post().id))


@bp.post("/<uuid:agent_id>/revoke")
@requires(Permission.AGENTS)
def revoke(agent_id: UUID) -> Answer:
    """Refuse a reader from its next word on."""
    if queries.agent(agent_id, _post().id) is None:
        abort(404)
    done = _("The reader is revoked. It is refused from now on.")
    attempted(lambda: agents.revoke(agent_id, by=current_user), done=done)
    return redirect(url_for("agents.index"))


def _post() -> Post:
    """This machine's post, for whoever is posted there and for administrators."""
    post = posts.this_post()
    if post is None:
        abort(404)
    if current_user.post_id != post.id and Role.ADMINISTRATOR not in current_user.roles:
        abort(404)
    return post
