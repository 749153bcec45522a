"""Random histories of stock against a twin that adds everything up the slow way, day by day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from borderpost.db import db
from borderpost.refusal import Refused
from equipment import stock_balance, stock_verification
from equipment.models import StockCard, StockLot, StockMovement
from equipment.queries import stock as queries
from equipment.services import stock
from equipment.services.stock import Lot
from equipment.services.stock_writing import Said
from tests.desk import officer
from tests.equipment.store import day, item
from tests.equipment.work import World

DAYS = 6
LOTS = {"A": day(2), "B": day(-5), "C": day(-1)}  # A was good until two days ago
Key = tuple[str, int]  # lot, place


@dataclass
class Entry:
    """One movement as the twin keeps it."""

    card: Key
    seq: int
    on: date
    quantity: int
    act: int
    kind: str
    undone: bool = False


@dataclass
class Twin:
    """The same ledger as a plain list."""

    entries: list[Entry] = field(default_factory=list)
    acts: int = 0

    def held(self, card: Key, on: date) -> int:
        return sum(one.quantity for one in self.entries if one.card == card and one.on <= on)

    def fits(self, card: Key, on: date, quantity: int) -> bool:
        """Whether every day from then on still ends with nothing or more."""
        days = [day(ago) for ago in range(DAYS + 1) if day(ago) >= on]
        return all(self.held(card, one) + quantity >= 0 for one in days)

    def most(self, card: Key, on: date) -> int:
        return next(n for n in range(200, -1, -1) if self.fits(card, on, -n))

    def last_count(self, card: Key) -> tuple[date, int] | None:
        found = [(one.on, one.seq) for one in self.entries
                 if one.card == card and one.kind == "count" and not one.undone]  # fmt: skip
        return max(found, default=None)

    def is_open(self, card: Key, on: date) -> bool:
        counted = self.last_count(card)
        return counted is None or on >= counted[0]

    def add(self, card: Key, on: date, quantity: int, kind: str) -> None:
        seq = 1 + sum(one.card == card for one in self.entries)
        self.entries.append(Entry(card, seq, on, quantity, self.acts, kind))


class Ledgers(RuleBasedStateMachine):
    """One item, three lots, two places, six days, and everything that one may try."""

    app: Flask
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.by, self.twin = officer(self.app, "storekeeper"), Twin()
        self.item = item(self.world, f"I{id(self)}", has_expiry=True)
        self.places = (self.world.store, self.world.room)

    def attempt(self, allowed: bool, change: object) -> bool:
        """The service does what the twin allows, and refuses all else."""
        if not allowed:
            with pytest.raises(Refused):
                change()  # type: ignore[operator]
            return False
        change()  # type: ignore[operator]
        self.twin.acts += 1
        return True

    def card_of(self, key: Key) -> UUID | None:
        wanted = select(StockCard.id).join(StockCard.lot).where(
            StockLot.code == key[0], StockCard.item_id == self.item,
            StockCard.location_id == self.places[key[1]],
        )  # fmt: skip
        return db.session.scalar(wanted)

    @rule(lot=st.sampled_from("ABC"), place=st.integers(0, 1), ago=st.integers(0, DAYS),
          number=st.integers(1, 9))  # fmt: skip
    def receive(self, lot: str, place: int, ago: int, number: int) -> None:
        key, on = (lot, place), day(ago)
        if self.attempt(self.twin.is_open(key, on), lambda: stock.receive(
            self.item, self.places[place], Lot(lot, LOTS[lot]), number, Said(on=on), by=self.by
        )):  # fmt: skip
            self.twin.add(key, on, number, "receive")

    @rule(place=st.integers(0, 1), ago=st.integers(0, DAYS), number=st.integers(1, 12))
    def issue(self, place: int, ago: int, number: int) -> None:
        on, left, parts = day(ago), number, []
        for lot in sorted(LOTS, key=lambda one: LOTS[one]):
            taken = min(left, self.twin.most((lot, place), on)) if LOTS[lot] >= on else 0
            if taken:
                parts.append(((lot, place), taken))
                left -= taken
        allowed = left == 0 and all(self.twin.is_open(key, on) for key, _taken in parts)
        if self.attempt(allowed, lambda: stock.issue(
            self.item, self.places[place], number, Said(on=on, reason="patrol"), by=self.by
        )):  # fmt: skip
            self.twin.acts += 1
            for key, taken in parts:
                self.twin.add(key, on, -taken, "issue")

    @rule(lot=st.sampled_from("ABC"), place=st.integers(0, 1), ago=st.integers(0, DAYS),
          number=st.integers(1, 9))  # fmt: skip
    def transfer(self, lot: str, place: int, ago: int, number: int) -> None:
        key, other, on = (lot, place), (lot, 1 - place), day(ago)
        card = self.card_of(key)
        if card is None:
            return
        allowed = self.twin.fits(key, on, -number) and all(
            self.twin.is_open(one, on) for one in (key, other)
        )
        if self.attempt(allowed, lambda: stock.transfer(
            self.item, card, self.places[1 - place], number, Said(on=on), by=self.by
        )):  # fmt: skip
            self.twin.add(key, on, -number, "transfer")
            self.twin.add(other, on, number, "transfer")

    @rule(lot=st.sampled_from("ABC"), place=st.integers(0, 1), ago=st.integers(0, DAYS),
          number=st.integers(-9, 9).filter(bool))  # fmt: skip
    def adjust(self, lot: str, place: int, ago: int, number: int) -> None:
        key, on = (lot, place), day(ago)
        card = self.card_of(key)
        if card is None:
            return
        allowed = self.twin.is_open(key, on) and (number > 0 or self.twin.fits(key, on, number))
        if self.attempt(allowed, lambda: stock.adjust(
            self.item, card, number, Said(on=on, reason="broken"), by=self.by
        )):  # fmt: skip
            self.twin.add(key, on, number, "adjust")

    @rule(lot=st.sampled_from("ABC"), place=st.integers(0, 1), ago=st.integers(0, DAYS),
          found=st.integers(0, 12))  # fmt: skip
    def count(self, lot: str, place: int, ago: int, found: int) -> None:
        key, on = (lot, place), day(ago)
        card = self.card_of(key)
        if card is None:
            return
        differs = found - self.twin.held(key, on)
        allowed = self.twin.is_open(key, on) and (differs >= 0 or self.twin.fits(key, on, differs))
        if self.attempt(allowed, lambda: stock.count(
            self.item, card, found, Said(on=on, reason="counted"), by=self.by
        )):  # fmt: skip
            self.twin.add(key, on, differs, "count")

    @rule(which=st.integers(0, 40))
    def reverse(self, which: int) -> None:
        if not self.twin.entries:
            return
        aim = self.twin.entries[which % len(self.twin.entries)]
        whole = [one for one in self.twin.entries if one.act == aim.act]
        allowed = aim.kind != "reverse" and not aim.undone and all(
            self.may_go(one) for one in whole
        )  # fmt: skip
        card = self.card_of(aim.card)
        wanted = select(StockMovement.id).where(
            StockMovement.card_id == card, StockMovement.seq == aim.seq
        )
        key = db.session.scalars(wanted).one()
        if self.attempt(allowed, lambda: stock.reverse(key, "a mistake", by=self.by)):
            for one in whole:
                one.undone = True
                self.twin.add(one.card, one.on, -one.quantity, "reverse")

    def may_go(self, entry: Entry) -> bool:
        counted = self.twin.last_count(entry.card)
        is_later = counted is not None and counted > (entry.on, entry.seq)
        return not is_later and self.twin.fits(entry.card, entry.on, -entry.quantity)

    @invariant()
    def the_ledger_is_its_twin(self) -> None:
        db.session.expire_all()
        for card in queries.cards(self.item):
            key = (card.lot.code, self.places.index(card.location_id))
            days = queries.days(card.id)
            assert stock_balance.first_lack(days) is None
            assert card.on_hand == self.twin.held(key, day(0))
            assert [stock_balance.on(days, day(ago)) for ago in range(DAYS + 1)] == [
                self.twin.held(key, day(ago)) for ago in range(DAYS + 1)
            ]

    def teardown(self) -> None:
        db.session.rollback()
        assert list(stock_verification.faults()) == []


@pytest.mark.slow
def test_any_history_agrees_with_its_slow_twin(inside: Flask, world: World) -> None:
    Ledgers.app, Ledgers.world = inside, world
    run_state_machine_as_test(
        Ledgers,
        settings=settings(max_examples=25, stateful_step_count=25, derandomize=True,
                          deadline=None, suppress_health_check=list(HealthCheck)),
    )  # fmt: skip


STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(-9, 9)), max_size=12)


@given(steps=STEPS, on=st.integers(0, 5))
def test_what_is_free_is_the_most_that_leaves_no_day_with_less_than_nothing(
    steps: list[tuple[int, int]], on: int
) -> None:
    sums = [(day(5 - one), sum(n for when, n in steps if when == one)) for one in range(6)]
    when = day(5 - on)
    free = stock_balance.free(sums, when)
    if stock_balance.first_lack(sums) is not None:
        return

    def lacks(number: int) -> bool:
        return stock_balance.first_lack(sorted([*sums, (when, -number)])) is not None

    def ends_short(number: int) -> bool:
        joined = [(one, n - number if one == when else n) for one, n in sums]
        return stock_balance.first_lack(joined) is not None

    assert not ends_short(free)
    assert ends_short(free + 1)
    assert lacks(free + 1)
