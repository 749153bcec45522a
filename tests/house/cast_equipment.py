"""What projects and equipment have at a post of the cast."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db, transaction
from borderpost.imports.command import Machine
from borderpost.officers.models import Officer
from equipment.facts import Facts
from equipment.models import (
    Asset,
    DonationLine,
    ReaderProposal,
    ReceptionArrival,
    ReceptionDifference,
    ReceptionLine,
)
from equipment.packing_list import Wanted
from equipment.queries import stock as stock_queries
from equipment.queries import work_orders
from equipment.services import (
    allocating,
    arrivals,
    catalogue,
    custody,
    donating,
    kit_bills,
    kits,
    planning,
    receiving,
    recording,
    register,
    repairing,
    reserving,
    stock,
    stock_items,
    stocktaking,
    taking_in,
    terms,
)
from equipment.services.allocating import Wish as Spoken
from equipment.services.arrivals import Count
from equipment.services.catalogue import LocationFacts, ModelFacts
from equipment.services.custody import HandOver
from equipment.services.donating import Deed
from equipment.services.planning import PlanFacts
from equipment.services.receiving import Consignment
from equipment.services.register import Start, StepSaid
from equipment.services.repairing import PartSaid
from equipment.services.reserving import Wish
from equipment.services.stock import Lot
from equipment.services.stock_items import ItemFacts
from equipment.services.stock_writing import Said
from equipment.services.taking_in import Confirmed
from equipment.services.terms import TermFacts
from projects import services as ledger
from projects.services import LineFacts, ProjectFacts
from tests.house.cast_distributions import distributed


def things(post_id: UUID, code: str, officer_id: UUID) -> dict[str, object]:
    donor_id = ledger.add_donor(f"D{code}", "Fund", by=None).id
    project_id = ledger.add_project(ProjectFacts(f"P{code}", "Border"), by=None).id
    line_id = ledger.add_line(project_id, LineFacts("L1", "Readers", donor_id), by=None).id
    model_id = catalogue.add_model(ModelFacts("READER", "Sahara", code), by=None).id
    store_id = catalogue.add_location(post_id, LocationFacts("MAG", "Store", "store"), by=None).id
    start = Start(location_id=store_id)
    asset_id = register.enter(post_id, Facts(model_id), start, by=None).id
    keeper = Machine(post_id, officer_id)
    stocktake_id = stocktaking.begin(post_id, "Test", None, by=keeper).id
    return {
        "donor_id": donor_id,
        "project_id": project_id,
        "line_id": line_id,
        "model_id": model_id,
        "location_id": store_id,
        "asset_id": asset_id,
        "step": "place",
        "stocktake_id": stocktake_id,
        **_custody(post_id, model_id, store_id, officer_id),
        **_upkeep(post_id, model_id, asset_id, store_id, keeper),
        **_stock(post_id, store_id),
        **distributed(post_id, store_id, keeper),
        **_donation(post_id, asset_id, keeper),
        **_reception(post_id, model_id, store_id, keeper),
    }


def _upkeep(
    post_id: UUID, model_id: UUID, asset_id: UUID, store_id: UUID, keeper: Machine
) -> dict[str, object]:
    """A plan that is due at the thing, a licence of it, and another thing that is broken."""
    plan = PlanFacts("clean", "Clean the glass", 30, "days")
    broken = register.enter(post_id, Facts(model_id), Start(location_id=store_id), by=None).id
    register.step(broken, "fault", StepSaid("cracked"), by=keeper)
    order = work_orders.open_order(broken)
    assert order is not None
    order_id = order.id
    part = repairing.add_part(order_id, PartSaid("glass", Decimal(1)), None, by=keeper)
    with transaction() as session:
        proposal = ReaderProposal(
            post_id=post_id, asset_id=asset_id, since=clock.today(), until=clock.today(),
            readings=200, failed=50, others_readings=200, others_failed=2, low=0.1, high=0.4,
        )  # fmt: skip
        session.add(proposal)
    term = TermFacts("licence", clock.today())
    return {
        "plan_id": planning.make(post_id, plan, asset_id=asset_id, by=None).id,
        "order_id": order_id,
        "part_id": part.id,
        "order_proposal_id": proposal.id,
        "term_id": terms.add(asset_id, term, by=None).id,
        "plot": "overdue",
        "table": "states",
    }


def _stock(post_id: UUID, store_id: UUID) -> dict[str, object]:
    facts = ItemFacts("SAVON", "Soap", "consumable", "piece")
    item_id = stock_items.add(post_id, facts, by=None).id
    row = stock.receive(item_id, store_id, Lot(), 10, Said(), by=None)
    movement_id = row.id
    wish = Spoken("planned", 2, "Drill")
    kit_id = stock_items.add(post_id, ItemFacts("KIT", "Kit", "kit", "kit"), by=None).id
    kit_bills.write(kit_id, {item_id: 1}, "", by=None)
    kits.assemble(kit_id, store_id, 2, Said(), by=None)
    return {
        "item_id": kit_id,
        "card_id": stock_queries.cards(kit_id)[0].id,
        "stock_act": "receive",
        "movement_id": movement_id,
        "allocation_id": allocating.allocate(item_id, wish, by=None).id,
    }


def _donation(post_id: UUID, asset_id: UUID, keeper: Machine) -> dict[str, object]:
    """A draft with one thing."""
    asset = db.session.get_one(Asset, asset_id)
    tag, facts = asset.tag, replace(recording.facts_of(asset), owner="Giver")
    register.describe(asset_id, facts, None, by=keeper)
    donation_id = donating.prepare(post_id, Deed("Giver", "Receiver"), tag, by=keeper).id
    entry = select(DonationLine.id).where(DonationLine.donation_id == donation_id)
    return {"donation_id": donation_id, "schedule_line_id": db.session.scalars(entry).one()}


def _reception(post_id: UUID, model_id: UUID, store_id: UUID, keeper: Machine) -> dict[str, object]:
    """A consignment that was confirmed: one thing came damaged, one is short."""
    line = Wanted(model_id=model_id, quantity=2)
    reception_id = receiving.prepare(post_id, Consignment("Sender"), [line], by=keeper).id
    packing = select(ReceptionLine.id).where(ReceptionLine.reception_id == reception_id)
    packing_id = db.session.scalars(packing).one()
    arrivals.count(reception_id, Count(packing_id, 1), by=keeper)
    came = select(ReceptionArrival.id).where(ReceptionArrival.line_id == packing_id)
    arrival_id = db.session.scalars(came).one()
    arrivals.damage(reception_id, arrival_id, "bent", b"\x89PNG\r\n", by=keeper)
    taking_in.confirm(reception_id, Confirmed(store_id), by=keeper)
    short = select(ReceptionDifference.id).where(ReceptionDifference.kind == "short")
    short = short.where(ReceptionDifference.reception_id == reception_id)
    return {
        "reception_id": reception_id,
        "packing_id": packing_id,
        "arrival_id": arrival_id,
        "difference_id": db.session.scalars(short).one(),
    }


def _custody(post_id: UUID, model_id: UUID, store_id: UUID, officer_id: UUID) -> dict[str, object]:
    start = Start(location_id=store_id)
    held = register.enter(post_id, Facts(model_id), start, by=None).id
    wish = Wish(officer_id, clock.today())
    reservation_id = reserving.ask(held, wish, by=Machine(post_id, officer_id)).id
    receiver = db.session.scalars(
        select(Officer.id).where(Officer.post_id == post_id, Officer.id != officer_id).limit(1)
    ).first()
    giver = officer_id
    if receiver is None:  # a post with one officer: somebody else gives
        receiver, giver = (
            officer_id,
            db.session.scalars(select(Officer.id).where(Officer.id != officer_id).limit(1)).one(),
        )
    said = HandOver(receiver, giver_id=giver)
    act_id = custody.hand_over([held], said, by=Machine(post_id, giver)).id
    return {"act_id": act_id, "who": "giver", "reservation_id": reservation_id}
