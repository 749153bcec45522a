"""Forms of paper receipts: printing ahead, accounting for a number, and capturing one."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from borderpost import locale
from borderpost.forms import at_most, choices
from borderpost.imports.fields import DayField, TimeField, is_day, is_time
from borderpost.officers import queries as officers
from cashdesk import words
from cashdesk.forms import MoneyField
from cashdesk.models import PaperFate
from cashdesk.queries import tariffs
from cashdesk.queries.paper_receipts import Sought
from cashdesk.services import issuing
from cashdesk.services.paper_capture import Written
from cashdesk.services.paper_receipts import MOST

_REQUIRED = DataRequired(_l("Fill this in."))
_FILLED = InputRequired(_l("Fill this in."))


class PapersForm(FlaskForm):  # type: ignore[misc]
    """What to look for among the papers; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Number"), [Optional(), at_most(30)])
    fate = SelectField(
        _l("What became of it"), [Optional()],
        choices=choices(words.PAPER_FATES.items(), empty=_l("All")),
    )  # fmt: skip

    def sought(self) -> Sought:
        """The search; a part that makes no sense does not filter."""
        self.validate()
        return Sought(
            number="" if self.q.errors else "".join((self.q.data or "").split()),
            fate="" if self.fate.errors else self.fate.data or "",
        )


class BlanksForm(FlaskForm):  # type: ignore[misc]
    """How many blank receipts are printed."""

    many = IntegerField(
        _l("Blank receipts"),
        [_FILLED, NumberRange(1, MOST, message=_l("A number from 1 to %(most)s.", most=MOST))],
        default=20,
    )


class HolderForm(FlaskForm):  # type: ignore[misc]
    """To whom a blank receipt is given."""

    handed_to = SelectField(_l("Handed to"), [_REQUIRED])

    def offer(self, post_id: UUID) -> None:
        """The officers of the post."""
        self.handed_to.choices = choices(_people(post_id))


class PaperFateForm(FlaskForm):  # type: ignore[misc]
    """What became of a receipt that was not written."""

    fate = SelectField(_l("What became of it"), [_REQUIRED])
    why = StringField(_l("What happened"), [Optional(), at_most(300)])

    def offer(self, ways: list[PaperFate]) -> None:
        """The ways that are open to the paper."""
        known = words.PAPER_ACTS
        self.fate.choices = choices((way, known[way]) for way in ways if way in known)


class CaptureForm(FlaskForm):  # type: ignore[misc]
    """What a hand wrote on the paper, in its order."""

    till_currency = ""
    day = DayField(_l("Day on the paper"), [_REQUIRED, is_day])
    at = TimeField(_l("Time on the paper"), [_REQUIRED, is_time])
    tariff = SelectField(_l("What it is for"), [_REQUIRED])
    quantity = IntegerField(
        _l("How many"),
        [_FILLED, NumberRange(1, issuing.MOST,
                              message=_l("A number from 1 to %(most)s.", most=issuing.MOST))],
        default=1,
    )  # fmt: skip
    amount = MoneyField(_l("Amount on the paper"), [_FILLED])
    officer_id = SelectField(_l("Officer who wrote it"), [_REQUIRED])
    about = StringField(_l("Reference of the crossing, or plate"), [Optional(), at_most(40)])
    why = StringField(_l("What explains another sum than the tariff’s"), [at_most(300)])

    def offer(self, post_id: UUID) -> None:
        """The post's tariffs of every day, and its officers; the amount is in the currency of the
        tariff that was chosen."""
        rows = tariffs.all_of(post_id)
        language = locale.code()
        self.tariff.choices = choices(
            ((str(row.id), f"{row.code} · {row.label(language)} · {words.plain_price(row)}")
             for row in rows), empty="",
        )  # fmt: skip
        self.officer_id.choices = choices(_people(post_id), empty="")
        chosen = next((row for row in rows if str(row.id) == self.tariff.data), None)
        self.till_currency = chosen.currency if chosen else "XOF"

    def written(self) -> Written:
        """What the service needs to know."""
        return Written(
            day=date.fromisoformat(self.day.data),
            at=time.fromisoformat(self.at.data),
            tariff_id=UUID(self.tariff.data),
            quantity=self.quantity.data,
            amount=self.amount.amount,
            officer_id=UUID(self.officer_id.data),
            about=self.about.data or "",
            why=self.why.data or "",
        )


def _people(post_id: UUID) -> list[tuple[str, str]]:
    return [(str(row.id), row.name) for row in officers.posted_at(post_id)]
