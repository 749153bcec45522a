"""Upkeep: plans and what is due, work orders, what the desk's readers read, terms that end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0045_upkeep"
down_revision = "0044_stocktakes"
branch_labels = None
depends_on = None

TURNED = sa.text(
    "(status IN ('in_repair', 'out_of_service'))"
    " <> (status_before IN ('in_repair', 'out_of_service'))"
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "work_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_work_counters_post_id"),
        sa.PrimaryKeyConstraint("post_id", "year", name="pk_work_counters"),
    )
    op.create_table(
        "asset_counts",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("counter", sa.String(length=5), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_asset_counts_asset_id"),
        sa.PrimaryKeyConstraint("asset_id", "counter", name="pk_asset_counts"),
    )
    op.create_table(
        "asset_terms",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_why", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('licence', 'insurance', 'contract')", name="ck_asset_terms_kind"
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_asset_terms_asset_id"),
        sa.PrimaryKeyConstraint("id", name="pk_asset_terms"),
    )
    op.create_index("ix_asset_terms_asset_id", "asset_terms", ["asset_id"])
    op.create_index("ix_asset_terms_ends_on", "asset_terms", ["ends_on"])
    op.create_table(
        "maintenance_plans",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("model_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("instructions", sa.String(length=500), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=6), nullable=False),
        sa.Column("tolerance", sa.Integer(), nullable=False),
        sa.Column("counter", sa.String(length=5), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(unit = 'uses') = (counter <> '')", name="ck_maintenance_plans_counter"
        ),
        sa.CheckConstraint("unit IN ('days', 'months', 'uses')", name="ck_maintenance_plans_unit"),
        sa.CheckConstraint(
            "(asset_id IS NULL) <> (model_id IS NULL)", name="ck_maintenance_plans_of_one"
        ),
        sa.CheckConstraint("every > 0 AND tolerance >= 0", name="ck_maintenance_plans_rhythm"),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_maintenance_plans_asset_id"),
        sa.ForeignKeyConstraint(
            ["model_id"], ["asset_models.id"], name="fk_maintenance_plans_model_id"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_maintenance_plans_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_maintenance_plans"),
    )
    op.create_index("ix_maintenance_plans_asset_id", "maintenance_plans", ["asset_id"])
    op.create_index("ix_maintenance_plans_model_id", "maintenance_plans", ["model_id"])
    op.create_index("ix_maintenance_plans_post_id_title", "maintenance_plans", ["post_id", "title"])
    op.create_table(
        "meter_readings",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("shows", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("is_new_meter", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_meter_readings_asset_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meter_readings"),
    )
    op.create_index("ix_meter_readings_asset_id_read_on", "meter_readings", ["asset_id", "read_on"])
    op.create_table(
        "reader_days",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("lane_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("failed BETWEEN 0 AND readings", name="ck_reader_days_failed"),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_reader_days_asset_id"),
        sa.ForeignKeyConstraint(["lane_id"], ["lanes.id"], name="fk_reader_days_lane_id"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_reader_days_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reader_days"),
    )
    op.create_index("ix_reader_days_asset_id_day", "reader_days", ["asset_id", "day"])
    op.create_index("ix_reader_days_lane_id_day", "reader_days", ["lane_id", "day"])
    op.create_index("ix_reader_days_post_id_day", "reader_days", ["post_id", "day"])
    op.create_table(
        "work_orders",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=300), nullable=False),
        sa.Column("cause", sa.String(length=300), nullable=False),
        sa.Column("down_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("repair_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=11), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(outcome = '') = (closed_at IS NULL)", name="ck_work_orders_closed"),
        sa.CheckConstraint(
            "outcome IN ('', 'repaired', 'written_off', 'withdrawn')", name="ck_work_orders_outcome"
        ),
        sa.CheckConstraint("up_at IS NULL OR up_at >= down_from", name="ck_work_orders_downtime"),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_work_orders_asset_id"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_work_orders_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_work_orders"),
        sa.UniqueConstraint("number", name="uq_work_orders_number"),
        sa.UniqueConstraint("post_id", "year", "serial", name="uq_work_orders_post_id_year_serial"),
    )
    op.create_index("ix_work_orders_asset_id_down_from", "work_orders", ["asset_id", "down_from"])
    op.create_index(
        "ix_work_orders_post_id_outcome_down_from",
        "work_orders",
        ["post_id", "outcome", "down_from"],
    )
    op.create_index(
        "uq_work_orders_open",
        "work_orders",
        ["asset_id"],
        unique=True,
        sqlite_where=sa.text("outcome = ''"),
        postgresql_where=sa.text("outcome = ''"),
    )
    op.create_table(
        "maintenance_dues",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("late_on", sa.Date(), nullable=True),
        sa.Column("due_use", sa.Integer(), nullable=True),
        sa.Column("late_use", sa.Integer(), nullable=True),
        sa.Column("last_done_on", sa.Date(), nullable=True),
        sa.Column("last_done_use", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_maintenance_dues_asset_id"),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["maintenance_plans.id"], name="fk_maintenance_dues_plan_id"
        ),
        sa.PrimaryKeyConstraint("plan_id", "asset_id", name="pk_maintenance_dues"),
    )
    op.create_index("ix_maintenance_dues_asset_id", "maintenance_dues", ["asset_id"])
    op.create_index("ix_maintenance_dues_due_on", "maintenance_dues", ["due_on"])
    op.create_index("ix_maintenance_dues_late_on", "maintenance_dues", ["late_on"])
    op.create_table(
        "maintenance_records",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_use", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("certificate", sa.String(length=120), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_use", sa.Integer(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_use", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["assets.id"], name="fk_maintenance_records_asset_id"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["maintenance_plans.id"], name="fk_maintenance_records_plan_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_maintenance_records"),
    )
    op.create_index(
        "ix_maintenance_records_asset_id_done_on", "maintenance_records", ["asset_id", "done_on"]
    )
    op.create_index(
        "ix_maintenance_records_plan_id_done_on", "maintenance_records", ["plan_id", "done_on"]
    )
    op.create_table(
        "reader_proposals",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("others_readings", sa.Integer(), nullable=False),
        sa.Column("others_failed", sa.Integer(), nullable=False),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'dismissed')", name="ck_reader_proposals_state"
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_reader_proposals_asset_id"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["work_orders.id"], name="fk_reader_proposals_order_id"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_reader_proposals_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reader_proposals"),
    )
    op.create_index("ix_reader_proposals_asset_id", "reader_proposals", ["asset_id"])
    op.create_index("ix_reader_proposals_post_id_state", "reader_proposals", ["post_id", "state"])
    op.create_index(
        "uq_reader_proposals_open",
        "reader_proposals",
        ["asset_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "work_parts",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("quantity > 0", name="ck_work_parts_quantity"),
        sa.ForeignKeyConstraint(["order_id"], ["work_orders.id"], name="fk_work_parts_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_work_parts"),
    )
    op.create_index("ix_work_parts_order_id", "work_parts", ["order_id"])
    op.create_table(
        "work_tests",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("finding", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["work_orders.id"], name="fk_work_tests_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_work_tests"),
    )
    op.create_index("ix_work_tests_order_id", "work_tests", ["order_id"])
    op.create_index(
        "ix_asset_events_turned",
        "asset_events",
        ["at"],
        sqlite_where=TURNED,
        postgresql_where=TURNED,
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_index("ix_asset_events_turned", "asset_events")
    op.drop_table("work_tests")
    op.drop_table("work_parts")
    op.drop_table("reader_proposals")
    op.drop_table("maintenance_records")
    op.drop_table("maintenance_dues")
    op.drop_table("work_orders")
    op.drop_table("reader_days")
    op.drop_table("meter_readings")
    op.drop_table("maintenance_plans")
    op.drop_table("asset_terms")
    op.drop_table("asset_counts")
    op.drop_table("work_counters")
