"""What a barcode says against what the zone says, field by field.

Only what both of them say is compared. Names are compared as they are searched for, since a
zone may cut them and a barcode may print accents; a visa's seal is compared with the
passport's zone beside it by the person alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from docreader.mrz import LAYOUTS
from docreader.names import search_key
from docreader.parse import parse
from docreader.reading import Copy, Reading
from docreader.seal import Seal

_PERSON = ("surname", "given_names", "nationality", "birth_date", "sex")
_ALL = (*_PERSON, "document_code", "issuing_state", "document_number", "expiry_date")
_CUT = 20  # letters after which a name may have been cut


def with_seal(seal: Seal, reading: Reading, today: date) -> tuple[Copy, tuple[str, ...]]:
    """How a seal stands to the reading, and the fields that differ. Beside a passport's zone
    the number of the passport that the sealed document goes with must be its own."""
    if not seal.zone:
        return with_fields(seal.says, reading)
    copy, differs = with_lines(seal.zone, seal.format, seal.cells, reading, today)
    number, own = seal.says.get("passport_number", ""), reading.value("document_number")
    goes_with_it = number and reading.format == "TD3" and seal.format != "TD3"
    if goes_with_it and _plain(number) != _plain(own):
        return Copy.DIFFERS, (*differs, "passport_number")
    return copy, differs


def with_lines(
    zone: Sequence[str], format: str, cells: int, reading: Reading, today: date
) -> tuple[Copy, tuple[str, ...]]:
    """How the ``cells`` characters of ``zone`` stand to those of the reading, and the fields
    that differ. Lines may differ in characters that no field shows: then none is named."""
    if not zone or not reading.mrz_lines:
        return Copy.NONE, ()
    if format != reading.format:
        return with_fields(values_of(zone, format, today), reading, _PERSON)
    if "".join(zone)[:cells] == "".join(reading.mrz_lines)[:cells]:
        return Copy.AGREES, ()
    said = values_of(zone, format, today)
    return Copy.DIFFERS, tuple(
        name for name in _ALL if name in said and said[name] != reading.value(name)
    )


def with_fields(
    says: Mapping[str, str], reading: Reading, names: Sequence[str] = _ALL
) -> tuple[Copy, tuple[str, ...]]:
    """How the fields that a payload says stand to the reading's, and which differ."""
    both = [name for name in names if says.get(name) and reading.value(name)]
    differs = [name for name in both if not _same(name, says[name], reading.value(name))]
    if "name" in says and reading.value("surname"):
        both.append("surname")
        whole = f"{reading.value('surname')} {reading.value('given_names')}"
        if not _same_name(says["name"], whole):
            differs.append("surname")
    if not both:
        return Copy.NONE, ()
    return (Copy.DIFFERS if differs else Copy.AGREES), tuple(dict.fromkeys(differs))


def values_of(zone: Sequence[str], format: str, today: date) -> dict[str, str]:
    """The values of the fields of lines that have this format's shape."""
    try:
        parsed = parse(LAYOUTS[format], zone, today)
    except (KeyError, IndexError):
        return {}
    return {name: field.value for name, field in parsed.fields.items()}


def _same(name: str, one: str, other: str) -> bool:
    if name == "surname":
        return _starts(_letters(one), _letters(other))
    if name == "given_names":
        return _begins(search_key(one).split(), search_key(other).split())
    if name == "document_number":
        return _plain(one) == _plain(other)
    if name == "sex":
        return one == other or "X" in (one, other)
    if name.endswith("_date"):
        return one[: len(other)] == other[: len(one)]
    return one.upper() == other.upper()


def _same_name(one: str, other: str) -> bool:
    """A whole name in any order of its parts; a part may be left out where two remain."""
    left, right = set(search_key(one).split()), set(search_key(other).split())
    return left == right or (min(len(left), len(right)) > 1 and (left <= right or right <= left))


def _begins(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the shorter list of given names begins the longer; the last may be cut."""
    shorter, longer = sorted((one, other), key=len)
    whole = list(longer[: len(shorter)]) == list(shorter)
    return whole or _starts("".join(one), "".join(other))


def _starts(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _CUT and longer.startswith(shorter))


def _letters(name: str) -> str:
    return search_key(name).replace(" ", "")


def _plain(number: str) -> str:
    return "".join(char for char in number.upper() if char.isalnum())
