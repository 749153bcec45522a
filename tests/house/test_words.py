"""What the files may not say, and what each must."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house import tree

# A letter in brackets keeps each pattern from finding itself.
UNFINISHED = re.compile(r"\b(?:[T]ODO|[F]IXME|[T]BD)\b")
MACHINE = re.compile(r"(?<![\w.$}])/(?:[w]ork|[f]arm|[h]ome|[r]oot|[U]sers)/")
CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def saying(pattern: re.Pattern[str]) -> list[str]:
    """``file:line`` of each place in our own files that ``pattern`` finds."""
    found = []
    for path in tree.texts():
        text = path.read_text(encoding="utf-8")
        for hit in pattern.finditer(text):
            line = text.count("\n", 0, hit.start()) + 1
            found.append(f"{tree.name(path)}:{line}: {hit.group()}")
    return found


def test_nothing_is_left_for_later() -> None:
    assert saying(UNFINISHED) == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    assert saying(MACHINE) == []


def test_no_merge_was_left_half_done() -> None:
    assert saying(CONFLICT) == []


@pytest.mark.parametrize(
    ("pattern", "refused", "allowed"),
    [
        (UNFINISHED, "# TO" + "DO later", "a todo list"),
        (MACHINE, "see /wo" + "rk/main", "https://example.org/home/"),
        (CONFLICT, "<" * 7 + " ours", "a <<<< b"),
    ],
)
def test_the_search_finds_what_it_looks_for(
    pattern: re.Pattern[str], refused: str, allowed: str
) -> None:
    assert pattern.search(refused)
    assert not pattern.search(allowed)


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        tree.name(path)
        for path in tree.python()
        if tree.syntax(path).body and not ast.get_docstring(tree.syntax(path))
    ]

    assert silent == []


def test_every_public_function_of_a_package_has_a_docstring() -> None:
    silent = []
    for path in tree.python(*tree.PACKAGES):
        for node in tree.syntax(path).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
            if public and not ast.get_docstring(node):
                silent.append(f"{tree.name(path)}:{node.name}")

    assert silent == []


def test_every_decision_has_a_number_of_its_own() -> None:
    records = [path for path in tree.files() if tree.name(path).startswith("docs/decisions/")]
    numbers = [path.name[:4] for path in records]
    headings = [int(re.findall(r"\d+", path.read_text("utf-8"))[0]) for path in records]

    assert len(numbers) > 20
    assert sorted(set(numbers)) == numbers
    assert headings == [int(number) for number in numbers]
