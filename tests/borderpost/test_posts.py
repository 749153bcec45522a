"""Posts and lanes: codes that stay, lanes of one's own post, which post this machine is."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.posts import queries, services
from borderpost.posts.models import Lane, Post
from borderpost.posts.services import LaneFacts, PostFacts
from borderpost.refusal import Refused
from tests.desk import Browser, browser, lane_id, officer, post_id

NARA = PostFacts("NAR", "Nara", "MLI", "Africa/Bamako")


def ids(app: Flask, code: str) -> tuple[UUID, UUID]:
    with app.app_context():
        return post_id(code), lane_id(code)


def post_form(**changes: str) -> dict[str, str]:
    return {"code": "NAR", "name": "Nara", "country": "MLI", "zone": "Africa/Bamako"} | changes


def names(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(select(Post.name)))


@pytest.fixture
def admin(machine: Flask) -> Browser:
    return browser(machine, "administrator")


def test_the_first_post_is_this_machines_and_a_later_one_is_not(inside: Flask) -> None:
    services.create_post(NARA, by=officer(inside, "administrator"))
    here = queries.this_post()

    assert here and here.code == "AAA"


def test_the_administrator_says_where_the_machine_stands(machine: Flask, admin: Browser) -> None:
    other, _lane = ids(machine, "BBB")

    assert admin.send(f"/posts/{other}/this-machine").status_code == 302
    with machine.app_context():
        here = queries.this_post()
        last = db.session.scalars(select(AuditLine.act).order_by(AuditLine.seq.desc())).first()
    assert here and here.id == other
    assert last == "posts:machine:assign"


def test_a_code_belongs_to_one_post(inside: Flask) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_post(PostFacts("AAA", "Autre", "MLI", "Africa/Bamako"), by=None)

    assert refusal.value.field == "code"


def test_the_code_of_a_post_stays(inside: Flask) -> None:
    admin = officer(inside, "administrator")
    moved = PostFacts("ZZZ", "Gogui", "MLI", "Africa/Bamako")

    with pytest.raises(Refused) as refusal:
        services.change_post(post_id(), moved, by=admin)

    assert refusal.value.field == "code"
    assert queries.post(post_id()) is not None


def test_name_country_and_zone_of_a_post_change(machine: Flask, admin: Browser) -> None:
    own, _lane = ids(machine, "AAA")
    sent = post_form(code="AAA", name="Gogui Zemal", country="MRT", zone="Africa/Nouakchott")

    assert admin.send(f"/posts/{own}", **sent).status_code == 302
    assert "Gogui Zemal" in names(machine)


def test_an_invented_zone_is_refused(inside: Flask) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_post(PostFacts("NAR", "Nara", "MLI", "Africa/Atlantis"), by=None)

    assert refusal.value.field == "zone"


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "AAA"},
        {"code": "n"},
        {"code": "lower"},
        {"code": "TOOLONGCODE"},
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 121},
        {"country": ""},
        {"country": "QQQ"},
        {"country": "UTO"},
        {"zone": "Mars/Olympus"},
    ],
)
def test_a_bad_post_is_told_and_kept_on_the_form(
    machine: Flask, admin: Browser, changes: dict[str, str]
) -> None:
    answer = admin.send("/posts/new", **post_form(**({"name": "Nara-Nord"} | changes)))

    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert "name" in changes or 'value="Nara-Nord"' in answer.text
    assert names(machine) == {"Gogui", "Kobenni"}


def test_a_lanes_code_is_taken_in_its_post_only(inside: Flask) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_lane(post_id(), LaneFacts("1", "Encore", "E"), by=None)
    made = services.create_lane(post_id(), LaneFacts("2", "Sortie", "X"), by=None)

    assert refusal.value.field == "code"
    assert made.default_direction == "X"


def test_a_lane_keeps_its_own_code_when_changed(inside: Flask) -> None:
    turned = LaneFacts("1", "Piétons", "X", is_open=False)
    services.change_lane(lane_id(), turned, by=officer(inside, "administrator"))

    assert list(queries.open_lanes(post_id())) == []


def test_a_lane_goes_in_or_out(inside: Flask) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_lane(post_id(), LaneFacts("2", "Voie", "T"), by=None)

    assert refusal.value.field == "default_direction"


@pytest.mark.parametrize(
    "changes",
    [{"code": "1"}, {"code": ""}, {"code": "  "}, {"code": "123456789"}, {"name": " "},
     {"default_direction": "Q"}],
)  # fmt: skip
def test_a_bad_lane_is_told_on_the_form(
    machine: Flask, admin: Browser, changes: dict[str, str]
) -> None:
    own, _lane = ids(machine, "AAA")
    sent = {"code": "2", "name": "Camions", "default_direction": "E", "is_open": "y"} | changes
    answer = admin.send(f"/posts/{own}/lanes/new", **sent)

    assert answer.status_code == 422
    assert "field-error" in answer.text
    with machine.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Lane)) == 2


def test_a_lane_is_closed_by_its_page(machine: Flask, admin: Browser) -> None:
    own, lane = ids(machine, "AAA")
    sent = {"code": "1", "name": "Piétons", "default_direction": "E"}
    answer = admin.send(f"/posts/{own}/lanes/{lane}", **sent)

    assert answer.status_code == 302
    assert "Voie fermée" in admin.get("/posts/").text


def test_an_empty_request_saves_nothing(machine: Flask, admin: Browser) -> None:
    own, lane = ids(machine, "AAA")

    for path in (f"/posts/{own}", f"/posts/{own}/lanes/{lane}", f"/posts/{own}/letterhead/"):
        assert admin.send(path).status_code == 422, path
    with machine.app_context():
        assert db.session.get_one(Lane, lane).is_open
    assert "alert-success" not in admin.told("/posts/")


def test_the_lane_of_another_post_is_not_there(machine: Flask, admin: Browser) -> None:
    own, _lane = ids(machine, "AAA")
    _other, foreign = ids(machine, "BBB")

    assert admin.get(f"/posts/{own}/lanes/{foreign}").status_code == 404
    assert admin.send(f"/posts/{own}/lanes/{foreign}").status_code == 404


def test_an_unknown_post_is_not_there(admin: Browser) -> None:
    nowhere = "/posts/00000000-0000-0000-0000-000000000000"

    for path in (nowhere, f"{nowhere}/lanes/new"):
        assert admin.get(path).status_code == 404
        assert admin.send(path).status_code == 404
    assert admin.send(f"{nowhere}/this-machine").status_code == 404


def test_a_supervisor_reads_and_does_not_write(machine: Flask) -> None:
    chief, (own, lane) = browser(machine, "supervisor"), ids(machine, "AAA")

    assert chief.get("/posts/").status_code == 200
    assert "/posts/new" not in chief.get("/posts/").text
    assert chief.send("/posts/new", **post_form()).status_code == 403
    assert chief.send(f"/posts/{own}/this-machine").status_code == 403
    assert chief.get(f"/posts/{own}/lanes/{lane}").status_code == 403
