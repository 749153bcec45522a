"""Forms of the cash desk."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, NumberRange, Optional, Regexp, ValidationError

from borderpost.forms import at_most, choices
from borderpost.posts import queries as posts
from cashdesk import money, words
from cashdesk.queries import receipts, tills
from cashdesk.services.issuing import MOST
from cashdesk.services.tariffs import TariffFacts
from cashdesk.services.tills import Opening
from docreader.states import is_known

_REQUIRED = DataRequired(_l("Fill this in."))
CODE = Regexp(
    r"^[A-Za-z0-9-]{1,20}$", message=_l("Up to 20 letters, digits or hyphens, without spaces.")
)


def are_states(_form: FlaskForm, field: StringField) -> None:
    """Three-letter codes of ICAO 9303-3 §5, apart by blanks."""
    wrong = [code for code in (field.data or "").upper().split() if not is_known(code)]
    if wrong:
        raise ValidationError(
            _l("%(code)s is no state. Type codes such as MRT SEN.", code=wrong[0][:20])
        )


class MoneyField(StringField):
    """An amount as people type it, in the currency of its form; ``amount`` in smallest units."""

    amount: int = 0

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what is no amount of the form's currency."""
        currency = getattr(form, "till_currency", "") or form.currency.data
        try:
            self.amount = money.parsed(self.data or "", currency)
        except (ValueError, KeyError) as error:
            example = "5 000" if money.DECIMALS.get(currency) == 0 else "12.50"
            raise ValidationError(
                _l("Write an amount such as %(example)s.", example=example)
            ) from error


class TariffForm(FlaskForm):  # type: ignore[misc]
    """A new row of the table of fees."""

    post_id = SelectField(_l("Post"), [_REQUIRED])
    code = StringField(_l("Code"), [_REQUIRED, CODE])
    label_fr = StringField(_l("What it is for, in French"), [_REQUIRED, at_most(80)])
    label_en = StringField(_l("What it is for, in English"), [_REQUIRED, at_most(80)])
    label_ar = StringField(_l("What it is for, in Arabic"), [_REQUIRED, at_most(80)])
    amount = MoneyField(_l("Amount (0: free)"))
    currency = SelectField(_l("Currency"), choices=choices(words.CURRENCIES.items()))
    unit = SelectField(_l("For"), choices=choices(words.UNITS.items()))
    direction = SelectField(_l("Asked at"), choices=choices(words.DIRECTIONS.items()), default="")
    states = StringField(_l("Only of these nationalities"), [Optional(), at_most(160), are_states])
    starts_on = DateField(_l("First day"), [_REQUIRED])
    ends_on = DateField(_l("Last day"), [Optional()])
    basis = StringField(_l("Text that says so"), [_REQUIRED, at_most(300)])

    def offer(self) -> None:
        """Fill the list of posts."""
        self.post_id.choices = choices((str(row.id), row.name) for row in posts.all_posts())

    def facts(self) -> TariffFacts:
        """What was typed."""
        texts = {name: (self[name].data or "").strip() for name in ("label_fr", "label_en")}
        return TariffFacts(
            post_id=UUID(self.post_id.data),
            code=self.code.data.strip().upper(),
            **texts,
            label_ar=(self.label_ar.data or "").strip(),
            unit=self.unit.data,
            direction=self.direction.data or "",
            states=" ".join((self.states.data or "").upper().split()),
            amount=self.amount.amount,
            currency=self.currency.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            basis=" ".join(self.basis.data.split()),
        )


class EndForm(FlaskForm):  # type: ignore[misc]
    """The last day of a row."""

    ends_on = DateField(_l("Last day"), [_REQUIRED])


class TariffsForm(FlaskForm):  # type: ignore[misc]
    """What to look for in the table; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Code, words or text"), [Optional(), at_most(60)])
    state = SelectField(
        _l("State"), choices=choices([("now", _l("In force today"))], empty=_l("All"))
    )

    def sought(self, today: date) -> dict[str, Any]:
        """The search, as the queries take it."""
        self.validate()
        text = "" if self.q.errors else (self.q.data or "").strip()
        return {"words": text, "day": today if self.state.data == "now" else None}


class OpeningForm(FlaskForm):  # type: ignore[misc]
    """Opening a till."""

    currency = SelectField(_l("Currency"), choices=choices(words.CURRENCIES.items()))
    float_amount = MoneyField(_l("Change in the till now"), default="0")
    lane_id = SelectField(_l("Lane"), [Optional()])

    def offer(self, post_id: UUID | None) -> None:
        """Fill the list of lanes."""
        lanes = posts.open_lanes(post_id) if post_id else ()
        named = ((str(row.id), row.name) for row in lanes)
        self.lane_id.choices = choices(named, empty=_l("every lane"))

    def opening(self) -> Opening:
        """What was typed."""
        lane_id = UUID(self.lane_id.data) if self.lane_id.data else None
        return Opening(self.currency.data, self.float_amount.amount, lane_id)


class FeeForm(FlaskForm):  # type: ignore[misc]
    """A fee to take, by its number in the list or its code; read from the address."""

    class Meta:
        csrf = False

    tariff = StringField(_l("Number or code"), [_REQUIRED, at_most(20)])
    quantity = IntegerField(
        _l("How many"),
        [Optional(), NumberRange(1, MOST, message=_l("A number from 1 to %(most)s.", most=MOST))],
        default=1,
    )
    about = StringField(_l("Reference of the crossing, or plate"), [Optional(), at_most(40)])


class CountForm(FlaskForm):  # type: ignore[misc]
    """The cash that lies in the till, counted by hand."""

    till_currency = ""
    counted = MoneyField(_l("Cash that lies in the till"))
    reason = StringField(_l("What explains a difference"), [Optional(), at_most(300)])


class CloseForm(FlaskForm):  # type: ignore[misc]
    """The cash that somebody else takes over."""

    till_currency = ""
    received = MoneyField(_l("Cash that you received and counted"))


class VoidForm(FlaskForm):  # type: ignore[misc]
    """Why a receipt shall be void."""

    reason = StringField(_l("Why"), [_REQUIRED, at_most(300)])


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """What somebody else says of it."""

    note = StringField(_l("Note"), [Optional(), at_most(300)])


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The code of a receipt, typed, pasted or scanned; it changes nothing."""

    class Meta:
        csrf = False

    code = StringField(_l("Code of the receipt"), [_REQUIRED, at_most(600)])


class ReceiptsForm(FlaskForm):  # type: ignore[misc]
    """What to look for among the receipts; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Number, tariff or reference"), [Optional(), at_most(40)])
    state = SelectField(_l("State"), choices=choices(words.RECEIPT_STATES.items(), empty=_l("All")))
    way = SelectField(_l("How"), choices=choices(words.WAYS.items(), empty=_l("All")))

    def sought(self) -> receipts.Sought:
        """The search; a part that makes no sense does not filter."""
        self.validate()
        return receipts.Sought(
            words="" if self.q.errors else (self.q.data or "").strip(),
            state="" if self.state.errors else self.state.data or "",
            way="" if self.way.errors else self.way.data or "",
        )


class TillsForm(FlaskForm):  # type: ignore[misc]
    """What to look for among the tills; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Name or currency"), [Optional(), at_most(40)])
    state = SelectField(
        _l("State"),
        choices=choices([("open", _l("open")), ("closed", _l("closed at zero"))], empty=_l("All")),
    )

    def sought(self) -> tills.Sought:
        """The search; a part that makes no sense does not filter."""
        self.validate()
        return tills.Sought(
            words="" if self.q.errors else (self.q.data or "").strip(),
            state="" if self.state.errors else self.state.data or "",
        )
