"""Forms of donations: the head of a certificate, what is added to its schedule, its end."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from borderpost.forms import at_most, choices
from equipment import donation_words
from equipment.forms import shown
from equipment.models import Donation
from equipment.offers import key, locations_at
from equipment.queries import donations, stock
from equipment.services.conveying import Reversal, Signed
from equipment.services.donating import Deed, Supply
from equipment.services.stock_writing import MOST
from equipment.stock_forms import lot_name
from projects import queries as ledger
from projects.forms import MoneyField, currency_choices

_REQUIRED = DataRequired(_l("Fill this in."))
_FATE = {"stays": _l("They stay and serve here under their new owner"),
         "leaves": _l("They leave the post")}  # fmt: skip


class DeedForm(FlaskForm):  # type: ignore[misc]
    """The head of a certificate."""

    version = HiddenField()
    giver = StringField(_l("Owner who gives, as the register names it"), [_REQUIRED, at_most(80)])
    receiver = StringField(_l("New owner who receives"), [_REQUIRED, at_most(80)])
    fate = SelectField(_l("What becomes of the things"), choices=choices(_FATE.items()))
    giver_name = StringField(_l("Who signs for the giver"), [Optional(), at_most(80)])
    receiver_name = StringField(_l("Who signs for the receiver"), [Optional(), at_most(80)])
    reference = StringField(_l("Agreement or letter that it rests on"),
                            [Optional(), at_most(120)])  # fmt: skip
    note = TextAreaField(_l("Note on the certificate"), [Optional(), at_most(300)])

    def deed(self) -> Deed:
        """What the services need to know."""
        texts = ("giver", "receiver", "giver_name", "receiver_name", "reference", "note")
        said = {name: " ".join((self[name].data or "").split()) for name in texts}
        return Deed(**said, leaves=self.fate.data == "leaves")

    def seen(self) -> int | None:
        """The version that was shown with the form."""
        return shown(self.version)


class NewForm(DeedForm):
    """A new certificate with what was scanned."""

    codes = TextAreaField(_l("Scanned or typed tags, one a line"), [Optional(), at_most(20_000)])


class AddForm(FlaskForm):  # type: ignore[misc]
    """Things by their codes."""

    codes = TextAreaField(_l("Scanned or typed tags, one a line"), [_REQUIRED, at_most(20_000)])


class AddAllForm(FlaskForm):  # type: ignore[misc]
    """Everything of a project or a donor."""

    project_id = SelectField(_l("Project"), [Optional()])
    donor_id = SelectField(_l("Donor"), [Optional()])

    def offer(self) -> None:
        """Fill the lists."""
        rows = [(str(one.id), f"{one.code} · {one.title}") for one in ledger.all_projects()]
        self.project_id.choices = choices(rows, empty="–")
        rows = [(str(one.id), f"{one.code} · {one.name}") for one in ledger.all_donors()]
        self.donor_id.choices = choices(rows, empty="–")


class SupplyForm(FlaskForm):  # type: ignore[misc]
    """So many of a lot."""

    card_id = SelectField(_l("Lot and place"), [_REQUIRED])
    quantity = IntegerField(
        _l("Quantity"),
        [InputRequired(_l("Fill this in.")), NumberRange(1, MOST, _l("Enter a whole number."))],
    )
    budget_line_id = SelectField(_l("Budget line"), [Optional()])
    cost = MoneyField(_l("Cost of all of them, empty when not known"))
    currency = SelectField(_l("Currency"), [Optional()])

    def offer(self, post_id: UUID) -> None:
        """Fill the lists."""
        rows = [
            (str(one.id), f"{one.item.code} · {one.location.code} · {lot_name(one)} · "
                          f"{one.on_hand} {one.item.unit}")
            for one in stock.filled(post_id)
        ]  # fmt: skip
        self.card_id.choices = choices(rows, empty="")
        rows = [
            (str(one.id), f"{one.project.code} · {one.code} · {one.label}")
            for one in ledger.all_lines()
        ]
        self.budget_line_id.choices = choices(rows, empty="–")
        self.currency.choices = currency_choices()

    def supply(self) -> Supply:
        """What the services need to know."""
        return Supply(
            UUID(self.card_id.data),
            self.quantity.data,
            key(self.budget_line_id.data),
            self.cost.amount,
            self.currency.data or "",
        )


class DropForm(FlaskForm):  # type: ignore[misc]
    """Why a draft is given up."""

    why = StringField(_l("Why it is dropped"), [_REQUIRED, at_most(300)])


class SignDeedForm(FlaskForm):  # type: ignore[misc]
    """Both signatures, drawn."""

    version = HiddenField()
    title_on = DateField(_l("Day on which the title passes, if not today"), [Optional()])
    giver = HiddenField(_l("Signature for the giver"))
    receiver = HiddenField(_l("Signature for the receiver"))

    def signed(self) -> Signed:
        """What both sides saw."""
        return Signed(shown(self.version), self.title_on.data)


class PaperDeedForm(FlaskForm):  # type: ignore[misc]
    """The scan of the certificate that both signed."""

    version = HiddenField(id="paper_version")
    title_on = DateField(
        _l("Day on which the title passed, if not today"), [Optional()], id="paper_title_on"
    )
    paper = FileField(_l("Scan of the signed paper"), [FileRequired(_l("Choose a file."))])

    def signed(self) -> Signed:
        """What both sides saw."""
        return Signed(shown(self.version), self.title_on.data)


class ReversalForm(FlaskForm):  # type: ignore[misc]
    """Why a donation is reversed."""

    reason = TextAreaField(_l("Why it is reversed"), [_REQUIRED, at_most(300)])
    paper = StringField(_l("Paper: number, day, signatory"), [_REQUIRED, at_most(120)])
    location_id = SelectField(_l("Store into which the things come back"), [Optional()])

    def offer(self, donation: Donation) -> None:
        """Fill the list of stores; what stayed needs none."""
        if donation.leaves:
            self.location_id.choices = locations_at(donation.post_id, empty="", is_store=True)
        else:
            del self.location_id

    def reversal(self) -> Reversal:
        """What the services need to know."""
        where = key(self.location_id.data) if "location_id" in self else None
        return Reversal(self.reason.data or "", self.paper.data or "", where)


class FilterForm(FlaskForm):  # type: ignore[misc]
    """What the list is filtered by; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Number, giver, receiver or agreement"))
    state = SelectField(_l("State"), [Optional()], validate_choice=False)

    def offer(self) -> None:
        """Fill the list."""
        self.state.choices = choices(donation_words.SHOWN.items(), empty=_l("All states"))

    def wanted(self) -> tuple[str, str]:
        """Words and state; what makes no sense does not filter."""
        state = self.state.data or ""
        return (self.q.data or "").strip(), state if state in donation_words.SHOWN else ""


def usual_owner(post_id: UUID) -> str:
    """The owner whom a new certificate begins with: the only one at the post, else nobody."""
    owners = donations.owners(post_id)
    return owners[0] if len(owners) == 1 else ""
