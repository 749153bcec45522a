"""What the codes of tests are called, and how their numbers are defined on the page."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from training.answer_key import Kind
from training.exam_models import PaperState, When

KINDS: Mapping[str, LazyString] = {
    Kind.SINGLE: _l("One option is right"),
    Kind.MULTIPLE: _l("Several options may be right"),
    Kind.NUMBER: _l("A number"),
}
WHEN: Mapping[str, LazyString] = {
    When.PRE: _l("Test before the run"),
    When.POST: _l("Test after the run"),
}
STATES: Mapping[str, LazyString] = {
    PaperState.DRAFT: _l("Being prepared"),
    PaperState.OPEN: _l("May be written"),
    PaperState.CLOSED: _l("Test closed"),
}
GROUPS: Mapping[str, LazyString] = {
    "sex": _l("By sex"),
    "service": _l("By service"),
    "post": _l("By post"),
    "country": _l("By country"),
}
DEFINITIONS: tuple[LazyString, ...] = (
    _l("Score: points of the points that the paper has, as per cent. An answer that is missing is "
       "worth nothing; where several options are right, all of them and no other give the points."),
    _l("Gain: the score after less the score before, in points of a hundred, of those who wrote "
       "both tests. Whoever wrote one is counted and left out."),
    _l("Normalised gain: the gain as a share of what was left to learn, (after − before) ÷ (100 − "
       "before). It is not defined for whoever had 100 before. The mean is that of each person's "
       "own, not the gain of the means."),
)  # fmt: skip
ITEM_DEFINITIONS: tuple[LazyString, ...] = (
    _l("Difficulty p: the mean share of a question's points. Near 1 nearly all knew it, near 0 "
       "nobody."),
    _l("Discrimination D: p of the 27 per cent with the best whole scores less p of the 27 per "
       "cent with the lowest (Kelley 1939). Near 0 or below it does not tell who knows from who "
       "does not: look at the question again."),
    _l("With fewer than 10 papers neither is defined."),
)  # fmt: skip
