"""What may be done with stock: receive, issue, move, adjust, count, reverse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from borderpost import locale
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment import stock_balance
from equipment.models import StockCard, StockItem, StockLot, StockMovement
from equipment.models.stock import ADJUST, COUNT, ISSUE, RECEIVE, REVERSE, TRANSFER
from equipment.queries import allocations, donations, stock
from equipment.services import allocating, dispatched, drawing, rules
from equipment.services import stock_writing as writing
from equipment.services.stock_writing import Move, Said


@dataclass(frozen=True)
class Lot:
    """A lot as its label says it: '' for what has none, its last good day if it expires."""

    code: str = ""
    expires_on: date | None = None


def receive(
    item_id: UUID, location_id: UUID, lot: Lot, quantity: int, said: Said, *, by: Actor | None
) -> StockMovement:
    """Take so many of a lot in. Raises ``Refused`` for a lot known with another last day."""
    with transaction() as session:
        item = session.get_one(StockItem, item_id)
        row = received(item, location_id, lot, quantity, said, by)
        writing.tell([row], by)
    return row


def received(
    item: StockItem, location_id: UUID, lot: Lot, quantity: int, said: Said, by: Actor | None
) -> StockMovement:
    """As ``receive``, inside the caller's transaction and without its audit line."""
    writing.check_quantity(quantity)
    card = writing.card_at(item, _lot(item, lot, by), location_id, by)
    return writing.write(card, Move(RECEIVE, quantity, said, new_id()), by)


def issue(
    item_id: UUID, location_id: UUID, quantity: int, said: Said, *, by: Actor | None
) -> list[StockMovement]:
    """Issue from a place, what expires first goes first. Raises ``Refused`` when there is not
    enough that has not expired; then nothing is issued."""
    with transaction() as session:
        item = session.get_one(StockItem, item_id)
        today = posts.today(item.post_id)
        before = allocations.figures(item, today)
        rows = issued(item, location_id, quantity, said, by)
        allocating.check_unspoken(item, before, today)
        writing.tell(rows, by)
    return rows


def issued(
    item: StockItem,
    location_id: UUID,
    quantity: int,
    said: Said,
    by: Actor | None,
    act_id: UUID | None = None,
) -> list[StockMovement]:
    """As ``issue``, inside the caller's transaction and without its audit lines; as part of the
    act ``act_id`` if one is given."""
    writing.check_quantity(quantity)
    need_receiver(said)
    rules.check_location(item.post_id, location_id)
    day = writing.day_of(item, said)
    taken = drawing.drawn(item, location_id, quantity, day)
    act = act_id or new_id()
    return [writing.write(card, Move(ISSUE, -number, said, act), by) for card, number in taken]


def issued_of(
    card: StockCard, quantity: int, said: Said, act_id: UUID, by: Actor | None
) -> StockMovement:
    """Issue of one lot at one place, inside the caller's transaction. Raises ``Refused`` for what
    has expired, is not there or is spoken for."""
    check_good(card, writing.day_of(card.item, said))
    today = posts.today(card.item.post_id)
    before = allocations.figures(card.item, today)
    row = writing.write(card, Move(ISSUE, -quantity, said, act_id), by)
    allocating.check_unspoken(card.item, before, today)
    writing.tell([row], by)
    return row


def need_receiver(said: Said) -> None:
    """Raises ``Refused`` for an issue to nobody."""
    _need(said, _l("Say for whom or for what it is issued."))


def check_good(card: StockCard, day: date) -> None:
    """Raises ``Refused`` for what had expired on a day."""
    if card.lot.is_expired(day):
        raise Refused(
            _l("%(item)s expired on %(day)s. It is not given away.",
               item=card.item.name, day=locale.day(card.lot.expires_on)),
            field="card_id",
        )  # fmt: skip


def transfer(
    item_id: UUID, card_id: UUID, location_id: UUID, quantity: int, said: Said, *, by: Actor | None
) -> list[StockMovement]:
    """Move so many of a lot from its place to another one of the post."""
    with transaction():
        card = card_of(item_id, card_id)
        writing.check_quantity(quantity)
        if card.location_id == location_id:
            raise Refused(_l("It lies there already. Choose another place."), field="location_id")
        target, act_id = writing.card_at(card.item, card.lot, location_id, by), new_id()
        rows = [
            writing.write(card, Move(TRANSFER, -quantity, said, act_id), by),
            writing.write(target, Move(TRANSFER, quantity, said, act_id), by),
        ]
        writing.tell(rows, by)
    return rows


def adjust(
    item_id: UUID, card_id: UUID, difference: int, said: Said, *, by: Actor | None
) -> StockMovement:
    """Say that more or fewer are there, and why: broken, expired and destroyed, found."""
    with transaction():
        card = card_of(item_id, card_id)
        _need(said, _l("Say why: broken, expired and destroyed, found, a slip of the pen."))
        writing.check_quantity(abs(difference))
        row = writing.write(card, Move(ADJUST, difference, said, new_id()), by)
        writing.tell([row], by)
    return row


def count(
    item_id: UUID, card_id: UUID, found: int, said: Said, *, by: Actor | None
) -> StockMovement:
    """Say how many are there. A difference needs its reason; none is written down too."""
    with transaction():
        card = card_of(item_id, card_id)
        if not 0 <= found <= writing.MOST:
            raise Refused(
                _l("Enter a whole number from 0 to %(most)s.", most=writing.MOST), field="quantity"
            )
        held = stock_balance.on(stock.days(card.id), writing.day_of(card.item, said))
        if found != held:
            _need(said, _l("The card says %(held)s. Say why they differ, or count again.",
                           held=held))  # fmt: skip
        row = writing.write(card, Move(COUNT, found - held, said, new_id(), counted=found), by)
        writing.tell([row], by)
    return row


def reverse(movement_id: UUID, reason: str, *, by: Actor) -> list[StockMovement]:
    """Reverse all that one form wrote, on its own day. Nothing is deleted. Raises ``Refused``
    for a reversal, for what is reversed already, and for what has been used since."""
    with transaction() as session:
        row = session.get_one(StockMovement, movement_id)
        said = Said(reason=reason)
        _need(said, _l("Say why it is reversed."))
        if row.kind == REVERSE:
            raise Refused(_l("This is a reversal. Enter again what was right."))
        if row.reversed_by is not None:
            raise Refused(_l("This was reversed already. Nothing more is to be done."))
        dispatched.give_back(row.act_id)
        donation = donations.of_movements(row.act_id)
        if donation is not None:
            raise Refused(
                _l("It left by certificate %(number)s. Reverse that one.", number=donation.number)
            )
        return reversed_act(row.act_id, said, by)


def reversed_act(act_id: UUID, said: Said, by: Actor | None) -> list[StockMovement]:
    """As ``reverse``, by the act, inside the caller's transaction."""
    back, new_act = [], new_id()
    for one in stock.of_act(act_id):
        told = replace(said, project_id=one.project_id)
        back.append(writing.write_back(one, Move(REVERSE, -one.quantity, told, new_act), by))
    writing.tell(back, by)
    return back


def _lot(item: StockItem, lot: Lot, by: Actor | None) -> StockLot:
    code = " ".join(lot.code.split()).upper()
    if item.has_expiry and (lot.expires_on is None or not code):
        raise Refused(
            _l("This item expires. Enter the lot and its last good day as its label says."),
            field="lot" if not code else "expires_on",
        )
    if not item.has_expiry and lot.expires_on is not None:
        raise Refused(_l("This item does not expire. Leave the day empty."), field="expires_on")
    wanted = select(StockLot).where(StockLot.item_id == item.id, StockLot.code == code)
    row = db.session.scalar(wanted)
    if row is None:
        row = StockLot(
            id=new_id(), item_id=item.id, code=code, expires_on=lot.expires_on,
            created_by=by.officer_id if by else None,
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
    elif row.expires_on != lot.expires_on:
        raise Refused(
            _l("Lot %(lot)s is known with the last good day %(day)s. Look at the label again, or "
               "give the lot another name.",
               lot=row.code, day=locale.day(row.expires_on)),
            field="expires_on",
        )  # fmt: skip
    return row


def card_of(item_id: UUID, card_id: UUID) -> StockCard:
    """The card that a form names. Raises ``Refused`` for another item's."""
    card = stock.card(item_id, card_id)
    if card is None:
        raise Refused(_l("Choose a lot and its place from the list."), field="card_id")
    return card


def _need(said: Said, sentence: LazyString) -> None:
    if not said.reason.strip():
        raise Refused(sentence, field="reason")
