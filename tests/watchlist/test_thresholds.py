"""Thresholds are proposed, replayed over the post's own crossings, and approved by another."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from borderpost import clock, pasts
from borderpost.refusal import Refused
from borderpost.roles import Role
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import admit, inspect
from tests.desk import browser, post_id
from tests.watchlist.alerts import SECOND_MANAGER, listed_fanta, manager, second_manager, watch
from watchlist.matching import Identity
from watchlist.queries import lists
from watchlist.replay import replay
from watchlist.screening import screen
from watchlist.services import thresholds
from watchlist.tiers import NEVER, USUAL, USUAL_SHORT, Steps, Tier

FANTA = Identity(surname="CISSE", given="FANTA MARIA", birth_date="1988-02-13", nationality="MLI")
NEVER_RED = {**USUAL, "full": Steps(NEVER, 0.9, 0.2)}
FORM = {
    f"{quality}_{tier}": "" for quality in ("full", "year", "none") for tier in ("red", "amber")
}
FORM |= {"full_amber": "90", "full_grey": "20", "year_amber": "80", "year_grey": "50",
         "none_grey": "50", "why": "Moins d'alertes"}  # fmt: skip


def asked() -> pasts.Asked:
    today = clock.today()
    return pasts.Asked(today - timedelta(days=30), today, post_id())


def test_approved_thresholds_change_the_tier(inside: Flask) -> None:
    key = listed_fanta()
    row = thresholds.propose(key, NEVER_RED, "Moins de rouge", by=manager(inside))
    proposal, before = row.id, screen(FANTA).hits[0].tier
    thresholds.approve(proposal, {"travellers": 0}, by=second_manager(inside))

    assert before is Tier.RED
    assert screen(FANTA).hits[0].tier is Tier.AMBER
    assert lists.thresholds(key)["full"] == Steps(NEVER, 0.9, 0.2)


def test_nobody_approves_own_thresholds(inside: Flask) -> None:
    key = listed_fanta()
    one = manager(inside)
    proposal = thresholds.propose(key, NEVER_RED, "Moins de rouge", by=one).id
    with pytest.raises(Refused):
        thresholds.approve(proposal, {"travellers": 0}, by=one)

    assert lists.thresholds(key) == USUAL_SHORT


@pytest.mark.parametrize("steps", [Steps(0.4, 0.5, 0.2), Steps(0.7, 0.5, 0.6), Steps(0.7, 0.5, 0)])
def test_steps_go_down(inside: Flask, steps: Steps) -> None:
    key = listed_fanta()
    with pytest.raises(Refused):
        thresholds.propose(key, {**USUAL, "full": steps}, "Essai", by=manager(inside))


def test_what_holds_already_is_not_proposed(inside: Flask) -> None:
    key = listed_fanta()
    with pytest.raises(Refused):
        thresholds.propose(key, USUAL_SHORT, "Essai", by=manager(inside))


def test_the_curve_counts_travellers_once_and_finds_damaged_copies(machine: Flask) -> None:
    awa = browser(machine, "officer")
    admit(awa, inspect(awa))
    admit(awa, inspect(awa))
    admit(awa, inspect(awa, zone(MOUSSA)))
    with machine.app_context():
        key = listed_fanta()
        curve = replay(watch(key), asked())
        again = replay(watch(key), asked())

    assert curve.travellers == 2
    assert curve.alerted("full", 0.5) == 500.0  # Fanta, one of two
    assert len(curve.found["full"]) == 7
    assert curve.recall("full", 0.05) is not None
    assert (curve.recall("full", 0.05) or 0) >= 0.8
    assert curve.recall("none", 0.5) is None
    assert curve.plain() == again.plain()
    assert [step for step, _alerts, _recall in curve.points("full")] == sorted(
        step for step, _alerts, _recall in curve.points("full")
    )


def test_without_a_past_the_curve_says_so(inside: Flask) -> None:
    key = listed_fanta()

    assert replay(watch(key), asked()).travellers == 0


def test_the_pages_show_the_curve_before_the_approval(machine: Flask) -> None:
    with machine.app_context():
        key = listed_fanta()
        second_manager(machine)
    one, other = browser(machine, Role.WATCHLIST_MANAGER.value), browser(machine, SECOND_MANAGER)
    page = one.get(f"/watchlist/lists/{key}/thresholds").text
    bad = one.send(f"/watchlist/lists/{key}/thresholds", **{**FORM, "full_grey": "95"})
    sent = one.send(f"/watchlist/lists/{key}/thresholds", **FORM)
    shown = other.get(str(sent.location)).text
    own = one.send(f"{sent.location}/approve")
    assert lists_unchanged(machine, key)
    done = other.send(f"{sent.location}/approve")

    assert "polyline" in page
    assert "<table" in page
    assert bad.status_code == 422
    assert sent.status_code == own.status_code == done.status_code == 302
    assert "polyline" in shown
    assert not lists_unchanged(machine, key)
    assert other.send(f"{sent.location}/reject", reason="Trop tard").status_code == 422
    assert re.search(r"polyline", one.get(str(sent.location)).text)


def lists_unchanged(app: Flask, key: object) -> bool:
    with app.app_context():
        return lists.thresholds(key) == USUAL_SHORT  # type: ignore[arg-type]
