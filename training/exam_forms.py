"""Forms of questions, papers and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from borderpost.forms import at_most, choices
from borderpost.refusal import Refused
from training import exam_words as words
from training.answer_key import Kind
from training.exam_models import Question, When
from training.forms import REQUIRED, between
from training.services.papers import PaperFacts
from training.services.questions import LANGUAGES, QuestionFacts

STAR = "*"


class QuestionForm(FlaskForm):  # type: ignore[misc]
    """A question: its options one a line, the right ones with a star before them."""

    kind = SelectField(_l("Kind of answer"), choices=lambda: choices(words.KINDS.items()))
    points = IntegerField(
        _l("Points"), [InputRequired(_l("Fill this in.")), between(1, 20)], default=1
    )
    text_fr = TextAreaField(_l("Question in French"), [REQUIRED, at_most(1000)])
    options_fr = TextAreaField(_l("Options in French, one a line, * before the right ones"),
                               [Optional(), at_most(2000)])  # fmt: skip
    text_en = TextAreaField(_l("Question in English"), [Optional(), at_most(1000)])
    options_en = TextAreaField(_l("Options in English, in the same order"),
                               [Optional(), at_most(2000)])  # fmt: skip
    text_ar = TextAreaField(_l("Question in Arabic"), [Optional(), at_most(1000)])
    options_ar = TextAreaField(_l("Options in Arabic, in the same order"),
                               [Optional(), at_most(2000)])  # fmt: skip
    number = StringField(_l("Right number"), [Optional(), at_most(20)])
    tolerance = StringField(_l("Right within more or less"), [Optional(), at_most(20)])
    picture = FileField(_l("Picture"), [Optional()])

    def fill(self, row: Question) -> None:
        """Show a question as it is typed."""
        self.kind.data, self.points.data = row.kind, row.points
        self.number.data, self.tolerance.data = row.number, row.tolerance
        for code in LANGUAGES:
            self[f"text_{code}"].data = getattr(row, f"text_{code}")
            lines = [one.get(code, "") for one in row.options]
            stars = [STAR if code == "fr" and place in row.right else "" for place in
                     range(len(lines))]  # fmt: skip
            told = [f"{star}{line}" for star, line in zip(stars, lines, strict=True)]
            self[f"options_{code}"].data = "\n".join(told) if any(lines) else ""

    def validate_options_en(self, field: Any) -> None:
        """As many as in French, or none."""
        self._as_many(field)

    def validate_options_ar(self, field: Any) -> None:
        """As many as in French, or none."""
        self._as_many(field)

    def facts(self, picture: bytes) -> QuestionFacts:
        """What the service needs to know."""
        told = {code: _lines(self[f"options_{code}"].data) for code in LANGUAGES}
        stars = [place for place, line in enumerate(told["fr"]) if line.startswith(STAR)]
        options = [
            {code: told[code][place].lstrip(f"{STAR} ") for code in LANGUAGES if told[code]}
            for place in range(len(told["fr"]))
        ]
        texts = {code: (self[f"text_{code}"].data or "").strip() for code in LANGUAGES}
        return QuestionFacts(Kind(self.kind.data), texts, options, stars, self.number.data or "",
                             self.tolerance.data or "0", self.points.data, picture)  # fmt: skip

    def _as_many(self, field: Any) -> None:
        told = _lines(field.data)
        if told and len(told) != len(_lines(self.options_fr.data)):
            raise ValidationError(_l("As many options as in French, in the same order, or none."))


class PaperForm(FlaskForm):  # type: ignore[misc]
    """A paper; the places of its questions stand beside each of them."""

    kind = SelectField(_l("Which test"), choices=lambda: choices(words.WHEN.items()))
    minutes = IntegerField(_l("Minutes; empty: no limit"), [Optional(), between(1, 600)])

    def facts(self, bank: Sequence[Question], sent: Mapping[str, str]) -> PaperFacts:
        """What the service needs to know; ``sent`` has ``place-ID``. Raises ``Refused``."""
        found = [(place, number, one.id) for number, one in enumerate(bank)
                 if (place := _place(sent.get(f"place-{one.id}", ""))) is not None]  # fmt: skip
        chosen: list[UUID] = [key for _place_, _number, key in sorted(found)]
        return PaperFacts(When(self.kind.data), chosen, self.minutes.data)


def _place(typed: str) -> int | None:
    text = typed.strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 3:
        raise Refused(_l("Write the places of the questions as numbers: 1, 2, 3."))
    return int(text)


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
