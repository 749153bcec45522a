"""Stock: items, lots, cards, and the movements that are never changed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0047_stock"
down_revision = "0046_calendars"
branch_labels = None
depends_on = None

SQLITE = {
    f"{table}_refuse_{act.lower()}": f"""
        CREATE TRIGGER {table}_refuse_{act.lower()} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, '{why}'); END"""
    for table, why in (
        ("stock_movements", "a movement is never changed: reverse it"),
        ("stock_lots", "a lot is never changed: receive another"),
    )
    for act in ("UPDATE", "DELETE")
} | {
    # INSERT OR REPLACE deletes a row without waking the triggers on DELETE.
    "stock_movements_refuse_replace": """
        CREATE TRIGGER stock_movements_refuse_replace BEFORE INSERT ON stock_movements
        WHEN EXISTS (
            SELECT 1 FROM stock_movements
            WHERE id = NEW.id OR (card_id = NEW.card_id AND seq = NEW.seq)
               OR reverses_id = NEW.reverses_id
        )
        BEGIN SELECT RAISE(ABORT, 'a movement is never changed: reverse it'); END""",
    "stock_lots_refuse_replace": """
        CREATE TRIGGER stock_lots_refuse_replace BEFORE INSERT ON stock_lots
        WHEN EXISTS (
            SELECT 1 FROM stock_lots
            WHERE id = NEW.id OR (item_id = NEW.item_id AND code = NEW.code)
        )
        BEGIN SELECT RAISE(ABORT, 'a lot is never changed: receive another'); END""",
    "stock_cards_refuse_delete": """
        CREATE TRIGGER stock_cards_refuse_delete BEFORE DELETE ON stock_cards
        BEGIN SELECT RAISE(ABORT, 'a card is never deleted'); END""",
    "stock_cards_refuse_replace": """
        CREATE TRIGGER stock_cards_refuse_replace BEFORE INSERT ON stock_cards
        WHEN EXISTS (
            SELECT 1 FROM stock_cards
            WHERE id = NEW.id OR (lot_id = NEW.lot_id AND location_id = NEW.location_id)
        )
        BEGIN SELECT RAISE(ABORT, 'a card is never deleted'); END""",
}
POSTGRES = (
    """CREATE FUNCTION stock_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'stock is never changed or deleted: reverse it'; END $$""",
    """CREATE TRIGGER stock_movements_refuse BEFORE UPDATE OR DELETE ON stock_movements
    FOR EACH ROW EXECUTE FUNCTION stock_refuse()""",
    """CREATE TRIGGER stock_lots_refuse BEFORE UPDATE OR DELETE ON stock_lots
    FOR EACH ROW EXECUTE FUNCTION stock_refuse()""",
    """CREATE TRIGGER stock_cards_refuse BEFORE DELETE ON stock_cards
    FOR EACH ROW EXECUTE FUNCTION stock_refuse()""",
    *(
        f"""CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION stock_refuse()"""
        for table in ("stock_movements", "stock_lots", "stock_cards")
    ),
)


def upgrade() -> None:
    """Make the tables and the triggers that guard them."""
    _items()
    _cards()
    _movements()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE.values() if on_sqlite else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Remove them; a table takes its triggers along."""
    for table in ("stock_movements", "stock_cards", "stock_lots", "stock_items"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION stock_refuse()")


def _items() -> None:
    op.create_table(
        "stock_items",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        _text("code", 24),
        _text("name", 80),
        _text("search_key", 120),
        _text("kind", 10),
        _text("unit", 20),
        sa.Column("has_expiry", sa.Boolean(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        *_record(),
        sa.CheckConstraint("kind IN ('consumable', 'spare', 'kit')", name="ck_stock_items_kind"),
        sa.CheckConstraint("least >= 0 AND most >= least", name="ck_stock_items_levels"),
        _to("stock_items", "post_id", "posts"),
        sa.PrimaryKeyConstraint("id", name="pk_stock_items"),
        sa.UniqueConstraint("post_id", "code", name="uq_stock_items_post_id_code"),
    )
    op.create_table(
        "stock_lots",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        _text("code", 40),
        sa.Column("expires_on", sa.Date(), nullable=True),
        *_record(),
        _to("stock_lots", "item_id", "stock_items"),
        sa.PrimaryKeyConstraint("id", name="pk_stock_lots"),
        sa.UniqueConstraint("item_id", "code", name="uq_stock_lots_item_id_code"),
    )


def _cards() -> None:
    op.create_table(
        "stock_cards",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("lot_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_record(),
        sa.CheckConstraint("on_hand >= 0", name="ck_stock_cards_on_hand"),
        _to("stock_cards", "item_id", "stock_items"),
        _to("stock_cards", "lot_id", "stock_lots"),
        _to("stock_cards", "location_id", "locations"),
        sa.PrimaryKeyConstraint("id", name="pk_stock_cards"),
        sa.UniqueConstraint("lot_id", "location_id", name="uq_stock_cards_lot_id_location_id"),
    )
    op.create_index("ix_stock_cards_item_id", "stock_cards", ["item_id"])
    op.create_index("ix_stock_cards_location_id", "stock_cards", ["location_id"])


def _movements() -> None:
    op.create_table(
        "stock_movements",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=False),
        _text("kind", 10),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=True),
        _text("reason", 300),
        _text("document", 120),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        *_record(),
        *(
            sa.CheckConstraint(rule, name=f"ck_stock_movements_{name}")
            for name, rule in (
                (
                    "kind",
                    "kind IN ('receive', 'issue', 'transfer', 'adjust', 'count', 'return', 'reverse')",
                ),
                ("reversal", "(kind = 'reverse') = (reverses_id IS NOT NULL)"),
                ("counted", "(kind = 'count') = (counted IS NOT NULL)"),
                ("quantity", "kind IN ('count', 'reverse') OR quantity <> 0"),
            )
        ),
        _to("stock_movements", "card_id", "stock_cards"),
        _to("stock_movements", "project_id", "projects"),
        _to("stock_movements", "reverses_id", "stock_movements"),
        sa.PrimaryKeyConstraint("id", name="pk_stock_movements"),
        sa.UniqueConstraint("card_id", "seq", name="uq_stock_movements_card_id_seq"),
        sa.UniqueConstraint("reverses_id", name="uq_stock_movements_reverses_id"),
    )
    for columns in (["card_id", "happened_on"], ["act_id"], ["project_id"]):
        op.create_index(
            f"ix_stock_movements_{'_'.join(columns)}", "stock_movements", columns
        )


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _record() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    )


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")
