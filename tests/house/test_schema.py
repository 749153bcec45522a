"""Models, migrations and triggers tell the same story, on both databases."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from borderpost.db import db
from tests.house import tree
from tests.house.conftest import MakeApp
from tests.house.schema import triggers

WRITTEN = tomllib.loads((tree.ROOT / "tests/house/triggers.toml").read_text())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.db)])
def machine(request: pytest.FixtureRequest, make_app: MakeApp) -> Iterator[Flask]:
    """An unmigrated application on each database in turn."""
    settings = {}
    if request.param == "postgresql":
        settings["DATABASE_URL"] = request.getfixturevalue("postgres_database")
    app = make_app(**settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def revisions() -> list[str]:
    """Every revision, oldest first."""
    script = ScriptDirectory(str(tree.ROOT / "migrations"))
    return [found.revision for found in script.walk_revisions()][::-1]


@pytest.fixture
def busy(machine: Flask, demonstration: Path) -> Flask:
    """The machine with rows in every table that the demonstration uses."""
    upgrade()
    if db.engine.dialect.name == "sqlite":
        db.engine.dispose()
        shutil.rmtree(machine.config["INSTANCE"])
        shutil.copytree(demonstration, machine.config["INSTANCE"])
    else:
        result = machine.test_cli_runner().invoke(args=["demo"])
        assert result.exit_code == 0, result.output
    db.session.remove()
    return machine


def differences() -> list[object]:
    """What autogenerate would still change."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, db.metadata))


def test_models_equal_migrations(machine: Flask) -> None:
    upgrade()

    assert differences() == []


def test_the_triggers_are_the_written_ones(machine: Flask) -> None:
    upgrade()

    with db.engine.connect() as connection:
        assert triggers(connection) == set(WRITTEN[connection.dialect.name])


@pytest.mark.slow
def test_each_migration_goes_down_and_up_again_with_rows(busy: Flask) -> None:
    before = counts()
    downgrade(revision="-1")
    older = counts()
    upgrade()
    after = counts()
    for _revision in revisions():
        downgrade(revision="-1")
    left = counts()
    for revision in revisions():
        upgrade(revision=revision)

    assert before["officers"] > 0
    assert {name: before[name] for name in older} == older
    assert {name: after[name] for name in older} == older
    assert left == {}
    assert differences() == []
    with db.engine.connect() as connection:
        assert triggers(connection) == set(WRITTEN[connection.dialect.name])


def counts() -> dict[str, int]:
    """Rows of each table that exists now."""
    with db.engine.connect() as connection:
        return {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608
            for name in inspect(connection).get_table_names()
            if name != "alembic_version"
        }


def test_migrations_are_one_straight_line() -> None:
    script = ScriptDirectory(str(tree.ROOT / "migrations"))

    assert len(script.get_heads()) == 1
    assert all(isinstance(found.down_revision, str | None) for found in script.walk_revisions())
