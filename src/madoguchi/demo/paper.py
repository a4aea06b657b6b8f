"""Small papers that residents attach: a one-page PDF, a picture. Made here, so that no real paper is ever in the demo."""

import struct
import zlib
from random import Random


def picture(rng: Random, *, width: int = 240, height: int = 160) -> bytes:
    """A PNG with soft stripes, as a photograph of a paper looks from afar. A few kilobytes."""
    paper, ink = rng.randint(225, 245), rng.randint(90, 150)
    rows = bytearray()
    for y in range(height):
        line = 20 < y < height - 20 and y % 14 < 3
        rows += b"\0" + bytes(ink if line and 20 < x < width - 20 - (y * 7) % 60 else paper for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(bytes(rows), 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def document(title: str) -> bytes:
    """A PDF of one A4 page with an ASCII line on it."""
    content = f"BT /F1 18 Tf 72 760 Td ({title.encode('ascii', 'replace').decode()}) Tj ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return bytes(body) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer
