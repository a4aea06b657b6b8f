"""A sheet becomes a PDF that everybody can read, that belongs to one request, and that fails alone."""

import io
import subprocess
import time

import pytest
from pypdf import PdfReader

from madoguchi.paper import NotThisOne, Press, PressFailed, PressTimeout, Sheet, must_belong
from madoguchi.paper.engine import engine, why_not
from madoguchi.paper.sheet import identifier
from tests.unit.paper.conftest import HTML, sheet


def words_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def plain(text: str) -> str:
    return "".join(text.split())


def test_the_text_of_the_pdf_is_the_text_of_the_letter(press):
    text = plain(words_of(press.typeset(sheet(words="11月7日にいただいた児童手当の認定請求は、受け付けています。"))))
    assert "見本花子様" in text and "見本区見本町1-2-3" in text
    assert "11月7日にいただいた児童手当の認定請求は、受け付けています。" in text


@pytest.mark.parametrize(
    "name", ["𠮷野 花", "髙﨑 一", "葛\U000e0100城 花", "神\ufa19", "辻\U000e0100 花", "Nguyễn Thị Hoa"]
)
def test_a_rare_letter_of_a_name_is_kept_as_it_is_written(press, name):
    text = plain(words_of(press.typeset(sheet(name=name))))
    assert plain(name).replace("\U000e0100", "") in text.replace("\U000e0100", "")


def test_it_is_tagged_and_tells_its_language_and_its_title(press):
    root = PdfReader(io.BytesIO(press.typeset(sheet(title="児童手当 認定通知書")))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "ja"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert "児童手当 認定通知書" in root["/Metadata"].get_data().decode()


def tags_of(node, found: list[str]) -> list[str]:
    """Every tag of the structure tree, in reading order."""
    if isinstance(node, list):
        for one in node:
            tags_of(one.get_object(), found)
    elif hasattr(node, "get"):
        found += [str(node["/S"])] if "/S" in node else []
        if "/K" in node:
            tags_of(node["/K"].get_object(), found)
    return found


def test_headings_paragraphs_and_tables_are_tagged_as_what_they_are(press):
    tree = PdfReader(io.BytesIO(press.typeset(sheet()))).trailer["/Root"]["/StructTreeRoot"]
    tags = tags_of(tree, [])
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD"} <= set(tags)
    assert tags.index("/H1") < tags.index("/H2") < tags.index("/Table")


def test_fonts_are_inside_the_file(press):
    page = PdfReader(io.BytesIO(press.typeset(sheet()))).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
        assert "/ToUnicode" in font


def test_the_pdf_carries_whose_it_is_and_nobody_else_is_given_it(press):
    one, other = sheet(1), sheet(2)
    pdf = press.typeset(one)
    assert must_belong(pdf, one.binding) == pdf
    with pytest.raises(NotThisOne):
        must_belong(pdf, other.binding)
    with pytest.raises(NotThisOne):
        must_belong(b"", one.binding)


def test_a_letter_cannot_pretend_to_be_another_by_what_it_says(press):
    """The binding is asked in the trailer; words of the letter are compressed streams and stand elsewhere."""
    other = sheet(2)
    pdf = press.typeset(sheet(1, words=identifier(other.binding).decode()))
    with pytest.raises(NotThisOne):
        must_belong(pdf, other.binding)


def test_a_binding_is_no_name():
    with pytest.raises(ValueError, match="binding"):
        Sheet("見本花子", "<p>")


SLOW = HTML.replace("<p>{words}</p>", "<table>" + "<tr><td>長い手紙</td><td>長い手紙</td></tr>" * 3000 + "</table>")


@pytest.mark.full
def test_a_sheet_that_takes_too_long_fails_alone_and_the_next_gets_its_own():
    if reason := why_not():
        pytest.skip(reason)
    press = Press()
    press.typeset(sheet(1))
    press.seconds = 0.3
    with pytest.raises(PressTimeout):
        press.typeset(Sheet(f"{2:032x}", SLOW.format(title="遅い", name="遅野 太郎")))
    press.seconds = 30
    text = plain(words_of(press.typeset(sheet(3, name="早野 花子"))))
    assert "早野花子様" in text and "遅野" not in text
    press.close()


def test_a_press_that_dies_is_replaced(press):
    press.typeset(sheet(1))
    press._process.kill()
    press._process.wait()
    assert "次野花子様" in plain(words_of(press.typeset(sheet(2, name="次野 花子"))))


def test_after_many_sheets_the_process_is_replaced(press):
    press.typeset(sheet(1))
    before, press._left = press._process.pid, 0
    press.typeset(sheet(2))
    assert press._process.pid != before


def test_a_letter_fetches_nothing(press, tmp_path):
    (tmp_path / "secret.png").write_bytes(b"x")
    for address in ((tmp_path / "secret.png").as_uri(), "https://example.com/x.png"):
        with pytest.raises(PressFailed, match="AsksOutside"):
            press.typeset(sheet(words=f'<img alt="絵" src="{address}">'))


def test_without_the_libraries_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("madoguchi.paper.engine.why_not", lambda: "ありません。入れるには: sudo apt-get install …")
    with pytest.raises(Exception, match="入れるには"):
        engine()


def test_a_machine_without_japanese_fonts_is_told_by_name(monkeypatch):
    monkeypatch.setattr("madoguchi.paper.fonts.PLACES", ())
    assert "fonts-noto-cjk" in why_not()


def test_a_press_whose_process_cannot_start_says_why(monkeypatch):
    monkeypatch.setenv("PATH", "")
    press = Press()
    monkeypatch.setattr("madoguchi.paper.press.sys.executable", "/bin/false")
    with pytest.raises(PressFailed) as failed:
        press.typeset(sheet())
    assert failed.value.code == "press-died"


def test_nothing_is_left_running_when_it_is_closed(press):
    own = Press()
    own.typeset(sheet())
    pid = own._process.pid
    own.close()
    deadline = time.monotonic() + 60
    while subprocess.run(["kill", "-0", str(pid)], capture_output=True, check=False).returncode == 0:
        assert time.monotonic() < deadline
