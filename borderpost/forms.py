"""From a form to a service and back: one way for every form."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import flash, g, render_template
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from borderpost.refusal import Refused

# A day and a minute as browsers write them; the first is how they are shown.
TO_THE_MINUTE = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def choices(
    table: Iterable[tuple[str, object]], *, empty: object | None = None
) -> list[SelectChoice]:
    """The options of a select from a code list; ``empty`` labels an option for none."""
    rows = [] if empty is None else [("", empty)]
    return [SelectChoice(value, label) for value, label in [*rows, *table]]


def at_most(characters: int) -> Length:
    """A text of a bounded length, refused in the reader's language."""
    return Length(max=characters, message=_l("At most %(number)s characters.", number=characters))


def ticked(words: object) -> Callable[[FlaskForm, Field], None]:
    """At least one tick, else ``words``. ``DataRequired`` would have the browser ask for a tick in
    every box."""

    def check(_form: FlaskForm, field: Field) -> None:
        if not field.data:
            raise ValidationError(words)

    return check


def saved(form: FlaskForm, change: Callable[[], object], *, done: str = "") -> bool:
    """Validate a sent form and run ``change``.

    True when it took effect; ``done`` is then told to the officer. A refusal stays on
    the form beside its field, with everything that was typed; above it the page sums up
    what is wrong, and the first such field has the focus.
    """
    if not form.is_submitted():
        return False
    if not form.validate():
        _sum_up(form)
        return False
    try:
        change()
    except Refused as refusal:
        _show(form, refusal)
        _sum_up(form)
        return False
    if done:
        flash(done, "success")
    return True


def answered(template: str, form: FlaskForm, **shown: object) -> tuple[str, int]:
    """The page of a form: 200 when it is opened, 422 with what was typed when it was refused."""
    page = render_template(template, form=form, **shown)
    return page, 422 if form.is_submitted() else 200


def _show(form: FlaskForm, refusal: Refused) -> None:
    if refusal.field in form:
        field = form[refusal.field]
        field.errors = [*field.errors, str(refusal.sentence)]
    else:
        flash(str(refusal.sentence), "danger")


def _sum_up(form: FlaskForm) -> None:
    wrong = [field for field in form if field.errors and field.type != "CSRFTokenField"]
    if wrong:
        g.wrong_fields = wrong
        wrong[0].render_kw = {**(wrong[0].render_kw or {}), "autofocus": True}


def attempted(change: Callable[[], object], *, done: str = "") -> bool:
    """Run the change of a form that has only a button; a refusal is told on the next page."""
    try:
        change()
    except Refused as refusal:
        flash(str(refusal.sentence), "danger")
        return False
    if done:
        flash(done, "success")
    return True
