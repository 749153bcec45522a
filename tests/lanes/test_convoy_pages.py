"""A convoy at its pages: loaded, ticked, asked, handed over, closed; and who may not."""

from __future__ import annotations

import re
import uuid

from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from lanes.models import Convoy, ConvoyHandOver, ConvoyMember
from protection.answers import QUESTIONS
from tests.desk import Browser, browser, english, officer
from tests.lanes.convoy import here, members, people, signature


def convoy(app: Flask, number: int = 3, family: str = "") -> tuple[str, list[str]]:
    """The address of a convoy that is here, and the keys of its people."""
    with app.app_context():
        row = here(officer(app, "officer"), people(number, family))
        return f"/convoys/{row.id}", [str(one.id) for one in members(row.id)]


def needs(at: Browser, address: str, key: str, *ticked: str, **said: str) -> str:
    """Ticked, and asked in private; where the officer goes on."""
    at.send(f"{address}/tick", member=key)
    asking = at.send(f"{address}/desk/{key}", to="needs")
    assert "/protection/questions/" in asking.location and asking.location.endswith("/needs")
    told = {**dict.fromkeys(QUESTIONS, "no"), **said}
    answer = at.send(asking.location, needs=list(ticked or ("none",)), **told)
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def admit(at: Browser, address: str, key: str) -> None:
    """Admitted at the desk's own page, which then leads back to the convoy."""
    sheet = at.send(f"{address}/desk/{key}", to="desk").location
    page = at.get(sheet).text
    mark = re.search(r'name="rule_shown" value="([^"]*)"', page)
    version = re.search(r'name="version" value="([^"]*)"', page)
    assert mark and version and '<option value="EXP" selected' in page
    compared = re.findall(r'name="compared" value="([^"]*)"', page)
    done = at.send(
        f"{sheet}/decide", decision="admit", version=version.group(1), purpose="EXP",
        rule_shown=mark.group(1), compared=compared,
    )  # fmt: skip
    assert done.location == address, done.text


def test_a_convoy_goes_from_the_list_to_its_end(machine: Flask) -> None:
    at, chief = english(machine, "officer"), english(machine, "supervisor")
    address, (first, second, third) = convoy(machine)
    for key in (first, second):
        assert needs(at, address, key) == address
        admit(at, address, key)
    at.send(f"{address}/missing", member=third, why="left at Ayoun")
    at.send(f"{address}/unexpected", surname="Nouveau", born="19", nationality="Mali", sex="M")
    page = at.get(address).text
    assert "2 received" in page and "1 missing" in page and "1 unexpected" in page
    assert "3 heads here" in page and "1 to be asked" in page

    with machine.app_context():
        extra = str(
            db.session.scalars(select(ConvoyMember.id).where(~ConvoyMember.is_expected)).one()
        )
    needs(at, address, extra)
    admit(at, address, extra)
    over = at.send(
        f"{address}/hand-over", members=[first, second, extra], receiver_kind="red_cross",
        receiver="Croix-Rouge", received_by="Specimen Receiver", **{f"with-{first}": "one bag"},
    )  # fmt: skip
    assert over.status_code == 302, over.text
    assert "one bag" in at.get(over.location).text
    at.send(f"{over.location}/sign", giver=signature(), receiver=signature())
    assert "signed by both" in at.get(over.location).text
    at.send(f"{address}/count", counted="3")
    chief.send(f"{address}/close")
    assert "The convoy is closed" in chief.told()
    with machine.app_context():
        assert db.session.scalars(select(Convoy.state)).one() == "closed"


def test_the_page_never_shows_a_need(machine: Flask) -> None:
    at = english(machine, "officer")
    address, (first, *_rest) = convoy(machine)
    where = needs(at, address, first, "pregnant", fear="yes")
    assert "/protection/questions/calls/" in where
    page = at.get(address).text.partition('<div id="work">')[2]
    assert "asked" in page
    for word in ("regnant", "afraid", "fear", "newborn"):
        assert word not in page


def test_an_officer_does_not_read_what_was_answered(machine: Flask) -> None:
    at = english(machine, "officer")
    address, (first, *_rest) = convoy(machine)
    needs(at, address, first, "injury")
    assert at.get("/protection/screenings/").status_code == 403
    focal = english(machine, "protection_focal_point")
    found = re.search(
        r'href="(/protection/screenings/[^"]+)"', focal.get("/protection/screenings/").text
    )
    assert found
    assert "Injured" in focal.get(found.group(1)).text
    assert at.get(found.group(1)).status_code == 403


def test_needs_are_ticked_or_said_to_be_none(machine: Flask) -> None:
    at = english(machine, "officer")
    address, (first, *_rest) = convoy(machine)
    at.send(f"{address}/tick", member=first)
    asking = at.send(f"{address}/desk/{first}", to="needs").location
    told = dict.fromkeys(QUESTIONS, "no")

    nothing = at.send(asking, **told)
    assert nothing.status_code == 422 and "or that there is none" in nothing.text
    both = at.send(asking, needs=["none", "injury"], **told)
    assert both.status_code == 422 and "not both" in both.text


def test_a_double_click_ticks_once_and_says_so(machine: Flask) -> None:
    at, key = english(machine, "officer"), uuid.uuid4()
    address, (first, *_rest) = convoy(machine)
    for _ in range(2):
        assert at.send(f"{address}/tick", key, member=first).status_code == 302
    assert "Ticked already" in at.told(address)
    assert "1 received" in at.get(address).text


def test_a_family_is_ticked_with_one_button(machine: Flask) -> None:
    at = english(machine, "officer")
    address, _keys = convoy(machine, family="A")
    assert "Family A is here (3)" in at.get(address).text
    at.send(f"{address}/tick", family="A")
    assert "3 received" in at.get(address).text


def test_a_name_is_found_by_any_part_of_it(machine: Flask) -> None:
    at = english(machine, "officer")
    address, _keys = convoy(machine)
    page = at.get(f"{address}?q=enbin").text
    assert "SpecimenBinta" in page and "SpecimenAwa" not in page
    assert "Nobody fits" in at.get(f"{address}?q=zzz").text


def test_the_answer_to_a_tick_is_the_part_that_changes(machine: Flask) -> None:
    at = english(machine, "officer")
    address, (first, *_rest) = convoy(machine)
    at.client.environ_base["HTTP_HX_REQUEST"] = "true"
    page = at.send(f"{address}/tick", member=first).text
    assert "<html" not in page and "1 received" in page and "not screened" in page


def test_what_was_typed_of_a_hand_over_is_not_lost(machine: Flask) -> None:
    at = english(machine, "officer")
    address, (first, *_rest) = convoy(machine)
    needs(at, address, first)
    admit(at, address, first)
    refused = at.send(
        f"{address}/hand-over", members=[first], receiver_kind="iom", **{f"with-{first}": "a bag"}
    )
    assert refused.status_code == 422 and "Name the authority" in refused.text
    assert 'value="a bag"' in refused.text and "checked" in refused.text


def test_the_other_side_gets_a_list_with_its_digest_and_nobodys_needs(machine: Flask) -> None:
    at = english(machine, "officer")
    address, (first, second, _third) = convoy(machine)
    needs(at, address, first, "elderly")
    at.send(f"{address}/missing", member=second, why="ill at Ayoun")
    page, csv = at.get(f"{address}/list").text, at.get(f"{address}/list.csv").text
    digest = re.search(r"\b[0-9a-f]{64}\b", page)
    assert digest and csv.count(digest.group()) == 3
    assert "ill at Ayoun" in page and "lderly" not in page + csv
    assert at.get(f"{address}/list.xlsx").status_code == 200
    at.send(f"{address}/found/{second}")
    assert digest.group() not in at.get(f"{address}/list").text


def test_another_post_sees_nothing_of_it(machine: Flask) -> None:
    (address, (first, *_rest)), stranger = convoy(machine), browser(machine, "stranger")
    assert stranger.get(address).status_code == 404
    for act in ("arrive", "tick", "missing", "count", f"untick/{first}", f"desk/{first}"):
        assert stranger.send(f"{address}/{act}").status_code == 404, act
    assert "NDB-118" not in stranger.get("/convoys/").text


def test_who_does_not_work_at_the_lanes_may_not_open_it(machine: Flask) -> None:
    address, _keys = convoy(machine)
    for username in ("analyst", "auditor", "storekeeper", "cashier"):
        assert browser(machine, username).get(address).status_code == 403, username
    assert browser(machine, "officer").send(f"{address}/close").status_code == 403


def test_the_list_is_searched_filtered_and_exported(machine: Flask) -> None:
    convoy(machine)
    at = english(machine, "officer")
    assert "NDB-118" in at.get("/convoys/?q=kobenni&kind=EXP&state=arrived").text
    assert "No convoy fits" in at.get("/convoys/?kind=AVR").text
    assert "NDB-118" in at.get("/convoys/?sort=-expected_at_utc").text
    file = at.get("/convoys/export.csv").text
    assert "NDB-118" in file and "SpecimenAwa" not in file


def test_a_convoy_is_written_down_corrected_and_typed(machine: Flask) -> None:
    at = english(machine, "officer")
    told = {"reference": "avr 7", "kind": "AVR", "authority": "OIM", "transport": "BUS"}
    made = at.send("/convoys/new", **told, expected_at="2026-12-01T21:30")
    page = at.get(made.location).text
    assert "AVR 7" in page and "assisted only if it is wanted" in page and "21:30" in page
    assert 'value="2026-12-01T21:30"' in at.get(f"{made.location}/edit").text
    at.send(f"{made.location}/edit", **{**told, "leader": "Specimen Guide"})
    wrong = at.send(f"{made.location}/people", surname="Unepersonne", nationality="Atlantis")
    assert wrong.status_code == 422 and "three letters" in wrong.text
    at.send(f"{made.location}/people", surname="Unepersonne", nationality="MLI", born="41", sex="")
    page = at.get(made.location).text
    assert "Specimen Guide" in page and "1 on the list" in page and "(estimated)" in page
    at.send(f"{made.location}/drop", why="called off")
    assert "called off" in at.get(made.location).text


def test_a_sheet_prints_in_three_languages_and_keeps_its_scan(machine: Flask) -> None:
    at = english(machine, "officer")
    address, (first, *_rest) = convoy(machine)
    needs(at, address, first)
    admit(at, address, first)
    over = at.send(
        f"{address}/hand-over", members=[first], receiver_kind="family", receiver="SpecimenAwa",
        received_by="Specimen Sister",
    ).location  # fmt: skip
    for language in ("fr", "en", "ar"):
        assert at.get(f"{over}/sheet.pdf?lang={language}").data.startswith(b"%PDF-")
    import io

    scan = {"paper": (io.BytesIO(b"%PDF-1.7 signed"), "scan.pdf")}
    assert at.send(f"{over}/paper", **scan).status_code == 302
    assert at.get(f"{over}/paper").data == b"%PDF-1.7 signed"
    with machine.app_context():
        assert db.session.scalars(select(ConvoyHandOver.signed_how)).one() == "paper"
