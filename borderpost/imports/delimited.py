"""Text files with separators: which encoding and which separator, guessed from the content."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial

from flask_babel import lazy_gettext as _l

from borderpost.refusal import Refused

NOT_A_TABLE = _l("This file cannot be read as a table. Save it as CSV, XLSX or ODS.")
_SEPARATORS = (";", ",", "\t", "|")
_DEFUSED = ("'=", "'+", "'-", "'@", "'\t", "'\r")  # as our own files are written
_SAMPLE = 20_000  # characters that the separator is guessed from
_DAMAGED = "utf-8-damaged"
_PAGE = re.compile(r"\s*<(!doctype|html|\?xml|table)", re.IGNORECASE)  # saved as .xls by programs
_NAMES = {
    "utf-8-sig": "UTF-8",
    _DAMAGED: "UTF-8",
    "cp1252": "Windows-1252",
    "cp1256": "Windows-1256",
    "cp850": "DOS 850",
    "mac_roman": "Mac OS",
}
_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")  # no text has these
_WESTERN = ("cp1252", "cp850", "mac_roman")  # of the same weight, the first
_FRENCH = frozenset("àâçéèêëîïôùûüœÀÂÇÉÈÊËÎÏÔÙÛŒ°«»’€")
_ODD = re.compile("[^\\W\\d_][\ufffd‚ƒ„†‡ˆ‰‹›•™¬¨±µ¶·¸¹º¼½¾¿×÷][^\\W\\d_]")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Table:
    """The rows of a text file; ``first`` is the line that a spreadsheet gives the first."""

    rows: list[list[str]]
    first: int
    dialect: str  # such as ``Windows-1252 ;``


def parsed(content: bytes) -> Table:
    """The rows of a text file. Raises ``Refused`` when it is no text."""
    text, encoding = _decoded(content)
    told = re.match(r"sep=(.)\r?\n", text)  # Excel's own line, which it does not show
    text = text[told.end() :] if told else text
    separator = told[1] if told else _separator(text)
    shown = "TAB" if separator == "\t" else separator
    return Table(_rows(text, separator), 1, f"{encoding} {shown}")


def _rows(text: str, separator: str) -> list[list[str]]:
    """The rows. Raises ``Refused`` for a quotation mark that is not closed, or closed in the
    middle of a cell: it would swallow the rows up to the next one."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append([_plain(cell) for cell in row])
    except csv.Error as error:
        raise Refused(
            _l("A quotation mark in row %(row)s is not closed where its cell ends. Correct it, or "
               "save the list as XLSX or ODS.", row=len(rows) + 1),
            field="file",
        ) from error  # fmt: skip
    return rows


def _decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding: by its mark, by its zeros, as UTF-8, else as Windows'."""
    way = _way(content)
    try:
        text = content.decode("utf-8-sig", "replace") if way == _DAMAGED else content.decode(way)
    except UnicodeDecodeError as error:
        raise Refused(NOT_A_TABLE, field="file") from error
    if _BINARY.search(text) or _PAGE.match(text):
        raise Refused(NOT_A_TABLE, field="file")
    return text, _NAMES.get(way, "UTF-16")


def _way(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if content[1:200:2].count(0) > content[:200:2].count(0):
        return "utf-16-le"
    if content[:200:2].count(0):
        return "utf-16-be"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _is_mostly_utf8(content):
            return _DAMAGED
        return "cp1256" if _is_arabic(content) else max(_WESTERN, key=partial(_accents, content))
    return "utf-8-sig"


def _accents(content: bytes, encoding: str) -> int:
    """How many letters beyond ASCII are those of French, less what no word has inside it."""
    text = content.decode(encoding, "replace")
    odd = len(_ODD.findall(text))
    return sum(char in _FRENCH for char in text) - odd


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether more letters beyond ASCII are whole in UTF-8 than broken: then a few cells were
    damaged on the way, and their importer says which, by the mark of a lost letter."""
    text = content.decode("utf-8-sig", "replace")
    lost = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) > 2 * lost


def _is_arabic(content: bytes) -> bool:
    """Whether the bytes are Arabic words in Windows-1256 rather than accents in 1252: words
    are wholly Arabic then, where an accented capital would stand among Latin letters."""
    words = _WORD.findall(content.decode("cp1256", errors="replace"))
    arabic = [word for word in words if _ARABIC.search(word)]
    mixed = sum(bool(_LATIN.search(word)) for word in arabic)
    alone = sum(len(word) > 1 and not _LATIN.search(word) for word in arabic)
    return alone > mixed


def _separator(text: str) -> str:
    sample = text[:_SAMPLE].rpartition("\n")[0] or text
    return max(_SEPARATORS, key=lambda one: _steadiness(sample, one))


def _steadiness(sample: str, separator: str) -> tuple[float, int]:
    """How well a separator gives every row the same number of cells, more than one."""
    lines = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    try:
        widths = [len(row) for row in lines if row]
    except csv.Error:
        return 0.0, 0
    usual, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return (count / len(widths), usual) if usual > 1 else (0.0, 0)


def _plain(cell: str) -> str:
    """A cell as it was before one of our own files defused it."""
    return cell[1:] if cell.startswith(_DEFUSED) else cell
