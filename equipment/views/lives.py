"""What a person ever held, and what they hold now."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, render_template
from flask_login import current_user

from borderpost import listing
from borderpost.access import requires
from borderpost.officers import queries as officers
from equipment import Permission, words
from equipment.queries import assets
from equipment.queries.assets import Wanted

bp = Blueprint("lives", __name__, url_prefix="/equipment/people")


@bp.get("/<uuid:officer_id>")
@requires(Permission.READ)
def person(officer_id: UUID) -> str:
    """A person's page: things in their hands, and each one that ever was."""
    who = officers.officer(officer_id) or abort(404)
    post_id = current_user.post_id
    page = listing.page(assets.held_by(officer_id, post_id))
    now = listing.page(assets.listed(Wanted(holder_id=officer_id), post_id), 1)
    if post_id is not None and who.post_id != post_id and not page.rows:
        abort(404)  # nobody of this post, and never was
    return render_template("equipment/person.html", person=who, page=page, now=now, words=words)
