"""Alerts from a table, mapped and looked at row by row: each row becomes a proposal, which another
person approves. For a whole list there is ``watchlist.services.loading``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from borderpost.audit import Actor
from borderpost.imports.fields import RowForm
from borderpost.imports.importer import Importer, rows_told
from borderpost.refusal import Refused
from watchlist import Permission
from watchlist.formats import table
from watchlist.forms import EntryFields
from watchlist.models import EntryProposal, Holds
from watchlist.queries import lists
from watchlist.services import proposing

_ALSO = {
    "surname": table.HEADINGS["surname"],
    "given": table.HEADINGS["given"],
    "aliases": table.HEADINGS["aliases"],
    "birth_dates": table.HEADINGS["birth_date"],
    "nationalities": table.HEADINGS["nationality"],
    "sex": table.HEADINGS["sex"],
    "papers": table.HEADINGS["document_number"],
    "code": table.HEADINGS["code"],
    "reason": table.HEADINGS["reason"],
    "legal_basis": table.HEADINGS["legal_basis"],
    "expires_on": table.HEADINGS["expires_on"],
}


class AlertRow(EntryFields, RowForm):
    """One row: an alert for a list of this machine."""

    list = StringField(_l("List"), [InputRequired(_l("Name the list, as commands say it."))])

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields, then what an alert may not lack; the error stands at its cell."""
        is_good = bool(super().validate(extra_validators))
        if self.list.data and self.list.data not in self.about:
            self.list.errors = [_l("There is no list of people of this name.")]
            return False
        try:
            proposing.check(proposing.by_hand(self.content()), self.why.data or "")
        except Refused as refusal:
            field = self[refusal.field if refusal.field in self else "surname"]
            field.errors = [*field.errors, str(refusal.sentence)]
            return False
        return is_good


def _lists(_by: Any) -> Mapping[str, UUID]:
    found = {one.name: one.id for one in lists.every() if one.holds == Holds.PEOPLE}
    if not found:
        raise Refused(_l("This machine has no list of people yet. Make one first."))
    return found


def _write(rows: Sequence[AlertRow], by: Actor) -> Sequence[EntryProposal]:
    return [
        proposing.proposed(
            row.about[row.list.data], proposing.ADD, proposing.by_hand(row.content()),
            row.why.data or "", by=by,
        )
        for row in rows
    ]  # fmt: skip


def _undo(written: Mapping[str, int], by: Actor) -> None:
    decided = proposing.take_back([UUID(one) for one in written], by=by)
    if decided:
        raise Refused(
            _l(
                "Proposals of this file are decided already: rows %(rows)s. It cannot be undone.",
                rows=rows_told(written[str(one)] for one in decided),
            )
        )


IMPORTER = Importer(
    name="alerts",
    label=_l("Alerts for a watchlist"),
    advice=_l("Each row becomes a proposal. Another person approves them, several at once."),
    permission=Permission.PROPOSE,
    form=AlertRow,
    example={
        "surname": "Exemple", "given": "Personne", "birth_dates": "1980-02-14",
        "nationalities": "MLI", "sex": "M", "papers": "MLI P A1234567", "code": "refer",
        "reason": "Exemple inventé", "legal_basis": "Mandat no 1", "expires_on": "2099-12-31",
        "why": "Demande du tribunal", "list": "national",
    },
    write=_write,
    undo=_undo,
    aliases=_ALSO,
    prepare=_lists,
    next_step=("watch_proposals.index", _l("See the proposals")),
)  # fmt: skip
