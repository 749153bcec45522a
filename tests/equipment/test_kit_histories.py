"""Random histories of kits against a twin that knows nothing but lists of movements: parts are
conserved, no card is ever in want, and unpacking gives exactly what k kits hold."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from borderpost.db import db
from borderpost.refusal import Refused
from equipment import kit_verification, stock_balance, stock_verification
from equipment.models import StockCard, StockLot, StockMovement
from equipment.models.kit import KitBuild
from equipment.queries import stock as queries
from equipment.services import kit_bills, kits, stock
from equipment.services.stock import Lot
from equipment.services.stock_writing import Said
from tests.desk import officer
from tests.equipment.store import day, item
from tests.equipment.test_kits import kit
from tests.equipment.test_stock_histories import Twin
from tests.equipment.work import World

DAYS = 4
LOTS = {"A": day(1), "B": day(-5), "C": day(-2)}  # A was good until yesterday
BILL = {"soap": 2, "bucket": 1}
Key = tuple[str, int]


class KitTwin(Twin):
    """The ledger of three items as a plain list: a card is ``item/lot``."""

    def __init__(self) -> None:
        super().__init__()
        self.until: dict[str, date | None] = {f"soap/{lot}": on for lot, on in LOTS.items()}
        self.until["bucket/"] = None
        self.kit_of: dict[int, str] = {}  # which lot of kits an act made or took apart

    def taken(self, name: str, on: date, number: int) -> list[tuple[Key, int]] | None:
        """What expires first goes first, expired stock never; None when there is not enough."""
        lots = [one for one in self.until if one.startswith(f"{name}/")]
        lots.sort(key=lambda one: (self.until[one] is None, self.until[one] or on))
        parts = []
        for lot in lots:
            until = self.until[lot]
            free = self.most((lot, 0), on) if until is None or until >= on else 0
            if some := min(free, number):
                parts.append(((lot, 0), some))
                number -= some
        return parts if number == 0 else None

    def inside(self, lot: str, name: str) -> list[tuple[str, int]]:
        """The lots of a part that are in the kits of a lot, the first to expire first."""
        acts = {act for act, made in self.kit_of.items() if made == lot}
        held = {
            one: -sum(e.quantity for e in self.entries
                      if e.act in acts and e.card[0] == one and not e.undone)
            for one in self.until if one.startswith(f"{name}/")
        }  # fmt: skip
        order = sorted(held, key=lambda one: (self.until[one] is None, self.until[one] or day(0)))
        return [(one, held[one]) for one in order if held[one] > 0]


class Kits(RuleBasedStateMachine):
    """Soap in three lots, buckets, kits of both, five days, one place."""

    app: Flask
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.by, self.twin, self.known = officer(self.app, "storekeeper"), KitTwin(), []
        self.items = {
            "soap": item(self.world, f"S{id(self)}", has_expiry=True),
            "bucket": item(self.world, f"B{id(self)}"),
            "kit": kit(self.world, f"K{id(self)}"),
        }
        bill = {self.items[name]: number for name, number in BILL.items()}
        kit_bills.write(self.items["kit"], bill, "", by=None)

    def attempt(self, allowed: bool, change: object) -> object:
        """The service does what the twin allows, and refuses all else."""
        if not allowed:
            with pytest.raises(Refused):
                change()  # type: ignore[operator]
            return None
        self.twin.acts += 1
        return change()  # type: ignore[operator]

    @rule(lot=st.sampled_from(["soap/A", "soap/B", "soap/C", "bucket/"]),
          ago=st.integers(0, DAYS), number=st.integers(1, 9))  # fmt: skip
    def receive(self, lot: str, ago: int, number: int) -> None:
        name, _slash, code = lot.partition("/")
        said = Lot(code, self.twin.until[lot])
        self.attempt(True, lambda: stock.receive(
            self.items[name], self.world.store, said, number, Said(on=day(ago)), by=self.by
        ))  # fmt: skip
        self.twin.add((lot, 0), day(ago), number, "receive")

    @rule(name=st.sampled_from(["soap", "bucket", "kit"]), ago=st.integers(0, DAYS),
          number=st.integers(1, 6))  # fmt: skip
    def issue(self, name: str, ago: int, number: int) -> None:
        """Only today's is available: what had expired by now cannot be spoken of twice."""
        on = day(ago)
        parts = self.twin.taken(name, on, number)
        if self.attempt(parts is not None, lambda: stock.issue(
            self.items[name], self.world.store, number, Said(on=on, reason="x"), by=self.by
        )):  # fmt: skip
            for key, some in parts or []:
                self.twin.add(key, on, -some, "issue")

    @rule(ago=st.integers(0, DAYS), number=st.integers(1, 3))
    def assemble(self, ago: int, number: int) -> None:
        on = day(ago)
        drawn = [self.twin.taken(name, on, many * number) for name, many in BILL.items()]
        build = self.attempt(all(one is not None for one in drawn), lambda: kits.assemble(
            self.items["kit"], self.world.store, number, Said(on=on), by=self.by
        ))  # fmt: skip
        if isinstance(build, KitBuild):
            lot = f"kit/{build.number}"
            parts = [pair for one in drawn for pair in one or []]
            days = [self.twin.until[key[0]] for key, _some in parts]
            self.twin.until[lot] = min(one for one in days if one is not None)
            self.twin.kit_of[self.twin.acts] = lot
            for key, some in parts:
                self.twin.add(key, on, -some, "build")
            self.twin.add((lot, 0), on, number, "build")
            self.known.append(lot)

    @rule(which=st.integers(0, 9), ago=st.integers(0, DAYS), number=st.integers(1, 3),
          soaps=st.sampled_from([0, 0, 0, 0, 1, -1]))  # fmt: skip
    def unpack(self, which: int, ago: int, number: int, soaps: int) -> None:
        if not self.known:
            return
        lot, on = self.known[which % len(self.known)], day(ago)
        found = {"soap": 2 * number + soaps, "bucket": number}
        allowed = soaps == 0 and self.twin.fits((lot, 0), on, -number)
        if self.attempt(allowed, lambda: kits.unpack(
            self.items["kit"], self.card_of((lot, 0)), number,
            {self.items[name]: many for name, many in found.items()}, Said(on=on), by=self.by
        )):  # fmt: skip
            back = [(one, some) for name in BILL for one, some in self.credited(lot, name, number)]
            self.twin.kit_of[self.twin.acts] = lot
            self.twin.add((lot, 0), on, -number, "build")
            for one, some in back:
                self.twin.add((one, 0), on, some, "build")

    def credited(self, lot: str, name: str, number: int) -> list[tuple[str, int]]:
        due, found = BILL[name] * number, []
        for one, there in self.twin.inside(lot, name):
            if some := min(there, due):
                found.append((one, some))
                due -= some
        assert due == 0  # every kit was assembled here
        return found

    @rule(which=st.integers(0, 40))
    def reverse(self, which: int) -> None:
        if not self.twin.entries:
            return
        aim = self.twin.entries[which % len(self.twin.entries)]
        whole = [one for one in self.twin.entries if one.act == aim.act]
        allowed = aim.kind != "reverse" and not aim.undone and all(
            self.twin.fits(one.card, one.on, -one.quantity) for one in whole
        )  # fmt: skip
        wanted = select(StockMovement.id).where(
            StockMovement.card_id == self.card_of(aim.card), StockMovement.seq == aim.seq
        )
        key = db.session.scalars(wanted).one()
        if self.attempt(allowed, lambda: stock.reverse(key, "a mistake", by=self.by)):
            for one in whole:
                one.undone = True
                self.twin.add(one.card, one.on, -one.quantity, "reverse")

    def card_of(self, key: Key) -> UUID:
        name, _slash, code = key[0].partition("/")
        wanted = select(StockCard.id).join(StockCard.lot)
        wanted = wanted.where(StockLot.code == code, StockCard.item_id == self.items[name])
        return db.session.scalars(wanted).one()

    @invariant()
    def the_ledger_is_its_twin(self) -> None:
        db.session.expire_all()
        for name, key in self.items.items():
            for card in queries.cards(key):
                mine, days = (f"{name}/{card.lot.code}", 0), queries.days(card.id)
                assert card.lot.expires_on == self.twin.until[mine[0]]
                assert stock_balance.first_lack(days) is None
                assert [stock_balance.on(days, day(ago)) for ago in range(DAYS + 1)] == [
                    self.twin.held(mine, day(ago)) for ago in range(DAYS + 1)
                ]

    @invariant()
    def parts_are_conserved(self) -> None:
        """Loose or in kits: what came less what was issued."""
        for name, many in BILL.items():
            outside = ("receive", "issue")
            came = sum(
                e.quantity
                for e in self.twin.entries
                if e.kind in outside and not e.undone and e.card[0].startswith(name)
            )
            gone = sum(
                e.quantity
                for e in self.twin.entries
                if e.kind in outside and not e.undone and e.card[0].startswith("kit")
            )
            loose = sum(card.on_hand for card in queries.cards(self.items[name]))
            inside = sum(card.on_hand for card in queries.cards(self.items["kit"]))
            assert loose + many * inside == came + many * gone  # fmt: skip

    def teardown(self) -> None:
        db.session.rollback()
        assert list(stock_verification.faults()) == []
        assert list(kit_verification.faults()) == []


@pytest.mark.slow
def test_any_history_of_kits_agrees_with_its_slow_twin(inside: Flask, world: World) -> None:
    Kits.app, Kits.world = inside, world
    run_state_machine_as_test(
        Kits,
        settings=settings(max_examples=20, stateful_step_count=25, derandomize=True,
                          deadline=None, suppress_health_check=list(HealthCheck)),
    )  # fmt: skip
