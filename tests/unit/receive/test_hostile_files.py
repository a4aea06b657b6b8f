"""Files from somebody who wishes us ill, sent by the page: refused with words or made harmless, and nothing typed is lost."""

import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.declare.fields.file import TYPES
from madoguchi.japan.my_number import find_my_number
from madoguchi.protect.models import Attachment
from madoguchi.receive import upload_words, uploads
from madoguchi.receive.sanitise import process
from tests.unit.receive import corpus
from tests.unit.receive.conftest import HOME, NAME, Browser, day, parts

pytestmark = pytest.mark.django_db
CHILD = {
    **parts("name", NAME), **day("birth", "reiwa", 5, 4, 1), "relation": "child", "living": "apart", **parts("home", HOME),
}  # fmt: skip


@pytest.fixture
def row(at_the_last_look: Browser) -> Browser:
    """The page of a second child, who lives elsewhere: it asks for a paper."""
    page = f"/drafts/{at_the_last_look.secret}/children/2/"
    return at_the_last_look.open(page).fill(**CHILD).open(page)


def send(row: Browser, name: str, content: bytes) -> Browser:
    return row.fill(press=("_upload", "custody"), custody=SimpleUploadedFile(name, content), home__building="書きかけ")


NEVER = {
    "a bomb of zips": ("証明.zip", corpus.zip_bomb(3, 5_000_000), "PDF"),
    "a bomb in an office file": ("証明.docx", corpus.office_file(bytes(30_000_000)), "PDF"),
    "an office file called a PDF": ("証明.pdf", corpus.office_file(), "PDF"),
    "an archive with a way out": ("a.zip", corpus.archive(("../../../etc/passwd", b"x")), "PDF"),
    "a GIF that is a script": ("a.gif", b"GIF89a=1;alert(1)//", "PDF"),
    "a drawing with a script": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "PDF"),
    "a page that begins like a PDF": ("a.pdf", b"%PDF-1.7\n<html>" + corpus.SCRIPT.encode(), "壊れて"),
    "a program": ("a.exe", b"MZ\x90\0" + bytes(500), "PDF"),
    "a test virus": ("eicar.com", corpus.EICAR, "PDF"),
    "a picture of billions of pixels": ("a.png", corpus.png_claiming(60_000, 60_000), "画素"),
    "a HEIC photograph": ("IMG_0001.HEIC", b"\0\0\0\x18ftypheic" + bytes(500), "互換性優先"),
    "a PDF with a password": ("鍵.pdf", corpus.locked(corpus.paper()), "パスワード"),
    "a PDF with a My Number": ("通知.pdf", corpus.saying("No. " + corpus.MY_NUMBER), "マイナンバー"),
    "half a picture": ("半分.jpg", corpus.noise(20_000)[:9_000], "壊れて"),
    "nothing": ("空.jpg", b"", "空"),
}


@pytest.mark.parametrize(("name", "content", "words"), NEVER.values(), ids=NEVER)
def test_it_is_refused_with_words_and_kept_nowhere(row: Browser, name: str, content: bytes, words: str) -> None:
    send(row, name, content)
    assert row.status == 422
    assert words in row.html
    assert row.form().fields["home.building"] == ["書きかけ"]
    assert not Attachment.objects.exists()
    assert corpus.MY_NUMBER not in row.html


@pytest.mark.parametrize("language", ["ja-easy", "en"])
def test_the_words_are_in_the_language_of_the_page(row: Browser, language: str) -> None:
    row.client.cookies["madoguchi-lang"] = language
    send(row.open(row.url), "locked.pdf", corpus.locked(corpus.paper()))
    assert {"ja-easy": "パスワードの ある PDF", "en": "A PDF with a password"}[language] in row.html


def test_every_code_has_words_that_say_how_to_mend_it() -> None:
    assert process._CODES | {"busy", "heic", "virus", "scanner-down"} == set(upload_words.WORDS)
    for ja, easy, en in upload_words.WORDS.values():
        assert "ください" in ja and "ください" in easy and len(en) > 40


def test_of_three_files_the_good_ones_stay_when_one_is_bad(row: Browser) -> None:
    files = [
        SimpleUploadedFile(name, content)
        for name, content in (("a.pdf", corpus.paper()), ("b.pdf", b"%PDF-1.7"), ("c.jpg", corpus.picture()))
    ]
    row.fill(press=("_upload", "custody"), custody=files)
    assert row.status == 422 and "「b.pdf」" in row.html
    assert row.html.count("届いています") == 2


def test_what_lies_in_the_vault_is_what_was_made_and_not_what_was_sent(row: Browser) -> None:
    send(row, "photo.jpg", corpus.photo_with_a_place() + corpus.archive(("a.exe", b"MZ" * 5_000)))
    assert row.status == 200 and "photo.jpg" in row.html
    kept = Attachment.objects.get()
    assert kept.content_type == "image/jpeg" and kept.size < 6_000


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/passwd.pdf", "passwd.pdf"), ("C:\\Users\\a\\証明.pdf", "証明.pdf"), ("..", "file.pdf"), ("", "file.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"), ("page.html", "page.html.pdf"), ("a.PDF", "a.PDF"), ("con.pdf", "_con.pdf"),
        ('a"<b>:c|?*.pdf', "a__b__c___.pdf"), ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie_ b.pdf"), (".htaccess", "htaccess.pdf"),
        (unicodedata.normalize("NFD", "ガ行.pdf"), "ガ行.pdf"), ("a.pdf. . ", "a.pdf"), ("\u2028a.pdf", "a.pdf"),
        ("辻󠄁.pdf", "辻󠄁.pdf"), ("\ufeff\u200b.pdf", "pdf.pdf"),
    ],
)  # fmt: skip
def test_a_name_leads_nowhere_and_says_what_the_file_is(sent: str, kept: str) -> None:
    assert uploads.clean_name(sent, "application/pdf") == kept


@given(name=st.text(max_size=300), kind=st.sampled_from(["", *TYPES.values()]))
def test_whatever_a_name_is_it_ends_short_plain_and_stays_as_it_is_when_cleaned_again(name: str, kind: str) -> None:
    kept = uploads.clean_name(name, kind)
    assert 0 < len(kept) <= uploads.LONGEST_NAME + 1
    assert not set(kept) & set('/\\<>:"|?*\0\n\r\u202e')
    assert not kind or kept.lower().endswith(uploads._ENDINGS_OF[kind])
    assert uploads.clean_name(kept, kind) == kept


@given(head=st.binary(max_size=80))
def test_the_first_bytes_are_always_read_as_something_or_nothing(head: bytes) -> None:
    assert uploads.kind_of(head) in {"", uploads.HEIC, *TYPES.values()}


@given(text=st.text(alphabet="0123456789 -\n年個人番号", max_size=80))
def test_a_paper_is_refused_for_a_number_only_where_free_text_would_be(text: str) -> None:
    from madoguchi.receive.sanitise.papers import holds_my_number

    assert not holds_my_number(text) or any(find_my_number(line) for line in text.splitlines())
