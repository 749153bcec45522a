"""Words for kinds of stock and for what moves it."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

KINDS: Mapping[str, LazyString] = {
    "consumable": _l("Consumable"),
    "spare": _l("Spare part"),
    "kit": _l("Relief kit"),
}
ACTIONS: Mapping[str, LazyString] = {
    "receive": _l("Receive"),
    "issue": _l("Issue"),
    "transfer": _l("Move to another place"),
    "adjust": _l("Adjust"),
    "count": _l("Count"),
}
MOVEMENTS: Mapping[str, LazyString] = {
    "receive": _l("Stock received"),
    "issue": _l("Stock issued"),
    "transfer": _l("Stock moved"),
    "adjust": _l("Stock adjusted"),
    "count": _l("Stock counted"),
    "return": _l("Stock returned"),
    "reverse": _l("Reversal"),
}
BUILDS: Mapping[str, LazyString] = {"assemble": _l("Kits assembled"), "unpack": _l("Kits unpacked")}
ALLOCATIONS: Mapping[str, LazyString] = {
    "planned": _l("Planned for a distribution"),
    "set_aside": _l("Set aside"),
}
SHOWN: Mapping[str, LazyString] = {  # what the list may be narrowed to
    "reorder": _l("to order again"),
    "expired": _l("with expired lots"),
    "empty": _l("nothing left"),
}
