"""Forms about minors. Each stands on one page with the others, so that its fields have a prefix."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from borderpost.forms import at_most, choices
from crossings import codes, words
from crossings.accompaniment import Adult, Authorisation
from crossings.minor_words import AUTHORISATIONS, RELATIONS


def _relation() -> SelectField:
    return SelectField(
        _l("What the adult is to the child"),
        [Optional()],
        choices=lambda: choices(RELATIONS.items(), empty=""),
    )


class LinkForm(FlaskForm):  # type: ignore[misc]
    """An adult whose sheet is at this post; ``adult`` is the sheet's id."""

    adult = StringField(_l("Adult"))
    relation = _relation()

    def sheet_id(self) -> UUID | None:
        """The chosen sheet, None for none and for what is no id."""
        try:
            return UUID(self.adult.data or "")
        except ValueError:
            return None


class TypedAdultForm(FlaskForm):  # type: ignore[misc]
    """An adult whose document is typed in."""

    relation = _relation()
    surname = StringField(words.FIELDS["surname"], [Optional(), at_most(120)])
    given_names = StringField(words.FIELDS["given_names"], [Optional(), at_most(120)])
    birth_date = StringField(words.FIELDS["birth_date"], [Optional(), at_most(10)])
    nationality = StringField(words.FIELDS["nationality"], [Optional(), at_most(3)])
    document_kind = SelectField(
        words.FIELDS["document_code"],
        [Optional()],
        choices=lambda: choices(codes.DOCUMENTS.items(), empty=""),
    )
    document_issuer = StringField(words.FIELDS["issuing_state"], [Optional(), at_most(3)])
    document_number = StringField(words.FIELDS["document_number"], [Optional(), at_most(30)])

    def adult(self) -> Adult:
        """What was typed."""
        told = {
            name: " ".join((self[name].data or "").split())
            for name in (
                "relation", "surname", "given_names", "birth_date", "nationality",
                "document_kind", "document_issuer", "document_number",
            )
        }  # fmt: skip
        for name in ("nationality", "document_issuer", "document_number"):
            told[name] = told[name].upper()
        return Adult(**told)


class AuthorisationForm(FlaskForm):  # type: ignore[misc]
    """What was seen of the parents' authorisation."""

    authorisation = RadioField(
        _l("Parents’ authorisation"), [Optional()], choices=lambda: choices(AUTHORISATIONS.items())
    )
    number = StringField(_l("Number of the paper"), [Optional(), at_most(40)])
    issuer = StringField(_l("Issued by"), [Optional(), at_most(120)])
    day = StringField(_l("Dated"), [Optional(), at_most(10)])
    signed_by = StringField(_l("Signed by (mother, father, guardian)"), [Optional(), at_most(120)])

    def said(self) -> Authorisation:
        """What was said."""
        told = {
            name: " ".join((self[name].data or "").split())
            for name in ("number", "issuer", "day", "signed_by")
        }
        return Authorisation(state=self.authorisation.data or "", **told)


class GuidanceForm(FlaskForm):  # type: ignore[misc]
    """Where the authorisation is given, in three languages, and who says so."""

    body_fr = TextAreaField(_l("Where to get it, in French"), [Optional(), at_most(600)])
    body_en = TextAreaField(_l("Where to get it, in English"), [Optional(), at_most(600)])
    body_ar = TextAreaField(_l("Where to get it, in Arabic"), [Optional(), at_most(600)])
    cite = StringField(_l("Text that says so"), [Optional(), at_most(200)])
