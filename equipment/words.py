"""Words for states, steps, conditions, capabilities and kinds; and the list of categories."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost.code_lists.lists import CodeList, shipped
from equipment.states import Need

STATUSES: Mapping[str, LazyString] = {
    "ordered": _l("ordered"),
    "received": _l("received"),
    "in_store": _l("in store"),
    "in_service": _l("in service"),
    "out_of_service": _l("out of service"),
    "in_repair": _l("in repair"),
    "missing": _l("missing"),
    "stolen": _l("stolen"),
    "lost": _l("lost, written off"),
    "disposed": _l("disposed of"),
    "transferred": _l("given to another owner"),
}
CONDITIONS: Mapping[str, LazyString] = {
    "new": _l("as new"),
    "good": _l("good"),
    "worn": _l("worn"),
    "broken": _l("broken"),
}
STEPS: Mapping[str, LazyString] = {
    "receive": _l("Received"),
    "store": _l("Put into a store"),
    "place": _l("Put in service at a location"),
    "give": _l("Handed to a person"),
    "return": _l("Given back"),
    "fault": _l("Report a fault"),
    "bring": _l("Brought in, not working"),
    "repair": _l("Sent to repair"),
    "test": _l("Repaired and tested"),
    "miss": _l("Not found"),
    "steal": _l("Stolen"),
    "find": _l("Found again"),
    "lose": _l("Write off as lost"),
    "dispose": _l("Dispose of"),
    "transfer": _l("Transfer the title"),
}
ACTS: Mapping[str, LazyString] = {  # the steps as one asks for them: on buttons, over forms
    "receive": _l("Note as received"),
    "store": _l("Move to a store"),
    "place": _l("Put to work at a location"),
    "give": _l("Hand over to a person"),
    "return": _l("Take back into a store"),
    "fault": _l("Report a fault"),
    "bring": _l("Note as brought in, not working"),
    "repair": _l("Send to repair"),
    "test": _l("Note as repaired and tested"),
    "miss": _l("Note as not found"),
    "steal": _l("Note as stolen"),
    "find": _l("Note as found again"),
    "lose": _l("Write off as lost"),
    "dispose": _l("Dispose of"),
    "transfer": _l("Transfer the title"),
}
EVENTS: Mapping[str, LazyString] = {
    **STEPS,
    "fault": _l("Fault reported"),
    "lose": _l("Written off as lost"),
    "dispose": _l("Disposed of"),
    "transfer": _l("Title transferred"),
    "register": _l("Entered in the register"),
    "describe": _l("Described anew"),
    "check": _l("Seen at a stocktake"),
    "maintain": _l("Maintained"),
    "correct": _l("Put back by undoing a file"),
    "join": _l("Put into a kit"),
    "leave": _l("Taken out of its kit"),
    "title": _l("Title passed; it stays here"),
    "reclaim": _l("Title taken back, and the thing with it"),
    "plate": _l("Donor's plate"),
}
NEEDS: Mapping[Need, LazyString] = {
    Need.REASON: _l("Say why, or what was found."),
    Need.DOCUMENT: _l("Name the paper: number, day and who signed it."),
    Need.LOCATION: _l("Choose the lane, room or vehicle where it works."),
    Need.STORE: _l("Choose the store or workshop where it lies."),
    Need.HOLDER: _l("Choose the person who receives it."),
}
FIELDS: Mapping[Need, str] = {
    Need.REASON: "reason",
    Need.DOCUMENT: "document",
    Need.LOCATION: "location_id",
    Need.STORE: "location_id",
    Need.HOLDER: "holder_id",
}
CAPABILITIES: Mapping[str, LazyString] = {
    "read_passport": _l("Reads travel documents"),
    "take_photo": _l("Takes photos"),
    "take_fingerprint": _l("Takes fingerprints"),
    "print_slip": _l("Prints"),
    "power": _l("Gives power"),
    "document_reference": _l("Helps to examine documents"),
    "radio": _l("Radio"),
}
KINDS: Mapping[str, LazyString] = {
    "store": _l("Store"),
    "workshop": _l("Workshop"),
    "room": _l("Room"),
    "vehicle": _l("Vehicle"),
    "outside": _l("Outside"),
    "lane": _l("Lane"),
}
_CATEGORIES: Mapping[str, LazyString] = {
    "READER": _l("Document readers"),
    "CAMERA": _l("Cameras"),
    "FINGER": _l("Fingerprint readers"),
    "COMPUTER": _l("Computers"),
    "PRINTER": _l("Printers"),
    "RADIO": _l("Radios and telephones"),
    "POWER": _l("Panels, batteries, generators"),
    "EXAMINE": _l("Document examination kits"),
    "VEHICLE": _l("Vehicles"),
    "FURNITURE": _l("Furniture"),
    "SAFETY": _l("Safety and first aid"),
    "WATER": _l("Water and sanitation"),
    "OTHER": _l("Other equipment"),
}
CATEGORIES = CodeList(
    "asset_categories", _l("Categories of equipment"), shipped(_CATEGORIES), longest=12
)
TONES: Mapping[str, str] = {  # class of the style sheet, by state
    "in_service": "check-ok",
    "out_of_service": "check-bad",
    "in_repair": "check-look",
    "missing": "check-bad",
    "stolen": "check-bad",
    "ordered": "check-absent",
}
OUTCOMES: Mapping[str, LazyString] = {  # of a stocktake
    "found": _l("found"),
    "misplaced": _l("at another location"),
    "pending": _l("not scanned yet"),
    "missing": _l("missing"),
    "unexpected": _l("not expected"),
}
FACTS: Mapping[str, LazyString] = {
    "model_id": _l("Model"),
    "serial": _l("Serial number"),
    "former_tag": _l("Number on an older label"),
    "project_id": _l("Project"),
    "budget_line_id": _l("Budget line"),
    "donor_id": _l("Donor"),
    "owner": _l("Owner"),
    "cost": _l("Cost"),
    "currency": _l("Currency"),
    "received_on": _l("Received on"),
    "warranty_until": _l("Warranty until"),
    "calibrated_until": _l("Calibrated until"),
    "title_transfer_on": _l("Title passed on"),
    "plated_on": _l("Donor's plate since"),
    "note": _l("Note"),
}
