"""JSON in the one form that can be signed (RFC 8785), and read without its ambiguities.

A text that names a member twice, holds half a character or a number that is none is refused:
two programs would understand it in two ways, and a signature is over one of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from math import isfinite
from typing import Any

_DEEPEST = 32  # objects within objects; a seal has four
_EXACT = 1 << 53  # above this, numbers are doubles (RFC 8785 §3.2.2.3)


def parsed(text: str) -> Any:
    """The value of a JSON text. Raises ValueError for what cannot be signed."""
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_refused)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    _check_depth(value, _DEEPEST)
    return value


def canonical(value: Any) -> bytes:
    """The UTF-8 bytes that are signed. Raises ValueError for what JSON does not hold."""
    return _written(value).encode()


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise ValueError("a member stands twice")
        members[name] = value
    return members


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _check_depth(value: Any, left: int) -> None:
    if not left:
        raise ValueError("nested too deep")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        _check_depth(one, left - 1)


def _written(value: Any) -> str:
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_text(name)}:{_written(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_written, value)) + "]"
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return _number(value)


def _text(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("half a character")
    return json.dumps(text, ensure_ascii=False)


def _number(value: int | float) -> str:
    """A number as ECMAScript writes it (ECMA-262, Number::toString)."""
    try:
        exact = float(value)
    except OverflowError as error:
        raise ValueError("a number too large") from error
    if not isfinite(exact):
        raise ValueError("a number too large")
    if exact.is_integer() and abs(exact) <= _EXACT:
        return str(int(exact))
    sign, digits, exponent = Decimal(repr(exact)).normalize().as_tuple()
    point = len(digits) + int(exponent)  # where the decimal point stands in the digits
    return ("-" if sign else "") + _placed("".join(map(str, digits)), point)


def _placed(digits: str, point: int) -> str:
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"
