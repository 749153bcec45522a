"""Files that came in, and their rows until they are written or refused."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from borderpost.db import Base, Record, SealedBytes, SealedJson, UtcDateTime


class State(StrEnum):
    """How far a file has come."""

    UPLOADED = "uploaded"  # its columns are not chosen yet
    CHECKED = "checked"  # every error is known, nothing is written
    LOADING = "loading"  # rows are being written; so it stays when that was interrupted
    COMMITTED = "committed"
    UNDONE = "undone"
    DROPPED = "dropped"


class Import(Base, Record):
    """One file of one officer. What its headings and rows say is sealed."""

    __tablename__ = "imports"

    importer: Mapped[str] = mapped_column(String(40))
    post_id: Mapped[UUID | None] = mapped_column(index=True)
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(10), default=State.UPLOADED)
    whole: Mapped[bool] = mapped_column(default=False, server_default=false())  # all or nothing
    dialect: Mapped[str] = mapped_column(String(40), default="", server_default="")
    sheet: Mapped[Any] = mapped_column(SealedJson, nullable=True)  # the workbook's, by name
    sheets: Mapped[Any] = mapped_column(SealedJson, nullable=True)  # list of str
    content: Mapped[bytes | None] = mapped_column(SealedBytes)  # of a workbook with more sheets
    headings: Mapped[Any] = mapped_column(SealedJson)  # list of str
    mapping: Mapped[Any] = mapped_column(SealedJson)  # field -> heading
    rows_total: Mapped[int]
    rows_bad: Mapped[int] = mapped_column(default=0)
    cells_bad: Mapped[int] = mapped_column(default=0)
    rows_written: Mapped[int] = mapped_column(default=0)
    committed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[UUID | None]


class ImportRow(Base):
    """One row of a file. Its cells are erased once it is written; ``written_id`` stays, so
    that the import can be undone."""

    __tablename__ = "import_rows"
    __table_args__ = (Index(None, "import_id", "is_bad", "number"),)

    import_id: Mapped[UUID] = mapped_column(
        ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)  # the line in a spreadsheet
    cells: Mapped[Any] = mapped_column(SealedJson, nullable=True)  # list of str, None once written
    errors: Mapped[Any] = mapped_column(
        SealedJson, nullable=True
    )  # field -> sentences, None if there are none
    is_bad: Mapped[bool] = mapped_column(default=False)
    written_id: Mapped[str | None] = mapped_column(String(80))
