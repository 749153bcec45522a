"""Forms of the register: a thing, a step in its life, a model, a location, the filter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from borderpost.forms import at_most, choices
from borderpost.posts import queries as posts
from equipment import states, words
from equipment.facts import Facts
from equipment.offers import key, locations_at
from equipment.queries import assets
from equipment.queries.assets import HELD, IN_REGISTER, Wanted
from equipment.services.catalogue import LocationFacts, ModelFacts
from equipment.services.register import Start, StepSaid
from projects import queries as ledger
from projects.forms import MoneyField, currency_choices

_REQUIRED = DataRequired(_l("Fill this in."))
_IDS = ("model_id", "project_id", "budget_line_id", "donor_id")
_DAYS = ("received_on", "warranty_until", "calibrated_until")


def shown(version: HiddenField) -> int | None:
    """The version of the thing that was shown with a form; None: any."""
    text = str(version.data or "")
    return int(text) if text.isdigit() else None


class DescriptionForm(FlaskForm):  # type: ignore[misc]
    """What is described of a thing."""

    version = HiddenField()
    model_id = SelectField(words.FACTS["model_id"], [_REQUIRED])
    serial = StringField(words.FACTS["serial"], [Optional(), at_most(60)])
    former_tag = StringField(words.FACTS["former_tag"], [Optional(), at_most(60)])
    project_id = SelectField(words.FACTS["project_id"], [Optional()])
    budget_line_id = SelectField(words.FACTS["budget_line_id"], [Optional()])
    donor_id = SelectField(words.FACTS["donor_id"], [Optional()])
    owner = StringField(words.FACTS["owner"], [Optional(), at_most(80)])
    cost = MoneyField(words.FACTS["cost"])
    currency = SelectField(words.FACTS["currency"], [Optional()])
    received_on = DateField(words.FACTS["received_on"], [Optional()])
    warranty_until = DateField(words.FACTS["warranty_until"], [Optional()])
    calibrated_until = DateField(words.FACTS["calibrated_until"], [Optional()])
    note = TextAreaField(words.FACTS["note"], [Optional(), at_most(300)])

    def offer(self) -> None:
        """Fill the lists of models, projects, lines, donors and currencies."""
        rows = [(str(one.id), one.title) for one in assets.all_models()]
        self.model_id.choices = choices(rows, empty="")
        rows = [(str(one.id), f"{one.code} · {one.title}") for one in ledger.all_projects()]
        self.project_id.choices = choices(rows, empty="–")
        rows = [
            (str(one.id), f"{one.project.code} · {one.code} · {one.label}")
            for one in ledger.all_lines()
        ]
        self.budget_line_id.choices = choices(rows, empty="–")
        rows = [(str(one.id), f"{one.code} · {one.name}") for one in ledger.all_donors()]
        self.donor_id.choices = choices(rows, empty="–")
        self.currency.choices = currency_choices()

    def facts(self) -> Facts:
        """What the services need to know. A budget line brings its project and donor along."""
        ids: dict[str, Any] = {name: key(self[name].data) for name in _IDS}
        line = ledger.line(ids["budget_line_id"]) if ids["budget_line_id"] else None
        if line is not None:
            ids["project_id"] = ids["project_id"] or line.project_id
            ids["donor_id"] = ids["donor_id"] or line.donor_id
        texts = ("serial", "former_tag", "owner", "currency", "note")
        said: dict[str, Any] = {name: (self[name].data or "").strip() for name in texts}
        said |= {name: self[name].data for name in _DAYS}
        return Facts(**ids, **said, cost=self.cost.amount)

    def seen(self) -> int | None:
        """The version that was shown with the form."""
        return shown(self.version)


class AssetForm(DescriptionForm):
    """A new thing."""

    tag = StringField(_l("Tag"), [Optional(), at_most(24)])
    status = SelectField(_l("State"), default="in_store")
    condition = SelectField(_l("Condition"), choices=choices(words.CONDITIONS.items()))
    location_id = SelectField(_l("Store"), [Optional()])

    def offer_at(self, post_id: UUID) -> None:
        """Fill the lists, stores of this post among them."""
        self.offer()
        begins = [(one, words.STATUSES[one]) for one in ("in_store", "received", "ordered")]
        self.status.choices = choices(begins)
        self.location_id.choices = locations_at(post_id, empty="–", is_store=True)

    def start(self) -> Start:
        """How the thing comes into the register."""
        return Start(
            self.tag.data or "", self.status.data, self.condition.data, key(self.location_id.data)
        )


class StepForm(FlaskForm):  # type: ignore[misc]
    """One step in a thing's life; which fields are shown depends on the step."""

    version = HiddenField()
    location_id = SelectField(_l("Where"), [Optional()])
    condition = SelectField(_l("Condition"), [Optional()])
    reason = TextAreaField(_l("Why, or what was found"), [Optional(), at_most(300)])
    document = StringField(_l("Paper: number, day, signatory"), [Optional(), at_most(120)])

    def offer(self, name: str, post_id: UUID) -> None:
        """Keep the fields that the step may use, and fill the lists."""
        needs = states.STEPS[name].needs
        if {states.Need.LOCATION, states.Need.STORE} & needs:
            is_store = states.Need.STORE in needs
            self.location_id.choices = locations_at(post_id, empty="", is_store=is_store)
        else:
            del self.location_id
        self.condition.choices = choices(words.CONDITIONS.items(), empty=_l("as it was"))
        if states.Need.DOCUMENT not in needs:
            del self.document

    def said(self) -> StepSaid:
        """What the services need to know."""
        told = {name: (self[name].data or "") if name in self else "" for name in _STEP}
        return StepSaid(
            reason=told["reason"],
            document=told["document"],
            condition=told["condition"],
            location_id=key(told["location_id"]),
            version=shown(self.version),
        )


_STEP = ("reason", "document", "condition", "location_id")


class ModelForm(FlaskForm):  # type: ignore[misc]
    """A model."""

    category = SelectField(_l("Category"), [_REQUIRED])
    manufacturer = StringField(_l("Maker"), [_REQUIRED, at_most(80)])
    name = StringField(_l("Name of the model"), [_REQUIRED, at_most(80)])
    number = StringField(_l("Maker's number"), [Optional(), at_most(60)])
    capabilities = SelectMultipleField(
        _l("What it can do"),
        choices=choices(words.CAPABILITIES.items()),
        option_widget=CheckboxInput(),
        widget=ListWidget(),
    )

    def offer(self, present: str = "") -> None:
        """Fill the list of categories; the present one stays even when it has ended."""
        known, offered = words.CATEGORIES.known(), words.CATEGORIES.offered()
        rows = {code: str(one) for code, one in known.items() if code in offered or code == present}
        self.category.choices = choices(rows.items(), empty="")

    def facts(self) -> ModelFacts:
        """What the services need to know."""
        return ModelFacts(
            self.category.data,
            self.manufacturer.data.strip(),
            self.name.data.strip(),
            (self.number.data or "").strip(),
            tuple(self.capabilities.data or ()),
        )


class LocationForm(FlaskForm):  # type: ignore[misc]
    """A location."""

    code = StringField(_l("Code"), [_REQUIRED, at_most(12)])
    name = StringField(_l("Name"), [_REQUIRED, at_most(80)])
    kind = SelectField(_l("Kind"), [_REQUIRED], choices=choices(words.KINDS.items()))
    lane_id = SelectField(_l("Lane"), [Optional()])
    is_open = BooleanField(_l("Things may be put here"), default=True)

    def offer(self, post_id: UUID) -> None:
        """Fill the list of lanes."""
        rows = [(str(one.id), f"{one.code} · {one.name}") for one in posts.lanes(post_id)]
        self.lane_id.choices = choices(rows, empty="–")

    def facts(self) -> LocationFacts:
        """What the services need to know."""
        return LocationFacts(
            "".join((self.code.data or "").split()).upper(),
            self.name.data.strip(),
            self.kind.data,
            key(self.lane_id.data),
            self.is_open.data,
        )


class FilterForm(FlaskForm):  # type: ignore[misc]
    """What the list is filtered by; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Tag, serial or model"))
    status = SelectField(_l("State"), [Optional()], validate_choice=False)
    category = SelectField(_l("Category"), [Optional()], validate_choice=False)
    location_id = SelectField(_l("Location"), [Optional()], validate_choice=False)
    project_id = SelectField(_l("Project"), [Optional()], validate_choice=False)
    donor_id = SelectField(_l("Donor"), [Optional()], validate_choice=False)

    def offer(self, post_id: UUID | None) -> None:
        """Fill the lists."""
        some = {IN_REGISTER: _l("in the register"), HELD: _l("with a person"), **words.STATUSES}
        self.status.choices = choices(some.items(), empty=_l("All states"))
        known = {code: str(one) for code, one in words.CATEGORIES.known().items()}
        self.category.choices = choices(known.items(), empty=_l("All categories"))
        self.location_id.choices = locations_at(post_id, empty=_l("All locations"))
        rows = [(str(one.id), one.code) for one in ledger.all_projects()]
        self.project_id.choices = choices(rows, empty=_l("All projects"))
        rows = [(str(one.id), one.code) for one in ledger.all_donors()]
        self.donor_id.choices = choices(rows, empty=_l("All donors"))

    def wanted(self) -> Wanted:
        """The filter; what makes no sense does not filter."""
        status = self.status.data or ""
        known = {IN_REGISTER, *words.STATUSES}
        return Wanted(
            words=(self.q.data or "").strip(),
            status=status if status in known else "",
            category=self.category.data or "",
            location_id=key(self.location_id.data),
            project_id=key(self.project_id.data),
            donor_id=key(self.donor_id.data),
            held=status == HELD,
        )
