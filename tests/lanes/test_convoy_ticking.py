"""A convoy ticked off: whoever came, whoever did not, whoever was on no list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderpost.db import db
from borderpost.refusal import Refused
from lanes.declared import Declared
from lanes.models import Convoy
from lanes.queries import convoy_people
from lanes.services import convoy_ticking as ticking
from lanes.services import convoys
from lanes.services.convoys import ConvoyFacts
from tests.desk import officer
from tests.lanes.convoy import FACTS, at_desk, expected, here, members, people


@pytest.fixture(autouse=True)
def in_english(inside: Flask) -> Iterator[None]:
    """The sentences of refusals, as this file writes them."""
    with force_locale("en"):
        yield


def numbers(row: Convoy) -> tuple[int, int, int, int]:
    """Received, awaited, missing, unexpected."""
    found = convoy_people.reckoning(db.session.get_one(Convoy, row.id))
    return found.received, found.awaited, found.missing, found.unexpected


def test_a_tick_keeps_the_first_officer_and_time(inside: Flask) -> None:
    awa, binta = officer(inside, "officer"), officer(inside, "second_line_officer")
    row = here(awa)
    first = members(row.id)[0].id

    assert ticking.tick(row.id, [first], by=awa) == 1
    before = members(row.id)[0].arrived_at
    assert ticking.tick(row.id, [first], by=binta) == 0

    again = members(row.id)[0]
    assert (again.arrived_at, again.arrived_by) == (before, awa.officer_id)
    assert numbers(row) == (1, 3, 0, 0)


def test_nobody_is_ticked_before_the_convoy_is_here(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = expected(awa)

    with pytest.raises(Refused, match="has arrived"):
        ticking.tick(row.id, [members(row.id)[0].id], by=awa)


def test_who_is_missing_is_so_for_a_reason_and_comes_after_all(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id

    with pytest.raises(Refused, match="Write why"):
        ticking.miss(row.id, [first], "  ", by=awa)
    assert ticking.miss(row.id, [first], "left at Ayoun", by=awa) == 1
    assert numbers(row) == (0, 3, 1, 0)
    ticking.tick(row.id, [first], by=awa)
    assert numbers(row) == (1, 3, 0, 0)


def test_who_is_here_is_not_said_to_be_missing(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id
    ticking.tick(row.id, [first], by=awa)

    assert ticking.miss(row.id, [first], "not seen", by=awa) == 0
    assert numbers(row) == (1, 3, 0, 0)


def test_an_unexpected_person_is_kept_apart_and_taken_back_whole(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    extra = ticking.unexpected(row.id, Declared("SPECIMENX", "Zed", "M", "2001", "MLI"), by=awa)
    key = extra.id

    assert numbers(row) == (0, 4, 0, 1)
    ticking.untick(row.id, key, by=awa)
    assert numbers(row) == (0, 4, 0, 0)


def test_somebody_of_the_list_is_not_written_down_as_unexpected(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)

    with pytest.raises(Refused, match="stands on this convoy already"):
        ticking.unexpected(row.id, people()[0], by=awa)


def test_a_tick_is_not_taken_back_once_the_desk_has_a_sheet(inside: Flask) -> None:
    awa = officer(inside, "officer")
    row = here(awa)
    first = members(row.id)[0].id
    at_desk(row.id, first, awa)

    with pytest.raises(Refused, match="has a sheet at the desk"):
        ticking.untick(row.id, first, by=awa)


def test_a_convoy_arrives_only_when_its_kind_and_sender_are_known(inside: Flask) -> None:
    awa = officer(inside, "officer")

    with pytest.raises(Refused, match="what kind of convoy"):
        convoys.announce(ConvoyFacts("NDB-1", "", "Police"), by=awa)
    with pytest.raises(Refused, match="which authority"):
        convoys.announce(ConvoyFacts("NDB-1", "EXP", ""), by=awa)


def test_one_reference_is_one_convoy_however_it_is_written(inside: Flask) -> None:
    awa = officer(inside, "officer")
    convoys.announce(FACTS, by=awa)

    with pytest.raises(Refused, match="written down already"):
        convoys.announce(ConvoyFacts(" ndb-118 ", "RDM", "Gendarmerie"), by=awa)


ACTS = st.lists(
    st.tuples(st.sampled_from(("tick", "untick", "miss", "find", "add")), st.integers(0, 4)),
    max_size=14,
)


@pytest.mark.slow
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS)
def test_the_two_sums_hold_whatever_the_order_of_ticks_and_undo(
    inside: Flask, acts: Sequence[tuple[str, int]]
) -> None:
    booths = officer(inside, "officer"), officer(inside, "second_line_officer")
    db.session.execute(db.text("DELETE FROM convoy_members"))
    db.session.execute(db.text("DELETE FROM convoys"))
    db.session.commit()
    row = here(booths[0])
    for turn, (act, place) in enumerate(acts):
        by, found = booths[turn % 2], members(row.id)
        if act == "add":
            ticking.unexpected(row.id, Declared(f"EXTRA{turn}"), by=by)
        elif place < len(found):
            one = found[place].id
            if act == "miss":
                ticking.miss(row.id, [one], "not seen", by=by)
            else:
                chosen = [one] if act == "tick" else one
                getattr(ticking, act)(row.id, chosen, by=by)
        told = convoy_people.reckoning(db.session.get_one(Convoy, row.id))
        every = convoy_people.people(db.session.get_one(Convoy, row.id))
        assert told.received + told.absent == told.expected == 4
        assert told.received + told.unexpected == told.heads
        assert told.heads == sum(one.is_here for one in every)
