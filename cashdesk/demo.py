"""The demonstration's money: an invented tariff, marked as such, and the cash of three days."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from borderpost import clock
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from cashdesk.models import PaperFate, PaperReceipt, Tariff
from cashdesk.queries import receipts
from cashdesk.queries import tariffs as table
from cashdesk.queries import tills as reading
from cashdesk.services import issuing, paper_capture, paper_receipts, tariffs, tills, voiding
from cashdesk.services.issuing import Fee
from cashdesk.services.paper_capture import Written
from cashdesk.services.tariffs import TariffFacts
from cashdesk.services.tills import Opening

BASIS = "DÉMONSTRATION : texte inventé, aucun tarif officiel n’est connu"
ROWS = (
    ("LP-VEH", "Laissez-passer de véhicule (démonstration)", "Vehicle pass (demonstration)",
     "تصريح مركبة (عرض تجريبي)", "vehicle", 5_000),
    ("VISA-30", "Visa de 30 jours (démonstration)", "Visa of 30 days (demonstration)",
     "تأشيرة 30 يوما (عرض تجريبي)", "person", 25_000),
    ("PASSAGE", "Passage d’une personne (démonstration)", "Passage of a person (demonstration)",
     "عبور شخص (عرض تجريبي)", "person", 0),
)  # fmt: skip
DAYS, CHANGE, SEED, PAPERS = 3, 20_000, 2026, 8


@dataclass(frozen=True)
class Someone:
    """Who acts in the demonstration."""

    officer_id: UUID
    post_id: UUID


def fill(say: Callable[[str], object]) -> None:
    """Write the tariff and the tills once, unless there is one."""
    post = posts.this_post()
    cashier, chief = (officers.account_named(name) for name in ("caisse", "chef"))
    if post is None or cashier is None or chief is None or table.all_of(post.id):
        return
    taker, closer = Someone(cashier.officer_id, post.id), Someone(chief.officer_id, post.id)
    today = clock.today(post.zone)
    first = today - timedelta(days=DAYS)
    with _at(post, first, 7):
        rows = [tariffs.add(_facts(post, first, row), by=None) for row in ROWS]
    dice, written = random.Random(SEED), 0
    for back in range(DAYS, 0, -1):
        written += _shift(post, today - timedelta(days=back), rows, dice, taker, closer)
    with _at(post, first, 10):
        papers = paper_receipts.print_ahead(PAPERS, by=closer)
        for paper in papers[:4]:
            paper_receipts.hand_out(paper.id, taker.officer_id, by=closer)
        paper_receipts.account(papers[5].id, PaperFate.SPOILED, "Taché d’encre", by=closer)
    with clock.standing_at(clock.now() - timedelta(minutes=30)):
        open_now = tills.open_till(Opening("XOF", CHANGE, _lane(post)), by=taker)
        written += _receipts(open_now.id, rows, dice, taker, 4)
        _ask_void(open_now.id, taker)
        _by_hand(post, [papers[0], papers[2]], rows, taker)
    say(f"Invented tariff of {len(rows)} rows; {written} receipts of {DAYS + 1} shifts.")


def _shift(
    post: Post, day: date, rows: list[Tariff], dice: random.Random, taker: Someone, closer: Someone
) -> int:
    with _at(post, day, 8):
        till_id = tills.open_till(Opening("XOF", CHANGE, _lane(post)), by=taker).id
    with _at(post, day, 11):
        written = _receipts(till_id, rows, dice, taker, 9)
    with _at(post, day, 15):
        found = reading.till(till_id, post.id)
        expected = reading.balance(found).expected if found else 0
        short = 500 if day.toordinal() % 2 else 0
        tills.count(till_id, expected - short, "Billet déchiré, mis de côté", by=taker)
        tills.close(till_id, expected - short, by=closer)
    return written


def _receipts(
    till_id: UUID, rows: list[Tariff], dice: random.Random, taker: Someone, many: int
) -> int:
    for _number in range(many):
        row = dice.choice(rows)
        quantity = dice.choice((1, 1, 2, 4)) if row.is_free else 1
        issuing.issue(till_id, Fee(row.id, quantity), by=taker)
    return many


def _ask_void(till_id: UUID, taker: Someone) -> None:
    latest = receipts.of_till(till_id)[0]
    voiding.ask(latest.id, "Saisi deux fois pour le même voyageur", by=taker)


def _by_hand(post: Post, papers: list[PaperReceipt], rows: list[Tariff], taker: Someone) -> None:
    """Two receipts of an outage, captured; the number between them is looked for."""
    yesterday = clock.today(post.zone) - timedelta(days=1)
    for paper, row, at in zip(papers, rows, (time(17, 40), time(18, 5)), strict=False):
        written = Written(yesterday, at, row.id, 1, row.amount, taker.officer_id)
        paper_capture.capture(paper.id, written, by=taker)


def _facts(post: Post, first: date, row: tuple[str, str, str, str, str, int]) -> TariffFacts:
    code, fr, en, ar, unit, amount = row
    return TariffFacts(post.id, code, fr, en, ar, unit, amount, "XOF", first, None, BASIS)


def _lane(post: Post) -> UUID | None:
    lanes = posts.open_lanes(post.id)
    return lanes[0].id if lanes else None


def _at(post: Post, day: date, hour: int) -> AbstractContextManager[None]:
    return clock.standing_at(datetime.combine(day, time(hour), ZoneInfo(post.zone)))
