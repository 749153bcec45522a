"""The written matrix: every role over every subject, from the permissions that are granted.

``python -m tests.house.matrix`` rewrites ``docs/roles.md``; read the difference as closely as
code.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from borderpost import create_app, features
from borderpost.officers.second_factor import SENIOR
from borderpost.roles import NEVER_TOGETHER, Role
from tests.house import tree

PAGE = tree.ROOT / "docs" / "roles.md"
HEAD = """\
# Roles

Every role over every subject, written by `python -m tests.house.matrix` from the permissions that
the packages grant; a test compares. Access is denied by default: what has no tick answers 403, and
an object of another post 404. The answers of every page to every role stand in
`tests/house/route_answers.toml`.

A role without a tick in any table signs in and sees the pages that every officer has: home, own
account, lock. A person may hold several roles, but never:
"""
FACTOR = "**second factor**"


def written(app: Flask) -> str:
    """The page's text."""
    with app.app_context():
        return "\n".join([HEAD, *_pairs(), "", *_factors(), *_tables()]) + "\n"


def _pairs() -> Iterator[str]:
    for pair in NEVER_TOGETHER:
        yield f"- {' and '.join(sorted(role.value for role in pair))}"


def _factors() -> Iterator[str]:
    senior = ", ".join(f"{role.value}" for role in Role if role in SENIOR)
    yield f"A {FACTOR} is asked of {senior}, and of every role of an officer"
    yield "posted to headquarters."


def _tables() -> Iterator[str]:
    for feature in features.loaded():
        if feature.permissions is None:
            continue
        acts = [permission.value for permission in feature.permissions]
        yield f"\n## {feature.name}\n"
        heads = " | ".join(f"`{act.partition(':')[2]}`" for act in acts)
        yield f"| role | {heads} |"
        yield "|---|" + ":-:|" * len(acts)
        for role in Role:
            held = feature.grants.get(role, frozenset())
            ticks = " | ".join("✓" if act in held else "" for act in acts)
            yield f"| {role.value} | {ticks} |"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(written(create_app({"INSTANCE": Path(folder)})), encoding="utf-8")
