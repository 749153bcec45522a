"""Draws the desk's two tones: ``python scripts/sounds.py`` writes static/sounds/*.wav.

Nobody's recording: sines of our own, the same bytes each time.
"""

from __future__ import annotations

import array
import math
import sys
import wave
from io import BytesIO
from pathlib import Path

RATE = 16000  # samples a second
TONES = {  # (hertz, seconds) one after the other: rising for a proven document, low for a look
    "good.wav": ((880.0, 0.07), (1318.5, 0.11)),
    "look.wav": ((329.6, 0.14), (246.9, 0.2)),
}


def drawn(notes: tuple[tuple[float, float], ...]) -> bytes:
    """A WAV file of the notes, mono, 16 bits, each softened at both ends."""
    samples = array.array("h")
    for hertz, seconds in notes:
        count = int(RATE * seconds)
        for at in range(count):
            edge = min(1.0, at / 160, (count - at) / 160)
            samples.append(round(9000 * edge * math.sin(2 * math.pi * hertz * at / RATE)))
    if sys.byteorder == "big":
        samples.byteswap()  # WAV is little-endian
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, RATE, len(samples), "NONE", ""))
        file.writeframes(samples.tobytes())
    return out.getvalue()


if __name__ == "__main__":
    folder = Path(__file__).resolve().parent.parent / "static" / "sounds"
    for name, notes in TONES.items():
        (folder / name).write_bytes(drawn(notes))
