"""States, other issuers and document codes of the machine readable zone, as data.

ISO 3166-1 alpha-3 and the codes that ICAO 9303-3 §5 adds to it; document codes of
ICAO 9303-4 §4.4, 9303-5, 9303-6 and 9303-7. Words for a screen are not here: what has a
two-letter code is named by the screen's own tables.
"""

from __future__ import annotations

from collections.abc import Mapping

from docreader.mrz import FILLER

_ISO = """
ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT
AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO
BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG
COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO
DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB
GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY
HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT
JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY
LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH
MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA
NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE
PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA
SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR
SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO
TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG
VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW
"""  # alpha-3 and alpha-2 of ISO 3166-1, run together

_ALPHA2: Mapping[str, str] = {
    **{pair[:3]: pair[3:] for pair in _ISO.split()},
    "RKS": "XK",  # Kosovo, user-assigned in both lists
}

STATES: Mapping[str, str] = {
    **dict.fromkeys(_ALPHA2, "state"),
    **dict.fromkeys("GBD GBN GBO GBP GBS".split(), "special"),  # British, not citizens
    **dict.fromkeys("EUE UNO UNA UNK".split(), "special"),  # EU and UN; UNK: UNMIK in Kosovo
    **dict.fromkeys("XBA XIM XCC XCE XCO XEC XES XMP XOM XPO XDC".split(), "special"),
    **dict.fromkeys("XXA XXB XXC XXX".split(), "special"),  # stateless, refugees, unspecified
    **dict.fromkeys("ANT NTZ SCG YUG FXX".split(), "withdrawn"),
    "UTO": "specimen",
    "IAO": "not_on_documents",  # signs for ICAO, never on a traveller's document
    "XCT": "unofficial",  # northern Cyprus in one published list, not ICAO's
}
"""Code -> kind: state, special, withdrawn, specimen, not_on_documents or unofficial.

Germany is ``DEU`` here; its zone says ``D<<``, see ``normalise``.
"""

PASSPORT_KINDS: Mapping[str, str] = {
    "PP": "ordinary",
    "PE": "emergency",
    "PD": "diplomatic",
    "PO": "official",
    "PR": "refugee",
    "PT": "alien",
    "PS": "stateless",
    "PL": "laissez_passer",
    "PM": "military",
    "PU": "single_sheet",
}


def normalise(raw: str) -> str:
    """The code that the three cells ``raw`` mean: fillers gone, Germany's ``D`` as ``DEU``."""
    code = raw.strip(FILLER)
    return "DEU" if code == "D" else code


def is_known(code: str) -> bool:
    """Whether a normalised code may stand on a traveller's document."""
    return STATES.get(code, "not_on_documents") != "not_on_documents"


def alpha2(code: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a state, None for codes that are not a state's."""
    return _ALPHA2.get(code)


def document_kind(code: str) -> str:
    """What a two-cell document code says: ``passport_ordinary``, ``passport``, ``visa``,
    ``crew_certificate``, ``identity`` or ``''``.

    A passport's second letter that the standard does not list is an older national one:
    a passport all the same.
    """
    if code[:1] == "P":
        kind = PASSPORT_KINDS.get(code)
        return f"passport_{kind}" if kind else "passport"
    if code[:1] == "V":
        return "visa"
    if code == "AC":
        return "crew_certificate"
    return "identity" if code[:1] in {"I", "A", "C"} and code[1:2] != "V" else ""
