"""Random histories of distributions against a twin of plain numbers: on hand is what is available
and what is spoken for, and issued is received, returned, lost, damaged or still open."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from borderpost.db import db
from borderpost.refusal import Refused
from equipment import distribution_verification, stock_verification
from equipment.models import Distribution, StockItem, StockMovement, Waybill
from equipment.models.distribution import DistributionReturn
from equipment.queries import allocations, distributed
from equipment.services import (
    allocating,
    dispatching,
    distributing,
    households,
    serving,
    setting_aside,
    stock,
)
from equipment.services.allocating import Wish
from equipment.services.dispatching import Transport
from equipment.services.distributing import Plan
from equipment.services.serving import Served
from equipment.services.stock_writing import Said
from tests.desk import officer
from tests.equipment.giving import PDF, lot_of
from tests.equipment.store import WHY, day, item, receive
from tests.equipment.work import World


@dataclass
class Twin:
    """What the numbers should be; ``free`` is on hand that nobody has spoken for."""

    free: int = 60
    planned: int = 0
    aside: int = 0
    issued: int = 0
    received: int = 0
    returned: int = 0
    lost: int = 0
    closed: bool = False

    @property
    def open(self) -> int:
        return self.issued - self.received - self.returned - self.lost


class Distributions(RuleBasedStateMachine):
    """One item, one distribution, and everything that one may try."""

    app: Flask
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.by, self.twin = officer(self.app, "storekeeper"), Twin()
        self.key = item(self.world, f"D{id(self)}")
        receive(self.world, self.key, 60)
        self.row = distributing.plan(
            self.world.post, Plan("Site", day(0), 30, {self.key: 1}), by=None
        ).id
        self.plans: list[tuple[UUID, int]] = []
        self.acts: dict[UUID, tuple[str, int]] = {}
        self.records: dict[UUID, int] = {}

    def attempt(self, allowed: bool, change: object) -> object:
        """The service does what the twin allows, and refuses all else."""
        if not allowed:
            with pytest.raises(Refused):
                change()  # type: ignore[operator]
            return None
        return change()  # type: ignore[operator]

    @rule(number=st.integers(1, 30))
    def plan(self, number: int) -> None:
        made = self.attempt(number <= self.twin.free, lambda: allocating.allocate(
            self.key, Wish("planned", number, "Kidal"), by=self.by
        ).id)  # fmt: skip
        if isinstance(made, UUID):
            self.plans.append((made, number))
            self.twin.free -= number
            self.twin.planned += number

    @rule(number=st.integers(1, 20), from_plan=st.booleans())
    def set_aside(self, number: int, from_plan: bool) -> None:
        source = self.plans[-1] if from_plan and self.plans else None
        there = source[1] if source else self.twin.free
        if self.attempt(not self.twin.closed and number <= there, lambda: setting_aside.set_aside(
            self.row, self.key, number, source[0] if source else None, by=self.by
        )):  # fmt: skip
            self.twin.aside += number
            if source is None:
                self.twin.free -= number
            else:
                self.twin.planned -= number
                self.plans = [
                    (one.id, one.left) for one in allocations.of_item(self.key)
                    if one.kind == "planned"
                ]  # fmt: skip

    @rule(number=st.integers(1, 20))
    def dispatch(self, number: int) -> None:
        allowed = not self.twin.closed and number <= self.twin.aside
        bill = self.attempt(allowed, lambda: dispatching.dispatch(
            self.row, self.world.store, {self.key: number}, Said(), Transport(), by=self.by
        ))  # fmt: skip
        if isinstance(bill, Waybill):
            self.acts[bill.act_id] = ("out", number)
            self.twin.aside -= number
            self.twin.issued += number

    @rule(number=st.integers(1, 12))
    def issue_elsewhere(self, number: int) -> None:
        """Nobody issues what is spoken for."""
        if self.attempt(number <= self.twin.free, lambda: stock.issue(
            self.key, self.world.store, number, WHY, by=self.by
        )):  # fmt: skip
            self.twin.free -= number

    @rule(number=st.integers(1, 9))
    def serve(self, number: int) -> None:
        said = Served({self.key: number}, {("f", "0-4"): number}, number)
        allowed = not self.twin.closed and number <= self.twin.open
        made = self.attempt(allowed, lambda: serving.record(self.row, said, None, by=self.by).id)
        if isinstance(made, UUID):
            self.records[made] = number
            self.twin.received += number

    @rule(which=st.integers(0, 9))
    def strike(self, which: int) -> None:
        if self.records:
            key = list(self.records)[which % len(self.records)]
            self.attempt(not self.twin.closed, lambda: serving.strike(key, "wrong", by=self.by))
            if not self.twin.closed:
                self.twin.received -= self.records.pop(key)

    @rule(number=st.integers(1, 9), comes_back=st.booleans())
    def end_otherwise(self, number: int, comes_back: bool) -> None:
        allowed = not self.twin.closed and number <= self.twin.open
        lot = lot_of(self.key)
        done = self.attempt(allowed, lambda: dispatching.take_back(
            self.row, self.world.store, {lot: number}, Said(), by=self.by
        ) if comes_back else dispatching.lose(
            self.row, self.key, "lost", number, "rain", by=self.by
        ))  # fmt: skip
        if isinstance(done, DistributionReturn):
            self.acts[done.act_id] = ("back", number)
            self.twin.returned += number
            self.twin.free += number
        elif done:
            self.twin.lost += number

    @rule(which=st.integers(0, 9))
    def reverse(self, which: int) -> None:
        if not self.acts:
            return
        act_id = list(self.acts)[which % len(self.acts)]
        kind, number = self.acts[act_id]
        move = db.session.scalars(
            sa.select(StockMovement.id).where(StockMovement.act_id == act_id)
        ).first()
        assert move is not None
        lies = self.twin.free + self.twin.planned + self.twin.aside
        enough = self.twin.open >= number if kind == "out" else lies >= number
        if self.attempt(enough and not self.twin.closed, lambda: stock.reverse(
            move, "a mistake", by=self.by
        )):  # fmt: skip
            del self.acts[act_id]
            if kind == "out":
                self.twin.issued -= number
                self.twin.aside += number
            else:
                self.twin.returned -= number
                self.twin.free -= number

    @rule()
    def close(self) -> None:
        allowed = not self.twin.closed and self.twin.issued > 0 and self.twin.open == 0
        if allowed:
            households.keep_list(self.row, PDF, by=self.by)
        self.attempt(allowed, lambda: distributing.close(self.row, by=self.by))
        if allowed:
            self.twin.closed = True
            self.twin.free, self.twin.aside = self.twin.free + self.twin.aside, 0

    @invariant()
    def the_figures_are_the_twins(self) -> None:
        db.session.expire_all()
        found = allocations.figures(db.session.get_one(StockItem, self.key), day(0))
        account = distributed.accounts(db.session.get_one(Distribution, self.row))[self.key]
        twin = self.twin
        assert (found.available, found.planned, found.set_aside) == (
            twin.free, twin.planned, twin.aside,
        )  # fmt: skip
        assert found.on_hand == twin.free + twin.planned + twin.aside
        assert (account.issued, account.received, account.returned, account.lost) == (
            twin.issued, twin.received, twin.returned, twin.lost,
        )  # fmt: skip
        assert account.outstanding == twin.open >= 0
        assert distributed.of_item(self.key, None).distributed == twin.received

    def teardown(self) -> None:
        db.session.rollback()
        assert list(stock_verification.faults()) == []
        if self.twin.free >= 0:
            assert list(distribution_verification.faults()) == []


@pytest.mark.slow
def test_any_history_of_distributions_agrees_with_its_twin(inside: Flask, world: World) -> None:
    Distributions.app, Distributions.world = inside, world
    run_state_machine_as_test(
        Distributions,
        settings=settings(max_examples=20, stateful_step_count=25, derandomize=True,
                          deadline=None, suppress_health_check=list(HealthCheck)),
    )  # fmt: skip
