"""Certificates at any point of their way: what tests of donations need."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from flask import Flask

from borderpost.db import db
from equipment import donation_verification, stock_verification, verification
from equipment.models import Donation
from equipment.services import conveying, donating
from equipment.services.conveying import Signed
from equipment.services.donating import Deed
from projects import services as ledger
from projects.services import LineFacts, ProjectFacts
from tests.desk import officer
from tests.equipment.test_custody import drawn
from tests.equipment.work import World

GIVER, RECEIVER = "OIM (essai)", "Direction de la police (essai)"


def deed(*, leaves: bool = False, **more: str) -> Deed:
    """From the invented organisation to the invented service."""
    return Deed(**{"giver": GIVER, "receiver": RECEIVER, **more}, leaves=leaves)


def paid(code: str = "P1", amount: str | None = "5000.00") -> dict[str, object]:
    """A project with one line of one donor: facts for things."""
    donor = ledger.add_donor(f"D-{code}", f"Fund {code}", by=None).id
    project = ledger.add_project(ProjectFacts(code, f"Border {code}"), by=None).id
    sum_ = Decimal(amount) if amount else None
    facts = LineFacts(f"L-{code}", "Readers", donor, sum_, "EUR" if amount else "")
    line = ledger.add_line(project, facts, by=None).id
    return {"project_id": project, "budget_line_id": line, "donor_id": donor}


def things(world: World, many: int = 3, **facts: object) -> list[UUID]:
    """Things that the giver owns; each costs 2,450.00 EUR unless said otherwise."""
    said = {"owner": GIVER, "cost": Decimal("2450.00"), "currency": "EUR", **facts}
    return [world.asset(**said) for _number in range(many)]


def draft(app: Flask, world: World, codes: str, *, leaves: bool = False) -> UUID:
    """A draft of the storekeeper with the things that codes name."""
    by = officer(app, "storekeeper")
    return donating.prepare(world.post, deed(leaves=leaves), codes, by=by).id


def checked(app: Flask, world: World, codes: str, *, leaves: bool = False) -> UUID:
    """The same, checked by the supervisor."""
    key = draft(app, world, codes, leaves=leaves)
    donating.check(key, None, by=officer(app, "supervisor"))
    return key


def signed(app: Flask, world: World, codes: str, *, leaves: bool = False) -> UUID:
    """The same, signed by both."""
    key = checked(app, world, codes, leaves=leaves)
    sign(app, key)
    return key


def sign(app: Flask, key: UUID, **said: object) -> None:
    """Both draw their signatures."""
    by = officer(app, "storekeeper")
    conveying.sign(key, Signed(**said), drawn(), drawn(), by=by)  # type: ignore[arg-type]


def row(key: UUID) -> Donation:
    """The certificate as it is now."""
    db.session.expire_all()
    return db.session.get_one(Donation, key)


def healthy() -> bool:
    """Whether the register, the stock and the certificates are what their records say."""
    found = (verification, stock_verification, donation_verification)
    return [fault for one in found for fault in one.faults()] == []
