"""Allocations: what of the stock is planned for somebody or set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0048_allocations"
down_revision = "0047_stock"
branch_labels = None
depends_on = None

SQLITE = (
    """CREATE TRIGGER stock_allocations_refuse_delete BEFORE DELETE ON stock_allocations
    BEGIN SELECT RAISE(ABORT, 'an allocation is never deleted: release it'); END""",
    """CREATE TRIGGER stock_allocations_refuse_update
    BEFORE UPDATE ON stock_allocations
    WHEN OLD.released_at IS NOT NULL OR NEW.item_id <> OLD.item_id OR NEW.kind <> OLD.kind
      OR NEW.quantity <> OLD.quantity
    BEGIN SELECT RAISE(ABORT, 'an allocation is never changed: release it'); END""",
)
POSTGRES = (
    """CREATE FUNCTION stock_allocations_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.released_at IS NULL AND NEW.item_id = OLD.item_id
         AND NEW.kind = OLD.kind AND NEW.quantity = OLD.quantity THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'an allocation is never changed or deleted: release it';
    END $$""",
    """CREATE TRIGGER stock_allocations_refuse BEFORE UPDATE OR DELETE ON stock_allocations
    FOR EACH ROW EXECUTE FUNCTION stock_allocations_refuse()""",
)


def upgrade() -> None:
    """Make the table and the triggers that guard it."""
    op.create_table(
        "stock_allocations",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=16), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("released_why", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('planned', 'set_aside')", name="ck_stock_allocations_kind"),
        sa.CheckConstraint("quantity > 0", name="ck_stock_allocations_quantity"),
        sa.CheckConstraint(
            "released_at IS NULL OR released_why <> ''", name="ck_stock_allocations_released"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["stock_items.id"], name="fk_stock_allocations_item_id"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_stock_allocations_project_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stock_allocations"),
    )
    op.create_index(
        "ix_stock_allocations_item_id_released_at", "stock_allocations", ["item_id", "released_at"]
    )
    op.create_index("ix_stock_allocations_project_id", "stock_allocations", ["project_id"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Remove it; a table takes its triggers along."""
    op.drop_table("stock_allocations")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION stock_allocations_refuse()")
