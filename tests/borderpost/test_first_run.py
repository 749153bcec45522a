"""A new machine: who reads the code from its terminal makes the first administrator, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from borderpost.db import db
from borderpost.officers import first_run, queries
from borderpost.officers.models import Account
from borderpost.roles import Role
from tests.desk import Browser, remembered, visitor

PASSWORD = "six outardes grises"


@pytest.fixture
def new(machine: Flask) -> Flask:
    """A machine with tables and nobody."""
    remembered(machine, empty)
    return machine


def empty(app: Flask) -> None:
    (Path(app.config["INSTANCE"]) / "borderpost.db").unlink()
    db.session.remove()
    db.engine.dispose()
    upgrade()


def code(app: Flask) -> str:
    with app.app_context():
        return first_run.code()


def sent(app: Flask, at: Browser, **changes: str) -> int:
    """The status of the answer to a filled form."""
    facts = {
        "code": code(app),
        "surname": "Demba",
        "given_names": "Sékou",
        "username": "sekou",
        "password": PASSWORD,
        "again": PASSWORD,
    }
    return at.send("/first-run", **(facts | changes)).status_code


def accounts(app: Flask) -> list[Account]:
    with app.app_context():
        found = list(db.session.scalars(db.select(Account)))
        return [account for account in found if account.roles == {Role.ADMINISTRATOR}]


def test_a_new_machine_asks_for_its_first_administrator(new: Flask) -> None:
    answer = visitor(new).get("/", follow_redirects=True)

    assert answer.request.path == "/first-run"


def test_the_code_of_the_terminal_makes_the_administrator(new: Flask) -> None:
    here = visitor(new)

    assert sent(new, here) == 302
    assert [account.username for account in accounts(new)] == ["sekou"]
    assert here.get("/officers/").status_code == 200


@pytest.mark.parametrize("typed", ["{}", " {} ", "{dashed}", "{lower}"])
def test_the_code_is_read_however_it_is_spaced(new: Flask, typed: str) -> None:
    plain = code(new)
    as_typed = typed.format(plain, dashed=f"{plain[:4]}-{plain[4:]}", lower=plain.lower())

    assert sent(new, visitor(new), code=as_typed) == 302


@pytest.mark.parametrize("typed", ["", "AAAAAAAA", "-", "é"])
def test_another_code_makes_nobody_and_keeps_what_was_typed(new: Flask, typed: str) -> None:
    here = visitor(new)
    answer = here.send(
        "/first-run", code=typed, surname="Demba", username="sekou", password=PASSWORD,
        again=PASSWORD,
    )  # fmt: skip

    assert answer.status_code == 200
    assert 'value="sekou"' in answer.text
    assert PASSWORD not in answer.text
    assert accounts(new) == []


def test_a_code_that_a_power_cut_left_empty_opens_nothing(new: Flask) -> None:
    path = Path(new.config["INSTANCE"]) / "keys" / "set-up-code"
    path.write_text("")

    answer = visitor(new).send(
        "/first-run", code="-", surname="X", username="x", password=PASSWORD, again=PASSWORD
    )

    assert answer.status_code == 200
    assert accounts(new) == []
    assert len(code(new)) == 8


def test_two_different_passwords_make_nobody(new: Flask) -> None:
    assert sent(new, visitor(new), again="another sentence") == 200
    assert accounts(new) == []


@pytest.mark.parametrize("weak", ["court", "aaaaaaaaaaaaaa", "sekou sekou sekou"])
def test_a_weak_password_makes_nobody(new: Flask, weak: str) -> None:
    assert sent(new, visitor(new), password=weak, again=weak) == 200
    assert accounts(new) == []


def test_it_happens_only_once(new: Flask) -> None:
    sent(new, visitor(new))
    answer = visitor(new).send(
        "/first-run", code=code(new), surname="Intrus", username="intrus", password=PASSWORD,
        again=PASSWORD,
    )  # fmt: skip

    assert answer.location == "/sign-in"
    assert [account.username for account in accounts(new)] == ["sekou"]


def test_the_terminal_shows_the_address_until_somebody_exists(new: Flask) -> None:
    run = new.test_cli_runner()
    before = run.invoke(args=["set-up-code"]).output
    sent(new, visitor(new))

    assert before.strip() == f"/first-run?code={code(new)}"
    assert run.invoke(args=["set-up-code"]).output == ""


def test_the_address_fills_in_the_code(new: Flask) -> None:
    assert f'value="{code(new)}"' in visitor(new).get(f"/first-run?code={code(new)}").text


def test_a_machine_with_its_cast_has_somebody(inside: Flask) -> None:
    assert queries.any_account()
