"""The one way a file of rows comes in: map, look at every error, consent, and undo."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, Keep, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with files; each importer asks for its own permission besides."""

    LOAD = "imports:file:load"


class Act(StrEnum):
    """What the audit log says of files: counts, never what stood in them."""

    UPLOADED = "imports:file:upload"
    BEGUN = "imports:file:begin"
    COMMITTED = "imports:file:commit"
    UNDONE = "imports:file:undo"
    DROPPED = "imports:file:drop"


FEATURE = Feature(
    name="imports",
    label=_l("Imports"),
    blueprints=("borderpost.imports.views:bp",),
    models="borderpost.imports.models",
    permissions=Permission,
    grants=dict.fromkeys(
        (
            Role.ADMINISTRATOR,
            Role.SUPERVISOR,
            Role.WATCHLIST_MANAGER,
            Role.STOREKEEPER,
            Role.TRAINER,
        ),
        frozenset(Permission),
    ),
    navigation=(NavItem(_l("Imports"), "imports.index", "upload", order=80),),
    home=("borderpost.imports.cards:half_loaded",),
    keeps=(Keep("rows of imported files", lambda: 30, "borderpost.imports.services:purge"),),
)
