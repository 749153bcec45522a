"""Reader programs of the lanes and what they sent; lanes in an order of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015_readers"
down_revision = "0014_desk_policies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables and the lanes' places; lanes that are there keep their order by code."""
    op.create_table(
        "device_agents",
        sa.Column("lane_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["lane_id"], ["lanes.id"], name="fk_device_agents_lane_id"),
        sa.PrimaryKeyConstraint("id", name="pk_device_agents"),
        sa.UniqueConstraint("token_digest", name="uq_device_agents_token_digest"),
    )
    op.create_index("ix_device_agents_lane_id", "device_agents", ["lane_id"])
    op.create_table(
        "agent_documents",
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("lane_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("zone_png", sa.LargeBinary(), nullable=True),
        sa.Column("page_jpeg", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["device_agents.id"], name="fk_agent_documents_agent_id"
        ),
        sa.ForeignKeyConstraint(["lane_id"], ["lanes.id"], name="fk_agent_documents_lane_id"),
        sa.PrimaryKeyConstraint("id", name="pk_agent_documents"),
        sa.UniqueConstraint("agent_id", "key", name="uq_agent_documents_agent_id_key"),
    )
    op.create_index("ix_agent_documents_lane_id", "agent_documents", ["lane_id"])
    op.add_column("lanes", sa.Column("position", sa.Integer(), server_default="0", nullable=False))
    lanes = sa.table(
        "lanes", sa.column("id", sa.Uuid()), sa.column("post_id"), sa.column("code", sa.String()),
        sa.column("position", sa.Integer()),
    )  # fmt: skip
    places: dict[object, int] = {}
    bind = op.get_bind()
    for row in bind.execute(sa.select(lanes).order_by(lanes.c.code)).all():
        places[row.post_id] = places.get(row.post_id, 0) + 1
        here = sa.update(lanes).where(lanes.c.id == row.id)
        bind.execute(here.values(position=places[row.post_id]))


def downgrade() -> None:
    """Remove them; lanes stand by their code again."""
    op.drop_column("lanes", "position")
    op.drop_table("agent_documents")
    op.drop_table("device_agents")
