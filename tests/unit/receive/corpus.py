"""Files that people send, and files that somebody sends who wishes us ill. All are made here; none lies in the tree."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from madoguchi.demo.paper import document

MY_NUMBER = "123456789018"
SCRIPT = "<script>alert(document.domain)</script>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""In two pieces, so that a scanner of the developer's own machine leaves this file alone."""


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, form, **more)
    return out.getvalue()


def noise(least: int) -> bytes:
    """A JPEG of at least so many bytes."""
    side, whole = 64, b""
    while len(whole) < least:
        out = io.BytesIO()
        Image.effect_noise((side, side), 90).save(out, "JPEG", quality=90)
        side, whole = side * 5 // 4, out.getvalue()
    return whole


def photo_with_a_place() -> bytes:
    """As a telephone makes it: where it was taken, with what, by whom, which way up, and a note."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010F], notes[0x013B] = 6, "Sakura Phone", "Wakaba Haruka"
    notes.get_ifd(0x8825).update({1: "N", 2: (35.0, 45.0, 4.5), 3: "E", 4: (139.0, 42.0, 33.0)})
    return picture(exif=notes, comment=b"at home", icc_profile=b"profile-of-a-device" * 20)


def png_claiming(width: int, height: int) -> bytes:
    """A few hundred bytes that say they are a picture of that size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(*chunks: bytes) -> bytes:
    """A small sound PNG with these chunks before its picture."""
    whole = picture("PNG")
    return whole[:33] + b"".join(chunks) + whole[33:]


def jpeg_claiming(width: int, height: int) -> bytes:
    """A sound JPEG whose header was changed."""
    whole = bytearray(picture())
    place = whole.index(b"\xff\xc0") + 5
    whole[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(whole)


def paper(text: str = "a paper") -> bytes:
    return document(text)


def pdf(catalog: str = "", page: str = "", *objects: str | bytes, content: bytes = b"", filters: str = "") -> bytes:
    """One page; `catalog` and `page` are what else stands there, `objects` come as 6, 7, …"""
    whole: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {page} "
        "/Resources << /Font << /F1 5 0 R >> >> >>".encode(),
        f"<< /Length {len(content)} {filters} >>\nstream\n".encode() + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *(one.encode() if isinstance(one, str) else one for one in objects),
    ]
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(whole, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(whole) + 1) + table
    return bytes(body) + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(whole) + 1, start)


def saying(*lines: str) -> bytes:
    """A PDF with these lines as text."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    return pdf(content=f"BT /F1 12 Tf 14 TL 72 700 Td {shown}ET".encode())


def japanese(*lines: str) -> bytes:
    """As a page of the web or a letter of an office becomes a PDF: a subset of a font, its characters by number."""
    from weasyprint import HTML

    body = "".join(f"<p>{line}</p>" for line in lines)
    return bytes(HTML(string=f"<html lang=ja><title>{lines[0]}</title>{body}").write_pdf())


def written_in(cmap: str, codec: str, line: str) -> bytes:
    """A PDF with this line in a font of two bytes a character, as word processors and scanners write Japanese."""
    hexed = line.encode(codec).hex().encode()
    font = f"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding {cmap} /DescendantFonts [6 0 R] >>"
    below = (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>"
    )
    whole = pdf("", "", below, content=b"BT /F1 12 Tf 72 700 Td <" + hexed + b"> Tj ET")
    return whole.replace(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", font.encode())


def archive(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in entries:
            box.writestr(name, content)
    return out.getvalue()


def zip_bomb(layers: int = 1, size: int = 20_000_000) -> bytes:
    """Kilobytes that unpack to megabytes, and again in each layer."""
    content = bytes(size)
    for layer in range(layers):
        content = archive(*((f"{layer}-{n}.zip", content) for n in range(3)))
    return content


def office_file(content: bytes = b"<document/>") -> bytes:
    """What a word processor writes: a ZIP with a certain first entry."""
    return archive(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", content))


def locked(content: bytes) -> bytes:
    """A PDF that asks for a password before it may be printed, and opens without."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
