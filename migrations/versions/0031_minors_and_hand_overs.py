"""Minors and who accompanies them; what is handed over, or left open, at the end of a shift."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031_minors_and_hand_overs"
down_revision = "0030_visa_stickers"
branch_labels = None
depends_on = None

_OF_A_CROSSING = {"minor": 12, "accompanied_by": 1000, "accompanies": 2000, "authorisation": 12}
_INDEXES = {
    "guardian_links": ("crossing_id", "inspection_id", "adult_inspection_id"),
    "hand_overs": ("post_id", "giver_id", "taker_id"),
    "left_open": ("post_id", "officer_id"),
}


def upgrade() -> None:
    """Make the tables; nobody was asked before, so that old crossings say nothing."""
    for name, length in _OF_A_CROSSING.items():
        op.add_column("crossings", sa.Column(name, sa.String(length=length), nullable=True))
    op.add_column("inspections", sa.Column("accompaniment", sa.LargeBinary(), nullable=True))
    op.add_column("referrals", sa.Column("followed_by", sa.Uuid(), nullable=True))
    _of_minors()
    _of_shifts()
    for table, columns in _INDEXES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def _of_minors() -> None:
    op.create_table(
        "guardian_links",
        sa.Column("crossing_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("adult_inspection_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.String(length=10), nullable=False),
        *_record(),
        sa.ForeignKeyConstraint(
            ["crossing_id", "occurred_on"],
            ["crossings.id", "crossings.occurred_on"],
            name="fk_guardian_links_crossing_id_occurred_on",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_guardian_links"),
    )
    op.create_table(
        "authorisation_guidance",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("body_fr", sa.String(length=600), nullable=False),
        sa.Column("body_en", sa.String(length=600), nullable=False),
        sa.Column("body_ar", sa.String(length=600), nullable=False),
        sa.Column("cite", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        *_record(),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_authorisation_guidance_post_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_authorisation_guidance"),
        sa.UniqueConstraint("post_id", name="uq_authorisation_guidance_post_id"),
    )


def _of_shifts() -> None:
    op.create_table(
        "hand_overs",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("giver_id", sa.Uuid(), nullable=False),
        sa.Column("taker_id", sa.Uuid(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("ending", sa.String(length=10), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *_record(),
        sa.CheckConstraint(
            "ending IN ('', 'accepted', 'declined', 'withdrawn')",
            name=op.f("ck_hand_overs_ending"),
        ),
        sa.CheckConstraint("giver_id <> taker_id", name=op.f("ck_hand_overs_two_people")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_hand_overs_post_id"),
        sa.ForeignKeyConstraint(["giver_id"], ["officers.id"], name="fk_hand_overs_giver_id"),
        sa.ForeignKeyConstraint(["taker_id"], ["officers.id"], name="fk_hand_overs_taker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_hand_overs"),
    )
    op.create_table(
        "left_open",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        *_record(),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_left_open_post_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_left_open_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_left_open"),
    )


def _record() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    )


def downgrade() -> None:
    """Forget who accompanied whom, and the hand-overs."""
    for table in ("left_open", "hand_overs", "authorisation_guidance", "guardian_links"):
        op.drop_table(table)
    op.drop_column("referrals", "followed_by")
    op.drop_column("inspections", "accompaniment")
    for name in reversed(_OF_A_CROSSING):
        op.drop_column("crossings", name)
