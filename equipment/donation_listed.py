"""The list of donations: what a row shows and what a file holds."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.locale import day
from equipment import donation_words as words
from equipment.models import Donation


def _number(row: Donation) -> Markup:
    return cells.link(url_for("certificates.show", donation_id=row.id), cells.latin(row.number))


DONATIONS: Listed[Donation] = Listed(
    "donations.index",
    (
        Column("number", lambda row: row.number, _l("Number"), _number, [Donation.number]),
        Column("state", lambda row: row.state, _l("State"),
               lambda row: cells.tag(words.STATES[row.state], words.TONES[row.state]),
               [Donation.state]),
        Column("giver", lambda row: row.giver, _l("From whom"),
               lambda row: cells.name(row.giver), [Donation.giver]),
        Column("receiver", lambda row: row.receiver, _l("To whom"),
               lambda row: cells.name(row.receiver), [Donation.receiver]),
        Column("lines", lambda row: len(row.lines), _l("Lines")),
        Column("leaves_the_post", lambda row: "yes" if row.leaves else "no"),
        Column("title_passed_on", lambda row: row.title_on or "", _l("Title passed on"),
               lambda row: day(row.title_on), [Donation.title_on]),
        Column("reference", lambda row: row.reference),
        Column("ended_why", lambda row: row.ended_why),
    ),
    tie=(Donation.number,),
    usual="-number",
)  # fmt: skip
