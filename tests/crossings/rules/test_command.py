"""``flask crossings explain``: the table through the command, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from borderpost import create_app
from borderpost.db import db
from crossings.models import RuleVersion
from tests.crossings.rules.cases import Row, rows

EXAMPLE = ("--nationality", "MRT", "--document", "P", "--purpose", "TRD", "--direction", "entry")
KEYS = {
    "requirement", "admissible", "max_days", "last_lawful_day", "rule", "version", "citation",
    "sentence", "verified",
}  # fmt: skip


def run(app: Flask, *words: str) -> Result:
    with app.app_context():
        return app.test_cli_runner().invoke(args=["crossings", "explain", *words])


def told(app: Flask, *words: str) -> dict[str, Any]:
    result = run(app, *words, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert isinstance(found, dict)
    return found


def asked(row: Row) -> list[str]:
    case = row.case
    way = {"E": "entry", "X": "exit"}[case.direction]
    words = ["--nationality", case.nationality, "--document", case.document, "--direction", way]
    words += ["--date", case.day.isoformat(), "--country", case.country]
    for category in sorted(case.categories):
        words += ["--category", category]
    return words


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_the_command_says_what_the_table_says(machine: Flask, row: Row) -> None:
    found = told(machine, *asked(row), "--language", "en")
    last = row.last_lawful_day

    assert (found["requirement"] or "", found["rule"] or "") == (row.requirement, row.rule)
    assert found["max_days"] == row.days
    assert found["last_lawful_day"] == (last.isoformat() if last else None)
    assert row.citation in (found["citation"] or "")
    assert found["verified"] is row.verified
    assert found.keys() == KEYS
    if not row.rule:
        assert found["admissible"] is None
        assert "No rule is known here" in found["sentence"]
    if "undated" in row.near:
        assert f"Rule {row.near.split()[0]} is known but has no date" in found["sentence"]


def test_a_never_used_instance_answers_with_the_seed_rules(tmp_path: Path) -> None:
    app = create_app({"INSTANCE": tmp_path / "instance", "TESTING": True})
    found = told(app, *EXAMPLE, "--date", "2025-01-10")

    assert (found["rule"], found["version"], found["admissible"]) == ("R06", 1, True)
    assert found["sentence"]
    with app.app_context():
        assert db.session.scalar(select(RuleVersion.id)) is None  # asking writes nothing
        db.engine.dispose()


def test_the_country_is_this_posts_unless_another_is_named(machine: Flask) -> None:
    here = told(machine, *EXAMPLE, "--date", "2025-01-10")
    there = told(machine, *EXAMPLE, "--date", "2025-01-10", "--country", "mrt")

    assert (here["requirement"], there["requirement"]) == ("visa_exempt", "national_verification")


def test_without_json_it_is_read_by_people(machine: Flask) -> None:
    text = run(machine, *EXAMPLE, "--date", "2025-01-10", "--language", "en").output

    assert "rule R06, in force since 25 June 1965" in text
    assert "Source: avomm.com a15035 (APA)" in text
    assert "R01: this nationality was in ECOWAS until December 2000." in text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--nationality": "MALI"}, "No state 'MALI'"),
        ({"--nationality": "QQQ"}, "No state 'QQQ'"),
        ({"--document": "Z9"}, "No document 'Z9'"),
        ({"--purpose": "FUNNY"}, "No purpose 'FUNNY'"),
        ({"--direction": "sideways"}, "entry"),
        ({"--date": "2025-02-30"}, "No day '2025-02-30'"),
        ({"--date": "tomorrow"}, "YYYY-MM-DD"),
        ({"--country": "ML"}, "No state 'ML'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    machine: Flask, changed: dict[str, str], said: str
) -> None:
    words = dict(zip(EXAMPLE[::2], EXAMPLE[1::2], strict=True)) | changed
    result = run(machine, *(part for pair in words.items() for part in pair), "--json")

    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_sentence_is_whole_in_each_language(machine: Flask, language: str) -> None:
    found = told(
        machine, "--nationality", "SEN", "--document", "P", "--direction", "entry",
        "--date", "2024-12-13", "--language", language,
    )  # fmt: skip

    assert "R01" in found["sentence"]
    assert "90" in found["sentence"]
    assert "2025" in found["sentence"]
    assert "%(" not in found["sentence"]


def test_the_book_is_written_by_a_command_once(machine: Flask) -> None:
    runner = machine.test_cli_runner()
    with machine.app_context():
        first = runner.invoke(args=["crossings", "load-rules"])
        second = runner.invoke(args=["crossings", "load-rules"])
        number = len(db.session.scalars(select(RuleVersion)).all())

    assert first.output == second.output == f"{number} rules and groups are in the book.\n"
