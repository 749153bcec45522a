"""Accounts: made by an administrator, separated duties, never without an administrator."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers import passwords, queries, services
from borderpost.officers.models import Account, Officer, Password
from borderpost.officers.services import AccountFacts
from borderpost.refusal import Refused
from borderpost.roles import NEVER_TOGETHER, Role
from tests.desk import Browser, browser, officer, post_id, visitor
from tests.house.cast import PASSWORD

SECRET = "trois puits profonds"


def facts(*roles: Role, username: str = "fanta", **more: object) -> AccountFacts:
    told: dict[str, object] = {
        "surname": "Cissé",
        "given_names": "Fanta",
        "service": "Police",
        "username": username,
        "locale": "fr",
        "roles": frozenset(roles or {Role.OFFICER}),
    }
    return AccountFacts(**(told | more))  # type: ignore[arg-type]


def id_of(username: str) -> UUID:
    found = queries.account_named(username)
    assert found
    return found.officer_id


def acts() -> list[str]:
    return list(db.session.scalars(select(AuditLine.act).order_by(AuditLine.seq)))


def enters(app: Flask, username: str, password: str) -> bool:
    answer = visitor(app).send("/sign-in", username=username, password=password)
    return answer.status_code == 302


def test_an_administrator_makes_an_account_and_the_log_says_so(inside: Flask) -> None:
    made = services.create_account(facts(), SECRET, by=officer(inside, "administrator"))
    line = db.session.scalars(select(AuditLine).order_by(AuditLine.seq.desc())).first()

    assert made.roles == {Role.OFFICER}
    assert line and line.act == "officers:account:create"
    assert line.details == {"roles": ["officer"]}
    assert enters(inside, "fanta", SECRET)


@pytest.mark.parametrize("pair", NEVER_TOGETHER)
def test_some_roles_are_never_one_persons(inside: Flask, pair: frozenset[Role]) -> None:
    admin = officer(inside, "administrator")

    with pytest.raises(Refused) as new:
        services.create_account(facts(*pair, Role.TRAINER), SECRET, by=admin)
    with pytest.raises(Refused) as changed:
        services.change_account(id_of("officer"), facts(*pair), by=admin)

    assert new.value.field == changed.value.field == "roles"
    assert queries.account_named("fanta") is None


def test_a_person_may_hold_several_roles(inside: Flask) -> None:
    made = services.create_account(facts(Role.OFFICER, Role.SECOND_LINE), SECRET, by=None)

    assert made.roles == {Role.OFFICER, Role.SECOND_LINE}


def test_an_account_without_a_role_is_refused(inside: Flask) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_account(facts(roles=frozenset()), SECRET, by=None)

    assert refusal.value.field == "roles"


@pytest.mark.parametrize("taken", ["officer", "OFFICER", " Officer "])
def test_a_username_belongs_to_one_officer_whatever_its_case(inside: Flask, taken: str) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_account(facts(username=taken), SECRET, by=None)

    assert refusal.value.field == "username"


@pytest.mark.parametrize(
    ("password", "username"),
    [("onze lettre", "fanta"), ("", "fanta"), ("aabbaabbaabbccdd", "fanta"),
     ("je suis FANTA moi", "fanta")],
)  # fmt: skip
def test_a_weak_password_is_refused(inside: Flask, password: str, username: str) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_account(facts(username=username), password, by=None)

    assert refusal.value.field == "password"
    assert db.session.scalars(select(Officer).where(Officer.surname == "Cissé")).first() is None


def test_a_password_is_kept_as_argon2id_only(inside: Flask) -> None:
    kept = db.session.scalars(select(Password.hash)).all()

    assert kept
    assert all(hash.startswith("$argon2id$") for hash in kept)
    assert len(set(kept)) == len(kept)


def test_no_hash_fits_no_password(inside: Flask) -> None:
    assert passwords.matches(PASSWORD, None) is False
    assert passwords.matches("nobody signs in with this", None) is False
    assert passwords.matches(PASSWORD, "not a hash") is False


def test_the_last_administrator_stays(inside: Flask) -> None:
    admin = officer(inside, "administrator")
    second = services.create_account(facts(Role.ADMINISTRATOR), SECRET, by=admin)
    second_id = second.officer_id
    services.close_account(second_id, by=admin)

    with pytest.raises(Refused, match="."):
        services.change_account(admin.officer_id, facts(Role.OFFICER), by=admin)
    with pytest.raises(Refused, match="."):
        services.close_account(admin.officer_id, by=officer(inside, "supervisor"))


def test_with_a_second_administrator_the_first_may_go(inside: Flask) -> None:
    second = services.create_account(facts(Role.ADMINISTRATOR), SECRET, by=None)
    second_id = second.officer_id
    by = officer(inside, "fanta")
    services.close_account(id_of("administrator"), by=by)

    account = queries.account_named("administrator")
    assert account and account.closed_at
    assert by.officer_id == second_id


def test_nobody_closes_their_own_account(inside: Flask) -> None:
    services.create_account(facts(Role.ADMINISTRATOR), SECRET, by=None)
    admin = officer(inside, "administrator")

    with pytest.raises(Refused):
        services.close_account(admin.officer_id, by=admin)


def test_a_closed_account_is_out_at_once_and_comes_back_when_opened(inside: Flask) -> None:
    admin, awa = officer(inside, "administrator"), browser(inside, "officer")
    services.close_account(id_of("officer"), by=admin)
    at_once = awa.get("/home")
    while_closed = enters(inside, "officer", PASSWORD)
    services.reopen_account(id_of("officer"), by=admin)

    assert at_once.location == "/sign-in?next=/home"
    assert not while_closed
    assert enters(inside, "officer", PASSWORD)
    assert awa.get("/home").status_code == 302  # the old sign-in stays ended


def test_a_reset_password_ends_the_sign_ins_and_must_be_changed(inside: Flask) -> None:
    awa = browser(inside, "officer")
    services.reset_password(id_of("officer"), SECRET, by=officer(inside, "administrator"))
    here = visitor(inside)
    here.send("/sign-in", username="officer", password=SECRET)

    assert awa.get("/home").status_code == 302
    assert not enters(inside, "officer", PASSWORD)
    assert here.get("/home").location == "/own-password"
    assert here.get("/desk/").location == "/own-password"


def test_taking_a_role_away_takes_effect_at_the_next_page(inside: Flask) -> None:
    awa = browser(inside, "officer")
    before = awa.get("/desk/").status_code
    kept = facts(Role.ANALYST, post_id=post_id())
    services.change_account(id_of("officer"), kept, by=officer(inside, "administrator"))

    assert before == 200
    assert awa.get("/desk/").status_code == 403
    assert awa.get("/register/tally").status_code == 200


def test_every_change_of_an_account_leaves_a_line(inside: Flask) -> None:
    admin, before = officer(inside, "administrator"), len(acts())
    trainer = id_of("trainer")
    services.change_account(trainer, facts(Role.TRAINER), by=admin)
    services.close_account(trainer, by=admin)
    services.reopen_account(trainer, by=admin)
    services.reset_password(trainer, SECRET, by=admin)

    assert acts()[before:] == [
        "officers:account:change",
        "officers:account:close",
        "officers:account:reopen",
        "officers:password:reset",
    ]


def test_ones_own_password_needs_the_present_one(inside: Flask) -> None:
    awa = officer(inside, "officer")

    with pytest.raises(Refused) as wrong:
        services.change_own_password(awa.account_id, "not this", SECRET, by=awa)
    with pytest.raises(Refused) as same:
        services.change_own_password(awa.account_id, PASSWORD, PASSWORD, by=awa)

    assert (wrong.value.field, same.value.field) == ("old", "password")


def change_password(at: Browser, old: str, new: str, again: str = "") -> int:
    sent = {"old": old, "password": new, "again": again or new}
    return at.send("/own-password", **sent).status_code


def test_a_first_password_is_changed_before_anything_else(inside: Flask) -> None:
    services.create_account(facts(post_id=post_id()), SECRET, by=None)
    fanta = browser(inside, "fanta")
    gate = fanta.get("/register/")
    wrong = change_password(fanta, SECRET, "deux puits profonds", "deux puits secs")
    changed = change_password(fanta, SECRET, "deux puits profonds")

    assert gate.location == "/own-password"
    assert (wrong, changed) == (422, 302)
    assert fanta.get("/register/").status_code == 200
    account = db.session.scalars(select(Account).where(Account.username == "fanta")).one()
    assert account.password.must_change is False
