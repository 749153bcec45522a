"""Keeping, choosing and deleting saved views."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost.db import transaction
from borderpost.lists import queries
from borderpost.lists.models import SavedView
from borderpost.refusal import Refused

MOST = 20  # views of one list
_LONGEST = 500
_PASSING = {"page", "all"}  # parts of an address that are no filter


class Owner(Protocol):
    """Whose view it is."""

    @property
    def account_id(self) -> UUID: ...
    @property
    def officer_id(self) -> UUID: ...


def save(listed: str, name: str, query: str, *, by: Owner) -> SavedView:
    """Keep the filters and order of an address under a name; the same name is written over."""
    name, kept = " ".join(name.split())[:60], filters(query)
    if not name:
        raise Refused(_l("Give the view a name."))
    if not kept or len(kept) > _LONGEST:
        raise Refused(_l("Search or sort the list first, then save the view."))
    with transaction() as session:
        view = queries.named(by.account_id, listed, name)
        if view is None:
            if len(queries.views(by.account_id, listed)) >= MOST:
                raise Refused(_l("You have %(most)s views of this list. Delete one.", most=MOST))
            view = SavedView(
                account_id=by.account_id, created_by=by.officer_id, list=listed, name=name
            )
            session.add(view)
        view.query = kept
    return view


def delete(view_id: UUID, *, by: Owner) -> None:
    """Forget a view."""
    with transaction() as session:
        if view := queries.view(view_id, by.account_id):
            session.delete(view)


def put_first(view_id: UUID, *, by: Owner) -> None:
    """Have the list open with this view, or with everything again if it did already."""
    with transaction():
        if chosen := queries.view(view_id, by.account_id):
            wanted = not chosen.is_first
            for view in queries.views(by.account_id, chosen.list):
                view.is_first = wanted and view.id == view_id


def filters(query: str) -> str:
    """The parts of an address that filter and sort, without empty ones."""
    parts = [(name, value) for name, value in parse_qsl(query) if name not in _PASSING]
    return urlencode(parts)
