"""The form that corrects a decided crossing."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from borderpost import locale
from borderpost.forms import at_most, choices
from crossings import codes
from crossings import sheet as sheets
from crossings.forms import SheetForm
from crossings.health import HealthCheck
from crossings.models import Crossing
from crossings.services.correcting import Correction
from crossings.services.restraints import GIVEN


class CorrectionForm(SheetForm):
    """A crossing as it should have been, and why."""

    direction = SelectField(_l("Direction"), choices=choices(codes.DIRECTIONS.items()))
    decision = SelectField(
        _l("Decision"),
        choices=choices((code, codes.DECISIONS[code]) for code in ("admit", "refuse", "withdrawn")),
    )
    reasons = SelectMultipleField(
        _l("Reasons of the refusal"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    reason_text = StringField(_l("In words"), [Optional(), at_most(500)])
    purpose = SelectField(_l("Purpose"), [Optional()])
    destination = StringField(_l("Destination"), [Optional(), at_most(120)])
    transport = SelectField(_l("Transport"), [Optional()])
    health_outcome = SelectField(
        _l("Health certificate"),
        [Optional()],
        choices=lambda: choices(codes.HEALTH.items(), empty=_l("Not asked")),
    )
    health_certificate = SelectField(_l("Kind of certificate"), [Optional()])
    health_valid_until = DateField(_l("Certificate valid until"), [Optional()])
    why = StringField(
        _l("Why is it corrected?"),
        [InputRequired(_l("Say why this crossing is corrected.")), at_most(500)],
    )

    def correction(self) -> Correction:
        """What the service needs to know."""
        return Correction(
            fields=self.values(),
            direction=self.direction.data,
            decision=self.decision.data,
            reasons=tuple(self.reasons.data or ()),
            reason_text=(self.reason_text.data or "").strip(),
            purpose=self.purpose.data or "",
            destination=(self.destination.data or "").strip(),
            transport=self.transport.data or "",
            why=self.why.data.strip(),
            health=HealthCheck(
                outcome=self.health_outcome.data or "",
                certificate=self.health_certificate.data or "",
                valid_until=self.health_valid_until.data.isoformat()
                if self.health_valid_until.data
                else "",
            ),
        )


def correction_sent(crossing: Crossing) -> CorrectionForm:
    """The form filled with the crossing as it stands, or with what was sent."""
    sheet = sheets.from_plain(crossing.evidence["fields"])
    form = CorrectionForm(
        data={
            **{name: entry.value for name, entry in sheet.items()},
            "direction": crossing.direction,
            "decision": "admit" if crossing.decision == "exit_ok" else crossing.decision,
            "reasons": crossing.reason_codes.split(),
            "reason_text": crossing.reason_text,
            "purpose": crossing.purpose,
            "destination": crossing.destination,
            "transport": crossing.transport,
            "health_outcome": crossing.health_outcome or "",
            "health_certificate": crossing.health_certificate or "",
            "health_valid_until": crossing.health_valid_until,
        }
    )
    if crossing.decision in GIVEN:
        kept = (crossing.decision, codes.DECISIONS[crossing.decision])
        form.decision.choices = [*form.decision.choices, *choices([kept])]
    day = crossing.occurred_on
    form.purpose.choices = choices(codes.PURPOSES.offered(day).items(), empty="")
    form.transport.choices = choices(codes.TRANSPORT.offered(day).items(), empty="")
    form.health_certificate.choices = choices(
        codes.HEALTH_CERTIFICATES.offered(day).items(), empty=""
    )
    form.reasons.choices = choices(
        (reason.code, f"{reason.code} {reason.label(locale.code())}")
        for reason in codes.REFUSAL_REASONS.offered(day).values()
    )
    form.offer(sheet["document_code"].value)
    return form
