"""Alerts by hand: one proposes with reason, legal basis and end, another one decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask

from borderpost import clock
from borderpost.db import db
from borderpost.officers import services as officers
from borderpost.refusal import Refused
from borderpost.roles import NEVER_TOGETHER, Role
from tests.watchlist.alerts import (
    alert,
    approved,
    in_force,
    keys,
    lines_of,
    make,
    manager,
    second_manager,
    watch,
)
from watchlist.listed import Name
from watchlist.matching import Identity
from watchlist.queries import entries
from watchlist.screening import screen
from watchlist.services import proposing

FANTA = Identity(surname="CISSE", given="FANTA MARIA", birth_date="1988-02-13",
                 nationality="MLI", sex="F")  # fmt: skip


@pytest.fixture
def national(inside: Flask) -> UUID:
    return make()


def names(hits: object) -> list[str]:
    return [hit.name for hit in hits]  # type: ignore[attr-defined]


def test_an_alert_holds_once_another_person_approved_it(inside: Flask, national: UUID) -> None:
    row = proposing.propose_new(national, alert(), "Demande", by=manager(inside))
    key = row.id
    before = screen(FANTA).hits
    proposing.approve([key], by=second_manager(inside))

    assert before == ()
    assert names(screen(FANTA).hits) == ["Fanta Maria CISSE"]
    assert watch(national).version == 1


def test_nobody_approves_an_own_proposal_and_the_attempt_is_written_down(
    inside: Flask, national: UUID
) -> None:
    one = manager(inside)
    key = proposing.propose_new(national, alert(), "Demande", by=one).id
    with pytest.raises(Refused):
        proposing.approve([key], by=one)

    assert keys(national) == []
    assert len(lines_of("watchlist:entry:refuse_own")) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"expires_on": ""}, "expires_on"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"expires_on": "soon"}, "expires_on"),
        ({"code": ""}, "code"),
        ({"code": "arrest"}, "code"),
        ({"names": (Name(""),), "papers": ()}, "surname"),
        ({"birth_dates": ("1988-13-02",)}, "birth_dates"),
        ({"names": (Name("=cmd()", "=cmd()"),)}, "formula"),
    ],
)
def test_what_an_alert_may_not_lack(
    inside: Flask, national: UUID, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        proposing.propose_new(national, alert(**change), "Demande", by=manager(inside))

    assert refused.value.field == field


def test_a_proposal_says_why(inside: Flask, national: UUID) -> None:
    with pytest.raises(Refused) as refused:
        proposing.propose_new(national, alert(), " ", by=manager(inside))

    assert refused.value.field == "why"


def test_an_alert_ends_by_itself(inside: Flask, national: UUID) -> None:
    last = (clock.today() + timedelta(days=2)).isoformat()
    approved(inside, national, alert(expires_on=last))
    with clock.standing_at(datetime.now(UTC) + timedelta(days=2)):
        on_its_last_day = screen(FANTA).hits
    with clock.standing_at(datetime.now(UTC) + timedelta(days=4)):
        after = screen(FANTA).hits

    assert len(on_its_last_day) == 1
    assert after == ()


def test_a_change_holds_instead_of_what_it_changed(inside: Flask, national: UUID) -> None:
    entry_id = approved(inside, national).id
    changed = alert(names=(Name("Fanta TOUNKARA", "TOUNKARA", "Fanta"),), papers=())
    key = proposing.propose_change(entry_id, changed, "Mariage", by=manager(inside)).id
    proposing.approve([key], by=second_manager(inside))

    assert len(keys(national)) == 1
    hits = screen(Identity(surname="TOUNKARA", given="FANTA", birth_date="1988-02-13")).hits
    assert names(hits) == ["Fanta TOUNKARA"]


def test_a_change_that_changes_nothing_is_refused(inside: Flask, national: UUID) -> None:
    row = approved(inside, national)
    with pytest.raises(Refused):
        proposing.propose_change(row.id, entries.listed(row), "Rien", by=manager(inside))


def test_a_removal_takes_two_people_too(inside: Flask, national: UUID) -> None:
    entry_id = approved(inside, national).id
    key = proposing.propose_removal(entry_id, "Levée", by=manager(inside)).id
    assert len(keys(national)) == 1
    proposing.approve([key], by=second_manager(inside))

    assert keys(national) == []
    assert screen(FANTA).hits == ()


def test_a_proposal_about_an_entry_that_changed_is_refused(inside: Flask, national: UUID) -> None:
    entry_id = approved(inside, national).id
    one = manager(inside)
    first = proposing.propose_change(entry_id, alert(note="Un"), "Un", by=one).id
    second = proposing.propose_change(entry_id, alert(note="Deux"), "Deux", by=one).id
    proposing.approve([first], by=second_manager(inside))
    with pytest.raises(Refused):
        proposing.approve([second], by=second_manager(inside))

    row = entries.proposal(second)
    assert row is not None
    assert row.state == "open"


def test_several_are_approved_together_or_none(inside: Flask, national: UUID) -> None:
    one, other = manager(inside), second_manager(inside)
    mine = proposing.propose_new(national, alert(), "Un", by=one).id
    theirs = proposing.propose_new(national, alert(papers=()), "Deux", by=other).id
    with pytest.raises(Refused):
        proposing.approve([mine, theirs], by=other)
    assert keys(national) == []
    third = proposing.propose_new(national, alert(papers=()), "Trois", by=one).id
    proposing.approve([mine, third], by=other)

    assert len(keys(national)) == 2
    assert watch(national).version == 1


def test_what_was_taken_off_is_erased_when_no_version_in_use_has_it(
    inside: Flask, national: UUID
) -> None:
    one, other = manager(inside), second_manager(inside)
    entry = approved(inside, national)
    key, makers = entry.id, entries.makers(entry.id)
    removal = proposing.propose_removal(key, "Mandat levé", by=one).id
    proposing.approve([removal], by=other)
    assert entries.entry(key) is not None  # a screening under way may still have found it
    later = proposing.propose_new(national, alert(papers=()), "Autre", by=one).id
    proposing.approve([later], by=other)

    assert entries.entry(key) is None
    assert entries.makers(key) == makers == {one.officer_id, other.officer_id}


def test_a_rejection_needs_a_reason_and_a_withdrawal_the_own_hand(
    inside: Flask, national: UUID
) -> None:
    key = proposing.propose_new(national, alert(), "Demande", by=manager(inside)).id
    other = second_manager(inside)
    with pytest.raises(Refused):
        proposing.reject(key, " ", by=other)
    with pytest.raises(Refused):
        proposing.withdraw(key, "Non", by=other)
    proposing.reject(key, "Pas de mandat", by=other)

    row = entries.proposal(key)
    assert row is not None
    assert (row.state, row.decision_reason) == ("rejected", "Pas de mandat")
    with pytest.raises(Refused):
        proposing.approve([key], by=other)


def test_who_makes_alerts_is_never_who_clears_them() -> None:
    pairs = [{Role.WATCHLIST_MANAGER, one} for one in (Role.SECOND_LINE, Role.SUPERVISOR)]

    assert all(frozenset(pair) in NEVER_TOGETHER for pair in pairs)


def test_no_account_may_hold_both(inside: Flask) -> None:
    facts = officers.AccountFacts(
        surname="Tout", given_names="Seul", service="Police", username="seul", locale="fr",
        roles=frozenset({Role.WATCHLIST_MANAGER, Role.SECOND_LINE}),
    )  # fmt: skip
    with pytest.raises(Refused):
        officers.create_account(facts, "dix-huit chameaux bruns", by=None)


def test_the_database_holds_no_name_in_plain(inside: Flask, national: UUID) -> None:
    approved(inside, national)
    in_force(make("file"), "id,surname,given\n1,CISSE,Fanta\n")
    tables = ("watch_entries", "watch_proposals", "watch_papers", "audit_lines")
    with db.engine.connect() as connection:
        rows = [
            str(connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall())  # noqa: S608
            for name in tables
        ]

    assert not any(word in row for row in rows for word in ("CISSE", "Fanta", "AB1234567"))
