"""Keys on Brainpool's curves: read from a certificate, and signatures checked with them.

Only public numbers go in, so nothing here needs to take the same time for all of them.
What ``cryptography`` computes itself never comes this way; see ``curves``.
"""

from __future__ import annotations

from dataclasses import dataclass

from docreader import der
from docreader.curves import CURVES, Curve

_EC_KEY = bytes.fromhex("2a8648ce3d0201")  # 1.2.840.10045.2.1, id-ecPublicKey
_UNCOMPRESSED = 0x04
_SPKI = 6  # its place in a certificate: version, number, algorithm, issuer, dates, subject, key

Point = tuple[int, int]


@dataclass(frozen=True)
class Key:
    """A public point of a curve."""

    curve: Curve
    point: Point

    def holds(self, digest: bytes, r: int, s: int) -> bool:
        """Whether ``r, s`` sign this digest (SEC 1 §4.1.4)."""
        n = self.curve.n
        if not (0 < r < n and 0 < s < n):
            return False
        number = int.from_bytes(digest) >> max(0, 8 * len(digest) - n.bit_length())
        inverse = pow(s, -1, n)
        found = _added(
            self.curve,
            _times(self.curve, number * inverse % n, (self.curve.x, self.curve.y)),
            _times(self.curve, r * inverse % n, self.point),
        )
        return found is not None and found[0] % n == r


def key_of(tbs: bytes) -> Key:
    """The key in a certificate's signed part, DER.

    Raises ValueError for another kind of key, an unknown curve or a point beside the curve.
    """
    parts = der.inside(tbs)
    if len(parts) <= _SPKI or parts[0].tag != der.VERSION:
        raise ValueError("not a certificate of version 3")
    algorithm, bits = der.values(parts[_SPKI].content)
    kind, parameters = der.values(algorithm.content)
    if (kind.tag, kind.content) != (der.OBJECT, _EC_KEY) or bits.tag != der.BIT_STRING:
        raise ValueError("not a key on an elliptic curve")
    curve = _curve_of(parameters)
    return Key(curve, _point(curve, bits.content[1:]))


def _curve_of(parameters: der.Value) -> Curve:
    """The curve by its name, or by all of its numbers (SEC 1 §C.2): one that merely resembles
    it, such as one with another generator, is none of ours."""
    for curve in CURVES:
        if parameters.tag == der.OBJECT and parameters.content == _object(curve.oid):
            return curve
        if parameters.tag == der.SEQUENCE and _is_spelt_out(curve, parameters.content):
            return curve
    raise ValueError("a curve that is not known here")


def _is_spelt_out(curve: Curve, content: bytes) -> bool:
    version, field, shape, base, order, *_cofactor = der.values(content)
    a, b = der.values(shape.content)[:2]
    _kind, prime = der.values(field.content)
    return (
        der.number(version) in (1, 2, 3)
        and der.number(prime) == curve.p
        and (int.from_bytes(a.content), int.from_bytes(b.content)) == (curve.a, curve.b)
        and _point(curve, base.content) == (curve.x, curve.y)
        and der.number(order) == curve.n
    )


def _object(oid: str) -> bytes:
    """An object identifier's content; no arc of ours is larger than 127."""
    first, second, *rest = (int(arc) for arc in oid.split("."))
    return bytes([40 * first + second, *rest])


def _point(curve: Curve, data: bytes) -> Point:
    size = (curve.bits + 7) // 8
    if len(data) != 1 + 2 * size or data[0] != _UNCOMPRESSED:
        raise ValueError("a point of another curve or form")
    x, y = int.from_bytes(data[1 : 1 + size]), int.from_bytes(data[1 + size :])
    if max(x, y) >= curve.p or (y * y - (x * x + curve.a) * x - curve.b) % curve.p:
        raise ValueError("a point beside the curve")
    return x, y


def _times(curve: Curve, factor: int, point: Point) -> Point | None:
    """``factor`` times the point, None for the point at infinity."""
    total: Point | None = None
    for bit in bin(factor)[2:]:
        total = _added(curve, total, total)
        if bit == "1":
            total = _added(curve, total, point)
    return total


def _added(curve: Curve, one: Point | None, other: Point | None) -> Point | None:
    if one is None or other is None:
        return one or other
    p = curve.p
    if one[0] == other[0]:
        if (one[1] + other[1]) % p == 0:
            return None
        slope = (3 * one[0] * one[0] + curve.a) * pow(2 * one[1], -1, p)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, p)
    x = (slope * slope - one[0] - other[0]) % p
    return x, (slope * (one[0] - x) - one[1]) % p
