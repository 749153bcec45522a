"""Forms of evaluation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from borderpost.forms import at_most, choices
from training import evaluation_words as words
from training.evaluation import STATEMENTS
from training.forms import REQUIRED
from training.services.evaluating import Answered


def _marked(label: object) -> SelectField:
    return SelectField(label, [REQUIRED], choices=_marks)


def _marks() -> list[object]:
    told = [(str(mark), f"{mark} · {word}") for mark, word in words.MARKS.items()]
    return list(choices(told, empty=""))


class ReactionForm(FlaskForm):  # type: ignore[misc]
    """What somebody thought of a run: five statements, and a remark."""

    useful = _marked(words.STATEMENTS["useful"])
    clear = _marked(words.STATEMENTS["clear"])
    paced = _marked(words.STATEMENTS["paced"])
    organised = _marked(words.STATEMENTS["organised"])
    will_use = _marked(words.STATEMENTS["will_use"])
    remark = TextAreaField(_l("What should be better? No names, please."),
                           [Optional(), at_most(300)])  # fmt: skip

    def marks(self) -> dict[str, int]:
        """The mark of each statement."""
        return {one: int(self[one].data) for one in STATEMENTS}


class FollowUpForm(FlaskForm):  # type: ignore[misc]
    """What is used of a run months later."""

    used = SelectField(
        _l("How often is what was taught used at the post?"), [REQUIRED],
        choices=lambda: choices([(str(one), word) for one, word in words.USED.items()], empty=""),
    )  # fmt: skip
    hindrance = StringField(_l("What stands in the way?"), [Optional(), at_most(300)])
    findings = TextAreaField(_l("An example, without names of travellers"),
                             [Optional(), at_most(1000)])  # fmt: skip

    def answered(self) -> Answered:
        """What the service needs to know."""
        return Answered(int(self.used.data), (self.hindrance.data or "").strip(),
                        (self.findings.data or "").strip())  # fmt: skip
