"""Whom the officers of a post call: shown to them, changed by supervisor and focal point."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import saved
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from protection import Permission
from protection.queries import contacts
from protection.services import contacts as changing
from protection.words import CONTACTS

bp = Blueprint("contacts", __name__, url_prefix="/protection/contacts")
_LONGEST = {"name": 120, "phone": 60, "note": 200}


class ContactsForm(FlaskForm):  # type: ignore[misc]
    """A name, a number and a note for each kind; the fields are read as they were sent."""

    def told(self) -> dict[str, dict[str, str]]:
        """What was typed, by kind."""
        return {
            kind: {
                name: request.form.get(f"{kind}-{name}", "")[:longest]
                for name, longest in _LONGEST.items()
            }
            for kind in CONTACTS
        }


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.CONTACTS)
def show() -> str | Answer:
    """The contacts of the post; one without a number is said to have none."""
    post = _post()
    form = ContactsForm()
    post_id = post.id

    def change() -> None:
        changing.change(post_id, form.told(), by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("contacts.show"))
    return render_template(
        "protection/contacts.html",
        form=form,
        post=_post(),
        kinds=CONTACTS,
        present=contacts.of_post(post_id),
        longest=_LONGEST,
    )


def _post() -> Post:
    """The own post; who has none sees the one of this machine."""
    found = posts.post(current_user.post_id) if current_user.post_id else posts.this_post()
    return found or abort(404)
