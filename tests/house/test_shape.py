"""How the packages stand to each other, and what each kind of module keeps out of."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.house import tree

REQUEST_BOUND = {"flask.request", "flask.session", "flask.g", "flask_login.current_user"}
IMPURE = {"flask", "flask_babel", "flask_login", "sqlalchemy", "sqlalchemy.orm", "borderpost.db"}
APPLICATION = (
    "borderpost", "cashdesk", "crossings", "equipment", "lanes", "projects", "protection",
    "training", "watchlist",
)  # fmt: skip


def kind(path: Path) -> set[str]:
    """The words that place a module: its own name and those of its folders."""
    return {path.stem, *path.relative_to(tree.ROOT).parts[1:-1]}


def test_the_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-logo"], cwd=tree.ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


def test_services_and_queries_never_see_the_request() -> None:
    seen = {
        tree.name(path): sorted(tree.imports(path) & REQUEST_BOUND)
        for path in tree.python(*APPLICATION)
        if kind(path) & {"services", "queries", "rules", "models"}
        and tree.imports(path) & REQUEST_BOUND
    }

    assert seen == {}


def test_a_module_that_calls_itself_pure_is() -> None:
    impure = {
        tree.name(path): sorted(tree.imports(path) & IMPURE)
        for path in tree.python(*APPLICATION)
        if (ast.get_docstring(tree.syntax(path)) or "").startswith("PURE")
        and tree.imports(path) & IMPURE
    }

    assert impure == {}


def test_views_do_not_catch() -> None:
    catching = [
        f"{tree.name(path)}:{node.lineno}"
        for path in tree.python(*APPLICATION)
        if any(word.endswith("views") for word in kind(path))
        for node in ast.walk(tree.syntax(path))
        if isinstance(node, ast.Try)
    ]

    assert catching == []


def test_only_the_clock_tells_the_time() -> None:
    telling = [
        f"{tree.name(path)}:{node.lineno}"
        for path in tree.python(*APPLICATION)
        if tree.name(path) != "borderpost/clock.py"
        for node in ast.walk(tree.syntax(path))
        if isinstance(node, ast.Call) and reads_clock(node.func)
    ]

    assert telling == []


def reads_clock(called: ast.expr) -> bool:
    """Whether the call is ``datetime.now``, ``date.today`` or a relative of theirs."""
    return (
        isinstance(called, ast.Attribute)
        and called.attr in {"now", "utcnow", "today"}
        and ast.unparse(called.value).split(".")[-1] in {"datetime", "date"}
    )


def test_rows_are_read_with_select() -> None:
    old = [
        f"{tree.name(path)}:{node.lineno}"
        for path in tree.python(*APPLICATION)
        for node in ast.walk(tree.syntax(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "query"
        and isinstance(node.value, ast.Name)
        and (node.value.id[0].isupper() or node.value.id == "session")
    ]

    assert old == []


def test_the_library_runs_without_the_application() -> None:
    code = "import sys, docreader; sys.exit(bool({'flask', 'sqlalchemy'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tree.ROOT)

    assert done.returncode == 0
