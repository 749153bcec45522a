"""Persons, their documents, working sheets, and the crossings that were decided."""

from crossings.models.accompaniment import AuthorisationGuidance, GuardianLink
from crossings.models.agent import AgentDocument, DeviceAgent
from crossings.models.crossing import (
    Crossing,
    CrossingCounter,
    CrossingName,
    CrossingZone,
    PurgeRecord,
)
from crossings.models.desk_mode import DeskModeChange
from crossings.models.hand_over import HandOver, LeftOpen
from crossings.models.inspection import Inspection, Referral
from crossings.models.person import Document, Person
from crossings.models.picture import CrossingPicture, PictureKind
from crossings.models.policy import DeskPolicy
from crossings.models.refusal import Appeal, RefusalCounter, RefusalForm, RefusalPrinting, Signature
from crossings.models.register_sheet import (
    Fate,
    LineState,
    RegisterLine,
    RegisterScan,
    RegisterSheet,
    RegisterSheetCounter,
)
from crossings.models.rule import RuleProposal, RuleVersion
from crossings.models.stay import PersonMerge, PresumedDeparture, Stay
from crossings.models.sticker import Sticker, StickerCount, StickerSeries, StickerState
from crossings.models.tally_count import TallyCount

__all__ = [
    "AgentDocument",
    "Appeal",
    "AuthorisationGuidance",
    "Crossing",
    "CrossingCounter",
    "CrossingName",
    "CrossingPicture",
    "CrossingZone",
    "DeskModeChange",
    "DeskPolicy",
    "DeviceAgent",
    "Document",
    "Fate",
    "GuardianLink",
    "HandOver",
    "Inspection",
    "LeftOpen",
    "LineState",
    "Person",
    "PersonMerge",
    "PictureKind",
    "PresumedDeparture",
    "PurgeRecord",
    "Referral",
    "RegisterLine",
    "RegisterScan",
    "RegisterSheet",
    "RegisterSheetCounter",
    "RefusalCounter",
    "RefusalForm",
    "RefusalPrinting",
    "Signature",
    "RuleProposal",
    "RuleVersion",
    "Stay",
    "Sticker",
    "StickerCount",
    "StickerSeries",
    "StickerState",
    "TallyCount",
]
