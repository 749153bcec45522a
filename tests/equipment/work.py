"""A post with a store, a room, its lane, two models and people: what tests of equipment need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from borderpost.audit import Actor
from borderpost.db import db
from borderpost.officers.models import Account
from equipment.facts import Facts
from equipment.models import Asset, AssetEvent
from equipment.queries import work_orders
from equipment.services import catalogue, custody, register, repairing
from equipment.services.catalogue import LocationFacts, ModelFacts
from equipment.services.custody import HandOver, TakeBack
from equipment.services.register import Start, StepSaid
from equipment.services.repairing import Return
from tests.desk import lane_id, officer, post_id, remembered


@dataclass(frozen=True)
class World:
    """Ids of what stands at post AAA, and one store at post BBB."""

    post: UUID
    store: UUID
    workshop: UUID
    room: UUID
    lane: UUID
    reader: UUID  # a model that reads passports
    radio: UUID
    other_store: UUID

    def asset(self, **facts: object) -> UUID:
        """A new reader in the store."""
        tag = str(facts.pop("tag", ""))
        said = Facts(**{"model_id": self.reader, **facts})  # type: ignore[arg-type]
        return register.enter(self.post, said, Start(tag, location_id=self.store), by=None).id


def made(_app: Flask) -> World:
    post, other = post_id("AAA"), post_id("BBB")
    places = {
        code: catalogue.add_location(
            post, LocationFacts(code, code.title(), kind, lane), by=None
        ).id
        for code, kind, lane in (
            ("MAG", "store", None), ("ATE", "workshop", None), ("SALLE", "room", None),
            ("V1", "lane", lane_id("AAA")),
        )
    }  # fmt: skip
    reader = ModelFacts("READER", "Sahara", "P1", "P1", ("read_passport", "take_photo"))
    radio = ModelFacts("RADIO", "Harmattan", "HF 100", "", ("radio",))
    store = catalogue.add_location(other, LocationFacts("MAG", "Magasin", "store"), by=None)
    return World(
        post, places["MAG"], places["ATE"], places["SALLE"], places["V1"],
        catalogue.add_model(reader, by=None).id, catalogue.add_model(radio, by=None).id, store.id,
    )  # fmt: skip


@pytest.fixture
def stocked(machine: Flask) -> World:
    """The machine's post with its locations and models; no context of the application."""
    found: World = remembered(machine, made)
    return found


@pytest.fixture
def world(stocked: World, inside: Flask) -> Iterator[World]:
    """The same, inside a context and in English: for services, queries and their sentences."""
    with force_locale("en"):
        yield stocked


def person(username: str) -> UUID:
    """The officer of an account of the cast."""
    wanted = select(Account.officer_id).where(Account.username == username)
    return db.session.scalars(wanted).one()


def step(app: Flask, asset_id: UUID, name: str, who: str = "storekeeper", **said: object) -> None:
    """One step by somebody of the cast; giving and returning as acts of custody, and what comes
    back from repair by its work order."""
    by = officer(app, who)
    if name == "give":
        custody.hand_over([asset_id], HandOver(said["holder_id"]), by=by)  # type: ignore[arg-type]
    elif name == "return":
        custody.take_back([asset_id], TakeBack(said["location_id"]), by=by)  # type: ignore[arg-type]
    elif name == "test":
        passed(asset_id, str(said.pop("reason", "")), by, **said)
    else:
        register.step(asset_id, name, StepSaid(**said), by=by)  # type: ignore[arg-type]


def passed(asset_id: UUID, finding: str, by: Actor, **said: object) -> None:
    """A passed test and the return, by the open order of a thing."""
    order = work_orders.open_order(asset_id)
    assert order is not None
    key = order.id
    repairing.record_test(key, True, finding, None, by=by)
    repairing.close(key, Return("worn out", **said), None, by=by)  # type: ignore[arg-type]


def asset(asset_id: UUID) -> Asset:
    """The thing as it is now."""
    db.session.expire_all()
    return db.session.get_one(Asset, asset_id)


def kinds(asset_id: UUID) -> list[str]:
    """What happened to a thing, in its order."""
    wanted = select(AssetEvent.kind).where(AssetEvent.asset_id == asset_id)
    return list(db.session.scalars(wanted.order_by(AssetEvent.seq)))
