"""The individual file: a person, and the documents that person has shown.

Person, document and crossing are three things: one person may hold
several documents, and a crossing keeps what was decided on, whatever the file says later.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from borderpost.db import Base, Record


class Person(Base, Record):
    """A traveller known to this post."""

    __tablename__ = "persons"
    __table_args__ = (Index(None, "birth_date", "nationality", "name_key"),)

    surname: Mapped[str] = mapped_column(String(120))  # as printed, Unicode
    given_names: Mapped[str] = mapped_column(String(120), default="")
    name_mrz: Mapped[str] = mapped_column(String(39), default="")  # A-Z and <
    name_key: Mapped[str] = mapped_column(String(240))  # folded, for search
    sex: Mapped[str] = mapped_column(String(1), default="U")  # M F X, U not stated
    birth_date: Mapped[str] = mapped_column(String(10), default="")  # ISO as far as known
    birth_precision: Mapped[str] = mapped_column(String(1), default="U")  # D M Y U A
    nationality: Mapped[str] = mapped_column(String(3))
    documents: Mapped[list[Document]] = relationship(back_populates="person")


class Document(Base, Record):
    """A travel document that a person has shown."""

    __tablename__ = "documents"
    __table_args__ = (
        Index(None, "number_key", "issuer", "kind"),
        Index(None, "personal_number", "issuer"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    kind: Mapped[str] = mapped_column(String(4))  # P I A C V of the zone, or a code of §5.3
    issuer: Mapped[str] = mapped_column(String(3))
    number: Mapped[str] = mapped_column(String(30))
    number_key: Mapped[str] = mapped_column(String(30))  # upper case, letters and digits only
    expiry_date: Mapped[str] = mapped_column(String(10), default="")
    # The holder's own number in the zone's optional data, NULL where none was read.
    personal_number: Mapped[str | None] = mapped_column(String(30))
    person: Mapped[Person] = relationship(back_populates="documents")
