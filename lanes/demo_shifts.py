"""A shift that was handed over and the next one, incidents and keys, for the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.officers.proving import Signature
from borderpost.posts import queries as posts
from lanes.models import Shift
from lanes.queries import shifts as queries
from lanes.services import shift_log, shifts
from lanes.services.shift_counting import Told
from lanes.services.shifts import Taking
from lanes.shift_lines import CASH, KEY

HOUR = timedelta(hours=1)
_KEYS = (("Barrière", "Guérite"), ("Coffre", "Bureau du chef"), ("Magasin", "Bureau du chef"))


@dataclass(frozen=True)
class _Someone:
    officer_id: UUID
    post_id: UUID


def fill(say: Callable[[str], object]) -> None:
    """Write them once."""
    post = posts.this_post()
    found = [officers.account_named(name) for name in ("cheikh", "awa", "chef")]
    if post is None or None in found or db.session.scalar(select(Shift.id).limit(1)):
        return
    cheikh, awa, chief = (_Someone(x.officer_id, post.id) for x in found if x is not None)
    now = clock.now()
    with clock.standing_at(now - 14 * HOUR):
        keys = [shift_log.add_key(name, place, by=chief).id for name, place in _KEYS]
        shift_log.move_key(keys[0], cheikh.officer_id, by=chief)
        row = shifts.open_shift(_told(post.id, cash="75000"), _signed(cheikh), by=cheikh)
    with clock.standing_at(now - 11 * HOUR):
        what = "Vitre de la guérite 2 cassée par une pierre"
        shift_log.write("EQU", what, None, by=cheikh)
        crowd = shift_log.write("DIS", "Attroupement devant la voie 1", None, by=cheikh)
        shift_log.resolve(crowd.id, "Dispersé dans le calme en vingt minutes", by=cheikh)
    _hand_over(row, cheikh, awa)
    say("A shift that was handed over, the next one open; two incidents, three keys.")


def _hand_over(row: Shift, giver: _Someone, taker: _Someone) -> None:
    with clock.standing_at(clock.now() - 6 * HOUR):
        told = _told(row.post_id, missing="Magasin")
        note = "Le groupe électrogène doit être arrêté à 22 h"
        shifts.offer(row.id, told, taker.officer_id, note, _signed(giver), by=giver)
        shifts.take(row.id, told, Taking(), _signed(taker), by=taker)


def _told(post_id: UUID, cash: str = "", missing: str = "") -> dict[str, Told]:
    said = {}
    for one in queries.books(post_id, queries.running(post_id)):
        stated, why = one.expected, ""
        if one.kind == CASH:
            stated = stated or cash
        if one.kind == KEY and one.name == missing:
            stated, why = "0", "Prêtée au magasinier jusqu’à demain"
        said[one.key] = Told(stated, why)
    return said


def _signed(who: _Someone) -> Signature:
    return Signature(who.officer_id, clock.now())
