"""Vehicles: what is known of them, which stands in front of whom, who is aboard, and how their
passages were decided, which is written once."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0055_vehicles"
down_revision = "0053_lanes"
branch_labels = None
depends_on = None

T = "vehicle_crossings"
NEVER = "a decided passage is never changed, and erased only with a purge record"
PURGED = "EXISTS (SELECT 1 FROM purge_records WHERE crossing_id = OLD.id)"
SQLITE = {
    f"{T}_refuse_update": f"BEFORE UPDATE ON {T}",
    f"{T}_refuse_delete": f"BEFORE DELETE ON {T} WHEN NOT {PURGED}",
    # INSERT OR REPLACE deletes a row without waking the triggers on DELETE.
    f"{T}_refuse_replace": f"BEFORE INSERT ON {T} WHEN EXISTS (SELECT 1 FROM {T} "
    "WHERE id = NEW.id OR supersedes_id = NEW.supersedes_id)",
}
POSTGRES = (
    f"""CREATE FUNCTION {T}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' AND {PURGED} THEN RETURN OLD; END IF;
    RAISE EXCEPTION '{NEVER}'; END $$""",
    f"""CREATE TRIGGER {T}_refuse BEFORE UPDATE OR DELETE ON {T}
    FOR EACH ROW EXECUTE FUNCTION {T}_refuse()""",
    f"""CREATE FUNCTION {T}_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{NEVER}'; END $$""",
    f"""CREATE TRIGGER {T}_refuse_truncate BEFORE TRUNCATE ON {T}
    FOR EACH STATEMENT EXECUTE FUNCTION {T}_refuse_truncate()""",
)


def upgrade() -> None:
    """Make the four tables and their guards."""
    _vehicles()
    _visits()
    _travellers()
    _crossings()
    if op.get_bind().dialect.name == "sqlite":
        for name, when in SQLITE.items():
            op.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{NEVER}'); END")
        return
    for statement in POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Remove them again."""
    for table in (T, "vehicle_travellers", "vehicle_visits", "vehicles"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for name in ("refuse", "refuse_truncate"):
            op.execute(f"DROP FUNCTION {T}_{name}()")


def _vehicles() -> None:
    _table(
        "vehicles",
        _key("post_id"),
        *_texts(plate=16, plate_key=16, country=3, kind=4, use=10, make=40, colour=30,
                insurance_number=40, customs_number=40, driver_name=240),
        _number("seats"),
        *_days("insurance_until", "customs_from", "customs_until"),
        _key("driver_id", empty=True),
        to={"post_id": "posts", "driver_id": "persons"},
        rules={"use": "use IN ('private', 'commercial')"},
        unique=("post_id,plate_key,country",),
        index=("plate_key", "driver_id"),
    )  # fmt: skip


def _visits() -> None:
    _table(
        "vehicle_visits",
        *(_key(name) for name in ("post_id", "lane_id", "officer_id")),
        _key("vehicle_id", empty=True),
        _key("manifest_id", empty=True),
        *_texts(kind=4, direction=1, animals_kind=40),
        _number("animals"),
        _instant("arrived_at"),
        sa.Column("in_front", sa.Boolean(), nullable=False),
        _instant("closed_at", empty=True),
        to={"post_id": "posts", "lane_id": "lanes", "officer_id": "officers",
            "vehicle_id": "vehicles", "manifest_id": "manifests"},
        rules={"direction": "direction IN ('E', 'X')",
               "animals": "animals IS NULL OR animals > 0"},
        index=("vehicle_id", "manifest_id", "post_id,closed_at,arrived_at"),
    )  # fmt: skip
    front = sa.text("in_front AND closed_at IS NULL")
    op.create_index(
        "ix_vehicle_visits_in_front", "vehicle_visits", ["officer_id"],
        unique=True, sqlite_where=front, postgresql_where=front,
    )  # fmt: skip


def _travellers() -> None:
    _table(
        "vehicle_travellers",
        _key("visit_id"),
        _key("crossing_id"),
        sa.Column("crossing_on", sa.Date(), nullable=False),
        *_texts(part=9),
        sa.ForeignKeyConstraint(
            ["crossing_id", "crossing_on"],
            ["crossings.id", "crossings.occurred_on"],
            name="fk_vehicle_travellers_crossing_id_crossing_on",
            ondelete="CASCADE",
        ),
        to={"visit_id": "vehicle_visits"},
        rules={"part": "part IN ('driver', 'passenger', 'crew')"},
        unique=("crossing_id",),
        index=("visit_id",),
    )


def _crossings() -> None:
    _table(
        T,
        sa.Column("occurred_on", sa.Date(), nullable=False),
        _instant("occurred_at"),
        _instant("arrived_at"),
        *(_key(name) for name in ("visit_id", "post_id", "lane_id", "officer_id")),
        _key("vehicle_id", empty=True),
        *_texts(direction=1, decision=6, reason=300, kind=4, plate=16, country=3, use=10,
                insurance_number=40, insurance_answer=200, customs_number=40, animals_kind=40,
                rule_code=12, correction_reason=300),
        *_days("insurance_until", "customs_until", "last_lawful_day"),
        _number("animals"),
        sa.Column("rule_is_sure", sa.Boolean(), nullable=False),
        _key("supersedes_id", empty=True),
        to={"visit_id": "vehicle_visits", "vehicle_id": "vehicles", "post_id": "posts",
            "lane_id": "lanes", "officer_id": "officers"},
        rules={"direction": "direction IN ('E', 'X')",
               "decision": "decision IN ('admit', 'held', 'refuse')",
               "reason": "decision = 'admit' OR reason <> ''"},
        unique=("supersedes_id",),
        index=("post_id,occurred_at", "vehicle_id,occurred_at", "visit_id"),
    )  # fmt: skip


def _table(
    name: str,
    *columns: sa.schema.SchemaItem,
    to: dict[str, str],
    rules: dict[str, str],
    unique: tuple[str, ...] = (),
    index: tuple[str, ...] = (),
) -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        *(sa.CheckConstraint(rule, name=f"ck_{name}_{one}") for one, rule in rules.items()),
        *(sa.ForeignKeyConstraint([one], [f"{other}.id"], name=f"fk_{name}_{one}")
          for one, other in to.items()),
        *(sa.UniqueConstraint(*keys.split(","), name=f"uq_{name}_{keys.replace(',', '_')}")
          for keys in unique),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )  # fmt: skip
    for keys in index:
        op.create_index(f"ix_{name}_{keys.replace(',', '_')}", name, keys.split(","))


def _key(name: str, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=empty)


def _texts(**lengths: int) -> list[sa.Column[Any]]:
    return [
        sa.Column(name, sa.String(length=length), nullable=False)
        for name, length in lengths.items()
    ]


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=True)


def _days(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date(), nullable=True) for name in names]


def _instant(name: str, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=empty)
