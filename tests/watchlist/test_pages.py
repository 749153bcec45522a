"""Pages of watchlists: who opens them, what a manager does there, and what the auditor sees."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from flask import Flask

from borderpost.roles import Role
from tests.crossings.work import inspect
from tests.desk import Browser, browser
from tests.watchlist.alerts import (
    COLUMNS,
    FANTA,
    OTHERS,
    SECOND_MANAGER,
    approved,
    keys,
    lines_of,
    listed_fanta,
    make,
    second_manager,
)
from watchlist.queries import entries, lists

MANAGER = Role.WATCHLIST_MANAGER.value
ALERT = {
    "surname": "Traoré", "given": "Amadou", "birth_dates": "14/02/1980", "nationalities": "MLI",
    "sex": "M", "papers": "MLI P B7654321", "code": "refer", "reason": "Recherché (inventé)",
    "legal_basis": "Mandat inventé", "expires_on": "2099-01-01", "why": "Demande",
}  # fmt: skip


def address(app: Flask, name: str = "national") -> str:
    with app.app_context():
        found = lists.named(name)
        assert found is not None
        return f"/watchlist/lists/{found.id}"


@pytest.mark.parametrize(
    ("path", "roles"),
    [
        ("/watchlist/", {"officer", "second_line_officer", "supervisor", "watchlist_manager",
                         "auditor", "administrator"}),
        ("/watchlist/search", {"watchlist_manager"}),
        ("/watchlist/proposals/", {"watchlist_manager"}),
        ("/watchlist/lists/new", {"watchlist_manager"}),
        ("/watchlist/hits/", {"supervisor", "watchlist_manager"}),
        ("/watchlist/looks/", {"supervisor", "auditor"}),
    ],
)  # fmt: skip
def test_who_opens_what(machine: Flask, path: str, roles: set[str]) -> None:
    answers = {role.value: browser(machine, role.value).get(path).status_code for role in Role}

    assert {role for role, code in answers.items() if code == 200} == roles
    assert set(answers.values()) == {200, 403}


def test_a_machine_without_a_list_says_that_nobody_is_screened(machine: Flask) -> None:
    assert 'class="empty"' in browser(machine, "officer").get("/watchlist/").text


def test_a_list_is_made_and_its_name_is_taken_once(machine: Flask) -> None:
    at = browser(machine, MANAGER)
    facts = {"name": "Alertes-1", "title": "Alertes", "legal_basis": "Loi", "holds": "people",
             "code": "stop", "stale_days": "20", "is_active": "y"}  # fmt: skip
    made = at.send("/watchlist/lists/new", **facts)
    again = at.send("/watchlist/lists/new", **facts)
    bad = at.send("/watchlist/lists/new", **{**facts, "name": "x y", "legal_basis": ""})

    assert made.status_code == 302
    assert again.status_code == bad.status_code == 422
    assert "field-error" in again.text
    assert 'value="x y"' in bad.text  # nothing typed is lost
    page = at.get(str(made.location)).text
    assert "alertes-1" in page
    changed = at.send(f"{made.location}/change", **{**facts, "title": "Nouveau titre"})
    assert changed.status_code == 302
    assert "Nouveau titre" in at.get(str(made.location)).text


def send_file(at: Browser, path: str, text: bytes, **more: str) -> str:
    sent = {"file": (io.BytesIO(text), "liste.csv"), "format": "csv", **more}
    answer = at.send(path, **sent)
    assert answer.status_code == 302, answer.text[:3000]
    return str(answer.location)


def test_a_file_is_loaded_by_one_and_put_in_force_by_another(machine: Flask) -> None:
    with machine.app_context():
        make()
        second_manager(machine)
    one, other = browser(machine, MANAGER), browser(machine, SECOND_MANAGER)
    text = (COLUMNS + FANTA.format(code="refer") + OTHERS + "9,=x,,,,,,,,\n").encode()
    version = send_file(one, f"{address(machine)}/load", text, issued="2026-11-20")
    page = one.get(version).text
    own = one.send(f"{version}/approve")
    before = one.get(version).text
    theirs = other.send(f"{version}/approve")

    assert "2026" in page
    assert "<td>9</td>" in page  # the rejected row
    assert own.status_code == theirs.status_code == 302
    assert "version" in before
    with machine.app_context():
        found = lists.named("national")
        assert found is not None
        assert (found.version, len(keys(found.id))) == (1, 7)


def test_a_bad_file_is_told_and_a_bad_day_too(machine: Flask) -> None:
    with machine.app_context():
        make()
    at = browser(machine, MANAGER)
    version = send_file(at, f"{address(machine)}/load", b"\xff\xfe\x00bad")
    refused = at.send(f"{address(machine)}/load", format="csv", issued="2026-11-20")
    day = at.send(
        f"{address(machine)}/load", format="csv", issued="yesterday",
        file=(io.BytesIO(b"id,name\n1,A\n"), "l.csv"),
    )  # fmt: skip

    assert "alert-danger" in at.get(version).text
    assert refused.status_code == day.status_code == 422


def test_an_alert_is_proposed_approved_changed_and_removed(machine: Flask) -> None:
    with machine.app_context():
        make()
        second_manager(machine)
    one, other = browser(machine, MANAGER), browser(machine, SECOND_MANAGER)
    bad = one.send(f"{address(machine)}/entries/new", **{**ALERT, "legal_basis": ""})
    assert bad.status_code == 422
    assert 'value="Traoré"' in bad.text
    assert one.send(f"{address(machine)}/entries/new", **ALERT).status_code == 302
    proposal = re.findall(r"/watchlist/proposals/[0-9a-f-]{36}",
                          one.get("/watchlist/proposals/").text)[0]  # fmt: skip
    assert "/approve" not in one.get(proposal).text
    assert "Traoré" in other.get(proposal).text
    assert other.send(f"{proposal}/approve").status_code == 302
    page = one.get(f"{address(machine)}/entries").text
    entry = re.findall(r"/watchlist/entries/[0-9a-f-]{36}", page)[0]

    assert "Mandat inventé" in one.get(entry).text
    changed = one.send(f"{entry}/change", **{**ALERT, "note": "Prévenir le chef"})
    assert changed.status_code == 302
    chosen = re.findall(r'name="proposal" value="([0-9a-f-]{36})"',
                        other.get("/watchlist/proposals/").text)  # fmt: skip
    other.send("/watchlist/proposals/approve", proposal=chosen)
    page = one.get(f"{address(machine)}/entries").text
    entry = re.findall(r"/watchlist/entries/[0-9a-f-]{36}", page)[0]
    assert "Prévenir le chef" in one.get(entry).text
    assert one.send(f"{entry}/remove", reason="").status_code == 422
    assert one.send(f"{entry}/remove", reason="Levée").status_code == 302
    proposal = re.findall(r"/watchlist/proposals/[0-9a-f-]{36}",
                          one.get("/watchlist/proposals/").text)[0]  # fmt: skip
    assert other.send(f"{proposal}/reject", reason="").status_code == 422
    other.send(f"{proposal}/approve")
    assert 'class="empty"' in one.get(f"{address(machine)}/entries").text


def test_a_proposal_is_rejected_or_withdrawn_with_a_reason(machine: Flask) -> None:
    with machine.app_context():
        make()
        second_manager(machine)
    one, other = browser(machine, MANAGER), browser(machine, SECOND_MANAGER)
    for at, act in ((other, "reject"), (one, "withdraw")):
        one.send(f"{address(machine)}/entries/new", **ALERT)
        proposal = re.findall(r"/watchlist/proposals/[0-9a-f-]{36}",
                              one.get("/watchlist/proposals/").text)[0]  # fmt: skip
        assert at.send(f"{proposal}/{act}", reason="Pas de mandat").status_code == 302
        assert "Pas de mandat" in one.get(proposal).text


def test_a_search_is_answered_as_at_the_desk_and_counted(machine: Flask) -> None:
    with machine.app_context():
        listed_fanta("discreet")
    at = browser(machine, MANAGER)
    found = at.get("/watchlist/search?name=Fanta+Maria+Cisse&born=1988-02-13").text
    nobody = at.get("/watchlist/search?name=Zoe+Personne&born=1901-01-01").text

    assert "wait-red" in found
    assert 'class="empty"' in nobody
    with machine.app_context():
        assert [line.details["found"] for line in lines_of("watchlist:entry:search")] == [1, 0]


def test_a_curious_look_in_bulk_shows_to_the_auditor(machine: Flask) -> None:
    with machine.app_context():
        listed_fanta("discreet")
    at = browser(machine, MANAGER)
    for number in range(31):
        at.get(f"/watchlist/search?name=Personne+{number}")
    with machine.app_context():
        machine.test_cli_runner().invoke(
            args=["watchlist", "screen"], input='{"name": "Fanta Cisse"}\n' * 40
        )
    page = browser(machine, "auditor").get("/watchlist/looks/").text

    assert page.count("wait-red") == 2
    assert "Watchlist Manager" in page
    assert "Cisse" not in page


def test_the_chief_sees_a_hit_with_everything_and_its_sheet(machine: Flask) -> None:
    with machine.app_context():
        listed_fanta("stop")
    awa, chief = browser(machine, "officer"), browser(machine, "supervisor")
    sheet = inspect(awa)
    awa.get(sheet)
    hit = re.findall(r"/watchlist/hits/[0-9a-f-]{36}", chief.get("/watchlist/hits/").text)[0]
    page = chief.get(hit).text

    assert sheet in page
    assert "national:1" in page
    assert browser(machine, "officer").get(hit).status_code == 403
    with machine.app_context():
        assert len(lines_of("watchlist:hit:list")) == 1


def test_another_posts_hits_are_not_there(machine: Flask) -> None:
    from borderpost.officers import services as officers
    from tests.desk import post_id
    from tests.house.cast import PASSWORD, POSTS

    with machine.app_context():
        listed_fanta("stop")
        facts = officers.AccountFacts(
            surname="Autre", given_names="Chef", service="Police", username="other_chief",
            locale="fr", post_id=post_id(POSTS["other"][0]), roles=frozenset({Role.SUPERVISOR}),
        )  # fmt: skip
        officers.create_account(facts, PASSWORD, by=None, must_change=False)
    awa, chief = browser(machine, "officer"), browser(machine, "supervisor")
    awa.get(inspect(awa))
    hit = re.findall(r"/watchlist/hits/[0-9a-f-]{36}", chief.get("/watchlist/hits/").text)[0]
    other = browser(machine, "other_chief")

    assert other.get(hit).status_code == 404
    assert 'class="empty"' in other.get("/watchlist/hits/").text
    assert other.send(f"{hit}/clear", entry="f1", reason="Autre").status_code == 404
    assert chief.get(f"/watchlist/hits/{uuid.uuid4()}").status_code == 404


def test_who_came_through_before_is_asked_from_an_entry(machine: Flask) -> None:
    from tests.crossings.work import admit

    awa = browser(machine, "officer")
    admit(awa, inspect(awa))  # nobody knew anything then
    with machine.app_context():
        from tests.watchlist.alerts import alert

        entry_id = approved(machine, make(), alert(papers=())).id
    at = browser(machine, MANAGER)
    page = at.get(f"/watchlist/entries/{entry_id}?days=30").text

    assert "AAA-" in page
    assert "CISSE" in page
    assert "/register/" not in page.partition('id="past"')[2].partition("</section>")[0]
    with machine.app_context():
        (line,) = lines_of("watchlist:entry:look_back")
        assert (line.details["asked"], line.details["found"]) == (1, 1)
        assert entries.entry(entry_id) is not None


def test_the_home_page_tells_each_what_is_theirs(machine: Flask) -> None:
    with machine.app_context():
        listed_fanta("discreet")
    awa = browser(machine, "officer")
    awa.get(inspect(awa))

    assert "/watchlist/hits" not in awa.get("/home").text
    assert "/watchlist/hits" in browser(machine, "supervisor").get("/home").text
    assert "/watchlist/proposals" in browser(machine, MANAGER).get("/home").text
