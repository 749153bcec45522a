"""What watchlists have at a post of the cast: a list and its things, and a traveller's hits."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from borderpost.db import new_id, transaction
from watchlist import kept
from watchlist.listed import Listed, Name
from watchlist.models import (
    Entry,
    EntryProposal,
    ListVersion,
    Screened,
    ThresholdProposal,
    WatchList,
)
from watchlist.outcome import Papers, Screening, State
from watchlist.tiers import USUAL, plain


def things(post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    """A list without a searchable form, one of each of its things, and a kept screening."""
    listed = Listed("1", (Name("Specimen Listed"),), code="refer").plain()
    with transaction() as session:
        found = WatchList(name=f"list-{code.lower()}", title=code, legal_basis="Test")
        session.add(found)
        session.flush()
        version = ListVersion(
            list_id=found.id, number=1, state="waiting", format="csv",
            issued_at=datetime.now(UTC), created_by=officer_id, rejects=[], quality={},
        )  # fmt: skip
        entry = Entry(
            list_id=found.id, key="1", digest="0" * 64, code="refer", quality="none", since=1,
            content=listed,
        )  # fmt: skip
        proposal = EntryProposal(
            list_id=found.id, kind="add", content=listed, why=b"Test", proposed_by=officer_id
        )
        steps = ThresholdProposal(
            list_id=found.id, content=plain(USUAL), why="Test", proposed_by=officer_id
        )
        screened = Screened(
            post_id=post_id, sheet_id=new_id(), sheet_version=1, state="screened",
            lists="list:1", has_hits=True, created_by=officer_id,
            content=kept.packed(Screening(State.SCREENED, Papers.CLEAR)),
        )  # fmt: skip
        session.add_all([version, entry, proposal, steps, screened])
        session.flush()
        return {
            "watch_list_id": found.id,
            "watch_version_id": version.id,
            "entry_id": entry.id,
            "watch_proposal_id": proposal.id,
            "threshold_id": steps.id,
            "screened_id": screened.id,
        }
