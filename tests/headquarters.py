"""A machine of headquarters: the same cast on PostgreSQL, copied for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from borderpost import audit, create_app
from borderpost.db import db
from tests.desk import UNLOCKED
from tests.house import cast
from tests.pages import CheckedClient


def database(url: str, name: str) -> str:
    """The address of one database of the server."""
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)


def told(url: str, *statements: str) -> None:
    """Have the server itself do something, outside any transaction."""
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def cast_database(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database with tables and the cast."""
    name = f"borderpost_cast_{os.getpid()}_{os.urandom(3).hex()}"
    told(postgres_url, f"CREATE DATABASE {name}")
    settings = {"INSTANCE": tmp_path_factory.mktemp("cast"), "TESTING": True} | UNLOCKED
    app = create_app(settings | {"DATABASE_URL": database(postgres_url, name)})
    with app.app_context():
        upgrade()
        cast.people()
    close(app)
    yield name
    told(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def headquarters(postgres_url: str, cast_database: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on a fresh copy of the cast."""
    name = f"borderpost_test_{os.getpid()}_{os.urandom(4).hex()}"
    told(postgres_url, f"CREATE DATABASE {name} TEMPLATE {cast_database}")
    settings = {"INSTANCE": tmp_path / "hq", "TESTING": True} | UNLOCKED
    app = create_app(settings | {"DATABASE_URL": database(postgres_url, name)})
    app.test_client_class = CheckedClient
    with app.app_context():
        audit.anchor_anew(by=None)  # as after any copy that PostgreSQL itself made
    yield app
    close(app)
    told(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")
