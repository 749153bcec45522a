"""Changing whom a post calls."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.posts.models import Post
from protection import Act
from protection.models import Contact
from protection.queries import contacts
from protection.words import CONTACTS


def change(post_id: UUID, told: Mapping[str, Mapping[str, str]], *, by: Actor | None) -> None:
    """Write the contacts of a post, by kind; what is empty stays empty and is shown so."""
    with transaction() as session:
        present = contacts.of_post(post_id)
        for kind in CONTACTS:
            row = present.get(kind) or Contact(post_id=post_id, kind=kind)
            for name in ("name", "phone", "note"):
                setattr(row, name, told.get(kind, {}).get(name, "").strip())
            row.created_by = by.officer_id if by else None
            session.add(row)
        session.flush()
        audit.record(Act.CONTACTS_CHANGED, session.get_one(Post, post_id), by=by)
