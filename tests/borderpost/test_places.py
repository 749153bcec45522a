"""The gazetteer: rows are added and ended, so that old papers keep the names of their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from borderpost.places import gazetteer, queries, services
from borderpost.places.services import PlaceFacts
from borderpost.posts import services as posts
from borderpost.posts.services import PostFacts
from borderpost.refusal import Refused
from tests.desk import Browser, browser, officer

SAHEL = PlaceFacts("ML99", "Sahel", 1, "MLI", "MLI", date(2022, 1, 1), source="décret 1")
NIORO = PlaceFacts("ML9901", "Nioro", 2, "ML99", "MLI", date(2022, 1, 1), source="décret 1")


@pytest.fixture
def admin(machine: Flask) -> Browser:
    return browser(machine, "administrator")


@pytest.fixture
def loaded(inside: Flask) -> Flask:
    services.load(gazetteer.read(gazetteer.SHIPPED), by=None)
    return inside


def test_the_shipped_gazetteer_has_the_regions_and_cercles_of_both_countries(loaded: Flask) -> None:
    wanted = queries.WantedPlaces(country="MLI", level=1, on=date(2026, 1, 1))

    assert len(gazetteer.read(gazetteer.SHIPPED)) == 10 + 53 + 15 + 63
    assert len(list(queries.db.session.scalars(queries.places(wanted)))) == 10
    assert all(row.source for row in gazetteer.read(gazetteer.SHIPPED))


def test_loading_again_adds_nothing(loaded: Flask) -> None:
    assert services.load(gazetteer.read(gazetteer.SHIPPED), by=None) == 0


def test_a_new_name_ends_the_old_row_the_day_before(inside: Flask) -> None:
    old = services.load([SAHEL], by=None)
    row = queries.versions("ML99")[0]
    new = replace(SAHEL, name="Sahel-Est", valid_from=date(2024, 7, 1))
    services.correct(row.id, new, by=officer(inside, "administrator"))
    before, after = (
        queries.place_coded("ML99", day) for day in (date(2024, 6, 30), date(2024, 7, 1))
    )

    assert old == 1
    assert before and before.name == "Sahel"
    assert after and after.name == "Sahel-Est"
    assert queries.place_coded("ML99", date(2021, 12, 31)) is None


def test_a_place_knows_what_lies_around_and_within_it(inside: Flask) -> None:
    services.load([NIORO, SAHEL], by=None)
    inner = queries.versions("ML9901")[0]

    assert [row.name for row in queries.parents(inner, date(2026, 1, 1))] == ["Sahel"]
    assert [row.code for row in queries.children("ML99", date(2026, 1, 1))] == ["ML9901"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (replace(SAHEL, code="99"), "code"),
        (replace(SAHEL, parent_code="MRT"), "parent_code"),
        (replace(NIORO, parent_code="ML77"), "parent_code"),
        (replace(SAHEL, valid_to=date(2021, 1, 1)), "valid_to"),
        (replace(SAHEL, valid_from=date(2023, 1, 1)), "code"),
    ],
)
def test_a_row_that_cannot_stand_is_refused(inside: Flask, facts: PlaceFacts, field: str) -> None:
    services.load([SAHEL], by=None)
    with pytest.raises(Refused) as refused:
        services.add(facts, by=None)

    assert refused.value.field == field


def test_a_place_with_others_within_it_does_not_end_before_them(inside: Flask) -> None:
    services.load([SAHEL, NIORO], by=None)
    by = officer(inside, "administrator")
    outer, inner = (queries.versions(code)[0].id for code in ("ML99", "ML9901"))
    with pytest.raises(Refused):
        services.end(outer, date(2025, 1, 1), by=by)
    services.end(inner, date(2025, 1, 1), by=by)
    services.end(outer, date(2025, 1, 1), by=by)

    assert queries.place_coded("ML99", date(2025, 1, 2)) is None


def test_a_bad_file_adds_nothing_and_tells_its_line(inside: Flask, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    head = "code,name,level,parent_code,country,valid_from\n"
    path.write_text(f"{head}ML98,A,1,MLI,MLI,2022-01-01\nML97,B,1,MLI,MLI,yesterday\n")
    result = inside.test_cli_runner().invoke(args=["places", "load", str(path)])

    assert result.exit_code == 1
    assert "3" in result.output and "yesterday" in result.output
    assert queries.place_coded("ML98", date(2026, 1, 1)) is None


def test_the_file_that_leaves_can_come_back(machine: Flask, admin: Browser, tmp_path: Path) -> None:
    admin.send("/places/load")
    text = admin.get("/places/export.csv").text.replace(";", ",")
    path = tmp_path / "out.csv"
    path.write_text(text, encoding="utf-8")

    assert len(gazetteer.read(path)) == 141
    with machine.app_context():
        assert services.load(gazetteer.read(path), by=None) == 0


def test_the_list_is_searched_and_filtered(admin: Browser) -> None:
    admin.send("/places/load")
    page = admin.get("/places/?q=nioro&country=MLI&level=2&on=2026-01-01").text

    assert "Nioro" in page
    assert "Kayes" not in page
    assert "Nioro" not in admin.get("/places/?q=nioro&on=1999-01-01").text


def test_a_bad_form_keeps_what_was_typed(admin: Browser) -> None:
    sent = {"code": "ML98", "name": "Sahel-Nord", "country": "MLI", "level": "2"}
    answer = admin.send("/places/new", **sent, valid_from="2022-01-01", source="x")

    assert answer.status_code == 422
    assert "Sahel-Nord" in answer.text and "field-error" in answer.text


def test_an_officer_reads_and_does_not_write(machine: Flask) -> None:
    awa = browser(machine, "officer")

    assert awa.get("/places/").status_code == 200
    assert "/places/new" not in awa.get("/places/").text
    assert awa.send("/places/load").status_code == 403


def test_a_post_lies_in_a_place_of_its_country(loaded: Flask) -> None:
    facts = PostFacts("NAR", "Nara", "MLI", "Africa/Bamako", "MR01")
    with pytest.raises(Refused) as refused:
        posts.create_post(facts, by=None)
    post = posts.create_post(replace(facts, place_code="ML01"), by=None)

    assert refused.value.field == "place_code"
    assert post.place_code == "ML01"
