"""A machine as the house rules need one: migrated, empty, its forms unlocked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade

from borderpost import FEATURES, create_app
from borderpost.db import db

MakeApp = Callable[..., Flask]


@pytest.fixture
def make_app(tmp_path: Path) -> MakeApp:
    """``make_app(names=..., DATABASE_URL=...)``: an application with a folder of its own."""

    def make(names: tuple[str, ...] = FEATURES, **settings: Any) -> Flask:
        chosen = {"INSTANCE": tmp_path / "instance", "TESTING": True} | settings
        return create_app(chosen, names=names)

    return make


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of an instance that ``flask demo`` filled; copy it before changing it."""
    folder = tmp_path_factory.mktemp("demonstration") / "instance"
    few = {"DEMO_DAYS": 6, "LOG_LEVEL": "ERROR"}
    made = create_app({"INSTANCE": folder, "TESTING": True} | few)
    with made.app_context():
        result = made.test_cli_runner().invoke(args=["demo"])
        db.session.remove()
        db.engine.dispose()
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """An application whose database has its tables and no rows."""
    made = make_app(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    with made.app_context():
        upgrade()
    return made
