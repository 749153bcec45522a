"""Runs the migrations on the application's own database connection."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app

from borderpost.db import Base, db


def plain_type(kind: str, value: Any, autogen_context: Any) -> str | bool:
    """Write our column types by their plain names, so that a migration outlives the class."""
    if kind != "type" or not type(value).__module__.startswith("borderpost"):
        return False
    autogen_context.imports.add("import sqlalchemy as sa")
    plain = {"UtcDateTime": "sa.DateTime(timezone=True)"}
    return plain.get(type(value).__name__, "sa.LargeBinary()")


def run() -> None:
    """Upgrade or downgrade in one transaction."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=plain_type,
            transaction_per_migration=True,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
