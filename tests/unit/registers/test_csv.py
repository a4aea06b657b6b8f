"""A register as a CSV: what goes out comes back the same; what is wrong is told cell by cell; all or nothing."""

import base64
import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from madoguchi.declare.answers import check_answers
from madoguchi.registers import actions, cells, sheet
from madoguchi.registers.actions.imports import Refused
from madoguchi.registers.models import Book, Row, RowVersion
from madoguchi.registers.plan import plan
from madoguchi.registers.queries.rows import every_row
from madoguchi.trail import clock
from madoguchi.trail.models import Event
from tests.unit.registers.world import MEMBER, QUESTION, SECRETS, version

SHOKAI = version("shokai")
DAYS = st.dates(min_value=clock.today().replace(year=1990), max_value=clock.today()).map(lambda day: day.isoformat())
WORDS = st.text(
    st.sampled_from("あ漢ｶ=＝+-＠@'\"|,\t\n 0aＡ𠮷"), min_size=1, max_size=12
) | st.sampled_from(["=1+1", "'=1", "''", "-5", "+81", "@x", "＝SUM(A1)", "a | b"])  # fmt: skip
ROWS = st.fixed_dictionaries(
    {"question": WORDS, "state": st.sampled_from(["asked", "answered"]), "asked-on": DAYS},
    optional={
        "answer": WORDS,
        "topics": st.lists(st.sampled_from(["dv", "open", "eq"]), min_size=1, max_size=3, unique=True),
        "cost": st.integers(0, 10**9),
        "change": st.integers(-100, 100),
        "at": st.times().map(lambda at: at.strftime("%H:%M")),
        "span": st.tuples(DAYS, DAYS).map(lambda two: {"from": min(two), "to": max(two)}),
    },
).filter(lambda answers: not check_answers(SHOKAI, answers, clock.today()))


def out(book: str = "shokai") -> str:
    of = version(book)
    return sheet.written(of, every_row(Book.objects.get(pk=book)), of.register.plain)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=4))
@example(rows=[QUESTION | {"question": "'=1", "answer": "=cmd|' /C calc'!A0", "topics": ["eq", "open"]}])
def test_a_csv_that_went_out_comes_in_and_changes_nothing(clerk, rows):
    Row.objects.filter(book="shokai").update(ended=True)  # each example begins with an empty register
    for answers in rows:
        actions.append_row(register="shokai", answers=answers, by=clerk)
    before = list(Row.objects.filter(ended=False).order_by("number").values("number", "revision", "plain"))
    made = actions.import_rows(register="shokai", raw=out().encode(), why="往復", by=clerk)
    assert (made.unchanged, made.added, made.changed) == (len(before), [], [])
    assert list(Row.objects.filter(ended=False).order_by("number").values("number", "revision", "plain")) == before


@given(text=WORDS)
def test_no_cell_runs_as_a_formula_and_each_comes_back_as_it_was(text):
    cell = cells.safe(text)
    assert not re.match("[=+@\t\r＝＋＠－-]", cell)
    assert cells.bare(cell) == text


def changed(text: str, **columns: str) -> bytes:
    """The CSV with other words in some columns of its first row."""
    heading, *rows = list(csv.reader(io.StringIO(text.removeprefix(cells.BOM))))
    for name, words in columns.items():
        rows[0][heading.index(name)] = words
    written = io.StringIO()
    csv.writer(written).writerows([heading, *rows])
    return written.getvalue().encode()


def test_a_changed_cell_becomes_a_version_of_its_row(clerk, question):
    made = actions.import_rows(
        register="shokai", raw=changed(out(), 状態="回答あり", 回答="よい"), why="回答", by=clerk
    )
    assert len(made.changed) == 1
    last = question.versions.last()
    assert (last.revision, last.changed, last.why, last.by_label) == (2, ["answer", "state"], "回答", clerk.label)
    event = Event.objects.get(verb="registers.imported")
    assert event.data == {"added": 0, "changed": 1, "unchanged": 0}


def test_everything_wrong_is_told_by_row_and_column_and_nothing_comes_in(clerk, question):
    raw = "番号,版,照会したこと,状態,照会した日\n1,1,よい行,照会中,2026-10-01\n,,,謎,きのう\n9,1,ない行,照会中,2026-10-01\n"
    with pytest.raises(Refused) as refused:
        actions.import_rows(register="shokai", raw=raw.encode(), why="追加", by=clerk)
    found = [(one.line, one.column) for one in refused.value.plan.problems]
    assert found == [(3, "照会したこと"), (3, "状態"), (3, "照会した日"), (4, "番号")]
    assert RowVersion.objects.count() == 1


def test_a_row_that_was_changed_after_the_csv_went_out_is_not_overwritten(clerk, question):
    raw = changed(out(), 回答="古い紙からの答え")
    actions.supersede_row(
        row=question, answers=QUESTION | {"answer": "新しい答え"}, why="急ぎ", seen=1, by=clerk, before=QUESTION
    )
    with pytest.raises(Refused) as refused:
        actions.import_rows(register="shokai", raw=raw, why="取り込み", by=clerk)
    assert "だれかがこの行を変えました" in refused.value.plan.problems[0].words
    assert Row.objects.get().plain["answer"] == "新しい答え"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "何も書かれていません"),
        ("番号,版,照会したこと\n".encode(), "行がありません"),
        ("番号,版,なぞの列\n1,1,x\n".encode(), "なぞの列"),
        ("番号,番号\n1,1\n".encode(), "同じ見出し"),
        (b"\x81", "文字の種類"),
        ('番号,版,照会したこと\n1,1,"閉じない\n'.encode(), "CSV として読めません"),
        (("番号,照会したこと\n" + ",x\n" * 5001).encode(), "5,000"),
    ],
)
def test_a_file_that_is_no_sheet_of_the_register_says_why(clerk, question, raw, words):
    with pytest.raises(sheet.Unreadable) as wrong:
        plan(Book.objects.get(pk="shokai"), SHOKAI, raw)
    assert words in wrong.value.words


def test_a_csv_of_an_old_spreadsheet_is_read_too(clerk, question):
    assert plan(Book.objects.get(pk="shokai"), SHOKAI, out().removeprefix(cells.BOM).encode("cp932")).unchanged == 1


def test_a_csv_of_a_register_of_people_names_nobody(member):
    text = out("iin")
    assert "法律" in text and not [secret for secret in SECRETS if secret in text]


def test_people_come_in_by_csv_and_only_a_page_changes_them(clerk, member):
    heading = "番号,版,氏名(family),氏名(given),氏名(family_kana),氏名(given_kana),生年月日,電話番号,専門\n"
    new = ",,真野,あさひ,マノ,アサヒ,1981-02-03,03-0000-7766,福祉\n"
    actions.import_rows(register="iin", raw=(heading + new).encode(), why="就任", by=clerk)
    added = Row.objects.get(book="iin", number=2)
    assert added.plain == {"field": "福祉"} and added.record_id
    with pytest.raises(Refused):
        actions.import_rows(register="iin", raw=(heading + f"1,1{new[1:]}").encode(), why="変更", by=clerk)
    actions.import_rows(register="iin", raw="番号,版,専門\n1,1,行政法\n".encode(), why="専門", by=clerk)
    assert Row.objects.get(book="iin", number=1).record_id == member.record_id


def test_the_page_shows_what_would_happen_before_anything_does(client_of, question):
    client, address = client_of("kurata"), "/staff/registers/shokai/import/"
    raw = changed(out(), 回答="よい")
    page = client.post(address, {"file": SimpleUploadedFile("x.csv", raw, "text/csv")}).content.decode()
    assert "変わる行" in page and Row.objects.get().revision == 1
    payload = re.search(r'name="payload" value="([^"]+)"', page).group(1)
    assert base64.b64decode(payload) == raw
    assert client.post(address, {"payload": payload, "_confirm": "1", "_why": ""}).status_code == 422
    assert client.post(address, {"payload": payload, "_confirm": "1", "_why": "回答"}).status_code == 302
    assert Row.objects.get().plain["answer"] == "よい"


@pytest.mark.parametrize("posted", [{}, {"payload": "%%%"}, {"payload": ""}])
def test_a_broken_upload_is_told(client_of, posted):
    assert client_of("kurata").post("/staff/registers/shokai/import/", posted).status_code == 422


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "ファイルが空か、大きすぎます"),
        (b"x" * 600_001, "ファイルが空か、大きすぎます"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "読めません"),
        (b"PK\x03\x04\x14\x00\x00", "読めません"),
        ("番号,版,照会したこと\n,,a\u202eb\n".encode(), "見えない文字"),
        ("番号,版,照会したこと\n,,".encode() + "あ".encode() * 34_000 + b"\n", "文字まで"),
        ("番号,版,照会したこと\n".encode() + b'"' + b"x" * 200_000 + b'"\n', "読めません"),
    ],
    ids=[
        "empty",
        "too large",
        "a picture",
        "a workbook",
        "bidi override",
        "100 kB in a cell",
        "more than a cell holds",
    ],
)
def test_a_file_of_another_kind_is_told_by_the_page(client_of, question, raw, words):
    answer = client_of("kurata").post("/staff/registers/shokai/import/", {"file": SimpleUploadedFile("x.csv", raw)})
    assert answer.status_code == 422 and words in answer.content.decode()


def test_the_file_that_is_downloaded_is_a_csv_with_a_mark(client_of, question):
    answer = client_of("kurata").get("/staff/registers/shokai/csv/")
    assert answer.content.startswith(b"\xef\xbb\xbf") and "shokai.csv" in answer["Content-Disposition"]
    assert MEMBER["field"] not in answer.content.decode()
