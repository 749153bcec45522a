"""From where one looks, the next page is one press away, and says what it does in plain words."""

from __future__ import annotations

from babel.messages.pofile import read_po
from flask import Flask

from equipment import states, words
from equipment.services import custody
from equipment.services.custody import HandOver, TakeBack
from tests.desk import browser, officer
from tests.equipment.work import World, person
from tests.house.tree import ROOT


def given_and_returned(app: Flask, world: World) -> tuple[str, str]:
    """Addresses of a hand-over to the officer and of the return."""
    with app.app_context():
        by, key = officer(app, "storekeeper"), world.asset(tag="GOG-1")
        given = custody.hand_over([key], HandOver(person("officer"), purpose="night"), by=by)
        (back,) = custody.take_back([key], TakeBack(world.store), by=by)
        return f"/equipment/custody/{given.id}", f"/equipment/custody/{back.id}"


def test_a_person_who_gave_all_back_is_still_one_press_away(machine: Flask, stocked: World) -> None:
    given, _back = given_and_returned(machine, stocked)
    with machine.app_context():
        page = f'href="/equipment/people/{person("officer")}"'
    at = browser(machine, "storekeeper")
    thing = at.get("/equipment/find?code=GOG-1").location

    assert page in at.get("/equipment/custody/?every=1").text
    assert page in at.get(given).text
    assert page in at.get(thing).text


def test_the_life_of_a_thing_leads_to_the_receipts(machine: Flask, stocked: World) -> None:
    addresses = given_and_returned(machine, stocked)
    at = browser(machine, "storekeeper")
    life = at.get(at.get("/equipment/find?code=GOG-1").location).text

    assert all(f'href="{address}"' in life for address in addresses)


def test_a_printed_receipt_says_what_it_is(machine: Flask, stocked: World) -> None:
    given, back = given_and_returned(machine, stocked)
    at = browser(machine, "storekeeper")

    for address in (given, back):
        screen, _article, paper = at.get(address).text.partition("<article")
        title = screen.partition("<h1>")[2].partition("</h1>")[0]
        assert f'<p class="form-title">{title}</p>' in paper.partition("</article>")[0]


def test_every_step_has_its_own_word_to_press() -> None:
    assert words.ACTS.keys() == states.STEPS.keys()


def test_a_return_is_not_called_a_decision() -> None:
    with (ROOT / "translations/fr/LC_MESSAGES/messages.po").open("rb") as file:
        french = read_po(file)

    for said in (words.EVENTS["return"], words.ACTS["return"]):
        found = french.get(str(said))
        assert found is not None and "écision" not in str(found.string)


def test_the_register_leads_to_files_labels_and_one_act_for_all_of_a_list(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        for tag in ("GOG-1", "GOG-2"):
            stocked.asset(tag=tag)
    keeper = browser(machine, "storekeeper").get("/equipment/?q=sahara").text
    awa = browser(machine, "officer").get("/equipment/").text

    assert 'href="/imports/new/equipment"' in keeper
    for address in ("/equipment/labels/?codes=", "/equipment/custody/scan?codes="):
        assert f'href="{address}GOG-1%0AGOG-2"' in keeper
    assert "/imports/new" not in awa and "/custody/scan" not in awa


def test_what_a_person_holds_is_taken_back_from_their_page(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        awa, keys = person("officer"), [stocked.asset(), stocked.asset()]
        custody.hand_over(keys, HandOver(awa), by=officer(machine, "storekeeper"))
    address = f"/equipment/people/{awa}"
    way = "/equipment/custody/scan?codes=AAA-0001%0AAAA-0002&amp;action=return"

    assert f'href="{way}"' in browser(machine, "storekeeper").get(address).text
    assert way not in browser(machine, "officer").get(address).text
