"""Donations and receptions: certificates with their schedules, what the register says of title
and plate, what plates carry, and packing lists with what arrived of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0051_donations"
down_revision = "0050_distributions"
branch_labels = None
depends_on = None

_SIGNED = (
    "post_id, number, year, serial, version, giver, receiver, giver_name, receiver_name, leaves, "
    "reference, note, changed_by, checked_at, checked_by, signed_at, signed_how, title_on, paper_kind, "
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
_TABLES = ("reception_differences", "reception_arrivals", "reception_lines", "reception_counters",
           "receptions", "donation_lines", "donation_counters", "donations")


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
    _receptions()
    _arrivals()
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
        _text("number", 24),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        _text("state", 8),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("giver", 80),
        _text("receiver", 80),
        _text("giver_name", 80),
        _text("receiver_name", 80),
        sa.Column("leaves", sa.Boolean(), nullable=False),
        _text("reference", 120),
        _text("note", 300),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        _text("signed_how", 5),
        sa.Column("title_on", sa.Date(), nullable=True),
        _text("paper_kind", 20),
        sa.Column("giver_signature", sa.LargeBinary(), nullable=True),
        sa.Column("receiver_signature", sa.LargeBinary(), nullable=True),
        sa.Column("paper", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        _text("ended_why", 300),
        _text("ended_paper", 120),
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
        _text("currency", 3),
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


def _receptions() -> None:
    op.create_table(
        "receptions",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        _text("number", 24),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        *(_text(*one) for one in (("state", 8), ("supplier", 80), ("document", 120),
                                  ("owner", 80))),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        _text("dropped_why", 300),
        *_record(),
        _check("receptions", "state", "state IN ('expected', 'received', 'dropped')"),
        _check("receptions", "confirmed", "(state = 'received') = (confirmed_at IS NOT NULL)"),
        *_keys("receptions", post_id="posts", follows_id="receptions", location_id="locations"),
        sa.PrimaryKeyConstraint("id", name="pk_receptions"),
        sa.UniqueConstraint("number", name="uq_receptions_number"),
        sa.UniqueConstraint("post_id", "year", "serial", name="uq_receptions_post_id_year_serial"),
    )  # fmt: skip
    op.create_index("ix_receptions_post_id_state", "receptions", ["post_id", "state"])
    op.create_table(
        "reception_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        *_keys("reception_counters", post_id="posts"),
        sa.PrimaryKeyConstraint("post_id", "year", name="pk_reception_counters"),
    )
    paid = {"model_id": "asset_models", "item_id": "stock_items", "project_id": "projects",
            "budget_line_id": "budget_lines", "donor_id": "donors"}  # fmt: skip
    op.create_table(
        "reception_lines",
        sa.Column("reception_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=True) for name in paid),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        _text("currency", 3),
        _text("lot", 40),
        sa.Column("expires_on", sa.Date(), nullable=True),
        *_record(),
        _check("reception_lines", "subject", "(model_id IS NULL) <> (item_id IS NULL)"),
        _check("reception_lines", "quantity", "quantity >= 0"),
        *_keys("reception_lines", reception_id="receptions", **paid),
        sa.PrimaryKeyConstraint("id", name="pk_reception_lines"),
    )
    op.create_index("ix_reception_lines_reception_id", "reception_lines", ["reception_id"])


def _arrivals() -> None:
    op.create_table(
        "reception_arrivals",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        *(_text(*one) for one in (("serial", 60), ("tag", 24), ("lot", 40))),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("is_damaged", sa.Boolean(), nullable=False),
        _text("note", 200),
        _text("photo_kind", 20),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("act_id", sa.Uuid(), nullable=True),
        *_record(),
        _check("reception_arrivals", "quantity", "quantity > 0"),
        *_keys("reception_arrivals", line_id="reception_lines", asset_id="assets"),
        sa.PrimaryKeyConstraint("id", name="pk_reception_arrivals"),
    )
    op.create_index("ix_reception_arrivals_line_id", "reception_arrivals", ["line_id"])
    table = "reception_differences"
    op.create_table(
        table,
        sa.Column("reception_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("arrival_id", sa.Uuid(), nullable=True),
        _text("kind", 8),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        *(_text(*one) for one in (("note", 200), ("settlement", 14), ("reason", 300))),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        *_record(),
        _check(table, "kind", "kind IN ('short', 'over', 'damaged')"),
        _check(table, "quantity", "quantity > 0"),
        _check(table, "settled", "(settlement = '') = (settled_at IS NULL)"),
        *_keys(table, reception_id="receptions", line_id="reception_lines",
               arrival_id="reception_arrivals"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )  # fmt: skip
    op.create_index(f"ix_{table}_reception_id", table, ["reception_id"])


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}")


def _keys(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=f"fk_{table}_{name}")
        for name, target in targets.items()
    ]


def _record() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    )
