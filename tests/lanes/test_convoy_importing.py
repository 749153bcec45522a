"""The other side's list from a file: tried, loaded, joined to what is there, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from flask_babel import force_locale

from borderpost.db import db
from borderpost.imports import loading, services
from borderpost.refusal import Refused
from lanes.convoy_importing import IMPORTER
from lanes.declared import Declared
from lanes.models import Convoy, ConvoyMember
from lanes.services import convoy_ticking as ticking
from lanes.services import convoys
from tests.desk import officer
from tests.lanes.convoy import FACTS, expected, here, members

GOOD = """Convoi;Nom;Prénoms;Sexe;Âge;Nationalité;Famille;Nature;Autorité;Date;Heure
NDB-7;Diarra;Awa;femme;34 ans;Mali;A;Expulsion;Police nationale;30/11/2026;21h30
ndb-7;Diarra;Petit;M;4;MLI;A;;;;
NDB-7;Keita;Moussa;H;1988-02-13;Mali;;;;;
"""
BAD = (
    GOOD
    + """NDB-7;;Sans Nom;;;;;;;;
NDB-7;Sow;Demba;Z;300;Atlantis;;Promenade;;;
NDB-7;Diarra;Awa;F;34;MLI;;;;;
"""
)


@pytest.fixture(autouse=True)
def in_english(inside: Flask) -> Iterator[None]:
    """The sentences of refusals, as this file writes them."""
    with force_locale("en"):
        yield


__ = (
    BytesIO,
    loading,
    services,
    Refused,
    IMPORTER,
    Declared,
    Convoy,
    ConvoyMember,
    ticking,
    convoys,
    officer,
    FACTS,
    expected,
    here,
    members,
    db,
    BAD,
)
