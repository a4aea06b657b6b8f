"""A workbook of several sheets: one is checked, the others are told and can be chosen; two tables on one are told."""

import io
import re

import pytest
from openpyxl import Workbook

from madoguchi.publish.models import Check
from madoguchi.publish.queries.reports import latest_done, report
from madoguchi.trail import worker
from tests.unit.publish.sheets import GOOD, HEADER, brought
from tests.unit.publish.test_pages import page_of

AED = [HEADER.split(","), *[GOOD.format(n=n).split(",") for n in range(1, 4)]]
PARKS = [["公園名", "面積", "開園日"], *[[f"第{n}公園", n * 100, f"2020-04-0{n}"] for n in range(1, 4)]]


def workbook(*rows_of_sheets, names=("AED", "公園", "控え"), hidden=("控え",)):
    book = Workbook()
    book.remove(book.active)
    for name, rows in zip(names, rows_of_sheets, strict=False):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.fixture
def check(clerk) -> Check:
    return brought(workbook(AED, PARKS, PARKS), by=clerk, name="aed.xlsx")


def test_the_sheets_that_people_see_are_offered_and_another_one_is_checked(check, client_of):
    client = client_of("mori")
    page = client.get(page_of(check)).content.decode()
    assert "どのシートを調べたか" in page and "公園" in page and "ほかにもシートがあります" in page
    answer = client.post(page_of(check, "sheet/"), {"sheet": "1"})
    assert answer.status_code == 302
    worker.run_due()
    done = report(latest_done(check.upload))
    assert (done.check.sheet, done.header, done.check.standard) == (1, PARKS[0], "")
    assert [this for _at, _name, this in done.sheets] == [False, True]


@pytest.mark.parametrize("wanted", ["2", "7", "x", ""])
def test_a_sheet_that_is_hidden_or_not_there_is_not_checked(check, client_of, wanted):
    assert client_of("mori").post(page_of(check, "sheet/"), {"sheet": wanted}).status_code == 409
    assert check.upload.checks.count() == 1


def test_where_the_first_sheet_cannot_be_read_another_one_can_be_checked(clerk, client_of):
    wide = [[f"列{n}" for n in range(10_001)]]
    check, client = brought(workbook(wide, AED, PARKS), by=clerk, name="aed.xlsx"), client_of("mori")
    check.refresh_from_db()
    assert (check.state, check.trouble["sheets"]) == ("failed", [0, 1])
    page = client.get(page_of(check)).content.decode()
    assert "2枚目のシート" in page and "3枚目のシート" not in page and "公園" not in page
    assert client.post(page_of(check, "sheet/"), {"sheet": "2"}).status_code == 409
    assert client.post(page_of(check, "sheet/"), {"sheet": "1"}).status_code == 302
    worker.run_due()
    done = report(latest_done(check.upload))
    assert (done.check.sheet, done.check.standard) == (1, "v1/aed")


def test_another_office_chooses_no_sheet(check, client_of):
    assert client_of("kubota").post(page_of(check, "sheet/"), {"sheet": "1"}).status_code == 404


def test_another_standard_is_asked_of_the_same_sheet(check, client_of):
    client = client_of("mori")
    client.post(page_of(check, "sheet/"), {"sheet": "1"})
    worker.run_due()
    client.post(page_of(check, "standard/"), {"standard": "v3/aed"})
    assert check.upload.checks.order_by("-pk").first().sheet == 1


def test_a_table_without_sheets_offers_none(clerk, client_of):
    check = brought(b"a,b\r\n1,2\r\n", by=clerk, name="made.csv")
    assert "どのシートを調べたか" not in client_of("mori").get(page_of(check)).content.decode()


def test_two_tables_on_one_sheet_are_told_on_the_page(clerk, client_of):
    check = brought(workbook([*AED, [""], *PARKS]), by=clerk, name="aed.xlsx")
    assert check.rows == 3
    page = client_of("mori").get(page_of(check)).content.decode()
    assert "もう1つの表が始まります" in page
    (kind,) = [one for one in report(check).kinds if one.told["rule"] == "sheet:other-table"]
    said = client_of("mori").get(page_of(check, f"kinds/{kind.at}/")).content.decode()
    assert "6" in said and "公園名" in said


@pytest.mark.parametrize(
    ("content", "easy", "english"),
    [
        (b"%PDF-1.7 garbage", "表(ひょう)の ファイルでは ありません", "neither CSV nor XLSX"),
        (b"PK\x03\x04garbage", "こわれて います", "is damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "パスワードの ある", "protected by a password"),
        (b"a,b\r\n1,\xff\xff\r\n", "読(よ)めない 文字", "fits into no encoding"),
        (b'a,b\r\n1,"2\r\n3,4\r\n', "閉(と)じていません", "never closes"),
        (",".join(f"c{at}" for at in range(10_000)).encode() + b"\r\n" + b",".join([b"1"] * 10_000), "列(れつ)が 多(おお)すぎます", "10,000 columns"),
        (b"\r\n\r\n ", "行(ぎょう)が ありません", "no row that is not blank"),
    ],
)  # fmt: skip
def test_why_a_file_cannot_be_read_is_said_in_the_language_of_the_page(clerk, client_of, content, easy, english):
    check = brought(content, by=clerk, name="made.csv")
    assert check.state == Check.State.FAILED
    client = client_of("mori")
    for language, words in (("ja-easy", easy), ("en", english)):
        client.cookies["madoguchi-lang"] = language
        page = client.get(page_of(check)).content.decode()
        plain = re.sub(r"<rt>([^<]*)</rt>", r"\1", page)
        assert words in re.sub(r"</?r(uby|p)>", "", plain)
