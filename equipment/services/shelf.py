"""What the rows of a file are checked against, looked up once."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import clock
from borderpost.audit import Actor
from borderpost.db import db
from borderpost.locale import LOCALES
from borderpost.officers import queries as officers
from borderpost.officers.models import Account, Officer, folded
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment import words
from equipment.facts import Facts, as_text
from equipment.models import Asset, AssetModel, AssetRemoval
from equipment.queries import locations
from equipment.rows import Known, Shelf
from projects import queries as ledger


def shelf(by: Actor) -> Shelf:
    """The lookups of the officer's post. Raises ``Refused`` without a post."""
    post = posts.post(by.post_id) if by.post_id else posts.this_post()
    if post is None:
        raise Refused(_l("This machine has no post yet. Ask the administrator to name it."))
    found = Shelf(post.id, clock.today(post.zone), is_person=by.officer_id is not None)
    _things(found)
    _locations(found)
    _people(found)
    _ledger(found)
    _words(found)
    return found


def _things(found: Shelf) -> None:
    columns = [getattr(Asset, name) for name in (*Facts.__dataclass_fields__, *_ALSO)]
    for row in db.session.execute(select(*columns)):
        facts = {name: as_text(getattr(row, name)) for name in Facts.__dataclass_fields__}
        found.known[row.tag] = Known(
            row.id,
            row.post_id,
            row.model_id,
            row.status,
            row.holder_id,
            facts,
            row.condition,
            row.location_id,
        )
        if row.serial_key:
            found.serials[(row.model_id, row.serial_key)] = row.tag
    found.spent = set(db.session.scalars(select(AssetRemoval.tag)))
    for model in db.session.scalars(select(AssetModel)):
        found.models[(folded(model.manufacturer), folded(model.name))] = model.id
        found.titles[model.title] = model.id
        for text in {folded(model.name), folded(model.title)}:  # the latter as our export has it
            found.by_name.setdefault(text, []).append(model.id)


_ALSO = ("id", "tag", "post_id", "status", "condition", "holder_id", "location_id", "serial_key")


def _locations(found: Shelf) -> None:
    here = locations.open_locations(found.post_id)
    found.locations = {one.code: (one.id, one.is_store) for one in here}
    stores = [one.id for one in here if one.kind == "store"]
    found.store = stores[0] if len(stores) == 1 else None


def _people(found: Shelf) -> None:
    named: dict[str, set[UUID]] = defaultdict(set)
    usernames = select(Account.officer_id, Account.username)
    logins = {row.officer_id: row.username for row in db.session.execute(usernames)}
    for one in officers.serving(found.post_id):
        for text in _called(one, logins.get(one.id, "")):
            named[folded(text)].add(one.id)
    found.people = {text: min(ids) if len(ids) == 1 else None for text, ids in named.items()}


def _called(one: Officer, username: str) -> list[str]:
    both = (f"{one.given_names} {one.surname}", f"{one.surname} {one.given_names}")
    return [text.strip() for text in (*both, username, one.service_number) if text.strip()]


def _ledger(found: Shelf) -> None:
    found.projects = {one.code: one.id for one in ledger.all_projects()}
    found.donors = {one.code: one.id for one in ledger.all_donors()}
    found.lines = {(one.project_id, one.code): (one.id, one.donor_id) for one in ledger.all_lines()}


def _words(found: Shelf) -> None:
    for locale in LOCALES:
        with force_locale(locale):
            known = words.CATEGORIES.known()
            found.categories |= {folded(one.label(locale)): code for code, one in known.items()}
            found.conditions |= {folded(str(one)): code for code, one in words.CONDITIONS.items()}
    found.categories |= {code.casefold(): code for code in words.CATEGORIES.known()}
    found.conditions |= {code: code for code in words.CONDITIONS}
