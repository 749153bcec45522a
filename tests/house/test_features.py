"""A subject can be left out: the rest starts, signs in and shows no trace of it."""

from __future__ import annotations

import pytest
from flask_migrate import upgrade

from borderpost import FEATURES
from borderpost.officers import services as officers
from borderpost.roles import Role
from tests.house.cast import PASSWORD
from tests.house.conftest import MakeApp
from tests.house.routes import form

SUBJECTS = [name for name in FEATURES if not name.startswith("borderpost.")]


@pytest.mark.parametrize("left_out", SUBJECTS)
def test_the_post_works_without(make_app: MakeApp, left_out: str) -> None:
    names = tuple(name for name in FEATURES if name != left_out)
    app = make_app(names=names, WTF_CSRF_ENABLED=False)
    with app.app_context():
        upgrade()
        facts = officers.AccountFacts(
            surname="Diallo",
            given_names="Awa",
            service="Police",
            username="awa",
            locale="fr",
            roles=_every_role(),
        )
        officers.create_account(facts, PASSWORD, by=None, must_change=False)
    client = app.test_client()
    entered = client.post("/sign-in", data=form(username="awa", password=PASSWORD))

    assert entered.status_code == 302
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments:
            assert client.get(rule.rule).status_code < 500, rule.rule


@pytest.mark.parametrize("left_out", SUBJECTS)
def test_nothing_of_it_stays(make_app: MakeApp, left_out: str) -> None:
    app = make_app(names=tuple(name for name in FEATURES if name != left_out))

    modules = {view.__module__ for view in app.view_functions.values()}

    assert not {module for module in modules if module.startswith(f"{left_out}.")}


def _every_role() -> frozenset[Role]:
    return frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR})
