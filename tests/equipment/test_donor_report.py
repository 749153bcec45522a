"""The donor's report: every item, what is not known called so, sums that are never mixed."""

from __future__ import annotations

import io
from decimal import Decimal
from uuid import UUID

import pypdfium2
import pytest
from flask import Flask

from borderpost import listing
from borderpost.db import db
from borderpost.roles import Role
from equipment.queries import donor_report as queries
from equipment.queries.donor_report import WITH, WITHOUT, Wanted
from equipment.services import conveying
from equipment.services.conveying import Reversal
from tests.desk import browser, english, officer
from tests.equipment.deeds import paid, signed, things
from tests.equipment.test_pages import READING
from tests.equipment.work import World, person, step

HOME = "/equipment/donor-report"


def lines_of(world: World, project: object) -> queries.OfLine:
    (line,) = queries.by_line(Wanted(project_id=project), world.post)  # type: ignore[arg-type]
    return line


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_the_report(machine: Flask, stocked: World, role: Role) -> None:
    with machine.app_context():
        things(stocked, 1, **paid())
    at, reads = browser(machine, role.value), role in READING | {Role.DONOR_VIEWER}

    for path in ("/", "/items.csv", "/items.xlsx", "/states-sums.csv", "/lines-sums.xlsx",
                 "/report.pdf"):  # fmt: skip
        assert at.get(HOME + path).status_code == (200 if reads else 403)
    assert at.get(f"{HOME}/other-sums.csv").status_code == (404 if reads else 403)


def test_sums_by_state_and_currency_and_what_is_not_known_apart(
    inside: Flask, world: World
) -> None:
    facts = paid()
    keys = things(world, 3, **facts)
    things(world, 1, cost=None, currency="", **facts)
    things(world, 2, cost=Decimal("100.50"), currency="XOF", **facts)
    things(world, 1)  # of no project and no donor: in no report
    step(inside, keys[0], "place", location_id=world.lane)
    found = [(one.status, one.currency, one.things, one.total)
             for one in queries.sums(Wanted(), world.post)]  # fmt: skip

    assert found == [
        ("in_service", "EUR", 1, Decimal("2450.00")),
        ("in_store", "EUR", 2, Decimal("4900.00")),
        ("in_store", "XOF", 2, Decimal("201.00")),
        ("in_store", "", 1, None),
    ]


def test_a_budget_line_beside_its_value_and_what_is_left(inside: Flask, world: World) -> None:
    facts = paid("P1", "5000.00")
    things(world, 2, **facts)
    line = lines_of(world, facts["project_id"])

    assert (line.things, line.spent, line.unknown) == (2, [("EUR", Decimal("4900.00"))], 0)
    assert line.left == Decimal("100.00")


@pytest.mark.parametrize(
    ("amount", "more"),
    [(None, {}), ("5000.00", {"cost": None, "currency": ""}), ("5000.00", {"currency": "XOF"})],
)
def test_what_is_left_is_not_known_where_something_is_not(
    inside: Flask, world: World, amount: str | None, more: dict[str, object]
) -> None:
    facts = paid("P1", amount)
    things(world, 1, **facts)
    things(world, 1, **(facts | more))

    assert lines_of(world, facts["project_id"]).left is None


def test_handed_over_is_counted_from_certificates_in_force(inside: Flask, world: World) -> None:
    things(world, 3, **paid())
    stays = signed(inside, world, "AAA-0001")
    signed(inside, world, "AAA-0002", leaves=True)

    def given() -> int:
        return sum(one.things for one in queries.handed_over(Wanted(), world.post))

    def listed(deed: str) -> list[str]:
        rows = db.session.scalars(queries.items(Wanted(deed=deed), world.post)).unique()
        return [one.tag for one in rows]

    assert (given(), listed(WITH), listed(WITHOUT)) == (2, ["AAA-0001", "AAA-0002"], ["AAA-0003"])
    conveying.reverse(stays, Reversal("x", "y"), by=officer(inside, "supervisor"))
    assert (given(), listed(WITH)) == (1, ["AAA-0002"])


def test_each_filter_narrows_the_items(inside: Flask, world: World) -> None:
    first, second = paid("P1"), paid("P2")
    keys = things(world, 2, **first)
    things(world, 1, serial="SN-77", **second)
    step(inside, keys[0], "place", location_id=world.lane)

    def many(**said: object) -> int:
        return listing.count(queries.items(Wanted(**said), world.post))  # type: ignore[arg-type]

    assert many() == 3
    assert many(project_id=first["project_id"]) == many(donor_id=first["donor_id"]) == 2
    assert many(status="in_service") == many(words="sn 77") == 1
    assert (many(plate=WITH), many(plate=WITHOUT)) == (0, 3)


def test_the_page_and_its_files_say_not_known_and_never_nought(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        facts = paid("P1", None)
        things(stocked, 1, cost=None, currency="", **facts)
        project: UUID = facts["project_id"]  # type: ignore[assignment]
    at = english(machine, "auditor")
    page, items = at.get(f"{HOME}/?project_id={project}").text, at.get(f"{HOME}/items.csv").text
    lines = at.get(f"{HOME}/lines-sums.csv").text

    assert page.count("not known") >= 3  # the cost, the budget, what is left
    assert "0.00" not in page
    assert items.splitlines()[1].count("not known") == 1
    assert "not known" in lines
    assert "Nothing fits this search" in at.get(f"{HOME}/?status=lost").text
    for sort in ("-tag", "state", "plate_since"):
        assert "AAA-0001" in at.get(f"{HOME}/?sort={sort}").text


def test_a_donor_learns_no_persons_name(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        (key,) = things(stocked, 1, **paid())
        step(machine, key, "give", holder_id=person("officer"))
    donor, keeper = english(machine, "donor_viewer"), english(machine, "storekeeper")

    assert "Test Officer" in keeper.get(f"{HOME}/").text
    for path in ("/", "/items.csv"):
        assert "Test Officer" not in donor.get(HOME + path).text
        assert "an officer of the post" in donor.get(HOME + path).text
    assert "items handed over by certificate" in donor.get("/home").text


def test_the_paper_has_the_filters_and_every_item(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        facts = paid("P1")
        things(stocked, 40, **facts)
    at = english(machine, "storekeeper")
    answer = at.get(f"{HOME}/report.pdf?project_id={facts['project_id']}&plate=without")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.data)]

    assert len(pages) > 1
    assert "Border P1" in pages[0]
    assert "98,000.00 EUR" in pages[0]
    assert all(f"AAA-{number:04d}" in "".join(pages) for number in (1, 40))
    assert io.BytesIO(answer.data).read(5) == b"%PDF-"


def test_another_posts_items_are_not_in_it(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        things(stocked, 1, **paid())

    assert "AAA-0001" not in browser(machine, "stranger").get(f"{HOME}/items.csv").text
