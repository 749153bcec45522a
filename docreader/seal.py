"""Visible digital seals (ICAO 9303-13 §2): a barcode's bytes to what they say and who signed.

The layout: ``0xDC``, version, then in C40 the issuing country and the signer with the
reference of its certificate; two dates, two bytes for the kind of document; features as tag,
length, value; last ``0xFF``, length and the signature over everything before it. Nothing is
checked here but the form: see ``seal_answers``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from docreader import c40
from docreader.mrz import FILLER, LAYOUTS
from docreader.seal_profiles import PROFILES, Coding, Feature
from docreader.states import normalise

MAGIC = 0xDC
VERSIONS: Mapping[int, int] = {2: 3, 3: 4}  # the byte in the header -> the version it stands for
_SIGNATURE = 0xFF
_LEAST, _MOST = 2, 512  # bytes of a signature; two numbers of 521 bits have 132
_SIGNER = 4  # characters: the country's two letters and two of the authority's own


class BadSeal(ValueError):
    """A seal that cannot be read. ``code``: version, header, date, feature, signature, text or
    certificate."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Seal:
    """What a seal says. ``zone`` holds the lines of a zone as far as ``cells`` were sealed.

    ``signer`` and ``reference`` name the certificate, ``certificate`` is the one that came
    inside, DER; a seal has one or the other.
    """

    version: int
    country: str
    issued: date | None
    signed: date | None
    profile: str
    says: Mapping[str, str]
    message: bytes  # what the signature covers
    signature: bytes  # r and s, of equal length
    zone: tuple[str, ...] = ()
    format: str = ""
    cells: int = 0
    signer: str = ""
    reference: str = ""  # the certificate's number, hexadecimal
    certificate: bytes = b""
    hash: str = ""  # the digest it names itself, '' where the key's size decides


def is_seal(data: bytes) -> bool:
    """Whether a payload begins as a seal does; its version may still be none that is known."""
    return len(data) > 1 and data[0] == MAGIC and data[1] < 0x20


def read_seal(data: bytes) -> Seal:
    """The seal in a payload's bytes. Raises BadSeal, and nothing else, for any bytes."""
    source = _Bytes(data)
    source.take(1, "header")
    version = VERSIONS.get(source.number("version"))
    if version is None:
        raise BadSeal("version")
    country = normalise(source.c40(2).replace(" ", FILLER))
    signer, reference = _signer(source, version)
    issued, signed = source.day(), source.day()
    definition, category = source.number("header"), source.number("header")
    profile = PROFILES.get(definition)
    read = _Read(profile.features if profile else {})
    while (tag := source.number("signature")) != _SIGNATURE:
        read.add(tag, source.take(source.length("feature"), "feature"))
    message = data[: source.at - 1]
    signature = source.take(source.length("signature"), "signature")
    if not _LEAST <= len(signature) <= _MOST or len(signature) % 2:
        raise BadSeal("signature")
    return Seal(
        version=version,
        country=country,
        issued=issued,
        signed=signed,
        profile=profile.name if profile else f"{definition:02x}{category:02x}",
        says=read.says,
        message=message,
        signature=signature,
        zone=read.zone,
        format=read.format,
        cells=read.cells,
        signer=signer,
        reference=reference,
    )


def _signer(source: _Bytes, version: int) -> tuple[str, str]:
    """Who signed and the certificate's number: of five characters in version 3, in version 4
    as long as two hexadecimal digits say."""
    if version == VERSIONS[2]:
        whole = source.c40(6)
        signer, reference = whole[:_SIGNER], whole[_SIGNER:]
    else:
        head = source.c40(4)
        signer, size = head[:_SIGNER], _hexadecimal(head[_SIGNER:])
        reference = source.c40((size + 2) // 3 * 2)
        if len(reference) != size:
            raise BadSeal("header")
    if not signer.isalnum() or not reference:
        raise BadSeal("header")
    return signer, f"{_hexadecimal(reference):x}"


def _hexadecimal(text: str) -> int:
    if not text or set(text) - set("0123456789ABCDEF"):
        raise BadSeal("header")
    return int(text, 16)


class _Bytes:
    """The bytes of a seal, taken from the front; what is not there raises BadSeal."""

    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    def take(self, count: int, missing: str) -> bytes:
        taken = self._data[self.at : self.at + count]
        if len(taken) < count:
            raise BadSeal(missing)
        self.at += count
        return taken

    def number(self, missing: str) -> int:
        return self.take(1, missing)[0]

    def length(self, missing: str) -> int:
        """A length in one byte, up to 254 (BSI TR-03137 §3.2.3), or as in DER in the one or
        two bytes that the first one announces."""
        first = self.number(missing)
        if first not in (0x81, 0x82):
            return first
        return int.from_bytes(self.take(first - 0x80, missing))

    def c40(self, count: int) -> str:
        return _decoded(self.take(count, "header"), "header")

    def day(self) -> date:
        try:
            return c40.day(self.take(3, "date"))
        except ValueError as error:
            raise BadSeal("date") from error


class _Read:
    """The features that were met, under the names that the profile gives them."""

    def __init__(self, features: Mapping[int, Feature]) -> None:
        self._features = features
        self.says: dict[str, str] = {}
        self.zone: tuple[str, ...] = ()
        self.format, self.cells = "", 0

    def add(self, tag: int, value: bytes) -> None:
        """Take one feature in. Two of one name are a trick to have the first overlooked."""
        feature = self._features.get(tag, Feature(f"feature_{tag:02x}", Coding.HEX))
        if feature.name in self.says or (feature.coding is Coding.ZONE and self.zone):
            raise BadSeal("feature")
        if feature.coding is Coding.ZONE:
            self.zone = _zone(feature, _decoded(value, "feature"))
            self.format, self.cells = feature.format, feature.cells
        else:
            self.says[feature.name] = _told(feature.coding, value)


def _zone(feature: Feature, text: str) -> tuple[str, ...]:
    """The lines of the zone, filled up to their width where the seal leaves the end out."""
    cells = text.replace(" ", FILLER)
    layout = LAYOUTS[feature.format]
    if not feature.cells <= len(cells) <= layout.lines * layout.width:
        raise BadSeal("feature")
    whole = cells[: feature.cells].ljust(layout.lines * layout.width, FILLER)
    return tuple(whole[at : at + layout.width] for at in range(0, len(whole), layout.width))


def _told(coding: Coding, value: bytes) -> str:
    if coding is Coding.TEXT:
        return _decoded(value, "feature").strip()
    if coding is Coding.UTF8:
        try:
            return value.decode()
        except UnicodeDecodeError as error:
            raise BadSeal("feature") from error
    if coding is Coding.ENTRIES and len(value) == 1:
        return str(value[0]) if value[0] else "MULT"
    if coding is Coding.STAY and len(value) == 3:
        return "-".join(str(part) for part in value)
    return value.hex()


def _decoded(data: bytes, code: str) -> str:
    try:
        return c40.decoded(data)
    except ValueError as error:
        raise BadSeal(code) from error
