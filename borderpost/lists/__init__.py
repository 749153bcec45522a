"""Saved views of lists: a search with its order, kept under a name by one officer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature

FEATURE = Feature(
    name="lists",
    label=_l("Saved views"),
    blueprints=("borderpost.lists.views:bp",),
    models="borderpost.lists.models",
)
