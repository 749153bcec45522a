"""Random histories of several things: after each step every invariant of the register holds."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db, transaction
from borderpost.officers.models import Officer
from borderpost.refusal import Refused
from equipment import verification
from equipment.fold import folded
from equipment.models import Asset, AssetEvent
from equipment.queries import kit_parts as kits
from equipment.queries.custody import open_line as custody_of
from equipment.services import custody, kit_parts, register
from equipment.services.custody import HandOver, TakeBack
from equipment.services.register import StepSaid
from equipment.states import STEPS, TERMINAL, Status
from tests.desk import officer
from tests.equipment.work import World, person

PEOPLE = ("officer", "supervisor", "second_line_officer")


def unposted() -> UUID:
    """Somebody of the services who is posted nowhere."""
    with transaction() as session:
        stranger = Officer(surname="Sidibé", search_key="sidibe")
        session.add(stranger)
        session.flush()
        return stranger.id


class Histories(RuleBasedStateMachine):
    """Three things and everything that may befall them, legal or not."""

    app: Flask
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.by = officer(self.app, "storekeeper")
        over = clock.today() - timedelta(days=2)
        self.assets = [
            self.world.asset(),
            self.world.asset(),
            self.world.asset(calibrated_until=over),
        ]
        self.places = (self.world.store, self.world.workshop, self.world.room, self.world.lane)
        self.stranger = unposted()
        self.people = [*(person(name) for name in PEOPLE), self.stranger]

    @rule(
        which=st.integers(0, 2),
        step=st.sampled_from(sorted(STEPS)),
        place=st.integers(0, 4),
        who=st.integers(0, 4),
        words=st.sampled_from(["", "because"]),
    )
    def take(self, which: int, step: str, place: int, who: int, words: str) -> None:
        before = db.session.get_one(Asset, self.assets[which])
        standing, version = before.standing, before.version
        said = StepSaid(
            reason=words,
            document=words,
            location_id=self.places[place] if place < len(self.places) else None,
            holder_id=self.people[who] if who < len(self.people) else None,
        )
        try:
            self._take(self.assets[which], step, said)
        except Refused:
            db.session.expire_all()
            after = db.session.get_one(Asset, self.assets[which])
            assert (after.standing, after.version) == (standing, version)
        else:
            assert standing.status in STEPS[step].sources or step == "return"

    def _take(self, key: UUID, step: str, said: StepSaid) -> None:
        """Giving and returning as acts of custody, everything else as a plain step."""
        if step == "give" and said.holder_id:
            custody.hand_over([key], HandOver(said.holder_id), by=self.by)
        elif step == "return" and said.location_id:
            custody.take_back([key], TakeBack(said.location_id), by=self.by)
        else:
            register.step(key, step, said, by=self.by)

    @rule(part=st.integers(0, 2), kit=st.integers(0, 2))
    def join(self, part: int, kit: int) -> None:
        with suppress(Refused):
            kit_parts.join(self.assets[part], self.assets[kit], by=self.by)

    @rule(part=st.integers(0, 2), words=st.sampled_from(["", "because"]))
    def leave(self, part: int, words: str) -> None:
        with suppress(Refused):
            kit_parts.leave(self.assets[part], words, by=self.by)

    @rule()
    def again(self) -> None:
        """A tag that was given once is refused for ever."""
        with pytest.raises(Refused):
            self.world.asset(tag="AAA-0001")

    def teardown(self) -> None:
        db.session.rollback()

    @invariant()
    def the_register_is_the_fold_of_its_events(self) -> None:
        db.session.expire_all()
        for key in self.assets:
            events = db.session.scalars(
                select(AssetEvent).where(AssetEvent.asset_id == key).order_by(AssetEvent.seq)
            ).all()
            found = folded(events)
            assert found.faults == []
            assert found.standing == db.session.get_one(Asset, key).standing

    @invariant()
    def whoever_has_the_kit_has_every_part(self) -> None:
        for key in self.assets:
            kit, part = kits.kit(key), db.session.get_one(Asset, key).standing
            if kit is not None:
                assert kits.kit(kit.id) is None
                assert (part.holder_id, part.location_id) == (kit.holder_id, kit.location_id)

    @invariant()
    def only_who_serves_holds_it_and_only_what_works_goes_to_a_lane(self) -> None:
        wanted = select(AssetEvent).where(AssetEvent.asset_id.in_(self.assets))
        for event in db.session.scalars(wanted):
            assert event.holder_id != self.stranger
            if event.location_id == self.world.lane and event.location_before != event.location_id:
                assert event.status == Status.IN_SERVICE
                assert event.asset_id != self.assets[2]  # its calibration has ended

    @invariant()
    def somebody_answers_for_everything_that_is_here(self) -> None:
        for key in self.assets:
            now = db.session.get_one(Asset, key).standing
            kept = now.holder_id is not None or now.location_id is not None
            assert kept is (now.status not in TERMINAL)
            assert (custody_of(key) is not None) is (now.holder_id is not None)
            if now.status == Status.IN_STORE:
                assert now.holder_id is None
                assert now.location_id in (self.world.store, self.world.workshop)


@pytest.mark.slow
def test_any_history_keeps_the_invariants(inside: Flask, world: World) -> None:
    Histories.app, Histories.world = inside, world
    steady = settings(
        max_examples=12,
        stateful_step_count=25,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Histories, settings=steady)

    assert list(verification.faults()) == []
