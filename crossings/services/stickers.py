"""The stock of visa stickers: received, counted, spoiled. No number is there twice."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings import Act, supporting
from crossings.models import Inspection, Sticker, StickerCount, StickerSeries, StickerState
from crossings.queries import stickers
from crossings.rules.supporting import ENTRIES
from crossings.services.place import DeskOfficer

MOST = 2_000  # numbers received at once
_PREFIX = re.compile(r"[A-Z0-9-]{0,12}")
_NUMBER = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True)
class Receipt:
    """A series as it arrives: its first and last number as printed, and what it is good for."""

    prefix: str
    first: str
    last: str
    months: int
    days: int
    entries: str
    max_days: int | None
    cite: str

    def numbers(self) -> list[str]:
        """Every number, as printed."""
        wide = len(self.first)
        return [f"{self.prefix}{one:0{wide}}" for one in range(int(self.first), int(self.last) + 1)]


def receive(receipt: Receipt, *, by: DeskOfficer) -> StickerSeries:
    """Take a series into the stock of the officer's post. Raises ``Refused`` for numbers that
    make no sense, that somebody received already, or a visa of no length or source."""
    receipt = replace(receipt, prefix=receipt.prefix.strip().upper())
    _check(receipt)
    with transaction() as session:
        post = session.get_one(Post, by.post_id)
        numbers, now = receipt.numbers(), clock.now()
        _refuse_known(numbers, post.country)
        series = _series(receipt, post, by)
        session.add(series)
        session.flush()
        session.add_all(
            Sticker(
                series_id=series.id,
                post_id=post.id,
                country=post.country,
                number=number,
                changed_at=now,
                changed_by=by.officer_id,
                created_by=by.officer_id,
            )
            for number in numbers
        )
        session.flush()
        audit.record(
            Act.STICKERS_RECEIVED, series, by=by,
            first=numbers[0], last=numbers[-1], number=len(numbers),
        )  # fmt: skip
    return series


def _series(receipt: Receipt, post: Post, by: DeskOfficer) -> StickerSeries:
    return StickerSeries(
        post_id=post.id,
        prefix=receipt.prefix,
        first=int(receipt.first),
        last=int(receipt.last),
        digits=len(receipt.first),
        months=receipt.months,
        days=receipt.days,
        entries=receipt.entries,
        max_days=receipt.max_days,
        cite=receipt.cite.strip()[:200],
        received_on=clock.today(post.zone),
        created_by=by.officer_id,
    )


def count(counted: int, note: str, *, by: DeskOfficer) -> StickerCount:
    """Write how many stickers lie there. Raises ``Refused`` where the register has another
    number and nobody says why: the register is not changed by a count."""
    note = " ".join(note.split())[:300]
    with transaction() as session:
        post = session.get_one(Post, by.post_id)
        expected = stickers.stock(post.id).stock
        if counted < 0:
            raise Refused(_l("Count the stickers that lie there: none is 0."), field="counted")
        if counted != expected and not note:
            raise Refused(
                _l(
                    "You counted %(counted)s; by the register %(expected)s are in stock. Count "
                    "again; if it stays so, write what happened, and spoil what is lost.",
                    counted=counted,
                    expected=expected,
                ),
                field="note",
            )
        row = StickerCount(
            post_id=post.id, counted=counted, expected=expected, note=note, created_by=by.officer_id
        )
        session.add(row)
        session.flush()
        audit.record(Act.STICKERS_COUNTED, row, by=by, counted=counted, expected=expected)
    return row


def spoil(sticker_id: UUID, reason: str, *, by: DeskOfficer) -> Sticker:
    """Take a sticker out of use, from the stock or from the sheet that it was issued on.
    Raises ``Refused`` without a reason, for one that is spoiled already, or that left with its
    traveller."""
    reason = " ".join(reason.split())[:300]
    with transaction() as session:
        row = session.get_one(Sticker, sticker_id)
        if not reason:
            raise Refused(_l("Say why this sticker is spoiled."), field="reason")
        if row.state == StickerState.SPOILED:
            raise Refused(_l("This sticker is spoiled already. Nothing was changed."))
        if row.crossing_id:
            raise Refused(
                _l("This sticker left with its traveller: it cannot be spoiled any more.")
            )
        if row.inspection_id:
            _take_off(row)
        row.state, row.reason = StickerState.SPOILED, reason
        row.changed_at, row.changed_by = clock.now(), by.officer_id
        session.flush()
        audit.record(Act.STICKER_SPOILED, row, by=by, number=row.number)
    return row


def _take_off(row: Sticker) -> None:
    """Take the visa of a spoiled sticker off its sheet, while the sheet is there."""
    inspection = db.session.get(Inspection, row.inspection_id)
    if inspection is None:
        return
    documents = supporting.from_plain(inspection.supporting)
    left = [one for one in documents if one.sticker_id != str(row.id)]
    inspection.supporting = supporting.to_plain(left) or None
    inspection.version += 1


def _check(receipt: Receipt) -> None:
    if not _PREFIX.fullmatch(receipt.prefix):
        raise Refused(_l("Letters, digits and hyphens, at most 12."), field="prefix")
    for name in ("first", "last"):
        if not _NUMBER.fullmatch(getattr(receipt, name)):
            raise Refused(_l("Only the digits, as printed: 000101."), field=name)
    if len(receipt.first) != len(receipt.last):
        raise Refused(_l("Both numbers have as many digits, zeros in front."), field="last")
    size = int(receipt.last) - int(receipt.first) + 1
    if size < 1:
        raise Refused(_l("The last number is before the first. Turn them round."), field="last")
    if size > MOST:
        raise Refused(_l("At most %(most)s numbers at once.", most=MOST), field="last")
    if receipt.months < 0 or receipt.days < 0 or receipt.months + receipt.days < 1:
        raise Refused(_l("Say how long a visa of this series is good."), field="months")
    if receipt.entries not in ENTRIES:
        raise Refused(_l("Choose one, two or several entries."), field="entries")
    if not receipt.cite.strip():
        raise Refused(_l("Name the text that says how long these visas are good."), field="cite")


def _refuse_known(numbers: list[str], country: str) -> None:
    for start in range(0, len(numbers), 400):
        some = numbers[start : start + 400]
        known = select(Sticker.number).where(Sticker.country == country, Sticker.number.in_(some))
        if number := db.session.scalar(known.order_by(Sticker.number).limit(1)):
            raise Refused(
                _l("Number %(number)s was received already. No number is there twice.",
                   number=number),
                field="first",
            )  # fmt: skip
