"""What the home page says to donors, and of certificates that wait."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost import listing
from borderpost.access import may_open
from borderpost.features import Card
from equipment.queries import donations, donor_report
from equipment.queries.donor_report import WITH, Wanted


def report() -> Card | None:
    """How many items were handed over, for who reads the donors' report and nothing else."""
    if may_open("equipment.index") or not may_open("donor_reports.index"):
        return None
    every = listing.count(donor_report.items(Wanted(), current_user.post_id))
    given = listing.count(donor_report.items(Wanted(deed=WITH), current_user.post_id))
    return Card(
        title=_("Donor report"),
        figure=str(given),
        words=_("items handed over by certificate, of %(all)s", all=every),
        address=url_for("donor_reports.index"),
        icon="chart-bar",
    )


def deeds() -> Card | None:
    """How many certificates are not signed yet, for whoever prepares and checks them."""
    if not may_open("donations.new"):
        return None
    count = listing.count(donations.donations(current_user.post_id, state="open"))
    return Card(
        title=_("Donations"),
        figure=str(count),
        words=_("certificates wait for their check or signatures"),
        address=url_for("donations.index", state="open"),
        icon="file-text",
        tone="ask" if count else "plain",
    )
