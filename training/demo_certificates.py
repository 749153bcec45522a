"""The demonstration's certificates: valid, corrected, revoked, and some that end soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from borderpost import clock
from training.certificate_models import Certificate
from training.models import Run
from training.services import certifying, ending

AGO = timedelta(days=710)  # a certificate of 24 months from then ends in some three weeks
_ARABIC = "كومبا باتيلي"


@dataclass(frozen=True)
class _By:
    """Somebody invented who acts."""

    officer_id: UUID | None
    post_id: UUID | None


def issue(run: Run) -> list[Certificate]:
    """To everybody who completed it, from today."""
    return certifying.issue(run.id, certifying.Order(clock.today(run.zone)), by=None)


def end(made: Sequence[Certificate], asks: UUID, answers: UUID) -> None:
    """One is corrected, one revoked, and of one the revocation waits for its answer."""
    if len(made) < 4:
        return
    corrected, revoked, waiting = made[0], made[1], made[2]
    ending.supersede(corrected.id, corrected.payload["name"], _ARABIC,
                     "Le nom en lettres arabes manquait.", by=None)  # fmt: skip
    post_id = revoked.post_id
    ending.ask(revoked.id, "Épreuve passée par une autre personne.", by=_By(asks, post_id))
    ending.answer(revoked.id, is_granted=True, by=_By(answers, post_id))
    ending.ask(waiting.id, "Présence contestée.", by=_By(asks, post_id))
