"""Equipment: models, locations, things, and the events that are never changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041_equipment"
down_revision = "0040_projects"
branch_labels = None
depends_on = None


SQLITE = {
    "asset_events_refuse_update": """
        CREATE TRIGGER asset_events_refuse_update BEFORE UPDATE ON asset_events
        BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END""",
    "asset_events_refuse_delete": """
        CREATE TRIGGER asset_events_refuse_delete BEFORE DELETE ON asset_events
        WHEN NOT EXISTS (SELECT 1 FROM asset_removals WHERE asset_id = OLD.asset_id)
        BEGIN SELECT RAISE(ABORT, 'an event goes only with its thing, by an undone file'); END""",
    # INSERT OR REPLACE deletes a row without waking the triggers on DELETE.
    "asset_events_refuse_replace": """
        CREATE TRIGGER asset_events_refuse_replace BEFORE INSERT ON asset_events
        WHEN EXISTS (
            SELECT 1 FROM asset_events
            WHERE id = NEW.id OR (asset_id = NEW.asset_id AND seq = NEW.seq)
        )
        BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END""",
    "assets_refuse_delete": """
        CREATE TRIGGER assets_refuse_delete BEFORE DELETE ON assets
        WHEN NOT EXISTS (SELECT 1 FROM asset_removals WHERE asset_id = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'a thing is never deleted but by an undone file'); END""",
    "assets_refuse_replace": """
        CREATE TRIGGER assets_refuse_replace BEFORE INSERT ON assets
        WHEN EXISTS (SELECT 1 FROM assets WHERE id = NEW.id OR tag = NEW.tag)
        BEGIN SELECT RAISE(ABORT, 'a tag is never given twice'); END""",
}
POSTGRES = (
    """CREATE FUNCTION asset_events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE'
         AND EXISTS (SELECT 1 FROM asset_removals WHERE asset_id = OLD.asset_id) THEN
        RETURN OLD;
      END IF;
      RAISE EXCEPTION 'an event is never changed, and goes only with its thing';
    END $$""",
    """CREATE TRIGGER asset_events_refuse BEFORE UPDATE OR DELETE ON asset_events
    FOR EACH ROW EXECUTE FUNCTION asset_events_refuse()""",
    """CREATE FUNCTION assets_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM asset_removals WHERE asset_id = OLD.id) THEN
        RETURN OLD;
      END IF;
      RAISE EXCEPTION 'a thing is never deleted but by an undone file';
    END $$""",
    """CREATE TRIGGER assets_refuse BEFORE DELETE ON assets
    FOR EACH ROW EXECUTE FUNCTION assets_refuse()""",
    """CREATE FUNCTION assets_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the register is never emptied'; END $$""",
    """CREATE TRIGGER assets_refuse_truncate BEFORE TRUNCATE ON assets
    FOR EACH STATEMENT EXECUTE FUNCTION assets_refuse_truncate()""",
    """CREATE TRIGGER asset_events_refuse_truncate BEFORE TRUNCATE ON asset_events
    FOR EACH STATEMENT EXECUTE FUNCTION assets_refuse_truncate()""",
)


def upgrade() -> None:
    """Make the tables and the triggers that guard them."""
    op.create_table(
        "asset_models",
        sa.Column("category", sa.String(length=12), nullable=False),
        sa.Column("manufacturer", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("capabilities", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_asset_models"),
        sa.UniqueConstraint("manufacturer", "name", name="uq_asset_models_manufacturer_name"),
    )
    op.create_table(
        "asset_removals",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_asset_removals"),
        sa.UniqueConstraint("asset_id", name="uq_asset_removals_asset_id"),
    )
    op.create_index("ix_asset_removals_tag", "asset_removals", ["tag"])
    op.create_table(
        "asset_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_asset_counters_post_id"),
        sa.PrimaryKeyConstraint("post_id", name="pk_asset_counters"),
    )
    op.create_table(
        "locations",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("lane_id", sa.Uuid(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(kind = 'lane') = (lane_id IS NOT NULL)", name="ck_locations_lane"),
        sa.ForeignKeyConstraint(["lane_id"], ["lanes.id"], name="fk_locations_lane_id"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_locations_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_locations"),
        sa.UniqueConstraint("lane_id", name="uq_locations_lane_id"),
        sa.UniqueConstraint("post_id", "code", name="uq_locations_post_id_code"),
    )
    op.create_table(
        "assets",
        sa.Column("tag", sa.String(length=24), nullable=False),
        sa.Column("former_tag", sa.String(length=60), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("serial_key", sa.String(length=60), nullable=False),
        sa.Column("search_key", sa.String(length=400), nullable=False),
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("condition", sa.String(length=8), nullable=False),
        sa.Column("resumes", sa.String(length=16), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("budget_line_id", sa.Uuid(), nullable=True),
        sa.Column("donor_id", sa.Uuid(), nullable=True),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("warranty_until", sa.Date(), nullable=True),
        sa.Column("calibrated_until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "holder_id IS NOT NULL OR location_id IS NOT NULL OR status IN ('ordered', 'received', 'lost', 'disposed', 'transferred')",
            name="ck_assets_custodian",
        ),
        sa.ForeignKeyConstraint(
            ["budget_line_id"], ["budget_lines.id"], name="fk_assets_budget_line_id"
        ),
        sa.ForeignKeyConstraint(["donor_id"], ["donors.id"], name="fk_assets_donor_id"),
        sa.ForeignKeyConstraint(["holder_id"], ["officers.id"], name="fk_assets_holder_id"),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name="fk_assets_location_id"),
        sa.ForeignKeyConstraint(["model_id"], ["asset_models.id"], name="fk_assets_model_id"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_assets_post_id"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_assets_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assets"),
        sa.UniqueConstraint("tag", name="uq_assets_tag"),
    )
    op.create_index("ix_assets_donor_id", "assets", ["donor_id"])
    op.create_index("ix_assets_former_tag", "assets", ["former_tag"])
    op.create_index("ix_assets_holder_id", "assets", ["holder_id"])
    op.create_index("ix_assets_location_id", "assets", ["location_id"])
    op.create_index("ix_assets_model_id", "assets", ["model_id"])
    op.create_index("ix_assets_post_id_changed_at", "assets", ["post_id", "changed_at"])
    op.create_index("ix_assets_post_id_status_tag", "assets", ["post_id", "status", "tag"])
    op.create_index("ix_assets_post_id_tag", "assets", ["post_id", "tag"])
    op.create_index("ix_assets_project_id", "assets", ["project_id"])
    op.create_index(
        "uq_assets_model_id_serial_key",
        "assets",
        ["model_id", "serial_key"],
        unique=True,
        sqlite_where=sa.text("serial_key <> ''"),
        postgresql_where=sa.text("serial_key <> ''"),
    )
    op.create_table(
        "asset_events",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status_before", sa.String(length=16), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("condition_before", sa.String(length=8), nullable=True),
        sa.Column("condition", sa.String(length=8), nullable=False),
        sa.Column("holder_before", sa.Uuid(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("location_before", sa.Uuid(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_asset_events_asset_id"),
        sa.ForeignKeyConstraint(
            ["holder_before"], ["officers.id"], name="fk_asset_events_holder_before"
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["officers.id"], name="fk_asset_events_holder_id"),
        sa.ForeignKeyConstraint(
            ["location_before"], ["locations.id"], name="fk_asset_events_location_before"
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name="fk_asset_events_location_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_asset_events"),
        sa.UniqueConstraint("asset_id", "seq", name="uq_asset_events_asset_id_seq"),
    )
    op.create_index("ix_asset_events_holder_before_at", "asset_events", ["holder_before", "at"])
    op.create_index("ix_asset_events_holder_id_at", "asset_events", ["holder_id", "at"])
    op.create_index("ix_asset_events_location_before_at", "asset_events", ["location_before", "at"])
    op.create_index("ix_asset_events_location_id_at", "asset_events", ["location_id", "at"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE.values() if on_sqlite else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Remove them; the triggers go with their tables."""
    op.drop_table("asset_events")
    op.drop_table("assets")
    op.drop_table("locations")
    op.drop_table("asset_counters")
    op.drop_table("asset_removals")
    op.drop_table("asset_models")
    if op.get_bind().dialect.name != "sqlite":
        for name in ("asset_events_refuse", "assets_refuse", "assets_refuse_truncate"):
            op.execute(f"DROP FUNCTION {name}()")
