"""Draws the icon sprite and font sheet, and writes static/vendor/VERSIONS.

Called by ``scripts/vendor`` with the folder that holds the unpacked packages and a
file ``packages`` (``name version licence`` a line).
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
SVG = "{http://www.w3.org/2000/svg}"
BACKGROUND = "M0 0h24v24H0z"  # Tabler's invisible square; it draws nothing
STROKE = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round"'
)
FACE = """\
@font-face {{
  font-family: "Noto Sans Arabic";
  font-style: normal;
  font-weight: {weight};
  font-display: swap;
  src: url("noto-sans-arabic-{weight}.woff2") format("woff2");
  unicode-range: U+0600-06FF, U+0750-077F, U+0870-088E, U+0890-0891, U+0897-08E1,
    U+08E3-08FF, U+200C-200E, U+FB50-FDFF, U+FE70-FE74, U+FE76-FEFC;
}}
"""
LATIN = """\
@font-face {{
  font-family: "Noto Sans";
  font-style: normal;
  font-weight: {weight};
  src: url("noto-sans-{part}-{weight}.woff2") format("woff2");
  unicode-range: {range};
}}
"""
RANGES = {  # as the package's own style sheet has them
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304,\n"
    "    U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF,\n"
    "    U+FFFD",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+02C7-02CC,\n"
    "    U+02CE-02D7, U+02DD-02FF, U+0305-0307, U+0309-0328, U+032A-036F, U+1D00-1DBF,\n"
    "    U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
}


def main(unpacked: Path) -> None:
    """Write every derived file; ``unpacked`` is the folder of the fetched packages."""
    names = icon_names()
    (STATIC / "icons" / "sprite.svg").write_text(
        sprite(unpacked / "@tabler/icons/icons/outline", names)
    )
    (STATIC / "fonts" / "fonts.css").write_text(
        "/* Arabic letters for every screen and paper; written by scripts/vendor. */\n"
        + "".join(FACE.format(weight=weight) for weight in (400, 700))
    )
    (STATIC / "fonts" / "paper.css").write_text(
        "/* Latin letters of papers drawn as PDF, where no font may be; by scripts/vendor. */\n"
        + "".join(
            LATIN.format(weight=weight, part=part, range=codes)
            for weight in (400, 700)
            for part, codes in RANGES.items()
        )
    )
    (STATIC / "vendor" / "VERSIONS").write_text(versions(unpacked / "packages"))
    print(f"wrote {len(names)} icons, 2 weights of both fonts and static/vendor/VERSIONS")


def icon_names() -> list[str]:
    """The names listed in ``scripts/icons.txt``, in its order."""
    lines = (ROOT / "scripts" / "icons.txt").read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def sprite(folder: Path, names: list[str]) -> str:
    """One SVG with a symbol for each name; presentation attributes only, so the CSP holds."""
    symbols = "".join(symbol(folder / f"{name}.svg", name) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}</svg>\n'


def symbol(path: Path, name: str) -> str:
    """One icon as ``<symbol id="name">`` with its paths."""
    paths = [
        node.attrib["d"]
        for node in ElementTree.fromstring(path.read_text()).iter(f"{SVG}path")
        if node.attrib["d"] != BACKGROUND
    ]
    drawn = "".join(f'<path d="{d}"/>' for d in paths)
    return f'<symbol id="{name}" {STROKE}>{drawn}</symbol>\n'


def versions(packages: Path) -> str:
    """What was fetched, under which licence, and the SHA-256 of each file we ship."""
    lines = ["# Written by scripts/vendor. package, version, licence; then sha256 and file."]
    lines += packages.read_text().splitlines()
    for folder in ("vendor", "icons", "fonts"):
        for path in sorted((STATIC / folder).iterdir()):
            if path.name != "VERSIONS":
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                lines.append(f"{digest}  {path.relative_to(ROOT).as_posix()}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
