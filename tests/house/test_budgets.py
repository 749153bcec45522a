"""Small files, small functions, honest names: the limits of CONTRIBUTING.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

FILE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_LINES = 120
THEME_LINES = 400
DECISION_LINES = 40
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def long_functions(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Name and length of each function over the limit, docstring and signature included."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield node.name, length


def test_no_python_file_is_longer_than_300_lines() -> None:
    long = {tree.name(path): lines(path) for path in tree.python() if lines(path) > FILE_LINES}

    assert long == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{tree.name(path)}:{name}": length
        for path in tree.python()
        for name, length in long_functions(tree.syntax(path))
    }

    assert long == {}


def test_the_ruler_for_functions_measures() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION_LINES))

    assert list(long_functions(ast.parse(f"def f() -> None:\n{body}"))) == [("f", 41)]
    assert list(long_functions(ast.parse("def f() -> None:\n    x = 1"))) == []


def test_no_template_is_longer_than_120_lines() -> None:
    long = {
        tree.name(path): lines(path) for path in tree.templates() if lines(path) > TEMPLATE_LINES
    }

    assert long == {}


def test_our_scripts_and_styles_stay_small() -> None:
    limits = {".css": THEME_LINES, ".js": FILE_LINES}
    long = {
        tree.name(path): lines(path)
        for path in tree.texts()
        if path.suffix in limits and lines(path) > limits[path.suffix]
    }

    assert long == {}


def test_a_decision_fits_on_a_page() -> None:
    decisions = sorted((tree.ROOT / "docs/decisions").glob("*.md"))
    long = {tree.name(path): lines(path) for path in decisions if lines(path) > DECISION_LINES}

    assert long == {}
    assert all(path.name[:4].isdigit() for path in decisions)


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [tree.name(path) for path in tree.python() if {path.stem, *path.parent.parts} & BANNED]

    assert named == []
