"""Forms of posts and lanes."""

from __future__ import annotations

from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, SelectField, StringField
from wtforms.validators import DataRequired, Optional, Regexp, StopValidation

from borderpost.forms import at_most, choices
from borderpost.places.forms import named_states
from borderpost.posts.models import Direction
from borderpost.posts.services import LaneFacts, PostFacts

_REQUIRED = DataRequired(_l("Fill this in."))


_CODE = Regexp(r"^[A-Z0-9]{2,8}$", message=_l("Use 2 to 8 capital letters or digits."))
DIRECTIONS = {Direction.ENTRY: _l("Entry"), Direction.EXIT: _l("Exit")}


def sent(_form: FlaskForm, field: Field) -> None:
    """The browser sent this field: a request without it is no form, whatever is kept."""
    if not field.raw_data:
        raise StopValidation(_l("Fill this in."))


class PostForm(FlaskForm):  # type: ignore[misc]
    """A border post."""

    code = StringField(_l("Code"), [sent, _REQUIRED, _CODE])
    name = StringField(_l("Name"), [sent, _REQUIRED, at_most(120)])
    country = SelectField(_l("Country"), [sent, _REQUIRED])
    zone = SelectField(_l("Time zone"), [sent, _REQUIRED], default="Africa/Bamako")
    place_code = StringField(_l("P-code of the place"), [Optional(), at_most(16)])

    def offer(self) -> None:
        """Fill the lists of countries and time zones."""
        self.country.choices = choices(named_states(), empty="")
        zones = sorted(zone for zone in available_timezones() if "/" in zone)
        self.zone.choices = choices(zip(zones, zones, strict=True))

    def facts(self) -> PostFacts:
        """What the services need to know."""
        return PostFacts(
            code=self.code.data,
            name=self.name.data.strip(),
            country=self.country.data,
            zone=self.zone.data,
            place_code=(self.place_code.data or "").strip().upper(),
        )


class LaneForm(FlaskForm):  # type: ignore[misc]
    """A lane of a post."""

    code = StringField(_l("Code"), [sent, _REQUIRED, at_most(8)])
    name = StringField(_l("Name"), [sent, _REQUIRED, at_most(60)])
    default_direction = SelectField(
        _l("Usual direction"), [sent], choices=choices(DIRECTIONS.items())
    )
    is_open = BooleanField(_l("This lane is open"), default=True)
    confirmed = BooleanField(_l("Close it all the same"))

    def facts(self) -> LaneFacts:
        """What the services need to know."""
        return LaneFacts(
            code=self.code.data.strip(),
            name=self.name.data.strip(),
            default_direction=self.default_direction.data,
            is_open=self.is_open.data,
        )
