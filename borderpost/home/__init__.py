"""The first page after sign-in: what waits for this officer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature

FEATURE = Feature(name="home", label=_l("Home"), blueprints=("borderpost.home.views:bp",))
