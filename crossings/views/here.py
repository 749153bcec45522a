"""What an officer may open: sheets of the own post, and the post itself; all else is not there."""

from __future__ import annotations

from uuid import UUID

from flask import abort
from flask_login import current_user

from borderpost.posts import Permission as PostPermission
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings.models import Inspection
from crossings.queries import inspections


def sheet_here(inspection_id: UUID) -> Inspection:
    """A working sheet of the officer's post; 404 for any other."""
    return inspections.inspection(inspection_id, current_user.post_id) or abort(404)


def post_to_change(post_id: UUID) -> Post:
    """The own post, or any for who may change posts; 404 for any other."""
    if post_id != current_user.post_id and PostPermission.WRITE not in current_user.permissions:
        abort(404)
    return posts.post(post_id) or abort(404)
