"""From lines of the right shape to fields, each with the check digit that covers it.

Nothing is repaired here and nothing is found: ``read_text`` and the image door bring the
lines and the layout (ICAO 9303-3 §4, and the parts that ``mrz`` names).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from docreader import dates, states
from docreader.check_digits import blind_characters
from docreader.checks import check_all
from docreader.document_number import DocumentNumber, locate_number
from docreader.mrz import FILLER, Layout
from docreader.reading import Check, Field, Reading, Verdict

_STATES = ("issuing_state", "nationality")
_DOUBTS = ("unexpected_character", "unknown_state", "not_a_date", "missing")


@dataclass(frozen=True)
class Parsed:
    """What lines say: fields by name, check digits in the layout's order, warnings."""

    fields: dict[str, Field]
    checks: tuple[Check, ...]
    warnings: tuple[str, ...]


def parse(layout: Layout, lines: Sequence[str], today: date) -> Parsed:
    """Read ``lines``, whose number, lengths and characters fit ``layout``.

    Raises IndexError or KeyError for lines of another shape or foreign characters.
    """
    number = locate_number(layout, lines)
    checks = check_all(layout, lines)
    fields = {f.name: f for f in _fields(layout, number, lines, checks, today)}
    warnings = dict.fromkeys(_warnings(layout, lines, fields, today))
    return Parsed(fields, checks, tuple(warnings))


def reading_of(layout: Layout, lines: Sequence[str], today: date) -> Reading:
    """The Reading of lines that need no repair."""
    parsed = parse(layout, lines, today)
    return Reading(
        mrz_lines=tuple(lines),
        format=layout.format,
        fields=parsed.fields,
        checks=parsed.checks,
        sure=is_proven(parsed),
        warnings=parsed.warnings,
    )


def is_proven(parsed: Parsed) -> bool:
    """Whether every check digit holds and no character contradicts its position.

    The optional data's digit may be a filler when they are empty, no other may.
    """
    held = all(
        check.verdict is Verdict.OK
        or (check.verdict is Verdict.ABSENT and check.name == "optional_data")
        for check in parsed.checks
    )
    return held and not any(warning.split(":")[0] in _DOUBTS for warning in parsed.warnings)


def _fields(
    layout: Layout,
    number: DocumentNumber,
    lines: Sequence[str],
    checks: Sequence[Check],
    today: date,
) -> Iterator[Field]:
    """Every data element of the layout, in the order of the zone."""
    raws = _raws(layout, number, lines)
    values = {name: _value(name, raw, today) for name, raw in raws.items()}
    if number.is_long:
        values["document_number"] = number.of(lines)
        values["optional_data"] = number.rest_of_optional.strip(FILLER)
    unproven = {name: _without_padding(raw) for name, raw in raws.items()}
    if number.is_long:  # a filler stands only where it divides, and a K read so would divide
        unproven["document_number"] = number.of(lines).replace("K", "")
        unproven["optional_data"] = _without_padding(number.rest_of_optional)
    for name, raw in raws.items():
        yield _field(layout, name, values[name], raw, checks, unproven[name])
    if layout.format == "FRAID":  # not in the zone: that card was issued to nationals only
        yield Field("nationality", "FRA", "", Verdict.NOT_COVERED)


def _raws(layout: Layout, number: DocumentNumber, lines: Sequence[str]) -> dict[str, str]:
    """The cells of each data element; a document code is one, a name is two."""
    raws: dict[str, str] = {}
    for element in layout.elements:
        raw = element.span.of(lines)
        if element.name == "document_code_2":
            raws["document_code"] += raw
        elif element.name == "name":
            raws["surname"], _, raws["given_names"] = raw.partition(FILLER * 2)
        elif not element.name.endswith("_digit"):
            raws[element.name] = raw
    if number.is_long:
        raws["document_number"] = FILLER.join(span.of(lines) for span in number.spans)
    return raws


def _value(name: str, raw: str, today: date) -> str:
    """What the cells of one element mean."""
    if name == "birth_date":
        return dates.birth_date(raw, today).value
    if name == "expiry_date":
        return dates.expiry_date(raw, today).value
    if name in _STATES:
        return states.normalise(raw)
    if name == "sex":
        return {"M": "M", "F": "F", "X": "X", FILLER: "X"}.get(raw, "")
    return " ".join(raw.replace(FILLER, " ").split())


def _field(
    layout: Layout, name: str, value: str, raw: str, checks: Sequence[Check], unproven: str
) -> Field:
    """One field with the verdict of the digit that covers it, its own before the composite.

    ``unproven``: the characters of ``raw`` among which blind ones are looked for.
    """
    verdicts = {check.name: check.verdict for check in checks}
    verdict = verdicts.get(name, Verdict.NOT_COVERED)
    if name not in verdicts and _is_in_composite(layout, name):
        verdict = verdicts["composite"]
    blind = ""
    if verdict is Verdict.OK:
        blind = blind_characters(unproven, layout.by_name[name].alphabet)
    return Field(name, value, raw, verdict, blind=blind)


def _is_in_composite(layout: Layout, name: str) -> bool:
    """Whether the composite digit covers the whole element."""
    composite, element = layout.digit("composite"), layout.by_name.get(name)
    if composite is None or element is None:
        return False
    proven = {cell for span in composite.over for cell in span.cells()}
    return proven.issuperset(element.span.cells())


def _without_padding(raw: str) -> str:
    """``raw`` with one filler of those at its end: it alone might be a lost character."""
    text = raw.rstrip(FILLER)
    return text + FILLER if text and text != raw else text


def _warnings(
    layout: Layout, lines: Sequence[str], fields: dict[str, Field], today: date
) -> Iterator[str]:
    """Codes for what the screen must say beside the values."""
    for element in layout.elements:
        if not set(element.span.of(lines)) <= set(element.alphabet):
            yield f"unexpected_character:{element.name.replace('document_code_2', 'document_code')}"
    for name in _STATES:
        code = fields[name].value
        if states.STATES.get(code) == "specimen":
            yield "specimen"
        elif not states.is_known(code):
            yield f"unknown_state:{name}"
    if any(_may_be_cut(element.name, element.span.of(lines)) for element in layout.elements):
        yield "name_truncated"
    if not fields["document_number"].value:
        yield "missing:document_number"
    if not fields["surname"].value and not fields["given_names"].value:
        yield "missing:surname"
    yield from _date_warnings(fields, today)


def _may_be_cut(name: str, raw: str) -> bool:
    """A letter in the last cell of a name: it may go on (ICAO 9303-3 §4.6, unverified)."""
    return name in ("name", "surname", "given_names") and not raw.endswith(FILLER)


def _date_warnings(fields: dict[str, Field], today: date) -> Iterator[str]:
    """What is wrong with the dates, and whether the document has expired."""
    born = dates.birth_date(fields["birth_date"].raw, today)
    if born.problem:
        yield f"{born.problem}:birth_date"
    if "expiry_date" not in fields:
        return
    expires = dates.expiry_date(fields["expiry_date"].raw, today)
    if expires.problem:
        yield f"{expires.problem}:expiry_date"
    if expires.last_day and expires.last_day < today:
        yield "expired"
