"""A shift: opened over a count, handed over by two, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError

from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from cashdesk.services import tills
from crossings.services import handing_over, referring, stickers
from crossings.services.stickers import Receipt
from lanes import shift_digest
from lanes.models import Shift, ShiftState
from lanes.queries import shift_log as log
from lanes.queries import shifts as queries
from lanes.services import shift_log, shifts
from lanes.services.shift_counting import Told
from lanes.shift_lines import from_plain
from tests.cashdesk.desk import paid, tariff, till
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import acts
from tests.crossings.work import opened as sheet
from tests.desk import officer, post_id
from tests.lanes.shift import books, offered, opened, signed, taken, told

STOCK = Receipt("MLV", "0101", "0110", 1, 0, "1", 30, "Texte inventé")


@pytest.fixture
def inside(machine: Flask) -> Iterator[Flask]:
    """The machine, whose sentences are in English; we are in its context."""
    machine.config["DEFAULT_LOCALE"] = "en"
    with machine.app_context():
        yield machine


def refused(act: Callable[[], object], field: str = "") -> str:
    """The sentence of a refusal at this field."""
    with pytest.raises(Refused) as found:
        act()
    assert found.value.field == field
    return str(found.value.sentence)


def closed_till(cashier: SignedIn, chief: SignedIn) -> None:
    """A till with one receipt, counted and closed at zero: 15 000 francs taken over."""
    key = till(cashier)
    paid(cashier, key, tariff())
    tills.count(key, 15_000, "", by=cashier)
    tills.close(key, 15_000, by=chief)


def test_a_shift_goes_from_one_to_the_next_by_two_signatures(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    stickers.receive(STOCK, by=chief)
    first = opened(awa)
    closed_till(officer(inside, "cashier"), chief)
    assert books()["sticker_first"].expected == "MLV0101"
    assert books()["receipt"].expected.startswith("AAA-Q")

    offered(first, awa, chief.officer_id, cash_XOF=("15000", ""))
    row = taken(first, chief, cash_XOF=("15 000", ""))

    following = queries.running(post_id())
    assert following is not None and following.officer_id == chief.officer_id
    assert (row.state, row.number) == (ShiftState.CLOSED, first.number)
    assert (following.after_id, following.number) == (row.id, row.number[:-1] + "2")
    assert row.digest and shift_digest.agrees(row)
    assert acts()[-2:] == ["lanes:shift:close", "lanes:shift:open"]


def test_cash_follows_the_count_at_the_begin_and_what_moved_since(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    closed_till(officer(inside, "cashier"), chief)
    opened(awa, cash_XOF=("40000", ""))  # nobody ever counted: anything agrees
    assert books()["cash XOF"].expected == "40000"
    till(officer(inside, "cashier"), change=10_000)

    assert books()["cash XOF"].expected == "30000"


def test_a_difference_needs_words_and_stays_to_be_seen(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    stickers.receive(STOCK, by=chief)
    why = f"why_{books()['stickers'].key}"
    said = refused(lambda: opened(awa, stickers=("9", " ")), why)
    assert "you state 9, the books say 10" in said and queries.running(post_id()) is None

    row = opened(awa, stickers=("9", "One is torn"))

    (line,) = [one for one in from_plain(row.opening) if one.differs]
    assert (line.kind, line.stated, line.expected, line.why) == (
        "stickers", "9", "10", "One is torn",
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["-1", "ten", "", "1.5"])
def test_what_is_no_count_is_refused_at_its_field(inside: Flask, typed: str) -> None:
    stickers.receive(STOCK, by=officer(inside, "supervisor"))
    field = f"stated_{books()['stickers'].key}"

    refused(lambda: opened(officer(inside, "officer"), stickers=(typed, "why")), field)


def test_a_post_has_one_shift(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    row = opened(awa)

    assert row.number in refused(lambda: opened(chief))


def test_nobody_signs_twice_or_for_another(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    grace = officer(inside, "second_line_officer")
    row = opened(awa)
    refused(lambda: offered(row, awa, awa.officer_id), "taker")
    refused(lambda: offered(row, awa, None), "taker")
    refused(lambda: offered(row, chief, grace.officer_id))
    offered(row, awa, chief.officer_id)
    refused(lambda: taken(row, awa))
    refused(lambda: taken(row, grace))
    refused(lambda: shifts.take(row.id, {}, shifts.Taking(), signed(awa), by=chief), "password")
    taken(row, chief)

    refused(lambda: taken(row, chief))
    assert acts().count("lanes:shift:attempt") == 5


def test_a_stranger_of_another_post_neither_gives_nor_takes(inside: Flask) -> None:
    awa, other = officer(inside, "officer"), officer(inside, "stranger")
    row = opened(awa)

    refused(lambda: offered(row, awa, other.officer_id), "taker")
    refused(lambda: taken(row, other))
    refused(lambda: shifts.withdraw(row.id, by=other))


def test_a_signature_is_taken_back_until_the_second_signed(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    row = offered(opened(awa), awa, chief.officer_id)
    refused(lambda: shifts.withdraw(row.id, by=chief))
    refused(lambda: offered(row, awa, chief.officer_id))
    shifts.withdraw(row.id, by=awa)

    assert (row.state, row.taker_id, row.given, row.given_at) == ("open", None, [], None)


def test_an_open_till_and_who_took_cash_stand_against_the_end(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    grace = officer(inside, "second_line_officer")
    row = opened(awa)
    key = till(grace)
    assert "is counted and closed at zero" in refused(lambda: offered(row, awa, chief.officer_id))
    tills.count(key, 10_000, "", by=grace)
    tills.close(key, 10_000, by=chief)
    zero = ("0", "")

    assert "Who took cash" in refused(lambda: offered(row, awa, grace.officer_id, cash_XOF=zero))
    offered(row, awa, chief.officer_id, cash_XOF=zero)
    taken(row, chief, cash_XOF=zero)


def test_an_open_referral_goes_by_name_before_the_shift_ends(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    row = opened(awa)
    found = referring.refer(sheet(awa, zone(MOUSSA)).id, "Photo", version=1, by=awa)
    assert "1 referral is open" in refused(lambda: offered(row, awa, chief.officer_id))
    given = handing_over.offer([f"referral:{found.id}"], chief.officer_id, "", by=awa)
    offered(row, awa, chief.officer_id)
    refused(lambda: taken(row, chief))
    handing_over.accept(given.id, by=chief)

    assert "nobody has the next shift" in refused(lambda: taken(row, chief, goes_on=False))
    taken(row, chief)


def test_a_post_that_closes_has_a_witness_and_no_next_shift(inside: Flask) -> None:
    awa, grace = officer(inside, "officer"), officer(inside, "second_line_officer")
    row = offered(opened(awa), awa, grace.officer_id)
    taken(row, grace, goes_on=False)

    assert queries.running(post_id()) is None
    assert opened(awa).after_id == row.id


def test_who_leads_takes_over_from_somebody_who_went_away_with_a_reason(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    row = opened(awa)
    refused(lambda: taken(row, officer(inside, "second_line_officer")))
    refused(lambda: taken(row, chief), "absent_why")
    taken(row, chief, why="Taken to the hospital")

    assert (row.given_at, row.absent_why) == (None, "Taken to the hospital")


def test_keys_of_the_giver_go_to_the_second_where_they_are_found(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    safe, store = (shift_log.add_key(name, "Office", by=chief).id for name in ("Safe", "Store"))
    for key in (safe, store):
        shift_log.move_key(key, awa.officer_id, by=chief)
    row = offered(opened(awa), awa, chief.officer_id)
    taken(row, chief, key_Store=("0", "He took it home"))

    holders = {one.name: one.holder.id for one in log.keys(post_id()) if one.holder}
    assert holders == {"Safe": chief.officer_id, "Store": awa.officer_id}


def test_what_is_altered_afterwards_is_found(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    row = taken(offered(opened(awa), awa, chief.officer_id), chief)
    assert list(shift_digest.faults()) == []
    with pytest.raises(DatabaseError):
        db.session.execute(update(Shift).values(note="Nothing happened"))
    db.session.rollback()
    db.session.execute(text("DROP TRIGGER shifts_refuse_update"))  # as who has the file would
    db.session.execute(update(Shift).where(Shift.id == row.id).values(note="Nothing happened"))
    db.session.commit()

    assert list(shift_digest.faults()) == [f"shift {row.number} is not what both signed"]


def test_a_count_forgets_no_line(inside: Flask) -> None:
    stickers.receive(STOCK, by=officer(inside, "supervisor"))
    field = f"stated_{books()['stickers'].key}"
    awa = officer(inside, "officer")

    refused(lambda: shifts.open_shift({"other": Told("1")}, signed(awa), by=awa), field)
    assert told()
