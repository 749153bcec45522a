"""What a post has its desk keep and ask for, the pictures kept, and the health certificate."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014_desk_policies"
down_revision = "0013_search_officers"
branch_labels = None
depends_on = None

_HEALTH = ("health_outcome", "health_certificate", "health_valid_until")


def upgrade() -> None:
    """Make the tables and the columns; a crossing of before was not asked for anything."""
    op.create_table(
        "desk_policies",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.String(length=12), nullable=False),
        sa.Column("face", sa.String(length=8), nullable=False),
        sa.Column("health", sa.String(length=8), nullable=False),
        sa.Column("health_directions", sa.String(length=4), nullable=False),
        sa.Column("health_age_from", sa.Integer(), nullable=True),
        sa.Column("health_age_until", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "page IN ('never', 'exceptions', 'always')", name=op.f("ck_desk_policies_page")
        ),
        sa.CheckConstraint(
            "face IN ('off', 'offered', 'asked')", name=op.f("ck_desk_policies_face")
        ),
        sa.CheckConstraint(
            "health IN ('off', 'offered', 'asked')", name=op.f("ck_desk_policies_health")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_desk_policies_post_id"),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["officers.id"], name="fk_desk_policies_changed_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_desk_policies"),
        sa.UniqueConstraint("post_id", name="uq_desk_policies_post_id"),
    )
    op.create_table(
        "crossing_pictures",
        sa.Column("crossing_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('page', 'face')", name=op.f("ck_crossing_pictures_kind")),
        sa.ForeignKeyConstraint(
            ["crossing_id", "occurred_on"],
            ["crossings.id", "crossings.occurred_on"],
            name="fk_crossing_pictures_crossing_id_occurred_on",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "crossing_id", "occurred_on", "kind", name="pk_crossing_pictures"
        ),
    )
    op.create_index("ix_crossing_pictures_occurred_on", "crossing_pictures", ["occurred_on"])
    # Plain: a batch would rebuild the table and lose the triggers that guard it.
    op.add_column("crossings", sa.Column(_HEALTH[0], sa.String(length=14), nullable=True))
    op.add_column("crossings", sa.Column(_HEALTH[1], sa.String(length=4), nullable=True))
    op.add_column("crossings", sa.Column(_HEALTH[2], sa.Date(), nullable=True))
    op.add_column("inspections", sa.Column("face_jpeg", sa.LargeBinary(), nullable=True))
    op.add_column(
        "inspections",
        sa.Column("has_face", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    """Forget the policies, what they kept, and what was seen of certificates."""
    op.drop_column("inspections", "has_face")
    op.drop_column("inspections", "face_jpeg")
    for name in reversed(_HEALTH):
        op.drop_column("crossings", name)
    op.drop_table("crossing_pictures")
    op.drop_table("desk_policies")
