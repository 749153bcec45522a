"""A state as an officer types it: its code, its name in the page's language, or their beginning."""

from __future__ import annotations

from borderpost.folding import folded
from borderpost.locale import state_name
from docreader.states import STATES, is_known, normalise

SHORTEST = 3  # letters of a name's beginning
_OFFERED_FIRST = (  # neighbours and ECOWAS, then who has no state: what the desk sees daily
    "MLI", "MRT", "SEN", "GIN", "CIV", "BFA", "NER", "GMB", "GNB", "GHA", "TGO", "BEN", "NGA",
    "SLE", "LBR", "CPV", "DZA", "MAR", "TUN", "LBY", "TCD", "CMR", "ESH", "XXA", "XXB", "XXC",
)  # fmt: skip


def offered() -> list[tuple[str, str]]:
    """Code and name of every state and issuer, those of the region first."""
    rest = sorted((code for code in STATES if code not in _OFFERED_FIRST), key=state_name)
    return [(code, state_name(code)) for code in (*_OFFERED_FIRST, *rest) if is_known(code)]


def meant(typed: str) -> tuple[str, ...]:
    """The codes that a text may mean: one for a code or a whole name, several for a beginning
    that names share, none for what is unknown. No code of ICAO 9303-3 §5 is unknown."""
    text = folded(typed)
    code = normalise(text.upper())
    if is_known(code):
        return (code,)
    names = {code: folded(name) for code, name in offered()}
    whole = tuple(code for code, name in names.items() if name == text)
    if whole or len(text) < SHORTEST:
        return whole
    return tuple(code for code, name in names.items() if name.startswith(text))
