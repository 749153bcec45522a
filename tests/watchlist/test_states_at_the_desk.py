"""What the desk and the crossing say of a screening: never a blank."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Flask

from borderpost import clock
from crossings.models import Crossing
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import admit, all_crossings, inspect
from tests.desk import Browser, browser
from tests.watchlist.alerts import COLUMNS, OTHERS, in_force, lines_of, listed_fanta, make
from watchlist.queries import hits

NUMBERS = "issuer,kind,number\nMLI,P,AB1234567\n"


def furnished(app: Flask, code: str = "refer", **facts: object) -> None:
    with app.app_context():
        listed_fanta(code, **facts)  # type: ignore[arg-type]


def last(app: Flask) -> Crossing:
    return all_crossings(app)[-1]


def referred(app: Flask, at: Browser) -> str:
    sheet = inspect(at)
    assert at.send(f"{sheet}/refer", referral_reason="Signalement", version="1").status_code == 302
    return sheet


def screened_id(app: Flask, sheet: str) -> UUID:
    with app.app_context():
        row = hits.newest(UUID(sheet.rpartition("/")[2]))
        assert row is not None
        return row.id


def clear(app: Flask, at: Browser, sheet: str, reason: str = "Autre prénom de la mère") -> int:
    at.get(sheet)
    key = screened_id(app, sheet)
    return at.send(f"/watchlist/hits/{key}/clear", entry="f1", reason=reason).status_code


def test_no_list_is_told_and_written(machine: Flask) -> None:
    awa = browser(machine, "officer")
    sheet = inspect(awa)
    page = awa.get(sheet).text
    admit(awa, sheet)
    row = last(machine)

    assert "Watchlists:" in page or "Listes de surveillance" in page
    assert 'id="alert-state"' in page
    assert "evidence-unchecked" in page
    assert (row.alert_result, row.alert_list_version, row.stolen_document_result) == (
        "no_list", None, "not_checked",
    )  # fmt: skip


def test_a_list_without_a_version_is_not_screened_and_said_so(machine: Flask) -> None:
    with machine.app_context():
        make()
    awa = browser(machine, "officer")
    sheet = inspect(awa)
    awa.get(sheet)
    admit(awa, sheet)

    assert last(machine).alert_result == "not_checked"


def test_a_stale_list_is_told_and_written_with_its_age(machine: Flask) -> None:
    with machine.app_context():
        key = make(stale_days=10)
        made = clock.now() - timedelta(days=12)
        in_force(key, COLUMNS + OTHERS, issued=made)
    awa = browser(machine, "officer")
    sheet = inspect(awa, zone(MOUSSA))
    page = awa.get(sheet).text
    admit(awa, sheet)
    row = last(machine)

    assert "check-look" in page.partition('id="alert-state"')[2][:600]
    assert (row.alert_result, row.alert_list_version, row.alert_list_hours) == (
        "list_stale", "national:1", 288,
    )  # fmt: skip


def test_nothing_found_is_written_with_what_was_searched(machine: Flask) -> None:
    furnished(machine)
    with machine.app_context():
        in_force(make("stolen", holds="documents"), NUMBERS, "documents")
    awa = browser(machine, "officer")
    sheet = inspect(awa, zone(MOUSSA))
    awa.get(sheet)
    admit(awa, sheet)
    row = last(machine)
    shown = awa.get(f"/register/{row.id}").text

    assert (row.alert_result, row.stolen_document_result) == ("none", "clear")
    assert row.alert_list_version == "national:1 stolen:1"
    assert "national:1 stolen:1" in shown


def test_a_listed_document_is_confirmed_with_its_state_each_time(machine: Flask) -> None:
    with machine.app_context():
        in_force(make("stolen", holds="documents"), NUMBERS, "documents")
        in_force(make(), COLUMNS + OTHERS)
    awa, grace = browser(machine, "officer"), browser(machine, "second_line_officer")
    sheet = referred(machine, awa)
    page = grace.get(sheet).text
    key = screened_id(machine, sheet)
    entry = page.partition('name="entry" value="')[2].partition('"')[0]
    grace.send(f"/watchlist/hits/{key}/clear", entry=entry, reason="L'État confirme: retrouvé")
    assert admit(grace, sheet) == 302
    again = inspect(awa)

    assert 'class="hit ' in awa.get(again).text
    assert last(machine).stolen_document_result in {"hit", "clear"}


def test_the_post_works_without_watchlists_and_says_not_screened(machine: Flask) -> None:
    from borderpost import FEATURES, create_app
    from tests.desk import UNLOCKED
    from tests.pages import CheckedClient

    furnished(machine)
    names = tuple(name for name in FEATURES if name != "watchlist")
    app = create_app(
        {"INSTANCE": machine.config["INSTANCE"], "TESTING": True} | UNLOCKED, names=names
    )
    app.test_client_class = CheckedClient
    awa = browser(app, "officer")
    sheet = inspect(awa)
    page = awa.get(sheet).text
    admit(awa, sheet)

    assert 'class="hit ' not in page
    assert 'id="alert-state"' in page
    assert last(app).alert_result == "not_checked"


def test_each_look_at_a_hit_leaves_a_line_and_a_sheet_without_leaves_none(machine: Flask) -> None:
    furnished(machine)
    awa = browser(machine, "officer")
    awa.get(inspect(awa))
    awa.get(inspect(awa, zone(MOUSSA)))
    with machine.app_context():
        assert len(lines_of("watchlist:hit:read")) == 1
        assert len(lines_of("watchlist:traveller:screen")) == 2
