"""Numbered forms of refusals, what was printed of them, the appeal, and the rule for nationals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025_refusal_forms"
down_revision = "0024_second_line"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. Nationals are verified from now on, unless the post says otherwise."""
    op.create_table(
        "refusal_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_refusal_counters_post_id"),
        sa.PrimaryKeyConstraint("post_id", "year", name="pk_refusal_counters"),
    )
    op.create_table(
        "refusal_forms",
        sa.Column("crossing_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("read_out", sa.String(length=40), nullable=False),
        sa.Column("interpreter", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.String(length=10), nullable=False),
        sa.Column("signature_note", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "signature IN ('', 'signed', 'refused', 'could_not')",
            name=op.f("ck_refusal_forms_signature"),
        ),
        sa.ForeignKeyConstraint(
            ["crossing_id", "occurred_on"],
            ["crossings.id", "crossings.occurred_on"],
            name="fk_refusal_forms_crossing_id_occurred_on",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_refusal_forms_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_refusal_forms"),
        sa.UniqueConstraint("crossing_id", name="uq_refusal_forms_crossing_id"),
        sa.UniqueConstraint("number", name="uq_refusal_forms_number"),
        sa.UniqueConstraint("post_id", "year", "serial", name="uq_refusal_forms_post_id_year_serial"),
    )
    op.create_table(
        "refusal_printings",
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("traveller", sa.Integer(), nullable=False),
        sa.Column("file", sa.Integer(), nullable=False),
        sa.Column("transporter", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["form_id"], ["refusal_forms.id"], name="fk_refusal_printings_form_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_refusal_printings"),
    )
    op.create_index("ix_refusal_printings_form_id", "refusal_printings", ["form_id"])
    op.create_table(
        "appeals",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("body_fr", sa.String(length=300), nullable=False),
        sa.Column("body_en", sa.String(length=300), nullable=False),
        sa.Column("body_ar", sa.String(length=300), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("cite", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_appeals_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appeals"),
        sa.UniqueConstraint("post_id", name="uq_appeals_post_id"),
    )
    op.add_column(
        "desk_policies",
        sa.Column("verify_nationals", sa.Boolean(), server_default=sa.true(), nullable=False),
    )


def downgrade() -> None:
    """Forget the forms and their series."""
    op.drop_column("desk_policies", "verify_nationals")
    for name in (
        "appeals", "refusal_printings", "refusal_forms", "refusal_counters"
    ):  # fmt: skip
        op.drop_table(name)
