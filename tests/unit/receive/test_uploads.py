"""Files: taken in when they are what was asked for; otherwise said why, and nothing else on the page is lost."""

import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.receive.models import Application
from tests.unit.receive import corpus
from tests.unit.receive.conftest import HOME, NAME, Browser, day, parts

pytestmark = pytest.mark.django_db
PDF, JPEG, PNG = corpus.paper(), corpus.picture(), corpus.picture("PNG")
CHILD = {
    **parts("name", NAME), **day("birth", "reiwa", 5, 4, 1), "relation": "child", "living": "apart", **parts("home", HOME),
}  # fmt: skip


@pytest.fixture
def row(at_the_last_look: Browser) -> Browser:
    """The page of a second child, who lives elsewhere."""
    browser = at_the_last_look
    browser.open(f"/drafts/{browser.secret}/children/2/").fill(**CHILD)
    return browser.open(f"/drafts/{browser.secret}/children/2/")


def a_file(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", PDF), ("b.jpg", JPEG), ("c.png", PNG), ("wrong-ending.txt", PDF)]
)
def test_a_file_is_known_by_its_content(row: Browser, name: str, content: bytes) -> None:
    row.fill(press=("_upload", "custody"), custody=a_file(name, content))
    assert row.status == 200
    assert name in row.html
    assert "届いています" in row.html


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (a_file("virus.pdf", b"MZ\x90\x00" + b"x" * 500), "PDF"),
        (a_file("page.jpg", b"<html><script>"), "JPEG"),
        (a_file("空.pdf", b""), "空"),
        (a_file("大きい.pdf", PDF + b"x" * 11 * 1024 * 1024), "10"),
        (a_file("通知カード123456789018.pdf"), "マイナンバー"),
        (a_file("１２３４５６７８９０１８.jpg", JPEG), "マイナンバー"),
    ],
    ids=["program", "page", "empty", "large", "my-number", "full-width-my-number"],
)
def test_another_file_is_refused_with_words_and_nothing_typed_is_lost(
    row: Browser, file: SimpleUploadedFile, words: str
) -> None:
    row.fill(press=("_upload", "custody"), custody=file, home__building="書きかけの建物")
    assert row.status == 422
    assert words in row.html
    assert row.form().fields["home.building"] == ["書きかけの建物"]
    assert "123456789018" not in row.html
    assert "届いています" not in row.html


def test_the_fourth_file_is_one_too_many(row: Browser) -> None:
    files = [a_file(f"{n}.pdf") for n in range(4)]
    row.fill(press=("_upload", "custody"), custody=files)
    assert row.status == 422
    assert "3つまで" in row.html
    assert row.html.count("届いています") == 3


def test_a_file_is_taken_out_again(row: Browser) -> None:
    row.fill(press=("_upload", "custody"), custody=a_file("まちがい.pdf"))
    button = next(value for name, value in row.form().buttons if name == "_remove")
    row.fill(press=("_remove", button), home__building="建物")
    assert "まちがい.pdf" not in row.html
    assert row.form().fields["home.building"] == ["建物"]


def test_a_name_from_a_mac_is_kept_composed_and_a_long_one_is_shortened(row: Browser) -> None:
    decomposed = unicodedata.normalize("NFD", "ガ行の書類.pdf")
    row.fill(press=("_upload", "custody"), custody=a_file(decomposed))
    assert "ガ行の書類.pdf" in row.html
    row.fill(press=("_upload", "custody"), custody=a_file("あ" * 200 + ".pdf"))
    assert "ああ….pdf" in row.html


def test_a_file_comes_with_the_first_page_too(browser: Browser) -> None:
    """A file may be the first thing that ever is saved of a draft; here it belongs to no field and is passed over."""
    browser.open("/procedures/iken/start/").fill(topic="town", words="言葉", reply="no", other=a_file("x.pdf"))
    assert browser.url.endswith("/check/")


def test_a_posted_descriptor_of_somebody_elses_file_is_ignored(row: Browser) -> None:
    forged = '{"id": "00000000-0000-0000-0000-000000000001", "name": "他人.pdf", "size": 5, "type": "application/pdf"}'
    row.fill(custody=forged)
    row.open(f"/drafts/{row.secret}/check/")
    assert "他人.pdf" not in row.html


def test_the_file_arrives_with_the_application(row: Browser) -> None:
    row.fill(press=("_upload", "custody"), custody=a_file("申立書.pdf"))
    row.fill()
    row.open(f"/drafts/{row.secret}/check/")
    assert "申立書.pdf" in row.html
    row.fill("send")
    assert Application.objects.get().number in row.html
