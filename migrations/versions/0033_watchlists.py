"""Watchlists: lists, versions, entries, proposals, thresholds; screenings and clearances."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033_watchlists"
down_revision = "0031_minors_and_hand_overs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; what entries and screenings say of people is sealed."""
    op.create_table(
        "watch_lists",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("holds", sa.String(length=9), nullable=False),
        sa.Column("legal_basis", sa.String(length=300), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("stale_days", sa.Integer(), nullable=False),
        sa.Column("signed_only", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "code IN ('stop', 'refer', 'discreet', 'inform')", name=op.f("ck_watch_lists_code")
        ),
        sa.CheckConstraint("holds IN ('people', 'documents')", name=op.f("ck_watch_lists_holds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_lists")),
        sa.UniqueConstraint("name", name=op.f("uq_watch_lists_name")),
    )
    op.create_table(
        "watch_clearances",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("entry_key", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document_mark", sa.String(length=64), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["list_id"], ["watch_lists.id"], name=op.f("fk_watch_clearances_list_id")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_watch_clearances_post_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_clearances")),
    )
    op.create_index(
        op.f("ix_watch_clearances_document_mark"),
        "watch_clearances",
        ["document_mark"],
        unique=False,
    )
    op.create_table(
        "watch_entries",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("quality", sa.String(length=4), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "code IN ('stop', 'refer', 'discreet', 'inform')", name=op.f("ck_watch_entries_code")
        ),
        sa.CheckConstraint(
            "quality IN ('full', 'year', 'none')", name=op.f("ck_watch_entries_quality")
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["watch_lists.id"], name=op.f("fk_watch_entries_list_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_entries")),
    )
    op.create_index(
        op.f("ix_watch_entries_list_id_key"), "watch_entries", ["list_id", "key"], unique=False
    )
    op.create_index(
        op.f("ix_watch_entries_list_id_since"), "watch_entries", ["list_id", "since"], unique=False
    )
    op.create_index(
        op.f("ix_watch_entries_list_id_until"), "watch_entries", ["list_id", "until"], unique=False
    )
    op.create_table(
        "watch_screenings",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("lists", sa.String(length=400), nullable=False),
        sa.Column("has_hits", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_watch_screenings_post_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_screenings")),
    )
    op.create_index(
        op.f("ix_watch_screenings_post_id_has_hits_created_at"),
        "watch_screenings",
        ["post_id", "has_hits", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_watch_screenings_sheet_id"), "watch_screenings", ["sheet_id"], unique=False
    )
    op.create_table(
        "watch_papers",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("folded", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["watch_entries.id"],
            name=op.f("fk_watch_papers_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", "mark", name=op.f("pk_watch_papers")),
    )
    op.create_index(op.f("ix_watch_papers_folded"), "watch_papers", ["folded"], unique=False)
    op.create_index(op.f("ix_watch_papers_mark"), "watch_papers", ["mark"], unique=False)
    op.create_table(
        "watch_proposals",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("made_id", sa.Uuid(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('add', 'change', 'remove')", name=op.f("ck_watch_proposals_kind")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'approved', 'rejected', 'withdrawn')",
            name=op.f("ck_watch_proposals_state"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officers.id"], name=op.f("fk_watch_proposals_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["watch_lists.id"], name=op.f("fk_watch_proposals_list_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officers.id"], name=op.f("fk_watch_proposals_proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_proposals")),
    )
    op.create_index(
        op.f("ix_watch_proposals_made_id"), "watch_proposals", ["made_id"], unique=False
    )
    op.create_table(
        "watch_thresholds",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("curve", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'approved', 'rejected', 'withdrawn')",
            name=op.f("ck_watch_thresholds_state"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officers.id"], name=op.f("fk_watch_thresholds_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["watch_lists.id"], name=op.f("fk_watch_thresholds_list_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officers.id"], name=op.f("fk_watch_thresholds_proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_thresholds")),
    )
    op.create_index(
        op.f("ix_watch_thresholds_list_id"), "watch_thresholds", ["list_id"], unique=False
    )
    op.create_table(
        "watch_versions",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("format", sa.String(length=12), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("package_version", sa.Integer(), nullable=True),
        sa.Column("signer", sa.String(length=80), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("rejects", sa.JSON(), nullable=False),
        sa.Column("quality", sa.JSON(), nullable=False),
        sa.Column("refusal", sa.String(length=40), nullable=False),
        sa.Column("refusal_row", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "state IN ('loading', 'waiting', 'in_force', 'replaced', 'refused', 'dropped')",
            name=op.f("ck_watch_versions_state"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officers.id"], name=op.f("fk_watch_versions_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["watch_lists.id"], name=op.f("fk_watch_versions_list_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_versions")),
        sa.UniqueConstraint("list_id", "number", name=op.f("uq_watch_versions_list_id_number")),
    )


def downgrade() -> None:
    """Forget every list and what screening found."""
    op.drop_table("watch_versions")
    op.drop_index(op.f("ix_watch_thresholds_list_id"), table_name="watch_thresholds")
    op.drop_table("watch_thresholds")
    op.drop_index(op.f("ix_watch_proposals_made_id"), table_name="watch_proposals")
    op.drop_table("watch_proposals")
    op.drop_index(op.f("ix_watch_papers_mark"), table_name="watch_papers")
    op.drop_index(op.f("ix_watch_papers_folded"), table_name="watch_papers")
    op.drop_table("watch_papers")
    op.drop_index(op.f("ix_watch_screenings_sheet_id"), table_name="watch_screenings")
    op.drop_index(
        op.f("ix_watch_screenings_post_id_has_hits_created_at"), table_name="watch_screenings"
    )
    op.drop_table("watch_screenings")
    op.drop_index(op.f("ix_watch_entries_list_id_until"), table_name="watch_entries")
    op.drop_index(op.f("ix_watch_entries_list_id_since"), table_name="watch_entries")
    op.drop_index(op.f("ix_watch_entries_list_id_key"), table_name="watch_entries")
    op.drop_table("watch_entries")
    op.drop_index(op.f("ix_watch_clearances_document_mark"), table_name="watch_clearances")
    op.drop_table("watch_clearances")
    op.drop_table("watch_lists")
