"""Lists and alerts as tests need them; call it inside a context. Nobody here exists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers import services as officers
from borderpost.officers.identity import SignedIn
from borderpost.roles import Role
from tests.desk import browser, officer, post_id
from tests.house.cast import PASSWORD
from watchlist.listed import Listed, Name, Paper
from watchlist.models import Entry, ListVersion, VersionState, WatchList
from watchlist.queries import lists
from watchlist.services import forcing, keeping, loading, proposing
from watchlist.services.keeping import ListFacts
from watchlist.services.receiving import Source

SECOND_MANAGER = "second_manager"
COLUMNS = "id,surname,given,birth date,nationality,sex,document number,issuer,code,note\n"
FANTA = "f1,CISSE,Fanta Maria,1988-02-13,MLI,F,,,{code},Appeler le poste\n"
# Enough others that a version may lose an entry without seeming cut off.
OTHERS = "".join(
    f"o{n},{name},Zoubeïr,19{50 + n}-0{1 + n % 9}-1{n % 10},NER,M,,,,\n"
    for n, name in enumerate(("Abarchi", "Bagayo", "Chegou", "Dandano", "Elhadji", "Gado"))
)


def make(name: str = "national", **facts: Any) -> UUID:
    """A new list; its id."""
    told = {"title": f"Liste {name}", "legal_basis": "Loi inventée"} | facts
    return keeping.create(ListFacts(name, **told), by=None).id


def written(text: str | bytes, name: str = "list.csv") -> Path:
    """A file with this content beside the instance."""
    path = Path(current_app.config["INSTANCE"]) / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def loaded(
    list_id: UUID, text: str | bytes, kind: str = "csv", *, by: SignedIn | None = None,
    issued: datetime | None = None, may_shrink: bool = False, name: str = "list.csv",
) -> ListVersion:  # fmt: skip
    """A version of a file's content, waiting or refused."""
    source = Source(written(text, name), kind, "list", {}, issued, may_shrink)
    return loading.load(list_id, source, by=by)


def in_force(list_id: UUID, text: str | bytes, kind: str = "csv", **more: Any) -> ListVersion:
    """The same, put in force by a command."""
    row = loaded(list_id, text, kind, **more)
    assert row.state == VersionState.WAITING, (row.refusal, row.refusal_row, row.rejects)
    return forcing.put_in_force(row.id, by=None)


def listed_fanta(code: str = "refer", name: str = "national", **facts: Any) -> UUID:
    """A list that means Fanta of the desk's tests, whose own document it does not know."""
    key = make(name, **facts)
    in_force(key, COLUMNS + FANTA.format(code=code) + OTHERS)
    return key


def alert(**changes: Any) -> Listed:
    """An alert as somebody proposes it by hand."""
    told: dict[str, Any] = {
        "key": "",
        "names": (Name("Fanta Maria CISSE", "CISSE", "Fanta Maria"),),
        "birth_dates": ("1988-02-13",),
        "nationalities": ("MLI",),
        "sex": "F",
        "papers": (Paper("AB1234567", "MLI", "P"),),
        "code": "refer",
        "reason": "Recherchée dans une affaire inventée",
        "legal_basis": "Mandat inventé no 1",
        "expires_on": "2099-12-31",
    }
    return Listed(**{**told, **changes})


def manager(app: Flask) -> SignedIn:
    """The watchlist manager of the cast."""
    return officer(app, Role.WATCHLIST_MANAGER.value)


def second_manager(app: Flask) -> SignedIn:
    """Another one, who approves."""
    facts = officers.AccountFacts(
        surname="Second", given_names="Manager", service="Police", username=SECOND_MANAGER,
        locale="fr", post_id=post_id(), roles=frozenset({Role.WATCHLIST_MANAGER}),
    )  # fmt: skip
    if officers.queries.account_named(SECOND_MANAGER) is None:
        officers.create_account(facts, PASSWORD, by=None, must_change=False)
    return officer(app, SECOND_MANAGER)


def approved(app: Flask, list_id: UUID, content: Listed | None = None) -> Entry:
    """An alert that one manager proposed and the other approved."""
    row = proposing.propose_new(list_id, content or alert(), "Demande", by=manager(app))
    key = row.id
    proposing.approve([key], by=second_manager(app))
    return db.session.scalars(select(Entry).order_by(Entry.id.desc())).first()  # type: ignore[return-value]


def watch(list_id: UUID) -> WatchList:
    """The list as it is now."""
    found = lists.watch_list(list_id)
    assert found is not None
    db.session.refresh(found)
    return found


def keys(list_id: UUID) -> list[str]:
    """The keys of the entries in force."""
    from watchlist.queries import entries

    rows = db.session.scalars(entries.of_list(watch(list_id)))
    return sorted(row.key for row in rows)


def lines_of(act: str) -> list[AuditLine]:
    """The lines of the log about an act, oldest first."""
    wanted = select(AuditLine).where(AuditLine.act == act).order_by(AuditLine.seq)
    return list(db.session.scalars(wanted))


def as_lines(rows: Iterable[object]) -> str:
    """Objects as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


__all__ = ["browser"]
