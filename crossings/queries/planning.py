"""Telling SQLite what its planner cannot know: a post keeps no statistics of its tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Unindexed(FunctionElement[Any]):
    """A column that rows are compared by and not looked up by.

    Nearly every crossing is of this machine's own post, and SQLite takes "of this post" for
    a handful. The unary plus is SQLite's own word for it (sqlite.org/optoverview.html §2.1);
    PostgreSQL has statistics and is told nothing.
    """

    inherit_cache = True

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(Unindexed)
def _plain(element: Unindexed, compiler: Any, **more: Any) -> str:
    return str(compiler.process(element.clauses, **more))


@compiles(Unindexed, "sqlite")
def _with_plus(element: Unindexed, compiler: Any, **more: Any) -> str:
    return f"+{compiler.process(element.clauses, **more)}"
