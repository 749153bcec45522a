"""Forms of custody: many things at once, a loan's wish, signatures."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from borderpost.forms import at_most, choices
from equipment import words
from equipment.offers import key, locations_at, people_at
from equipment.services import bulk
from equipment.services.bulk import Order
from equipment.services.reserving import Wish

_REQUIRED = DataRequired(_l("Fill this in."))
ACTIONS = {name: words.ACTS[name] for name in ("give", "return", *bulk.STEPS)}


class BulkForm(FlaskForm):  # type: ignore[misc]
    """What is done with everything that was scanned."""

    codes = TextAreaField(_l("Scanned or typed tags, one a line"), [_REQUIRED, at_most(20_000)])
    action = SelectField(
        _l("What is done"), [_REQUIRED], choices=choices(ACTIONS.items(), empty="")
    )
    receiver_id = SelectField(_l("To whom"), [Optional()])
    giver_id = SelectField(_l("By whom"), [Optional()])
    location_id = SelectField(_l("Where"), [Optional()])
    due_on = DateField(_l("Back by"), [Optional()])
    condition = SelectField(_l("Condition"), [Optional()])
    reason = StringField(_l("Purpose or reason"), [Optional(), at_most(200)])

    def offer(self, post_id: UUID | None) -> None:
        """Fill the lists of people, locations and conditions."""
        self.receiver_id.choices = people_at(post_id, empty="–")
        self.giver_id.choices = people_at(post_id, empty=_l("by me, out of the store"))
        self.location_id.choices = locations_at(post_id, empty="–")
        self.condition.choices = choices(words.CONDITIONS.items(), empty=_l("as it was"))

    def order(self) -> Order:
        """What the service needs to know."""
        return Order(
            self.action.data,
            key(self.receiver_id.data),
            key(self.location_id.data),
            self.due_on.data,
            self.condition.data or "",
            (self.reason.data or "").strip(),
            key(self.giver_id.data),
        )


class WishForm(FlaskForm):  # type: ignore[misc]
    """A reservation."""

    officer_id = SelectField(_l("For whom"), [_REQUIRED])
    starts_on = DateField(_l("First day"), [_REQUIRED])
    ends_on = DateField(_l("Last day; empty: without an end"), [Optional()])
    purpose = StringField(_l("What it is needed for"), [Optional(), at_most(200)])

    def offer(self, post_id: UUID) -> None:
        """Fill the list of people."""
        self.officer_id.choices = people_at(post_id, empty="")

    def wish(self) -> Wish:
        """What the service needs to know."""
        return Wish(
            UUID(self.officer_id.data),
            self.starts_on.data,
            self.ends_on.data,
            (self.purpose.data or "").strip(),
        )
