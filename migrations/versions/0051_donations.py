"""Donations: certificates with their schedules, and what the register says of title and plate."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0051_donations"
down_revision = "0048_allocations"
branch_labels = None
depends_on = None

_SIGNED = (
    "post_id, number, year, serial, version, giver, receiver, giver_name, receiver_name, leaves, "
    "reference, note, checked_at, checked_by, signed_at, signed_how, title_on, paper_kind, "
    "giver_signature, receiver_signature, paper, id, created_at, created_by"
)
_IS_SIGNED = "EXISTS (SELECT 1 FROM donations WHERE id = {row}.donation_id AND signed_at NOTNULL)"
SQLITE = (
    """CREATE TRIGGER donations_refuse_delete BEFORE DELETE ON donations
    BEGIN SELECT RAISE(ABORT, 'a certificate is dropped, never deleted'); END""",
    f"""CREATE TRIGGER donations_refuse_update BEFORE UPDATE OF {_SIGNED} ON donations
    WHEN OLD.signed_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a signed certificate is never changed'); END""",
    """CREATE TRIGGER donations_refuse_end BEFORE UPDATE ON donations
    WHEN OLD.state IN ('dropped', 'reversed') OR (OLD.state = 'signed' AND NEW.state <> 'reversed')
    BEGIN SELECT RAISE(ABORT, 'what has ended stays so'); END""",
    # INSERT OR REPLACE deletes a row without waking the triggers on DELETE.
    """CREATE TRIGGER donations_refuse_replace BEFORE INSERT ON donations
    WHEN EXISTS (SELECT 1 FROM donations WHERE id = NEW.id OR number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'a certificate is dropped, never deleted'); END""",
    f"""CREATE TRIGGER donation_lines_refuse_insert BEFORE INSERT ON donation_lines
    WHEN {_IS_SIGNED.format(row="NEW")}
      OR EXISTS (SELECT 1 FROM donation_lines WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a signed schedule is never changed'); END""",
    *(
        f"""CREATE TRIGGER donation_lines_refuse_{act.lower()} BEFORE {act} ON donation_lines
        WHEN {_IS_SIGNED.format(row="OLD")}
        BEGIN SELECT RAISE(ABORT, 'a signed schedule is never changed'); END"""
        for act in ("UPDATE", "DELETE")
    ),
)
POSTGRES = (
    """CREATE FUNCTION donations_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.state IN ('draft', 'checked') THEN
        RETURN NEW;
      END IF;
      IF TG_OP = 'UPDATE' AND OLD.state = 'signed' AND NEW.state = 'reversed'
         AND to_jsonb(OLD) - 'state' - 'ended_at' - 'ended_by' - 'ended_why' - 'ended_paper'
           = to_jsonb(NEW) - 'state' - 'ended_at' - 'ended_by' - 'ended_why' - 'ended_paper' THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'a signed certificate is never changed, and none is deleted';
    END $$""",
    """CREATE TRIGGER donations_refuse BEFORE UPDATE OR DELETE ON donations
    FOR EACH ROW EXECUTE FUNCTION donations_refuse()""",
    """CREATE FUNCTION donation_lines_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE deed uuid;
    BEGIN
      deed := CASE WHEN TG_OP = 'INSERT' THEN NEW.donation_id ELSE OLD.donation_id END;
      IF EXISTS (SELECT 1 FROM donations WHERE id = deed AND signed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a signed schedule is never changed';
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$""",
    """CREATE TRIGGER donation_lines_refuse BEFORE INSERT OR UPDATE OR DELETE ON donation_lines
    FOR EACH ROW EXECUTE FUNCTION donation_lines_refuse()""",
    """CREATE FUNCTION donations_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'certificates are never emptied'; END $$""",
    *(
        f"""CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION donations_refuse_truncate()"""
        for table in ("donations", "donation_lines")
    ),
)
_TABLES = ("donation_lines", "donation_counters", "donations")


def upgrade() -> None:
    """Make the tables, their triggers, and the two facts of the register."""
    for name in ("title_transfer_on", "plated_on"):
        op.add_column("assets", sa.Column(name, sa.Date(), nullable=True))
    for name in ("plate_fr", "plate_en", "plate_ar"):
        said = sa.Column(name, sa.String(length=160), nullable=False, server_default="")
        op.add_column("donors", said)
    op.add_column(
        "donors", sa.Column("has_logo", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("donors", sa.Column("logo", sa.LargeBinary(), nullable=True))
    _donations()
    _lines()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Remove them; a table takes its triggers along."""
    for table in _TABLES:
        op.drop_table(table)
    for name in ("title_transfer_on", "plated_on"):
        op.drop_column("assets", name)
    for name in ("plate_fr", "plate_en", "plate_ar", "has_logo", "logo"):
        op.drop_column("donors", name)
    if op.get_bind().dialect.name != "sqlite":
        for name in ("donations_refuse", "donation_lines_refuse", "donations_refuse_truncate"):
            op.execute(f"DROP FUNCTION {name}()")


def _donations() -> None:
    op.create_table(
        "donations",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("giver", sa.String(length=80), nullable=False),
        sa.Column("receiver", sa.String(length=80), nullable=False),
        sa.Column("giver_name", sa.String(length=80), nullable=False),
        sa.Column("receiver_name", sa.String(length=80), nullable=False),
        sa.Column("leaves", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_how", sa.String(length=5), nullable=False),
        sa.Column("title_on", sa.Date(), nullable=True),
        sa.Column("paper_kind", sa.String(length=20), nullable=False),
        sa.Column("giver_signature", sa.LargeBinary(), nullable=True),
        sa.Column("receiver_signature", sa.LargeBinary(), nullable=True),
        sa.Column("paper", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_why", sa.String(length=300), nullable=False),
        sa.Column("ended_paper", sa.String(length=120), nullable=False),
        *_record(),
        sa.CheckConstraint(
            "state IN ('draft', 'checked', 'signed', 'dropped', 'reversed')",
            name="ck_donations_state",
        ),
        sa.CheckConstraint(
            "(state IN ('signed', 'reversed')) = (signed_at IS NOT NULL)",
            name="ck_donations_signed",
        ),
        sa.CheckConstraint(
            "(state IN ('dropped', 'reversed')) = (ended_why <> '')", name="ck_donations_ended"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_donations_post_id"),
        sa.ForeignKeyConstraint(["checked_by"], ["officers.id"], name="fk_donations_checked_by"),
        sa.PrimaryKeyConstraint("id", name="pk_donations"),
        sa.UniqueConstraint("number", name="uq_donations_number"),
        sa.UniqueConstraint("post_id", "year", "serial", name="uq_donations_post_id_year_serial"),
    )
    op.create_index("ix_donations_post_id_state", "donations", ["post_id", "state"])
    op.create_table(
        "donation_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_donation_counters_post_id"),
        sa.PrimaryKeyConstraint("post_id", "year", name="pk_donation_counters"),
    )


def _lines() -> None:
    keys = (("donation_id", "donations"), ("asset_id", "assets"), ("card_id", "stock_cards"),
            ("budget_line_id", "budget_lines"))  # fmt: skip
    op.create_table(
        "donation_lines",
        sa.Column("donation_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("card_id", sa.Uuid(), nullable=True),
        sa.Column("claimed_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("budget_line_id", sa.Uuid(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        *_record(),
        sa.CheckConstraint(
            "(asset_id IS NULL) <> (card_id IS NULL)", name="ck_donation_lines_subject"
        ),
        sa.CheckConstraint(
            "quantity > 0 AND (asset_id IS NULL OR quantity = 1)",
            name="ck_donation_lines_quantity",
        ),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=f"fk_donation_lines_{name}")
            for name, table in keys
        ),
        sa.PrimaryKeyConstraint("id", name="pk_donation_lines"),
        sa.UniqueConstraint("claimed_id", name="uq_donation_lines_claimed_id"),
        sa.UniqueConstraint(
            "donation_id", "asset_id", name="uq_donation_lines_donation_id_asset_id"
        ),
        sa.UniqueConstraint(
            "donation_id", "card_id", name="uq_donation_lines_donation_id_card_id"
        ),
    )
    for name in ("asset_id", "act_id"):
        op.create_index(f"ix_donation_lines_{name}", "donation_lines", [name])


def _record() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    )
