"""The lanes: manifests, whom they announce, and whose documents were scanned from them; a working
sheet says how its crossing is captured."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0053_lanes"
down_revision = "0052_cashdesk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables, and the sheet's column."""
    mode = sa.Column("capture_mode", sa.String(length=10), nullable=False, server_default="live")
    op.add_column("inspections", mode)
    _manifests()
    op.create_table(
        "manifest_lines",
        sa.Column("manifest_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("missing_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missing_by", sa.Uuid(), nullable=True),
        *_record("manifest_lines"),
    )
    op.create_table(
        "manifest_scans",
        sa.Column("manifest_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        _text("document_key", 40),
        *_record("manifest_scans"),
        sa.UniqueConstraint("inspection_id", name="uq_manifest_scans_inspection_id"),
    )
    op.create_index(
        "ix_manifest_scans_manifest_id_document_key",
        "manifest_scans",
        ["manifest_id", "document_key"],
    )


def downgrade() -> None:
    """Remove them again."""
    for table in ("manifest_scans", "manifest_lines", "manifests"):
        op.drop_table(table)
    op.drop_column("inspections", "capture_mode")


def _manifests() -> None:
    here = "state IN ('arrived', 'released')"
    op.create_table(
        "manifests",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        *(_text(*one) for one in (("state", 8), ("direction", 1), ("kind", 4), ("plate", 16),
                                  ("plate_key", 16), ("country", 3), ("carrier", 80),
                                  ("destination", 120))),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("counted_by", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        _text("dropped_why", 300),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        _check("state", "state IN ('expected', 'arrived', 'released', 'dropped')"),
        _check("direction", "direction IN ('E', 'X')"),
        _check("arrived", f"({here}) = (arrived_at IS NOT NULL)"),
        _check("released", "(state = 'released') = (released_at IS NOT NULL)"),
        _check("dropped", "(state = 'dropped') = (dropped_why <> '')"),
        _check("counted", "counted IS NULL OR counted > 0"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_manifests_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_manifests"),
    )  # fmt: skip
    op.create_index(
        "ix_manifests_post_id_state_arrived_at", "manifests", ["post_id", "state", "arrived_at"]
    )
    for name in ("import_id", "plate_key"):
        op.create_index(f"ix_manifests_{name}", "manifests", [name])


def _record(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["manifest_id"], ["manifests.id"], name=f"fk_{table}_manifest_id"
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("manifest_id", "place", name=f"uq_{table}_manifest_id_place"),
    )


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_manifests_{name}")
