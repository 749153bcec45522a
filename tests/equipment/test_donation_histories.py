"""Random histories of donations: a title never has two owners, and the books always agree."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from borderpost.db import db
from borderpost.refusal import Refused
from equipment.fold import folded
from equipment.models import Asset, AssetEvent, Donation, DonationLine
from equipment.models.donation import OPEN, SIGNED
from equipment.services import conveying, donating, register
from equipment.services.conveying import Reversal, Signed
from equipment.services.register import StepSaid
from tests.desk import officer
from tests.equipment.deeds import GIVER, RECEIVER, deed, healthy, things
from tests.equipment.test_custody import drawn
from tests.equipment.work import World

OWNERS = (GIVER, RECEIVER)
STEPS = ("store", "place", "fault", "miss", "find")


class Histories(RuleBasedStateMachine):
    """Three things and any number of certificates, both ways, in any order."""

    app: ClassVar[Flask]
    world: ClassVar[World]

    @initialize()
    def begin(self) -> None:
        db.session.rollback()
        self.by, self.chief = officer(self.app, "storekeeper"), officer(self.app, "supervisor")
        self.keys = things(self.world, 3)
        self.tags = [db.session.get_one(Asset, key).tag for key in self.keys]
        self.deeds: list[UUID] = []

    @rule(some=st.sets(st.integers(0, 2)), back=st.booleans(), leaves=st.booleans())
    def prepare(self, some: set[int], back: bool, leaves: bool) -> None:
        giver, receiver = reversed(OWNERS) if back else OWNERS
        codes = "\n".join(self.tags[one] for one in some)
        said = deed(giver=giver, receiver=receiver, leaves=leaves)
        self._try(lambda: self.deeds.append(
            donating.prepare(self.world.post, said, codes, by=self.by).id))  # fmt: skip

    @rule(which=st.integers(0, 9), act=st.sampled_from(["check", "sign", "drop", "reverse"]))
    def go_on(self, which: int, act: str) -> None:
        if not self.deeds:
            return
        key = self.deeds[which % len(self.deeds)]
        acts: dict[str, Any] = {
            "check": lambda: donating.check(key, None, by=self.chief),
            "sign": lambda: conveying.sign(key, Signed(), drawn(), drawn(), by=self.by),
            "drop": lambda: donating.drop(key, "x", by=self.by),
            "reverse": lambda: conveying.reverse(
                key, Reversal("x", "y", self.world.store), by=self.chief
            ),
        }
        self._try(acts[act])

    @rule(
        which=st.integers(0, 2), name=st.sampled_from(["store", "place", "fault", "miss", "find"])
    )
    def step(self, which: int, name: str) -> None:
        place = {"store": self.world.store, "place": self.world.room}.get(name)
        said = StepSaid("because", "PV 1", location_id=place)
        self._try(lambda: register.step(self.keys[which], name, said, by=self.by))

    def _try(self, act: Any) -> None:
        try:
            act()
        except Refused:
            db.session.rollback()

    def teardown(self) -> None:
        db.session.rollback()

    @invariant()
    def the_owner_is_who_the_certificates_in_force_say(self) -> None:
        db.session.expire_all()
        for key in self.keys:
            asset = db.session.get_one(Asset, key)
            wanted = select(AssetEvent).where(AssetEvent.asset_id == key).order_by(AssetEvent.seq)
            assert folded(db.session.scalars(wanted)).faults == []
            deeds = select(Donation).join(Donation.lines).where(
                DonationLine.asset_id == key, Donation.state == SIGNED
            )  # fmt: skip
            last = db.session.scalars(deeds.order_by(Donation.signed_at.desc()).limit(1)).first()
            assert asset.owner == (last.receiver if last else GIVER)
            assert (asset.title_transfer_on is None) is (last is None)
            assert (asset.status == "transferred") is (last is not None and last.leaves)

    @invariant()
    def no_two_open_certificates_have_one_thing(self) -> None:
        wanted = select(DonationLine.asset_id).join(DonationLine.donation)
        found = list(db.session.scalars(wanted.where(Donation.state.in_(OPEN))))
        assert len(found) == len(set(found))


@pytest.mark.slow
def test_any_history_keeps_one_owner(inside: Flask, world: World) -> None:
    Histories.app, Histories.world = inside, world
    steady = settings(
        max_examples=12, stateful_step_count=20, derandomize=True, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Histories, settings=steady)

    assert healthy()
