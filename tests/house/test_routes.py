"""Every route, tried as everybody: the answers are the written ones."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask

from borderpost import access, create_app, features
from tests.house import routes
from tests.house.conftest import MakeApp

# Thousands of requests, on a machine that may be busy.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
WRITTEN: dict[str, Any] = tomllib.loads(routes.ANSWERS.read_text())
OF_A_POST = ("correction.", "desk.", "register.")  # views of one post's travellers


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application with an officer for each role and objects of two posts."""
    return routes.made(tmp_path_factory.mktemp("routes"))


@pytest.fixture(scope="module")
def given(busy: Flask) -> dict[str, routes.Row]:
    """What everybody is really answered."""
    return routes.walk(busy)


def test_every_route_has_a_written_row_and_no_row_is_left_over(
    given: dict[str, routes.Row],
) -> None:
    written = set(WRITTEN["answers"])

    assert sorted(set(given) - written) == []
    assert sorted(written - set(given)) == []


def test_everybody_gets_the_written_answer(given: dict[str, routes.Row]) -> None:
    different = {
        f"{name} as {who}": f"{answer}, written {routes.full(WRITTEN['answers'][name])[who]}"
        for name, row in given.items()
        if name in WRITTEN["answers"]
        for who, answer in row.items()
        if answer != routes.full(WRITTEN["answers"][name])[who]
    }

    assert different == {}


@pytest.mark.nightly
def test_each_role_by_itself_gets_the_answer_of_its_like(
    tmp_path: Path, given: dict[str, routes.Row]
) -> None:
    another = routes.made(tmp_path)  # the objects of the walk are made once on a machine

    assert routes.walk(another, each_role=True) == given


def test_nobody_is_answered_with_a_failure(given: dict[str, routes.Row]) -> None:
    failing = [
        f"{name} as {who}"
        for name, row in given.items()
        for who, answer in row.items()
        if isinstance(answer, int) and answer >= 500
    ]

    assert failing == []


def test_the_public_views_are_the_written_ones(busy: Flask) -> None:
    assert routes.public_endpoints(busy) == WRITTEN["public"]


def test_who_is_not_signed_in_sees_public_views_only(
    busy: Flask, given: dict[str, routes.Row]
) -> None:
    public = set(routes.public_endpoints(busy))
    let_in = {
        name
        for name, row in given.items()
        if name.split()[1] not in public and row[routes.ANONYMOUS] not in ("sign-in", 401)
    }

    assert let_in == set()


def test_an_object_of_another_post_is_as_if_it_were_not(given: dict[str, routes.Row]) -> None:
    seen = {
        f"{name} as {who}"
        for name, row in given.items()
        if name.endswith(" other") and name.split()[1].startswith(OF_A_POST)
        for who, answer in row.items()
        if answer != given[name.removesuffix("other") + "none"][who]
    }

    assert seen == set()


def test_a_view_without_a_permission_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    naked = Blueprint("naked", __name__)
    naked.add_url_rule("/naked", "show", lambda: "everything")
    load = features.install

    def install(app: Flask, names: tuple[str, ...]) -> None:
        load(app, names)
        app.register_blueprint(naked)

    monkeypatch.setattr(features, "install", install)

    with pytest.raises(access.UnguardedRoute, match=r"naked\.show"):
        create_app({"INSTANCE": tmp_path})


def test_an_address_that_does_not_exist_tells_a_stranger_nothing(make_app: MakeApp) -> None:
    answer = make_app().test_client().get("/no-such-page")

    assert answer.status_code in {302, 404}
    assert b"Traceback" not in answer.data
