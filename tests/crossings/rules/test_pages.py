"""The pages of the rule book: looked up, asked, and taken away as a file."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from crossings.queries import rules as reading
from crossings.services import rule_book
from tests.crossings.rules.rule_pages import at, proposed
from tests.desk import officer


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("", ["R00", "R03A", "R15"], []),
        ("q=tchad", ["R10"], ["R06"]),
        ("q=visaindex", ["R07", "R08"], ["R06"]),
        ("country=mrt", ["R06", "R07", "R08", "R09"], ["R10", "R11"]),
        ("nationality=SEN", ["R01", "R03", "R09"], ["R06", "R10"]),
        ("standing=idle", ["R11", "R14"], ["R06", "R13"]),
        ("standing=unverified", ["R00", "R03A", "R12"], ["R06"]),
    ],
)
def test_the_book_is_searched(
    inside: Flask, query: str, shown: list[str], hidden: list[str]
) -> None:
    page = at(inside, "officer").get(f"/rules/?{query}").text

    assert [code for code in shown if f"/rules/{code}" not in page] == []
    assert [code for code in hidden if f'/rules/{code}"' in page] == []


def test_an_empty_search_says_what_to_do(inside: Flask) -> None:
    page = at(inside, "officer").get("/rules/?q=nothing+like+this").text

    assert "No rule fits this search." in page
    assert "Three letters" in at(inside, "officer").get("/rules/?country=Mali").text


def test_the_book_is_sorted_by_its_columns(inside: Flask) -> None:
    page = at(inside, "officer").get("/rules/?sort=-code").text

    assert page.index('/rules/R15"') < page.index('/rules/R06"') < page.index('/rules/R00"')


def test_the_found_rules_come_as_a_file(inside: Flask) -> None:
    text = at(inside, "auditor").get("/rules/export.csv?country=TCD").text
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(text[1:]))}

    assert rows["R10"]["max_days"] == "90"
    assert rows["R10"]["citation"] == "nyelenimagazine.org ?p=240"
    assert "R06" not in rows
    assert at(inside, "auditor").get("/rules/export.xlsx").data[:2] == b"PK"


def test_a_rule_has_its_source_its_versions_and_its_people(inside: Flask) -> None:
    first = at(inside, "officer").get("/rules/R06").text
    row = proposed(inside, max_days=30).rpartition("/")[2]
    rule_book.approve(reading.proposals()[0].id, by=officer(inside, "administrator"))
    page = at(inside, "officer").get("/rules/R06").text

    assert "Nobody has changed it." in first
    assert row
    assert "avomm.com a15035 (APA)" in page
    assert "30 days" in page
    assert "Analyst" in page
    assert "Administrator" in page
    assert "came with the program" in page
    assert "Propose a change" not in page
    assert "Propose a change" in at(inside, "analyst").get("/rules/R06").text


def test_an_undated_rule_and_a_group_say_what_they_are(inside: Flask) -> None:
    officer_at = at(inside, "officer")

    assert "This rule is known and has no date." in officer_at.get("/rules/R11").text
    assert "ghanabusinessnews.com 2025-01-29" in officer_at.get("/rules/ECOWAS").text
    assert officer_at.get("/rules/R77").status_code == 404


def test_what_if_answers_as_the_desk_does(inside: Flask) -> None:
    page = (
        at(inside, "officer")
        .get("/rules/what-if?nationality=gha&document=P&direction=E&day=2024-12-13&country=MLI")
        .text
    )

    assert "90 days, the day of entry counted: the last lawful day is 12 March 2025." in page
    assert "rule R01, in force since 1979" in page
    assert "ECOWAS Protocol 1979" in page
    assert "R03: not in force before this date: 14 December 2024." in page


def test_what_if_takes_what_a_traveller_is(inside: Flask) -> None:
    address = "/rules/what-if?nationality=MLI&document=P&direction=X&day=2025-01-10&country=MLI"
    page = at(inside, "officer").get(f"{address}&categories=minor").text

    assert "R13: nobody knows whether it was in force before November 2026." in page


def test_a_rule_whose_start_nobody_knows_says_so_where_it_answers(inside: Flask) -> None:
    address = "/rules/what-if?nationality=MLI&document=P&direction=X&day=2026-12-01&country=MLI"
    page = at(inside, "officer").get(f"{address}&categories=minor").text

    assert "by rule R13 of Mali, in force since November 2026 at the latest." in page


@pytest.mark.parametrize(
    "query",
    ["nationality=Ghana", "nationality=", "nationality=GHA&day=2025-02-30&country=MLI",
     "nationality=GHA&day=2025-02-03&country=Mali"],
)  # fmt: skip
def test_a_question_that_makes_no_sense_says_so_at_its_field(inside: Flask, query: str) -> None:
    page = at(inside, "officer").get(f"/rules/what-if?{query}").text

    assert page.count("field-error") > 1
    assert "rule-sentence" not in page


def test_an_empty_question_has_no_error(inside: Flask) -> None:
    page = at(inside, "officer").get("/rules/what-if").text

    assert page.count("field-error") == 1  # the lock's own, empty
