"""Words for lists: codes, tiers, states, faults of files, and each term of an explanation."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from watchlist.births import Agreement
from watchlist.matching import Term
from watchlist.models import ListVersion
from watchlist.names import Kind
from watchlist.origins import Origin

CODES: Mapping[str, LazyString] = {
    "stop": _l("Stop"),
    "refer": _l("Refer"),
    "discreet": _l("Discreet"),
    "inform": _l("Inform"),
}
WHAT_CODES_DO: Mapping[str, LazyString] = {
    "stop": _l("The traveller is kept here and the supervisor called."),
    "refer": _l("The traveller is referred to second line."),
    "discreet": _l("The desk sees nothing; the supervisor does."),
    "inform": _l("The desk reads the note and decides."),
}
INSTRUCTIONS: Mapping[str, LazyString] = {
    "stop": _l("Stop: keep the traveller here and call the supervisor. Refer to second line."),
    "refer": _l("Refer to second line. It may be somebody else: second line looks."),
    "inform": _l("Read the note, then decide."),
}
TIERS: Mapping[str, LazyString] = {"red": _l("red"), "amber": _l("amber"), "grey": _l("grey")}
QUALITIES: Mapping[str, LazyString] = {
    "full": _l("full birth date"),
    "year": _l("year or month alone"),
    "none": _l("no birth date"),
}
HOLDS: Mapping[str, LazyString] = {
    "people": _l("People, with their documents where these are known"),
    "documents": _l("Document numbers alone: stolen, lost, cancelled"),
}
VERSION_STATES: Mapping[str, LazyString] = {
    "loading": _l("is being loaded"),
    "waiting": _l("waits for a second person"),
    "in_force": _l("in force"),
    "replaced": _l("replaced"),
    "refused": _l("refused"),
    "dropped": _l("dropped"),
}
PROPOSAL_STATES: Mapping[str, LazyString] = {
    "open": _l("waits for a decision"),
    "approved": _l("approved"),
    "rejected": _l("rejected"),
    "withdrawn": _l("withdrawn"),
}
KINDS: Mapping[str, LazyString] = {"add": _l("Add"), "change": _l("Change"), "remove": _l("Remove")}
DOCUMENTS: Mapping[str, LazyString] = {
    "exact": _l(
        "This document is listed. Confirm with the issuing state; it is no proof by itself."
    ),
    "misread": _l(
        "Possible misread: a number that differs only in signs which readers confuse is listed. "
        "Read the number again, letter by letter."
    ),
}
REJECTS: Mapping[str, LazyString] = {
    "no_key": _l("there is no identifier, or one that cannot be used"),
    "no_name": _l("there is no name"),
    "no_number": _l("there is no document number"),
    "issuer": _l("the issuing state is not known"),
    "too_long": _l("a text is longer than any name"),
    "formula": _l("a cell holds a formula"),
    "characters": _l("a character cannot be read"),
    "birth_date": _l("the birth date is none that the calendar has"),
    "code": _l("the alert code is not stop, refer, discreet or inform"),
    "expiry": _l("the expiry is no day"),
    "double": _l("the identifier stands in the file twice"),
    "cells": _l("the row has another number of cells"),
    "not_this_format": _l("this is not how this format looks"),
}
FILE_FAULTS: Mapping[str, LazyString] = {
    "empty": _l("The file is empty."),
    "too_large": _l("The file is larger than this machine takes in."),
    "format": _l("This list does not take this format."),
    "encoding": _l("The file is not UTF-8 here. Save it as UTF-8 and load it again."),
    "binary": _l("The file is not a text here."),
    "line_too_long": _l("A line is longer than in any list."),
    "csv": _l("The table cannot be read here: a quote is not closed."),
    "cells": _l("A row has another number of cells. The file may be cut off."),
    "headings": _l("The table lacks a heading that is needed."),
    "json": _l("This line is no JSON. The file may be cut off."),
    "xml": _l("The XML cannot be read from here on. The file may be cut off."),
    "entities": _l("The file declares a document type or entities. No real list does."),
    "too_deep": _l("The XML is nested deeper than any list."),
    "not_this_format": _l("This is not how this format looks."),
    "workbook": _l("The workbook cannot be read."),
    "formula": _l("A cell holds a formula. Save the workbook with values only."),
    "no_entries": _l("No row of the file can be taken."),
    "too_many_rejects": _l("Too many rows cannot be taken: this is not the file that was meant."),
    "shrunk": _l("More than half of the entries would go. The file may be cut off."),
    "unsigned": _l("This list takes signed packages only."),
    "package": _l("The package's first lines cannot be read."),
    "signer": _l("Nobody whom this machine knows signed the package."),
    "signature": _l("The signature does not fit the package."),
    "another_list": _l("The package is of another list."),
    "replayed": _l("This version of the package was in force already."),
    "older": _l("A newer package was in force already. Versions never go back."),
    "expired": _l("The package has expired. Ask its issuer for a newer one."),
    "future": _l("The package is from the future. Check the clock of this machine."),
    "truncated": _l("The package is cut off."),
    "payload": _l("The content of the package was altered."),
}
# How the matching calls its terms, in the officer's words.
_TERMS: Mapping[str, LazyString] = {
    Kind.SAME: _l("same name"),
    Kind.CLASS: _l("same name in another spelling"),
    Kind.ALIKE: _l("names alike"),
    Kind.INITIAL: _l("initial"),
    Kind.CUT: _l("the zone cut the name"),
    Kind.JOINED: _l("written as one word"),
    Kind.CONTRADICTION: _l("names differ"),
    Kind.LEFT_OUT: _l("name left out"),
    Kind.CHILD_OF: _l("son or daughter of"),
    Kind.ORDER: _l("order of the names"),
    Agreement.UNKNOWN: _l("birth date not known"),
    Agreement.DAY: _l("same birth date"),
    Agreement.SWAPPED: _l("day and month swapped"),
    Agreement.NEXT_YEAR: _l("same day, a year apart"),
    Agreement.YEAR: _l("same year, day not known"),
    Agreement.PRESUMED: _l("same year, day presumed"),
    Agreement.MONTH: _l("same month of birth"),
    Agreement.RANGE: _l("within the range of years"),
    Agreement.SAME_YEAR_OTHER_DAY: _l("same year, another day"),
    Agreement.DAY_OTHER_YEAR: _l("same day, another year"),
    Agreement.NEAR_YEAR: _l("a year or two apart"),
    Agreement.CONFLICT: _l("birth dates differ"),
    Origin.SAME_NATIONALITY: _l("same nationality"),
    Origin.OTHER_NATIONALITY: _l("nationality differs"),
    Origin.SAME_SEX: _l("same sex"),
    Origin.OTHER_SEX: _l("sex differs"),
}


def term(one: Term) -> str:
    """One term in words: which part fits which, how, and what it weighs."""
    label = str(_TERMS.get(one.kind, one.kind))
    if one.mine and one.theirs and one.mine != one.theirs:
        return _("%(traveller)s ~ %(listed)s: %(words)s", traveller=one.mine,
                 listed=one.theirs, words=label)  # fmt: skip
    part = one.mine or one.theirs
    return _("%(part)s: %(words)s", part=part, words=label) if part else label


def refusal(version: ListVersion) -> str:
    """Why a file was refused, with its row where there is one."""
    words = str(FILE_FAULTS.get(version.refusal, version.refusal))
    if version.refusal_row:
        return _("Row %(row)s: %(words)s", row=version.refusal_row, words=words)
    return words


def rejects(version: ListVersion) -> list[tuple[int, str, str]]:
    """The rows that were not taken: number, reason and detail."""
    known = {**FILE_FAULTS, **REJECTS}
    return [(row, str(known.get(reason, reason)), detail)
            for row, reason, detail in version.rejects]  # fmt: skip
