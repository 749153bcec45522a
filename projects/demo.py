"""The demonstration's ledger: invented donors and one project that pays for three things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from projects import queries, services
from projects.services import LineFacts, ProjectFacts

DONORS = (("FDM", "Fonds de démonstration"), ("REX", "République d'Exemple"))
PLATES = {
    "FDM": {
        "plate_fr": "Avec l'appui du Fonds de démonstration",
        "plate_en": "With the support of the Demonstration Fund",
        "plate_ar": "بدعم من صندوق العرض التجريبي",
    }
}
PROJECT = ProjectFacts(
    "DM-0042", "Gestion conjointe de la frontière imaginaire", date(2026, 1, 1), date(2027, 12, 31)
)
LINES = (
    ("EQ-1", "Matériel de contrôle documentaire", "FDM", Decimal("85000.00")),
    ("EQ-2", "Énergie et communication", "REX", Decimal("42000.00")),
    ("NFI-1", "Kits de première nécessité", "FDM", Decimal("16000.00")),
)


def fill(say: Callable[[str], object]) -> None:
    """Make the donors, the project and its lines, unless there is one."""
    if queries.all_projects():
        return
    donors = {code: services.add_donor(code, name, by=None).id for code, name in DONORS}
    project_id = services.add_project(PROJECT, by=None).id
    for code, label, donor, amount in LINES:
        facts = LineFacts(code, label, donors[donor], amount, "EUR")
        services.add_line(project_id, facts, by=None)
    for code, texts in PLATES.items():
        services.say_plate(donors[code], texts, b"", drop_logo=False, by=None)
    say(f"Project {PROJECT.code} with {len(LINES)} budget lines of {len(DONORS)} donors.")
