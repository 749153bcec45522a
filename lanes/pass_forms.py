"""Forms of passes and of their rules."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, Regexp

from borderpost.forms import at_most, choices
from crossings import codes
from crossings import words as desk_words
from crossings.forms import NUMBER, calendar_date
from lanes import pass_words
from lanes.forms import STATE
from lanes.models import PassRule
from lanes.queries.passes import Sought
from lanes.services.pass_issuing import PassOrder
from lanes.services.pass_rules import RuleFacts

_REQUIRED = DataRequired(_l("Fill this in."))
_STATES = Regexp(r"^[A-Za-z]{3}( [A-Za-z]{3})*$", message=_l("Three letters each: MLI MRT."))
_CODE = Regexp(
    r"^[A-Za-z0-9-]{1,20}$", message=_l("Up to 20 letters, digits or hyphens, without spaces.")
)
_HOLDER = ("surname", "given_names", "sex", "birth_date", "nationality")


class PassForm(FlaskForm):  # type: ignore[misc]
    """A pass for a person whom the post knows."""

    rule_id = SelectField(_l("Rule"), [_REQUIRED])
    side = SelectField(_l("The holder lives on"), choices=lambda: choices(pass_words.SIDES.items()))
    village = StringField(_l("Village"), [_REQUIRED, at_most(80)])
    zone = StringField(_l("Valid for these places (empty: as the rule says)"),
                       [Optional(), at_most(300)])  # fmt: skip
    valid_from = DateField(_l("Valid from"), [_REQUIRED])
    valid_until = DateField(_l("Valid until (empty: as long as the rule allows)"), [Optional()])
    shown_kind = SelectField(
        _l("What proves who the holder is"),
        [_REQUIRED],
        choices=lambda: choices(codes.DOCUMENTS.offered().items(), empty=""),
    )
    shown_number = StringField(_l("Its number"), [Optional(), NUMBER])
    photo = FileField(_l("Photo of the holder, if the post takes one"))

    def offer(self, rules: list[PassRule]) -> None:
        """Fill the list of rules."""
        self.rule_id.choices = choices((str(row.id), f"{row.code} · {row.label}") for row in rules)

    def order(
        self, photo: bytes, person_id: UUID | None = None, replaces_id: UUID | None = None
    ) -> PassOrder:
        """What is asked for."""
        texts = {name: " ".join((self[name].data or "").split()) for name in ("village", "zone")}
        return PassOrder(
            rule_id=UUID(self.rule_id.data),
            lives_here=self.side.data == "here",
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            **texts,
            person_id=person_id,
            typed=self._typed(),
            is_somebody_else=self._is_somebody_else(),
            shown_kind=self.shown_kind.data,
            shown_number=(self.shown_number.data or "").strip().upper(),
            photo=photo,
            replaces_id=replaces_id,
        )

    def _typed(self) -> dict[str, str]:
        return {}

    def _is_somebody_else(self) -> bool:
        return False


class HolderForm(PassForm):
    """A pass for somebody who is typed anew."""

    surname = StringField(desk_words.FIELDS["surname"], [_REQUIRED, at_most(120)])
    given_names = StringField(desk_words.FIELDS["given_names"], [Optional(), at_most(120)])
    sex = SelectField(
        desk_words.FIELDS["sex"],
        [_REQUIRED],
        choices=lambda: choices(codes.SEXES.items(), empty=""),
    )
    birth_date = StringField(desk_words.FIELDS["birth_date"], [_REQUIRED, calendar_date])
    nationality = StringField(desk_words.FIELDS["nationality"], [_REQUIRED, STATE])
    is_somebody_else = BooleanField(_l("This is nobody whom the post knows already"))

    def _typed(self) -> dict[str, str]:
        told = {name: (self[name].data or "").strip() for name in _HOLDER}
        return told | {"nationality": told["nationality"].upper()}

    def _is_somebody_else(self) -> bool:
        return bool(self.is_somebody_else.data)


class PhotoForm(FlaskForm):  # type: ignore[misc]
    """The holder's photo."""

    photo = FileField(_l("Photo of the holder"))


class WhyForm(FlaskForm):  # type: ignore[misc]
    """What happened to a pass."""

    why = StringField(_l("What happened?"), [_REQUIRED, at_most(300)])


class PassesForm(FlaskForm):  # type: ignore[misc]
    """What to search passes for; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Number, name or village"), [Optional(), at_most(60)])
    state = SelectField(
        _l("State"),
        [Optional()],
        choices=lambda: choices(pass_words.STATES.items(), empty=_l("All")),
    )

    def sought(self) -> Sought:
        """The search, as the queries take it."""
        state = self.state.data if self.state.data in pass_words.STATES else ""
        return Sought(words=(self.q.data or "").strip()[:60], state=state)


class RuleForm(FlaskForm):  # type: ignore[misc]
    """A new rule of passes."""

    code = StringField(_l("Code"), [_REQUIRED, _CODE])
    label = StringField(_l("What it says, in a line"), [_REQUIRED, at_most(120)])
    nationalities = StringField(_l("Nationalities (empty: any)"), [Optional(), _STATES])
    zone = StringField(_l("Where a pass is valid"), [Optional(), at_most(300)])
    youngest = IntegerField(_l("From which age (empty: any)"),
                            [Optional(), NumberRange(0, 120)])  # fmt: skip
    valid_days = IntegerField(
        _l("For how many days a pass is valid at most"), [InputRequired(), NumberRange(1, 3660)]
    )
    most_days = IntegerField(
        _l("For how many days the holder may stay away, the first included"),
        [InputRequired(), NumberRange(1, 366)],
    )
    directions = SelectField(
        _l("Directions"), choices=lambda: choices(pass_words.DIRECTIONS.items())
    )
    needs_two = BooleanField(_l("A second person approves each pass"))
    starts_on = DateField(_l("First day"), [_REQUIRED])
    ends_on = DateField(_l("Last day"), [Optional()])
    basis = StringField(_l("Text that says so"), [_REQUIRED, at_most(300)])
    is_verified = BooleanField(_l("I read this text myself: it says so"))

    def facts(self, post_id: UUID) -> RuleFacts:
        """What was typed."""
        texts = {
            name: " ".join((self[name].data or "").split()) for name in ("label", "zone", "basis")
        }
        starts: date = self.starts_on.data
        return RuleFacts(
            post_id=post_id,
            code=self.code.data.strip().upper(),
            nationalities=(self.nationalities.data or "").strip().upper(),
            **texts,
            youngest=self.youngest.data,
            valid_days=self.valid_days.data,
            most_days=self.most_days.data,
            directions=self.directions.data,
            needs_two=bool(self.needs_two.data),
            starts_on=starts,
            ends_on=self.ends_on.data,
            is_verified=bool(self.is_verified.data),
        )


class RuleEndForm(FlaskForm):  # type: ignore[misc]
    """The last day of a rule."""

    ends_on = DateField(_l("Last day"), [_REQUIRED])
