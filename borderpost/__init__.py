"""The foundation of Borderpost: what every subject stands on.

``create_app`` assembles the application from the packages named in ``FEATURES``.
Adding a subject is a folder and one word here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask

from borderpost import (
    access,
    cli,
    config,
    db,
    features,
    locale,
    observability,
    security,
    static_files,
    web,
)
from borderpost.evacuation import notice

FEATURES: tuple[str, ...] = (
    "borderpost.home",
    "borderpost.places",
    "borderpost.posts",
    "borderpost.code_lists",
    "borderpost.officers",
    "borderpost.devices",
    "borderpost.audit",
    "borderpost.status",
    "borderpost.lists",
    "borderpost.calendars",
    "borderpost.imports",
    "crossings",
    "cashdesk",
    "watchlist",
    "protection",
    "lanes",
    "projects",
    "equipment",
    "training",
)


def create_app(
    settings: Mapping[str, Any] | None = None, *, names: Sequence[str] = FEATURES
) -> Flask:
    """Build the application from ``settings`` over environment over ``config.toml``.

    Raises ``config.BadSetting`` for a setting that makes no sense and
    ``access.UnguardedRoute`` when a view has neither a permission nor a public mark.
    """
    app = Flask(__name__, root_path=str(config.ROOT), instance_relative_config=False)
    app.config.from_mapping(config.load(settings or {}))
    observability.install(app)
    db.install(app)
    locale.install(app)
    access.install(app)  # before the forgery check: an ended session keeps what was typed
    security.install(app)
    static_files.install(app)
    features.install(app, names)
    access.refuse_unmarked(app)
    web.install(app)
    cli.install(app)
    notice.install(app)  # last here, first of a request
    return app
