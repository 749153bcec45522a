"""The state machine: the table of the domain, and nothing beyond it."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipment import states
from equipment.states import GONE, LIVE, STEPS, TERMINAL, Illegal, Need, Said, Standing, Status

PLACE, PERSON = uuid.uuid4(), uuid.uuid4()
WHOLE = Said("because", "PV 12/2026", PLACE, location_is_store=True, holder_id=PERSON)
# From and to, as the register's rules name them.
ALLOWED = {
    "ordered": {"received", "missing", "stolen"},
    "received": {"in_store", "missing", "stolen"},
    "in_store": {"in_store", "in_service", "out_of_service", "disposed", "transferred", "missing",
                 "stolen"},
    "in_service": {"in_store", "in_service", "out_of_service", "transferred", "missing", "stolen"},
    "out_of_service": {"out_of_service", "in_repair", "missing", "stolen"},
    "in_repair": {"in_store", "disposed", "missing", "stolen"},
    "missing": {"in_service", "lost"},
    "stolen": {"in_service", "lost"},
    "lost": set(), "disposed": set(), "transferred": set(),
}  # fmt: skip


def said_for(name: str) -> Said:
    return replace(WHOLE, location_is_store=Need.LOCATION not in STEPS[name].needs)


@pytest.mark.parametrize("status", list(Status))
def test_every_state_leads_where_the_table_says_and_nowhere_else(status: Status) -> None:
    now = Standing(status, PERSON, resumes=Status.IN_SERVICE if status in GONE else None)
    reached = set()
    for name in STEPS:
        try:
            reached.add(states.stepped(now, name, said_for(name)).status.value)
        except Illegal:
            assert name not in states.offered(status)

    assert reached == ALLOWED[status]


NEEDED = [(name, need) for name in STEPS for need in sorted(STEPS[name].needs)]


@pytest.mark.parametrize(("name", "need"), NEEDED)
def test_a_step_without_what_it_needs_is_refused(name: str, need: Need) -> None:
    lacking = {
        Need.REASON: {"reason": "  "},
        Need.DOCUMENT: {"document": ""},
        Need.LOCATION: {"location_id": None},
        Need.STORE: {"location_is_store": False},
        Need.HOLDER: {"holder_id": None},
    }[need]
    now = Standing(min(STEPS[name].sources), PERSON)

    with pytest.raises(Illegal) as refused:
        states.stepped(now, name, replace(said_for(name), **lacking))
    assert refused.value.lacks == need


def test_what_is_found_again_is_what_it_was_and_with_whom_it_was() -> None:
    held = Standing(Status.IN_SERVICE, PERSON, condition="good")
    gone = states.stepped(held, "miss", WHOLE)
    found = states.stepped(gone, "find", Said("behind the shelf"))

    assert (gone.status, gone.holder_id) == (Status.MISSING, PERSON)
    assert found == held


def test_nothing_comes_back_from_the_end() -> None:
    assert {name for name in STEPS if STEPS[name].sources & TERMINAL} == set()
    assert set(Status) == TERMINAL | GONE | LIVE


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=40))
def test_any_history_keeps_one_custodian_while_the_thing_is_here(names: list[str]) -> None:
    now = Standing(Status.IN_STORE, location_id=PLACE)
    for name in names:
        try:
            now = states.stepped(now, name, said_for(name))
        except Illegal:
            continue
        has_custodian = now.holder_id is not None or now.location_id is not None
        assert has_custodian is (now.status not in TERMINAL)
