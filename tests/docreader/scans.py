"""Files of several pages made of drawn documents, and hostile ones, for the tests of scans."""

from __future__ import annotations

import zlib
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docreader.specimens import draw, specimen_lines, specimen_people

Picture = NDArray[np.uint8]

PEOPLE = specimen_people(4, 4, ("MLI", "SEN"))
WIDTHS = {"TD1": 1010, "TD3": 1476}  # pixels at 300 dpi


def card(number: int) -> Picture:
    """Both sides of an invented card, the front above the back, at 300 dpi."""
    return draw(PEOPLE[number], "TD1", seed=number, width=WIDTHS["TD1"])


def passport(number: int) -> Picture:
    """The data page of an invented passport at 300 dpi."""
    return draw(PEOPLE[number], "TD3", seed=number, width=WIDTHS["TD3"])


def truth(number: int, format: str) -> tuple[str, ...]:
    """The zone of ``card`` or ``passport``."""
    return specimen_lines(PEOPLE[number], format)


def sheet(*documents: Picture) -> Picture:
    """A white A4 sheet at 300 dpi with documents one below the other."""
    paper = np.full((3508, 2480, 3), 250, np.uint8)
    top = 150
    for one in documents:
        height, width = one.shape[:2]
        paper[top : top + height, 300 : 300 + width] = one
        top += height + 100
    return paper


def scan_of(pages: list[Picture], kind: str = "PDF") -> bytes:
    """A PDF or TIFF of these pages as a scanner writes it."""
    images = [Image.fromarray(page[:, :, ::-1]) for page in pages]
    out = BytesIO()
    more = {"resolution": 300} if kind == "PDF" else {"compression": "jpeg"}
    images[0].save(out, kind, save_all=True, append_images=images[1:], **more)
    return out.getvalue()


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, the first one its catalogue."""
    out, starts = BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        starts.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % start for start in starts)
    out.write(b"trailer <</Size %d /Root 1 0 R>>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def pdf_page(
    content: bytes, *, box: str = "0 0 595 842", resources: str = "", more: object = ()
) -> bytes:
    """A PDF of one page that draws ``content``; ``more`` are objects from number 5 on."""
    page = f"<</Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R"
    page += f" /Resources <<{resources}>>>>"
    return pdf_of(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        page.encode(),
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content),
        *more,  # type: ignore[misc]
    )


def pdf_bomb(side: int) -> bytes:
    """A small PDF whose one picture unpacks to ``side`` x ``side`` grey pixels."""
    packer = zlib.compressobj(9)
    row = bytes(side)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    picture = (
        b"<</Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d>>\nstream\n%b\nendstream"
        % (side, side, len(packed), packed)
    )
    return pdf_page(
        b"595 0 0 842 0 0 cm /Big Do", resources="/XObject <</Big 5 0 R>>", more=(picture,)
    )
