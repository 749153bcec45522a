"""Papers beside the travel document: on the sheet, with the crossing, and what they mean for
the days of a stay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029_supporting_documents"
down_revision = "0028_undo"
branch_labels = None
depends_on = None

_INDEX = "ix_crossings_visa"
_WITH_VISA = sa.text("visa_number_key IS NOT NULL")
_OF_A_CROSSING = (
    ("supporting", sa.LargeBinary()),
    ("visa_number_key", sa.String(length=30)),
    ("visa_issuer", sa.String(length=3)),
    ("under_permit", sa.Boolean()),
)


def upgrade() -> None:
    """Plain columns, so that no table is rebuilt; a crossing of before has no such paper."""
    op.add_column("inspections", sa.Column("supporting", sa.LargeBinary(), nullable=True))
    for name, kind in _OF_A_CROSSING:
        op.add_column("crossings", sa.Column(name, kind, nullable=True))
    op.create_index(
        _INDEX, "crossings", ["visa_number_key", "visa_issuer"],
        sqlite_where=_WITH_VISA, postgresql_where=_WITH_VISA,
    )  # fmt: skip
    op.add_column(
        "stays",
        sa.Column("under_permit", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    """Forget the papers."""
    op.drop_column("stays", "under_permit")
    op.drop_index(_INDEX, "crossings")
    for name, _kind in reversed(_OF_A_CROSSING):
        op.drop_column("crossings", name)
    op.drop_column("inspections", "supporting")
