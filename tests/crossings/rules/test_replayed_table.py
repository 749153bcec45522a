"""The rule changes of 2024 to 2026, case by case, as the table had them before the code."""

from __future__ import annotations

import pytest

from crossings.rules.explaining import Explanation, explain
from crossings.shipped_rules import shipped
from tests.crossings.rules.cases import Row, rows


def explained(row: Row) -> Explanation:
    return explain(row.case, shipped().rules, shipped().groups)


def test_the_table_has_its_forty_cases_and_more() -> None:
    names = [row.name for row in rows()]

    assert len(names) >= 40
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_each_case_has_its_rule_days_and_source(row: Row) -> None:
    found = explained(row)

    assert (found.requirement or "", found.rule.code if found.rule else "") == (
        row.requirement,
        row.rule,
    )
    assert (found.max_days, found.last_lawful_day) == (row.days, row.last_lawful_day)
    assert row.citation in (found.rule.citation if found.rule else "")
    assert (found.rule.verified if found.rule else False) is row.verified


@pytest.mark.parametrize("row", [row for row in rows() if row.near], ids=lambda row: row.name)
def test_a_near_rule_says_why_it_does_not_answer(row: Row) -> None:
    found = [f"{near.rule.code} {near.fault.why}" for near in explained(row).near]

    assert row.near in found


@pytest.mark.parametrize("row", [r for r in rows() if not r.rule], ids=lambda row: row.name)
def test_nobody_is_admissible_where_no_rule_is_known(row: Row) -> None:
    assert explained(row).admissible is None
